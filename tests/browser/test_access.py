"""Every kind of page is open to everybody: axe finds nothing in any language, by day or by night.

Which pages there are follows from the addresses of the site (`tests.browser.addresses`): one that
nobody walks fails here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.test import Client

from permissions.models import User
from tests.browser import addresses, axe
from tests.browser.at_screen import AtScreen
from tests.browser.conftest import NARROW, WIDE
from tests.browser.test_pages import doers
from tests.permissions.imports.tables import workbook
from tests.workflows.pages import BACKEND
from tests.workflows.processes import builders
from workflows.models import Case

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

THEMES: dict[str, axe.Theme] = {"kk": "light", "ru": "dark", "en": "light"}
HEAD = ["Name in Kazakh", "Name in Russian", "District or city", "BIN"]
GOOD, BAD = ["Бірінші", "Первая", "rudny", "990140000007"], ["", "Школа", "rudny", "1"]


@pytest.fixture(params=["kk", "ru", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def width(language: str) -> int:
    return {"kk": WIDE, "ru": NARROW, "en": WIDE}[language]


class Walk:
    """Somebody who looks at one page after the other, as one person after the other."""

    def __init__(self, page: Page, language: str) -> None:
        self.page = page
        self.language = language
        self.found: list[Any] = []

    def enter(self, username: str) -> AtScreen:
        """Be a person from now on, or a stranger; without the form, which other tests fill in."""
        self.page.context.clear_cookies()
        user = User.objects.get(username=username) if username else User()
        if username:
            client = Client()
            client.force_login(user, backend=BACKEND)
            name = settings.SESSION_COOKIE_NAME
            value = client.cookies[name].value
            self.page.context.add_cookies(
                [{"name": name, "value": value, "domain": "127.0.0.1", "path": "/"}]
            )
        return AtScreen(self.page, user, self.language)

    def is_turned_away(self, path: str) -> bool:
        """Tell whether there is the page to log in where another one was asked for."""
        login = "/accounts/login/"
        return login in self.page.url and not path.startswith(login)

    def look(self) -> None:
        """See what is wrong with the page, with all that lies under its tabs."""
        self.page.locator("[data-sheet]").evaluate_all(
            "all => all.forEach(one => one.hidden = false)"
        )
        self.page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
        wrong = axe.violations(self.page, THEMES[self.language])
        if wrong:
            self.found.append((self.page.url, wrong))


@pytest.fixture
def walk(
    people: builders.People, new_page: Callable[..., Page], language: str, width: int
) -> Iterator[Walk]:
    walking = Walk(new_page(locale=language, width=width), language)
    yield walking
    assert not walking.found, "\n".join(map(str, walking.found))


def test_every_address_has_somebody_who_looks_at_it() -> None:
    visits, unpaged = set(addresses.visits()), addresses.unpaged()
    assert visits | unpaged == addresses.names()
    assert visits & unpaged == set()


def is_administration(name: str) -> bool:
    return name.startswith(("admin:", "directories:"))


@pytest.mark.parametrize("administration", [False, True])
def test_every_address(walk: Walk, people: builders.People, administration: bool) -> None:
    world = addresses.World(people)
    addresses.furnish(world)
    if administration:  # is done at a desk
        walk.page.set_viewport_size({"width": WIDE, "height": 900})
    chosen = {
        name: visit
        for name, visit in addresses.visits().items()
        if is_administration(name) == administration
    }
    for username in sorted({visit.by for visit in chosen.values()}):
        person = walk.enter(username)
        for name, visit in chosen.items():
            for path in visit.paths(world) if visit.by == username else ():
                status = person.go(path)
                # A case that is not there and an action that is off have pages of their own.
                if status not in {200, 404, 409} or walk.is_turned_away(path):
                    walk.found.append((name, path, status))
                walk.look()


def test_forms_that_come_back(walk: Walk, people: builders.People) -> None:
    stranger = walk.enter(addresses.STRANGER)
    for address in ("/accounts/login/", "/accounts/signup/"):
        stranger.go(address)
        stranger.page.locator("form.account-form").evaluate("form => form.noValidate = true")
        stranger.send()
        walk.look()
    for username, address in (("author", "/cases/new/EX/"), ("author", "/accounts/profile/")):
        person = walk.enter(username)
        person.go(address)
        for name in ("last_name", "title_kk"):
            if person.page.locator(f"main [name={name}]").count():
                person.fill(**{name: ""})
        assert person.send() == 422
        walk.look()
    world = addresses.World(people)
    world.case("registered")
    methodist = walk.enter("methodist")
    methodist.go("/work/panels/EX/assign/")
    methodist.page.locator(".candidates input[checked]").first.uncheck()
    methodist.page.locator(".candidates input[checked]").nth(1).uncheck()
    assert methodist.send() == 422
    walk.look()


def test_import_before_and_after(walk: Walk, people: builders.People) -> None:
    admin = walk.enter("admin")
    admin.go("/import/organisations/")
    content = workbook(HEAD, GOOD, BAD).getvalue()
    table = {"name": "table.xlsx", "mimeType": "application/octet-stream", "buffer": content}
    admin.page.locator("input[type=file]").set_input_files(table)  # type: ignore[arg-type]
    with admin.page.expect_navigation():
        admin.page.locator("form[enctype] [type=submit]").click()
    walk.look()
    with admin.page.expect_navigation():
        admin.page.locator("[data-confirm-import]").click()
    walk.look()


@pytest.mark.parametrize("half", [0, 1])
def test_every_state_and_every_form(walk: Walk, people: builders.People, half: int) -> None:
    states = [(builders.expertise_in, state) for state in builders.EXPERTISES]
    reviews = [(builders.review_in, state) for state in builders.REVIEWS]
    for make, state in [*states, *reviews][half::2]:
        make(state, people)
    # Sessions, ballots and whatever else the way there has opened are cases too.
    cases = [builders.registry_row(case) for case in Case.objects.order_by("pk")]
    for username, found in first_of_each_kind(cases, people).items():
        person = walk.enter(username)
        for address in found:
            person.go(address)
            walk.look()


def first_of_each_kind(cases: list[Any], people: builders.People) -> dict[str, list[str]]:
    """Find a page of each state and each form, and somebody who may open it."""
    seen: set[tuple[str, str]] = set()
    found: dict[str, list[str]] = {}
    for case in cases:
        for username, names in doers(case, people, ("chair", "member")):
            pages = {case.state: f"/cases/{case.label}/"}
            pages |= {name: f"/cases/{case.label}/{name}/" for name in names}
            for kind, address in pages.items():
                if (case.process_code, kind) not in seen:
                    seen.add((case.process_code, kind))
                    found.setdefault(username, []).append(address)
    return found
