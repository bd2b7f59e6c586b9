"""Guides for people in a role, told in the words that the pages themselves use."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext, override

from workflows import holding, registry
from workflows.guide_texts import TERMS
from workflows.spec import Term

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django_stubs_ext import StrOrPromise

    from workflows.guide_texts import Guide

PLACE: Final = re.compile(r"%\((\w+)\)s")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a sentence: plain text, or the name of what is pressed."""

    text: str
    pressed: bool


def words() -> dict[str, str]:
    """Name each control and page as it is called in the language in use."""
    found = {
        f"{model.process.code}_{move.name}": str(move.action.label)
        for model in registry.models()
        for move in registry.moves(model)
    }
    for model in registry.models():
        label = {"process": str(model.process.label)}
        found[f"{model.process.code}_start"] = gettext("New case: %(process)s") % label
    return found | {
        "work": gettext("My work"),
        "cases": gettext("Cases"),
        "reviews": gettext("My reviews"),
        "revoke": gettext("Revoke the certificate"),
    }


def pieces(text: StrOrPromise, called: Mapping[str, str]) -> list[Piece]:
    """Split a sentence where it names something; raises `KeyError` where nothing is called so."""
    parts = PLACE.split(str(text))
    found = []
    for plain, name in zip(parts[::2], [*parts[1::2], ""], strict=True):
        found.append(Piece(plain, pressed=False))
        if name:
            found.append(Piece(called[name], pressed=True))
    return [piece for piece in found if piece.text]


def terms(guide: Guide) -> list[tuple[str, str]]:
    """Name the states in which the person has a term, with its length as it is in force today."""
    found = []
    for code, state in guide.turns:
        process = registry.model(code).process
        term = process.steps[state].term
        if not isinstance(term, Term):
            continue
        edition = holding.terms_in_force(code, timezone.now())
        days = edition.days.get(state, term.days) if edition else term.days
        said = ngettext("%(n)s working day", "%(n)s working days", days) % {"n": days}
        found.append((str(process.states(state).label), said))
    return found


def data(guide: Guide, language: str) -> dict[str, Any]:
    """Say a guide in a language, as its paper needs it."""
    with override(language):
        called = words()
        return {
            "date": timezone.localdate().isoformat(),
            "trace": f"guide.{guide.role}",
            "role": str(guide.role.label),
            "purpose": str(guide.purpose),
            "steps": [
                [{"text": piece.text, "pressed": piece.pressed} for piece in pieces(step, called)]
                for step in guide.steps
            ],
            "terms": [{"state": state, "term": term} for state, term in terms(guide)],
            "shown": str(TERMS),
            "ask": str(guide.ask),
        }


def paper_language(asked: str) -> str:
    """Choose the language of a paper: the one asked for, else that of the page, else Kazakh."""
    for language in (asked, get_language() or ""):
        if language in {"kk", "ru"}:
            return language
    return "kk"
