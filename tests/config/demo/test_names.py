from datetime import date

from config.demo import names
from permissions.models.people import validate_name
from permissions.numbers import birth_date, validate_iin


def test_names_are_written_in_kazakh_or_russian_letters() -> None:
    for number in range(200):
        name = names.name(number)
        for part in (name.last, name.first, name.patronymic):
            validate_name(part)


def test_endings_of_a_name_agree() -> None:
    for number in range(200):
        name = names.name(number)
        endings = ("қызы", "вна") if name.woman else ("ұлы", "вич")
        assert name.patronymic.endswith(endings)
        assert name.last.endswith("а") == name.woman


def test_an_iin_is_well_formed_and_nobody_alive_has_it() -> None:
    made = {names.iin(n, date(1970 + n % 30, 1 + n % 12, 5), woman=n % 2 == 0) for n in range(200)}
    assert len(made) == 200
    for iin in made:
        validate_iin(iin)
        born = birth_date(iin)
        assert born is not None
        assert born.year < 1900
