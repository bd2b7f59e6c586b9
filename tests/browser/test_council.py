"""A session of the council as eight members with phones and a secretary live through it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from permissions.models import User
from permissions.people import system
from tests.browser import axe
from tests.browser.at_screen import AtScreen
from tests.browser.conftest import NARROW, WIDE
from tests.workflows import council_story, sessions
from tests.workflows.council_story import FIRST, SECOND, THIRD
from tests.workflows.pages import BACKEND
from tests.workflows.processes import builders
from workflows.models import Case

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Page

    from tests.browsers import Server
    from tests.workflows.council_story import Cast

pytestmark = pytest.mark.browser

# Pages follow within two seconds; a busy machine may take its time.
SOON = 15_000
SCRIPTS = pytest.mark.parametrize("language", ["kk"], indirect=True)


@pytest.fixture
def cast(committed_db: str, language: str) -> Cast:
    found = council_story.gather(builders.gather())
    User.objects.exclude(pk=system().pk).update(language=language)
    return found


@pytest.fixture
def at(
    cast: Cast, new_page: Callable[..., Page], server: Server, language: str
) -> Callable[[User], AtScreen]:
    """Give a person a browser of their own, logged in: the secretary a desk, others a phone."""

    @cache
    def sit(user: User) -> AtScreen:
        width = WIDE if user == cast.secretary else NARROW
        page = new_page(locale=language, width=width)
        client = Client()
        client.force_login(user, backend=BACKEND)
        cookie = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": server.url}])
        return AtScreen(page, user, language)

    return sit


class Room:
    """The people of a session, each at the page of the session."""

    def __init__(self, cast: Cast, at: Callable[[User], AtScreen]) -> None:
        self.cast = cast
        self.at = at
        self.secretary = at(cast.secretary)
        self.number = ""

    @property
    def session(self) -> Any:
        return sessions.row(Case.objects.get(number=self.number))

    def now(self, person: AtScreen) -> Locator:
        return person.page.locator("[data-part=now]")

    def next(self, action: str, **answers: Any) -> None:
        """Have the secretary press the big button, which must be this one, and answer its form."""
        button = self.now(self.secretary).locator(f"[data-next-action={action}] [data-action]")
        expect(button).to_be_visible(timeout=SOON)
        if button.evaluate("node => node.tagName") == "A":
            with self.secretary.page.expect_navigation():
                button.click()
            self.secretary.fill(**answers)
            self.secretary.send()
            expect(self.secretary.page.locator("article.council")).to_be_visible()
        else:
            button.click()

    def other(self, action: str, **answers: Any) -> None:
        """Have the secretary do something that stands under the rest."""
        page = self.secretary.page
        others = page.locator("#others")
        if others.get_attribute("open") is None:
            others.locator("summary").click()
        with page.expect_navigation():
            page.locator(f"[data-action={action}]").click()
        self.secretary.fill(**answers)
        self.secretary.send()
        expect(page.locator("article.council")).to_be_visible()

    def everybody_comes(self) -> None:
        for voter in self.cast.voters:
            person = self.at(voter)
            assert person.go(f"/council/{self.number}/") == 200
        # All at once, each on the same version of the page: nobody is turned away.
        for voter in self.cast.voters:
            self.at(voter).page.locator("#own-present").click()
        for voter in self.cast.voters:
            there = self.now(self.at(voter)).locator("[data-me=present]")
            expect(there).to_be_visible(timeout=SOON)
        all_here = self.now(self.secretary).locator("[data-present='8']")
        expect(all_here).to_be_visible(timeout=SOON)

    def vote(self, plan: tuple[str | None, ...], resolution: str, **answers: Any) -> None:
        """Word a motion, open the vote, have everybody tap, close it; all see what came out."""
        place = self.now(self.secretary).locator("[data-current]")
        expect(place).to_be_visible(timeout=SOON)
        self.next("propose", resolution=resolution, **sessions.TEXTS, **answers)
        self.next("open_vote")
        chosen = council_story.choices(self.cast, plan)
        for voter, choice in chosen.items():
            person = self.at(voter)
            button = person.page.locator(f"[data-ballot] [data-choice={choice}]")
            button.click(timeout=SOON)
            expect(person.page.locator("[data-ballot=cast]")).to_be_visible(timeout=SOON)
            marked = person.page.locator("[data-ballot] [aria-pressed=true]")
            expect(marked).to_have_count(0 if "secret" in answers else 1)
        self.all_cast(len(chosen))
        self.next("close_vote")
        result = f"[data-result='{self.tally(chosen)}']"
        for voter in chosen:
            seen = self.at(voter).page.locator(f"[data-part=now] {result}, .agenda {result}")
            expect(seen.first).to_be_attached(timeout=SOON)

    def all_cast(self, number: int) -> None:
        cast = self.now(self.secretary).locator(f"[data-cast='{number}']")
        expect(cast).to_be_visible(timeout=SOON)
        # While the vote is open nobody reads what anybody else chose.
        assert self.now(self.secretary).locator(".motion__voters").count() == 0

    @staticmethod
    def tally(chosen: dict[User, str]) -> str:
        given = list(chosen.values())
        return "-".join(str(given.count(choice)) for choice in ("for", "against", "abstain"))


def test_session_of_five_items(
    cast: Cast, at: Callable[[User], AtScreen], server: Server, language: str
) -> None:
    room = Room(cast, at)
    the_secretary_plans(room)
    recused = the_agenda_goes_out_and_one_keeps_away(room)
    room.everybody_comes()
    wall = at(cast.people.head)
    wall.go(f"/council/{room.number}/screen/?dark")
    room.next("open_session")

    room.next("take_up")
    hidden = room.now(recused).locator("[data-hidden]")
    expect(hidden).to_be_visible(timeout=SOON)
    room.vote(FIRST, "approve", level="region")
    assert recused.page.locator("[data-motion], [data-result], [data-ballot]").count() == 0
    assert str(cast.cases[0].number) not in recused.page.content()
    expect(wall.page.locator(".wall__voters li")).to_have_count(7, timeout=SOON)

    room.next("take_up")
    room.vote(SECOND, "require_revision")
    at(cast.voters[0]).page.locator("#casting-for").click(timeout=SOON)

    room.next("take_up")
    room.vote(THIRD, "approve", level="district", secret=True)
    expect(wall.page.locator("[data-latest='3']")).to_be_visible(timeout=SOON)
    assert wall.page.locator(".wall__voters").count() == 0

    room.next("take_up")
    expect(room.now(room.secretary).locator("[data-current='4']")).to_be_visible(timeout=SOON)
    room.other("defer_item", reason=council_story.TOPIC_LATER)
    at(cast.leaver).page.locator("#own-go").click()
    expect(room.now(room.secretary).locator("[data-present='7']")).to_be_visible(timeout=SOON)
    room.next("take_up")
    room.next("propose", resolution="approve", level="region", **sessions.TEXTS)
    the_vote_cannot_be_opened(room)
    room.next("defer_item", reason=council_story.NO_QUORUM)
    room.next("close")

    server.work()
    council_story.check(room.session, cast)


def the_secretary_plans(room: Room) -> None:
    secretary, cases = room.secretary, room.cast.cases
    secretary.go("/council/")
    with secretary.page.expect_navigation():
        secretary.page.locator(".title__actions a").click()
    today = timezone.localdate().strftime("%d.%m.%Y")
    secretary.fill(held_as="in_person", day=today, time="15:00", place="Мәжіліс залы")
    secretary.send()
    with secretary.page.expect_navigation():
        secretary.page.locator("[data-session]").click()
    room.number = secretary.page.locator("article.council").get_attribute("data-case") or ""
    room.next("call", matters=[case.pk for case in cases[:3]])
    for button, answers in (
        ("add_topic", council_story.TOPIC),
        ("call", {"matters": [cases[3].pk]}),
    ):
        with secretary.page.expect_navigation():
            secretary.page.locator(f".agenda__add a[href*='/{button}/']").click()
        secretary.fill(**answers)
        secretary.send()
    expect(secretary.page.locator("[data-item]")).to_have_count(5)


def the_agenda_goes_out_and_one_keeps_away(room: Room) -> AtScreen:
    room.next("send_agenda", notice_reason="Шұғыл")
    recused = room.at(room.cast.recused)
    recused.go(f"/council/{room.number}/")
    item = recused.page.locator("[data-place='1']")
    item.locator(".agenda__recuse summary").click()
    item.locator("textarea").fill(council_story.RECUSED_WHY)
    with recused.page.expect_navigation():
        item.locator(".agenda__recuse [type=submit]").click()
    expect(item.locator("[data-hidden]")).to_be_visible()
    known = room.secretary.page.locator(f"[data-recused={room.cast.recused.username}]")
    expect(known).to_be_visible(timeout=SOON)
    return recused


def the_vote_cannot_be_opened(room: Room) -> None:
    """See why there is no vote: seven are there and all eight would have to be."""
    page = room.secretary.page
    page.locator("#others summary").click()
    assert re.search(r"7.*8|8.*7", room.secretary.reason("open_vote"))


@SCRIPTS
def test_agenda_is_ordered_with_the_keyboard_and_by_dragging(
    cast: Cast, at: Callable[[User], AtScreen]
) -> None:
    session = council_story.agenda(cast)
    first, second, *others = [item.pk for item in council_story.items(session)]
    secretary = at(cast.secretary)
    secretary.go(f"/council/{session.number}/")
    down = secretary.page.locator(f"#down-{first}")
    down.focus()
    secretary.page.keyboard.press("Enter")
    expect(secretary.page.locator("[data-item]").nth(1)).to_have_attribute(
        "data-item", str(first), timeout=SOON
    )
    # The keyboard stays with the item, so that it can be moved on.
    expect(down).to_be_focused()
    drag(secretary.page, others[-1], second)
    expect(secretary.page.locator("[data-place='1']")).to_have_attribute(
        "data-item", str(others[-1]), timeout=SOON
    )
    assert [item.pk for item in council_story.items(session)] == [
        others[-1], second, first, *others[:-1]
    ]  # fmt: skip


def drag(page: Page, item: int, onto: int) -> None:
    """Take an item by its handle and let it go at the upper edge of another."""
    page.set_viewport_size({"width": WIDE, "height": 2000})
    start = page.locator(f"[data-item='{item}'] .agenda__handle").bounding_box()
    end = page.locator(f"[data-item='{onto}']").bounding_box()
    assert start
    assert end
    page.mouse.move(start["x"] + 4, start["y"] + 8)
    page.mouse.down()
    page.mouse.move(start["x"] + 9, start["y"] - 20, steps=5)
    page.mouse.move(end["x"] + 9, end["y"] + 5, steps=5)
    page.mouse.up()


@pytest.mark.parametrize(
    ("language", "theme"),
    [("kk", "light"), ("ru", "dark"), ("en", "light")],
    indirect=["language"],
)
def test_pages_hold_to_the_guidelines(
    cast: Cast, at: Callable[[User], AtScreen], theme: axe.Theme
) -> None:
    session = council_story.agenda(cast)
    first = council_story.items(session)[0]
    sessions.convene(session, cast.secretary, cast.voters)
    sessions.take_up(session, cast.secretary, first)
    motion = sessions.propose(session, cast.secretary, "approve", level="region")
    sessions.act(session, "open_vote", cast.secretary)
    sessions.vote(motion, {cast.voters[0]: "for"})
    addresses = ("/council/", f"/council/{session.number}/", f"/council/{session.number}/screen/")
    for user in (cast.secretary, cast.voters[0], cast.voters[1]):
        person = at(user)
        for address in addresses:
            assert person.go(address) == 200
            assert axe.violations(person.page, theme) == []
    sessions.vote(motion, dict.fromkeys(cast.voters[1:], "against"))
    sessions.act(session, "close_vote", cast.secretary)
    for address in addresses[1:]:
        at(cast.voters[1]).go(address)
        assert axe.violations(at(cast.voters[1]).page, theme) == []


@SCRIPTS
def test_what_is_typed_stays_while_others_act(cast: Cast, at: Callable[[User], AtScreen]) -> None:
    session = council_story.agenda(cast)
    sessions.act(session, "send_agenda", cast.secretary, notice_reason="Шұғыл")
    member = at(cast.voters[2])
    member.go(f"/council/{session.number}/")
    member.page.locator("[data-place='2'] summary").first.click()
    field = member.page.locator("[data-place='2'] textarea")
    field.fill("Туысым")
    sessions.attend(session, cast.secretary, *cast.voters)
    expect(member.page.locator("[data-me=present]")).to_be_visible(timeout=SOON)
    expect(field).to_have_value("Туысым")
    expect(field).to_be_focused()
    with member.page.expect_navigation():
        member.page.locator("[data-place='2'] .agenda__recuse [type=submit]").click()
    expect(member.page.locator("[data-place='2'] [data-hidden]")).to_be_visible()
