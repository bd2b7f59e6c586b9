import pytest

from permissions.alphabet import ALPHABET, sort_key


@pytest.mark.parametrize(
    "words",
    [
        ["Алтынсарин", "Амангелді", "Арқалық", "Әулиекөл", "Бейімбет Майлин"],
        ["Қамысты", "Қарабалық", "Қарасу", "Қостанай", "Лисаков", "Меңдіқара"],
        ["ел", "ель", "ёлка", "жол"],
        ["Ивановка", "Ийск"],
        ["көл", "Көлік", "құс", "лақ"],
    ],
)
def test_sort_key_orders_as_a_dictionary_does(words: list[str]) -> None:
    backwards = words[::-1]
    assert sorted(backwards, key=sort_key) == words


def test_alphabet_is_whole() -> None:
    assert len(set(ALPHABET)) == len(ALPHABET) == 42
