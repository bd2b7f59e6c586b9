import pytest

from workflows.languages import reads_as

KAZAKH = "Мұғалімдерге арналған сабақ жоспарларын бірге қарап шығуды сұраймыз."
RUSSIAN = "Просим вместе рассмотреть планы уроков для учителей начальной школы."
NAMES = "Просим помочь учителям Ғалие Қожахметовой и Өмірбеку Сәрсенову с программой кружка."
ENGLISH = "We ask you to look at the plans of our lessons together with us."


@pytest.mark.parametrize(
    ("text", "kazakh", "russian"),
    [
        (KAZAKH, True, False),
        (KAZAKH.upper(), True, False),
        (RUSSIAN, False, True),
        (NAMES, True, True),
        (ENGLISH, False, False),
        (f"{RUSSIAN} {RUSSIAN} Қазақ тілі", False, True),
        ("Рахмет!", True, True),
        ("12.02.2026, 10:00", True, True),
        ("", True, True),
    ],
)
def test_text_is_told_by_its_letters(text: str, *, kazakh: bool, russian: bool) -> None:
    assert (reads_as(text, "kk"), reads_as(text, "ru")) == (kazakh, russian)
