"""The people of the stories, each at a screen of their own and in the language of the story."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from permissions.models import User
from permissions.people import system
from tests import people as persons
from tests.browser.at_screen import AtScreen
from tests.workflows.processes import builders

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

WIDE, NARROW = 1280, 360
# The author must meet none of these names.
EXPERTS = {
    "expert": "Досжанова",
    "expert2": "Ермекбаев",
    "expert3": "Жұмабекова",
    "expert4": "Қасымов",
    "colleague": "Нұрланова",
}


@pytest.fixture(params=["kk", "ru"])
def language(request: pytest.FixtureRequest) -> str:
    """Tell the story once in Kazakh and once in Russian."""
    return str(request.param)


@pytest.fixture
def width(language: str) -> int:
    """Live through each language on another kind of screen."""
    return {"kk": WIDE, "ru": NARROW}[language]


@pytest.fixture
def people(committed_db: str, language: str) -> builders.People:
    """Make everybody who takes part, and an expert who works where the author does."""
    found = builders.gather()
    colleague = persons._expert("colleague")
    User.objects.filter(pk=colleague.pk).update(organisation=found.author.organisation)
    persons._expert("expert4")
    for username, name in EXPERTS.items():
        User.objects.filter(username=username).update(last_name=name)
    User.objects.exclude(pk=system().pk).update(language=language)
    return found


@pytest.fixture
def sit_down(
    people: builders.People, new_page: Callable[..., Page], language: str, width: int
) -> Callable[[str], AtScreen]:
    """Give a person, by user name, a browser of their own; they log in."""

    def sit(username: str) -> AtScreen:
        user = User.objects.get(username=username)
        person = AtScreen(new_page(locale=language, width=width), user, language)
        person.log_in()
        return person

    return sit
