"""A case and a list on paper: what the page says, and nothing to press."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.workflows.processes import builders

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.at_screen import AtScreen

pytestmark = pytest.mark.browser

PAPER = "rgb(255, 255, 255)"


@pytest.fixture
def language() -> str:
    return "kk"


@pytest.fixture
def width() -> int:
    # As wide as browsers lay out an A4 page.
    return 700


def test_a_case_prints_whole_and_white(
    people: builders.People, sit_down: Callable[[str], AtScreen]
) -> None:
    case = builders.expertise_in("summary", people)
    author = sit_down("author")
    author.page.emulate_media(media="print", color_scheme="dark")
    author.open_case(case.label)
    for part in (".bar", ".case__side", ".tabbar", ".foot__nav"):
        expect(author.page.locator(part)).to_be_hidden()
    for sheet in author.page.locator("[data-sheet]").all():
        expect(sheet).to_be_visible()
    expect(author.page.locator("body")).to_have_css("background-color", PAPER)
    author.go("/cases/")
    expect(author.page.locator(".filter")).to_be_hidden()
    # A table, not the cards of a narrow screen.
    expect(author.page.locator(".rows thead")).to_have_css("display", "table-header-group")
    expect(author.page.locator(".rows td").first).to_have_css("display", "table-cell")
