"""Every page in each language on a small screen: nothing sticks out, nothing is left in English."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from permissions.models import User
from tests.browser.at_screen import AtScreen
from tests.workflows.processes import builders
from workflows import engine
from workflows.models import Case

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page


pytestmark = pytest.mark.browser

WITHOUT_ACCOUNT = (
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/password/reset/",
    "/accounts/password/reset/done/",
    "/accounts/password/reset/key/1-abc/",
    "/accounts/confirm-email/",
    "/accounts/confirm-email/wrong/",
    "/nowhere/",
    "/verify/",
    "/verify/?code=",
    "/verify/typed-wrong/",
)
WITH_ACCOUNT = (
    "/work/",
    "/cases/",
    "/cases/?q=nothing-like-it",
    "/cases/new/EX/",
    "/accounts/email/",
    "/accounts/password/change/",
    "/accounts/reauthenticate/",
    "/accounts/logout/",
)
# Latin words that belong on pages in any language.
LATIN = {
    "sarap", "eng", "english", "pdf", "docx", "xlsx", "csv", "pptx", "odt", "ods", "odp", "jpg",
    "png", "example", "kz", "mail", "work", "explanatory_note", "outside_review",
    "council_extract", "calendar_plan", "trial_certificate", "xvii",
}  # fmt: skip


@pytest.fixture
def width() -> int:
    return 360


def test_pages_without_an_account(
    committed_db: str, new_page: Callable[..., Page], language: str, width: int
) -> None:
    stranger = AtScreen(new_page(locale=language, width=width), User(), language)
    for address in WITHOUT_ACCOUNT:
        stranger.go(address)
        is_translated(stranger)
    # What a form says of its mistakes too.
    for address in ("/accounts/login/", "/accounts/signup/", "/accounts/password/reset/"):
        stranger.go(address)
        stranger.page.locator("form.account-form").evaluate("form => form.noValidate = true")
        stranger.send()
        is_translated(stranger)


def test_pages_with_an_account(
    people: builders.People, sit_down: Callable[[str], AtScreen]
) -> None:
    author = sit_down("author")
    for address in WITH_ACCOUNT:
        author.go(address)
        is_translated(author)
    author.go("/cases/new/EX/")
    assert author.send() == 422
    is_translated(author)


def test_every_case_and_every_form(
    people: builders.People, sit_down: Callable[[str], AtScreen]
) -> None:
    cases = [builders.expertise_in(state, people) for state in builders.EXPERTISES]
    reviews = [builders.review_in(state, people) for state in builders.REVIEWS]
    by_person: dict[str, list[tuple[Case, list[str]]]] = {}
    for case in (*cases, *reviews):
        for username, names in doers(case, people):
            by_person.setdefault(username, []).append((case, names))
    for username, found in by_person.items():
        person = sit_down(username)
        for case, names in found:
            person.open_case(case.label)
            is_translated(person)
            for tab in person.page.locator("[data-tabs] a").all():
                tab.click()
                person.check_page()
                is_translated(person)
            for name in names:
                person.go(f"/cases/{case.label}/{name}/")
                is_translated(person)
        for address in ("/work/", "/cases/"):
            person.go(address)
            is_translated(person)
        person.page.context.close()


def doers(
    case: Case, people: builders.People, more: tuple[str, ...] = ()
) -> Iterator[tuple[str, list[str]]]:
    """Name those who can act on a case, each with the actions that can be done."""
    usual = ("author", "coauthor", "district", "secretary", "methodist", "expert")
    for username in (*usual, *more):
        person = getattr(people, username)
        names = [one.move.name for one in engine.available(case, person) if one.may and one.can]
        if names or (username == "author" and case.process_code == "EX"):
            yield username, names


def is_translated(person: AtScreen) -> None:
    """See that no English word stands where a person reads."""
    text = person.page.locator("body").inner_text().lower()
    # Names of people for the computer, and numbers of cases.
    for name in (*User.objects.values_list("username", flat=True), *codes()):
        text = text.replace(name.lower(), "")
    assert set(re.findall(r"[a-z_]{3,}", text)) - LATIN == set(), f"{person.page.url}: {text}"


def codes() -> list[str]:
    return [label for case in Case.objects.all() for label in (case.label, case.code)]
