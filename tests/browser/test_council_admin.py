"""Councils in the admin's corner: their members on one page, their rules in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser import axe
from tests.workflows import sessions
from workflows.councils.bodies import CouncilRules

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.at_screen import AtScreen
    from tests.workflows.processes import builders

THEMES: dict[str, axe.Theme] = {"kk": "light", "ru": "dark"}
pytestmark = pytest.mark.browser


def test_pages_of_councils_are_open_to_everybody(
    people: builders.People, sit_down: Callable[[str], AtScreen], language: str
) -> None:
    sessions.seat_all(people.chair, [people.member, people.head])
    page = sit_down("admin").page
    rules = CouncilRules.objects.get()
    for address in (
        "council/",
        f"council/{sessions.council().pk}/change/",
        "councilrules/",
        f"councilrules/{rules.pk}/change/",
        "councilrules/add/",
    ):
        page.goto(f"/admin/workflows/{address}")
        assert axe.violations(page, THEMES[language]) == [], address
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
