"""The wording of a paper in the admin's corner: its preview follows what is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from documents.papers.kinds import Kind
from tests.browser import axe
from tests.browser.conftest import NARROW, WIDE
from workflows import letters
from workflows.letters import Letter

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.at_screen import AtScreen
    from tests.workflows.processes import builders

THEMES: dict[str, axe.Theme] = {"kk": "light", "ru": "dark"}
pytestmark = pytest.mark.browser


@pytest.fixture(params=["kk", "ru"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def width(language: str) -> int:
    return {"kk": WIDE, "ru": NARROW}[language]


@pytest.mark.parametrize(
    "address",
    ["workflows/rubric/add/", "documents/documentlist/add/", "workflows/letter/"],
)
def test_page_is_open_to_everybody(
    people: builders.People, sit_down: Callable[[str], AtScreen], language: str, address: str
) -> None:
    page = sit_down("admin").page
    page.goto(f"/admin/{address}")
    assert axe.violations(page, THEMES[language]) == []


def test_preview_follows_what_is_typed(
    people: builders.People, sit_down: Callable[[str], AtScreen], language: str
) -> None:
    draft = letters.prepare_next(Letter.objects.get(kind=Kind.DECISION))
    admin = sit_down("admin")
    page = admin.page
    page.goto(f"/admin/workflows/letter/{draft.pk}/change/")
    assert axe.violations(page, THEMES[language]) == []
    picture = page.locator("[data-pages] img")
    first = picture.get_attribute("src")
    with page.expect_response(lambda answer: answer.url.endswith("/preview/")):
        page.locator("#id_text_heading_kk").fill("Басқа тақырып")
    expect(picture).not_to_have_attribute("src", first or "")
    with page.expect_response(lambda answer: answer.url.endswith("/preview/")):
        page.locator("#id_text_heading_kk").fill("{басқа}")
    expect(page.locator("[data-pages] .errorlist")).to_contain_text("{title}")
    expect(picture).to_have_count(0)
    with page.expect_response(lambda answer: answer.url.endswith("/preview/")):
        page.locator("#preview_language").select_option("ru")
    expect(picture).to_have_count(1)
    # The same without the script: the page comes again with all that was typed.
    page.locator("#id_text_heading_kk").fill("Үшінші тақырып")
    with page.expect_navigation():
        page.locator("button[name=_preview]").click()
    expect(page.locator("#id_text_heading_kk")).to_have_value("Үшінші тақырып")
    expect(picture).to_have_count(1)
    assert Letter.objects.get(pk=draft.pk).texts == draft.texts
    published = Letter.objects.get(kind=Kind.DECISION, edition=1)
    page.goto(f"/admin/workflows/letter/{published.pk}/change/")
    assert axe.violations(page, THEMES[language]) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
