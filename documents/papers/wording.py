"""The wording of papers: passages that administrators write, with places to be filled in.

Which passages each paper has stands in `documents.papers.passages`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django_stubs_ext import StrOrPromise

    from documents.papers.kinds import Kind

LANGUAGES = ("kk", "ru")
Texts = dict[str, dict[str, str]]
FIRST = Path(__file__).parent / "first_edition.json"


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of a paper: its name in templates, and what it is for."""

    name: str
    label: StrOrPromise


@dataclass(frozen=True, slots=True)
class Wording:
    """The passages of a kind of paper, and what the places in them are filled with.

    ``places`` names each place with its meaning; ``values`` fills them from the data of a paper.
    """

    label: StrOrPromise
    passages: tuple[Passage, ...]
    places: Mapping[str, StrOrPromise]
    values: Callable[[str, Mapping[str, Any]], dict[str, str]]


_wordings: dict[Kind, Wording] = {}


def declare(kind: Kind, wording: Wording) -> None:
    """Declare that administrators word a kind of paper; its first edition is seeded."""
    _wordings[kind] = wording


def declared(kind: Kind) -> Wording | None:
    """Find the wording of a kind, if it has one."""
    return _wordings.get(kind)


def kinds() -> list[Kind]:
    """List the kinds of papers that administrators word."""
    return list(_wordings)


class PlaceError(ValueError):
    """A text with a brace that opens no place, or a place that the paper does not know.

    ``place`` is its name, or empty for a stray brace.
    """

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.place = place


def check(kind: Kind, text: str) -> None:
    """Raise `PlaceError` where a text cannot be filled in."""
    known = _wordings[kind].places
    try:
        parts = list(Formatter().parse(text))
    except ValueError as error:
        raise PlaceError("") from error
    for _plain, place, spec, conversion in parts:
        if place is None:
            continue
        if place not in known or spec or conversion:
            shown = place + (f"!{conversion}" if conversion else "") + (f":{spec}" if spec else "")
            raise PlaceError(shown)


def first(kind: Kind) -> Texts:
    """Give the texts of the first edition, by passage and language.

    They never change; the text of a passage that came later is added to them.
    """
    return _first_editions()[kind]


@cache
def _first_editions() -> dict[str, Texts]:
    return dict(json.loads(FIRST.read_text()))


def filled(kind: Kind, language: str, data: Mapping[str, Any]) -> dict[str, str]:
    """Fill in the passages of a paper; data without a wording of its own has the first edition's.

    ``data["wording"]["texts"]`` holds each passage in the language of the paper.
    """
    wording = declared(kind)
    if wording is None:
        return {}
    worded = data.get("wording")
    texts = in_language(first(kind), language) | (worded["texts"] if worded else {})
    values = dict.fromkeys(wording.places, "") | wording.values(language, data)
    return {name: text.format_map(values) for name, text in texts.items()}


def in_language(texts: Texts, language: str) -> dict[str, str]:
    """Give the passages in one language."""
    return {name: by_language[language] for name, by_language in texts.items()}
