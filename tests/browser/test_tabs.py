"""The parts of a case are tabs that keep their place; without scripts they are just sections."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.documents import samples
from tests.workflows.processes import builders

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.at_screen import AtScreen

pytestmark = pytest.mark.browser


def test_tabs_keep_their_place_and_obey_the_keyboard(
    people: builders.People, sit_down: Callable[[str], AtScreen]
) -> None:
    case = builders.expertise_in("in_review", people)
    methodist = sit_down("methodist")
    methodist.open_case(case.label)
    page = methodist.page
    tabs = page.get_by_role("tab")
    expect(page.locator("#matter")).to_be_visible()
    expect(page.locator("#way")).to_be_hidden()
    tabs.first.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#documents")).to_be_visible()
    expect(tabs.nth(1)).to_be_focused()
    page.keyboard.press("End")
    expect(page.locator("#history")).to_be_visible()
    # The place holds over another page, and the address leads to it for others.
    methodist.go("/work/")
    methodist.open_case(case.label)
    expect(page.locator("#history")).to_be_visible()
    page.goto(f"/cases/{case.label}/#way")
    expect(page.locator("#way svg")).to_be_visible()
    expect(page.get_by_role("tab", selected=True)).to_have_count(1)


def test_preview_shows_a_document_in_the_page(
    people: builders.People, sit_down: Callable[[str], AtScreen]
) -> None:
    case = builders.start(people)
    builders.file(case, people.author, "work", samples.png())
    author = sit_down("author")
    author.go(f"/cases/{case.code}/#documents")
    author.page.locator(".preview summary").click()
    shown = author.page.locator(".preview img")
    expect(shown).to_be_visible()
    expect(shown).to_have_js_property("complete", value=True)
    assert shown.evaluate("img => img.naturalWidth") > 0
