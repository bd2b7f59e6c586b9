"""Every kind of page is open to everybody: axe finds nothing in any language, by day and night."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from permissions.models import User
from tests.browser import axe
from tests.browser.at_screen import AtScreen
from tests.browser.conftest import NARROW, WIDE
from tests.browser.test_pages import WITH_ACCOUNT, WITHOUT_ACCOUNT, doers
from tests.workflows.processes import builders

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


@pytest.fixture(params=["kk", "ru", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def width(language: str) -> int:
    return {"kk": WIDE, "ru": NARROW, "en": WIDE}[language]


PUBLIC = (
    "/",
    "/how-it-works/",
    "/register/",
    "/contacts/",
    "/help/",
    "/verify/",
    "/verify/nothing-like-it/",
)


def test_pages_without_an_account(
    committed_db: str, new_page: Callable[..., Page], language: str, width: int
) -> None:
    stranger = AtScreen(new_page(locale=language, width=width), User(), language)
    for address in (*WITHOUT_ACCOUNT, *PUBLIC):
        stranger.go(address)
        is_open(stranger)
    for address in ("/accounts/login/", "/accounts/signup/"):
        stranger.go(address)
        stranger.page.locator("form.account-form").evaluate("form => form.noValidate = true")
        stranger.send()
        is_open(stranger)


def test_pages_with_an_account(
    people: builders.People, sit_down: Callable[[str], AtScreen]
) -> None:
    author = sit_down("author")
    for address in WITH_ACCOUNT:
        author.go(address)
        is_open(author)
    author.go("/cases/new/EX/")
    assert author.send() == 422
    is_open(author)


def test_directories(people: builders.People, sit_down: Callable[[str], AtScreen]) -> None:
    admin = sit_down("admin")
    admin.go("/directories/")
    found = admin.page.locator(".tabs nav a").evaluate_all("all => all.map(one => one.href)")
    assert found
    for address in found:
        admin.go(address)
        is_open(admin)
    for address in (found[0] + "add/", "/import/organisations/"):
        assert admin.go(address) == 200
        is_open(admin)


def test_every_state_and_every_form(
    people: builders.People, sit_down: Callable[[str], AtScreen]
) -> None:
    cases: list[Any] = [builders.expertise_in(state, people) for state in builders.EXPERTISES]
    cases += [builders.review_in(state, people) for state in builders.REVIEWS]
    for username, found in first_of_each_kind(cases, people).items():
        person = sit_down(username)
        for address in found:
            person.go(address)
            # What stands under every tab at once.
            person.page.locator("[data-sheet]").evaluate_all(
                "all => all.forEach(one => one.hidden = false)"
            )
            is_open(person)
        person.page.context.close()


def first_of_each_kind(cases: list[Any], people: builders.People) -> dict[str, list[str]]:
    """Find a page of each state and each form, and somebody who may open it."""
    seen: set[tuple[str, str]] = set()
    found: dict[str, list[str]] = {}
    for case in cases:
        for username, names in doers(case, people):
            pages = {case.state: f"/cases/{case.label}/"}
            pages |= {name: f"/cases/{case.label}/{name}/" for name in names}
            for kind, address in pages.items():
                if (case.process_code, kind) not in seen:
                    seen.add((case.process_code, kind))
                    found.setdefault(username, ["/work/", "/cases/"]).append(address)
    return found


def is_open(person: AtScreen) -> None:
    found = axe.violations(person.page)
    assert found == [], f"{person.page.url}: {found}"
