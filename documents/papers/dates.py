"""Dates written out, in the forms that sentences need."""

import re

MONTHS = {
    "kk": {
        "plain": (
            *("қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым"),
            *("шілде", "тамыз", "қыркүйек", "қазан", "қараша", "желтоқсан"),
        ),
        "on": (
            *("қаңтарда", "ақпанда", "наурызда", "сәуірде", "мамырда", "маусымда"),
            *("шілдеде", "тамызда", "қыркүйекте", "қазанда", "қарашада", "желтоқсанда"),
        ),
        "until": (
            *("қаңтарға", "ақпанға", "наурызға", "сәуірге", "мамырға", "маусымға"),
            *("шілдеге", "тамызға", "қыркүйекке", "қазанға", "қарашаға", "желтоқсанға"),
        ),
    },
    "ru": dict.fromkeys(
        ("plain", "on", "until"),
        (
            *("января", "февраля", "марта", "апреля", "мая", "июня"),
            *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
        ),
    ),
}
FORMS = {
    "kk": {
        "plain": "{year} жылғы {day} {month}",
        "on": "{year} жылғы {day} {month}",
        "until": "{year} жылғы {day} {month} дейін",
    },
    "ru": {
        "plain": "{day} {month} {year} года",
        "on": "{day} {month} {year} года",
        "until": "до {day} {month} {year} года",
    },
}


def unbroken(language: str, iso: str, form: str = "plain") -> str:
    """Write a date out like `written`, for texts whose lines break: day and month stay together."""
    day = str(int(iso.rpartition("-")[2]))
    return re.sub(rf"(?<!\d){day} ", f"{day}\u00a0", written(language, iso, form))


def written(language: str, iso: str, form: str = "plain") -> str:
    """Write a date out: "2026 жылғы 2 ақпан", "2 февраля 2026 года".

    ``form`` is ``plain``, ``on`` (when something happened) or ``until``.
    """
    year, month, day = map(int, iso.split("-"))
    name = MONTHS[language][form][month - 1]
    return FORMS[language][form].format(year=year, month=name, day=day)
