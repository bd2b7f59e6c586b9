"""Names and numbers of people who do not exist."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from permissions.models.people import Language
from permissions.numbers import check_digit

KAZAKH_LAST = (
    "Ахметов", "Сейдахметов", "Жұмабаев", "Қалиев", "Ибрагимов", "Мұсабеков", "Тоқтаров",
    "Сағындықов", "Әлімбеков", "Байжанов", "Кенжебаев", "Рақымжанов", "Омаров", "Шаймерденов",
    "Түсіпбеков", "Есмағамбетов", "Хасенов",
)  # fmt: skip
KAZAKH_WOMEN = (
    "Айгүл", "Гүлнар", "Ләззат", "Меруерт", "Назгүл", "Зәуре", "Маржан", "Айнұр", "Бибігүл",
    "Жанат", "Роза", "Толқын", "Ақмарал",
)  # fmt: skip
KAZAKH_MEN = ("Ерлан", "Бауыржан", "Серік", "Қайрат", "Мұрат", "Әділбек", "Жандос")
KAZAKH_FATHERS = (
    "Ерлан", "Серік", "Болат", "Мұрат", "Қайрат", "Сәбит", "Төлеген", "Марат", "Жомарт", "Бақыт",
    "Ермек",
)  # fmt: skip
RUSSIAN_LAST = (
    "Петров", "Волков", "Фёдоров", "Смирнов", "Ткачёв", "Орлов", "Беляев", "Романов", "Шевцов",
    "Яковлев", "Данилин",
)  # fmt: skip
RUSSIAN_WOMEN = ("Елена", "Ольга", "Татьяна", "Людмила", "Анна", "Юлия", "Оксана", "Галина")
RUSSIAN_MEN = ("Сергей", "Виктор", "Олег", "Александр", "Павел")
RUSSIAN_FATHERS = ("Сергее", "Викторо", "Николае", "Петро", "Александро", "Ивано", "Юрье")
MAN_EVERY = 6
RUSSIAN_EVERY = 3


@dataclass(frozen=True, slots=True)
class Name:
    """A full name, with the language that its bearer reads."""

    last: str
    first: str
    patronymic: str
    woman: bool
    language: Language


def name(number: int) -> Name:
    """Give the name of the person with a number: always the same, most are women's."""
    woman = number % MAN_EVERY != 0
    if number % RUSSIAN_EVERY == 0:
        last = RUSSIAN_LAST[number % len(RUSSIAN_LAST)]
        first = _pick(RUSSIAN_WOMEN if woman else RUSSIAN_MEN, number)
        father = _pick(RUSSIAN_FATHERS, number * 3) + ("вна" if woman else "вич")
        language = Language.RU
    else:
        last = KAZAKH_LAST[number % len(KAZAKH_LAST)]
        first = _pick(KAZAKH_WOMEN if woman else KAZAKH_MEN, number)
        father = _pick(KAZAKH_FATHERS, number * 5) + ("қызы" if woman else "ұлы")
        language = Language.KK
    return Name(f"{last}а" if woman else last, first, father, woman, language)


def _pick(names: tuple[str, ...], number: int) -> str:
    return names[number % len(names)]


def iin(number: int, born: date, *, woman: bool) -> str:
    """Make an IIN that nobody has: its seventh digit says that the person is of the 1800s."""
    for serial in range(number, 10_000, 1000):
        start = f"{born:%y%m%d}{2 if woman else 1}{serial:04d}"
        last = check_digit(start)
        if last is not None:
            return f"{start}{last}"
    raise ValueError(number)
