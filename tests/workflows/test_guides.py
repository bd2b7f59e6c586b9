"""Guides of the roles: named controls exist, a page holds each, they are put away one by one."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pypdfium2
import pytest
from django.utils.translation import override
from pypdf import PdfReader

from permissions.models import ReadGuide, User
from permissions.people import grant_role, system
from permissions.roles import Role
from tests.workflows.pages import Visitor
from workflows import guides
from workflows.guide_texts import FIRST, GUIDES
from workflows.models import Terms

LANGUAGES = ("kk", "ru")
A4 = (595, 842)


def printed(role: str, language: str) -> bytes:
    answer = Visitor().client.get(f"/help/{role}/?language={language}")
    assert answer["Content-Type"] == "application/pdf"
    return bytes(answer.content)


def text(pdf: bytes) -> str:
    # A line that is too long for the page is broken at spaces and after hyphens.
    return re.sub(
        r"\s+", "", "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("role", GUIDES)
def test_guide_is_one_page_that_names_what_is_pressed(role: str, language: str, db: None) -> None:
    pdf = printed(role, language)
    (page,) = pypdfium2.PdfDocument(pdf)
    assert tuple(round(side) for side in page.get_size()) == A4
    read = text(pdf)
    with override(language):
        called = guides.words()
        assert re.sub(r"\s+", "", str(GUIDES[role].role.label)) in read
        for step in GUIDES[role].steps:
            for piece in guides.pieces(step, called):
                assert re.sub(r"\s+", "", piece.text) in read


@pytest.mark.parametrize("role", GUIDES)
def test_guide_begins_with_something_to_press(role: str) -> None:
    called = guides.words()
    first = [guides.pieces(step, called) for step in GUIDES[role].steps[:FIRST]]
    assert len(first) == FIRST
    assert any(piece.pressed for step in first for piece in step)


def test_sentence_that_names_nothing_known_is_refused() -> None:
    with pytest.raises(KeyError, match="EX_nowhere"):
        guides.pieces("Press %(EX_nowhere)s.", guides.words())


def test_terms_are_those_in_force(db: None) -> None:
    expert = GUIDES[Role.EXPERT]
    with override("en"):
        before = dict(guides.terms(expert))
    Terms.objects.create(
        process="RV", number=90, in_force_from="2020-01-01", days={"in_progress": 1}
    )
    with override("en"):
        after = dict(guides.terms(expert))
    assert before["Review in progress"] == "10 working days"
    assert after["Review in progress"] == "1 working day"
    assert after["Expert invited"] == before["Expert invited"]


def test_paper_is_in_kazakh_where_the_page_is_in_english(db: None) -> None:
    english = Visitor().client.get("/help/author/").content
    assert "Автор" in PdfReader(BytesIO(english)).pages[0].extract_text()
    with override("kk"):
        assert re.sub(r"\s+", "", str(GUIDES["author"].purpose)) in text(english)


def test_help_shows_the_persons_own_roles_first(author: User, expert: User) -> None:
    assert Visitor().get("/help/").values("data-guide") == list(GUIDES)
    mine = Visitor(expert).get("/help/")
    assert mine.values("data-guide")[0] == "expert"
    assert len(mine.values("data-guide")) == len(GUIDES)
    assert mine.inline() == []
    assert mine.values("data-paper").count("expert-kk") == 1
    assert Visitor(author).get("/help/").values("data-guide")[0] == "author"


def test_guide_of_no_role_is_not_found(db: None) -> None:
    assert Visitor().client.get("/help/king/").status_code == 404


def put_away(visitor: Visitor, role: str) -> Any:
    return visitor.client.post(f"/help/{role}/")


def test_first_guide_stays_until_it_is_put_away(author: User) -> None:
    visitor = Visitor(author)
    for _visit in range(2):
        page = visitor.get("/work/")
        assert page.values("data-first") == ["author"]
        assert "New case: Expertise" in page.text
    assert put_away(visitor, "author").url == "/work/"
    assert put_away(visitor, "author").url == "/work/"
    assert visitor.get("/work/").values("data-first") == []
    assert ReadGuide.objects.count() == 1


def test_another_role_brings_its_own_guide(author: User, expert: User) -> None:
    visitor = Visitor(author)
    put_away(visitor, "author")
    grant_role(author, Role.EXPERT, by=system())
    assert visitor.get("/work/").values("data-first") == ["expert"]
    assert Visitor(expert).get("/work/").values("data-first") == ["expert"]


def test_strangers_put_nothing_away(db: None) -> None:
    assert put_away(Visitor(), "author").status_code == 302
    assert not ReadGuide.objects.exists()
