"""Kazakh and Russian alphabetical order, which the database does not know without ICU."""

from __future__ import annotations

from django.db.models import CharField, Expression, F, Func, Value
from django.db.models.functions import Coalesce, Collate, Lower, NullIf
from django.utils.translation import get_language

ALPHABET = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
PLACES = {letter: chr(0xE000 + place) for place, letter in enumerate(ALPHABET)}


def sort_key(text: str) -> str:
    """Give the key by which ``text`` sorts among Kazakh, Russian and Latin names.

    The Kazakh alphabet contains the Russian one in its own order, so one key serves both.
    """
    return "".join(PLACES.get(letter, letter) for letter in text.casefold())


def in_order(column: str | Expression) -> Expression:
    """Give ``sort_key`` of a column as an expression to order rows of the database by."""
    # Without ICU the database may not know the small form of a Kazakh letter.
    key = Func(
        Lower(column),
        Value(ALPHABET + ALPHABET.upper()),
        Value("".join(PLACES.values()) * 2),
        function="TRANSLATE",
        output_field=CharField(),
    )
    return Collate(key, "C")


def by_name(prefix: str = "") -> Expression:
    """Give the expression that orders named rows as their names read in the active language.

    ``prefix`` leads to what is named, such as ``district__``.
    """
    kazakh = f"{prefix}name_kk"
    other = {"ru": f"{prefix}name_ru", "en": f"{prefix}name_en"}.get((get_language() or "kk")[:2])
    if other is None:
        return in_order(kazakh)
    return in_order(Coalesce(NullIf(F(other), Value("")), F(kazakh)))
