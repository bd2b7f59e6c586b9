"""The wording of papers: places are checked and filled in, and languages keep their grammar."""

from __future__ import annotations

import pytest

from documents.papers import wording
from documents.papers.kinds import Kind
from documents.papers.specimens import VARIANTS, specimen


def said(kind: Kind, language: str, variant: str = "", **changed: object) -> dict[str, str]:
    data = specimen(kind, language, variant, today="2026-02-02", site="http://localhost:8000")
    return wording.filled(kind, language, data | changed)


@pytest.mark.parametrize("kind", wording.kinds())
@pytest.mark.parametrize("language", ["kk", "ru"])
def test_first_edition_fills_every_place(kind: Kind, language: str) -> None:
    for variant in VARIANTS.get(kind, {"": ""}):
        for text in said(kind, language, variant).values():
            assert text
            assert not {"{", "}"} & set(text)


def test_paper_is_worded_by_the_edition_that_it_keeps() -> None:
    texts = {"heading": "Шешім № {number}"}
    found = said(Kind.DECISION, "kk", "approved", wording={"edition": 7, "texts": texts})
    assert found["heading"] == "Шешім № EX-2026-0001"
    # A passage that the edition did not know has its first text.
    assert found["opening_one"] == "Құрметті автор!"


def test_what_fills_a_place_is_not_read_for_places() -> None:
    texts = {"decided_approved": "«{title}»"}
    given = {"wording": {"edition": 2, "texts": texts}, "title": "{number} {x}"}
    assert said(Kind.DECISION, "kk", "approved", **given)["decided_approved"] == "«{number} {x}»"


@pytest.mark.parametrize(
    ("since", "period"),
    [
        ("2026-01-01", "1\u00a0қаңтар мен"),
        ("2026-03-01", "1\u00a0наурыз бен"),
        ("2026-08-15", "15\u00a0тамыз бен"),
        ("2026-09-01", "1\u00a0қыркүйек пен"),
        ("2026-12-06", "2026 жылғы 6\u00a0желтоқсан мен"),
    ],
)
def test_kazakh_period_joins_its_months_by_sound(since: str, period: str) -> None:
    assert period in said(Kind.REVIEWER, "kk", since=since)["opening"]


@pytest.mark.parametrize("text", ["{", "}", "{title", "{}", "{title.x}", "{title[0]}", "{nobody}"])
def test_place_that_cannot_be_filled_is_found(text: str) -> None:
    with pytest.raises(wording.PlaceError):
        wording.check(Kind.DECISION, text)


@pytest.mark.parametrize("text", ["", "{{}}", "{title} {number}", "Құрметті"])
def test_text_that_can_be_filled_passes(text: str) -> None:
    wording.check(Kind.DECISION, text)
