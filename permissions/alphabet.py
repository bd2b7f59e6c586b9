"""Kazakh and Russian alphabetical order, which the database does not know without ICU."""

from __future__ import annotations

import re

from django.db.models import CharField, Expression, F, Func, Value
from django.db.models.functions import Coalesce, Collate, Lower, NullIf
from django.utils.translation import get_language

ALPHABET = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
# Numbers are as long as these, so that their digits compare like letters.
ZEROS = "0" * 9
LAST_DIGITS = f"[0-9]*([0-9]{{{len(ZEROS)}}})"
PLACES = {letter: chr(0xE000 + place) for place, letter in enumerate(ALPHABET)}


def sort_key(text: str) -> str:
    """Give the key by which ``text`` sorts among Kazakh, Russian and Latin names.

    The Kazakh alphabet contains the Russian one in its own order, so one key serves both.
    Numbers sort by size: school 2 comes before school 10.
    """
    key = "".join(PLACES.get(letter, letter) for letter in text.casefold())
    return re.sub(LAST_DIGITS, r"\1", re.sub(r"[0-9]+", rf"{ZEROS}\g<0>", key))


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
    wide = _replace(key, "[0-9]+", rf"{ZEROS}\&")
    return Collate(_replace(wide, LAST_DIGITS, r"\1"), "C")


def _replace(text: Expression, pattern: str, new: str) -> Func:
    parts = (text, Value(pattern), Value(new), Value("g"))
    return Func(*parts, function="REGEXP_REPLACE", output_field=CharField())


def by_name(prefix: str = "") -> Expression:
    """Give the expression that orders named rows as their names read in the active language.

    ``prefix`` leads to what is named, such as ``district__``.
    """
    kazakh = f"{prefix}name_kk"
    other = {"ru": f"{prefix}name_ru", "en": f"{prefix}name_en"}.get((get_language() or "kk")[:2])
    if other is None:
        return in_order(kazakh)
    return in_order(Coalesce(NullIf(F(other), Value("")), F(kazakh)))
