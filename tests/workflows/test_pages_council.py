"""The pages of a council's sessions: who sees what, what a press does, what it costs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import pytest

from tests.workflows import council_story, sessions
from tests.workflows.council_story import FIRST, TOPIC
from tests.workflows.pages import Visitor
from tests.workflows.processes import builders
from workflows import access, engine
from workflows.councils.attendance import present_now
from workflows.councils.motions import Motion
from workflows.refusals import MovedOn

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_django import DjangoAssertNumQueries

    from permissions.models import User
    from tests.workflows.council_story import Cast
    from tests.workflows.pages import Page

ROWS = pytest.mark.parametrize("rows", [1, 30])


@pytest.fixture(autouse=True)
def _warm(db: None) -> None:
    # The key of this permission is read once in the life of a process.
    access._view_permission()


@pytest.fixture
def people(db: None) -> builders.People:
    found = builders.gather()
    sessions.seat_all(found.chair, [found.member])
    return found


@pytest.fixture
def cast(db: None) -> Cast:
    return council_story.gather(builders.gather())


@pytest.fixture
def voting(cast: Cast) -> Any:
    """A session in which the first vote is open; one member keeps away from its item."""
    session = council_story.agenda(cast)
    first = council_story.items(session)[0]
    sessions.act(session, "send_agenda", cast.secretary, notice_reason="Шұғыл")
    sessions.act(session, "recuse", cast.recused, item=first.pk, reason="Туысым")
    sessions.attend(session, cast.secretary, *cast.voters)
    sessions.act(session, "open_session", cast.secretary)
    sessions.take_up(session, cast.secretary, first)
    sessions.propose(session, cast.secretary, "approve", level="region")
    sessions.act(session, "open_vote", cast.secretary)
    return sessions.row(session)


def motion_of(session: Any) -> Motion:
    return Motion.objects.filter(item__session=session.pk).latest("pk")


def ballot_of(session: Any, member: User) -> Any:
    return sessions.ballot_of(motion_of(session), member)


def tap(session: Any, member: User, ballot: Any, choice: str, version: int | None = None) -> Any:
    """Press one of the three buttons; the answer as it is."""
    typed = {"ballot": ballot.code, "choice": choice, "seen_version": version or ballot.version}
    return Visitor(member).client.post(f"/council/{session.number}/vote/", typed)


def pressed(page: Page) -> list[str | None]:
    return [
        attrs["data-choice"]
        for _tag, attrs in page.elements
        if "data-choice" in attrs and attrs.get("aria-pressed") == "true"
    ]


def test_whole_session_is_played_by_actions(cast: Cast) -> None:
    session = council_story.play(cast)
    council_story.check(session, cast)
    page = Visitor(cast.secretary).get(f"/council/{session.number}/")
    assert page.value("data-next-action") in {"edit_minutes", "finish_minutes"}
    result = "4 for, 4 against, 0 abstained; 8 present of 8 entitled; quorum 8"
    assert result in page.text
    assert "casting vote of the chair: for" in page.text


# Who sees what


def test_session_is_seen_by_who_may(people: builders.People) -> None:
    session = sessions.plan(people.secretary)
    sessions.act(session, "add_topic", people.secretary, **TOPIC)
    address = f"/council/{session.number}/"
    assert Visitor(people.secretary).get(address).status == 200
    assert Visitor(people.member).get(address).status == 404
    sessions.act(session, "send_agenda", people.secretary, notice_reason="Шұғыл")
    for part in ("", "state/", "screen/"):
        assert Visitor(people.member).get(address + part).status == 200
        assert Visitor(people.author).get(address + part).status == 404
        assert Visitor().client.get(address + part).status_code == 302


def test_another_case_is_no_session(people: builders.People) -> None:
    case = builders.expertise_in("ready", people)
    assert Visitor(people.secretary).get(f"/council/{case.number}/").status == 404


def test_recused_member_is_shown_nothing_of_the_item(cast: Cast, voting: Any) -> None:
    sessions.vote(motion_of(voting), {cast.voters[0]: "for"})
    told = [cast.cases[0].number, sessions.TEXTS["text_kk"], "Votes cast", "Туысым"]
    for rounds in range(2):
        for part in ("", "state/", "screen/", "state/?wall"):
            page = Visitor(cast.recused).get(f"/council/{voting.number}/{part}")
            assert page.status == 200
            found = [text for text in told[:3] if text and text in page.text]
            assert found == []
            for name in ("data-motion", "data-cast", "data-result", "data-ballot"):
                assert page.values(name) == [], (part, name)
            assert page.values("data-hidden") or (rounds and "wall" in page.text)
        if motion_of(voting).state == "open":
            rest = council_story.choices(cast, FIRST)
            del rest[cast.voters[0]]
            sessions.vote(motion_of(voting), rest)
            sessions.act(voting, "close_vote", cast.secretary)
            sessions.take_up(voting, cast.secretary, council_story.items(voting)[3])


def test_recused_member_sees_the_other_items(cast: Cast, voting: Any) -> None:
    page = Visitor(cast.recused).get(f"/council/{voting.number}/")
    assert cast.cases[1].number not in (cast.cases[0].number, None)
    assert str(cast.cases[1].number) in page.text


def test_reasons_of_recusals_are_for_secretary_and_chair(cast: Cast, voting: Any) -> None:
    address = f"/council/{voting.number}/"
    for person in (cast.secretary, cast.voters[0]):
        page = Visitor(person).get(address)
        assert page.values("data-recused") == [cast.recused.username]
        assert "Туысым" in page.text
    page = Visitor(cast.voters[2]).get(address)
    assert page.values("data-recused") == []
    assert "Туысым" not in page.text
    assert "1 member keeps away" in page.text


def test_voters_are_named_only_after_an_open_vote(cast: Cast, voting: Any) -> None:
    sessions.vote(motion_of(voting), {cast.voters[2]: "against"})
    name = f"{cast.voters[2].full_name}: against"
    wall = f"/council/{voting.number}/screen/"
    for address in (wall, f"/council/{voting.number}/"):
        page = Visitor(cast.secretary).get(address)
        assert page.values("data-cast")
        assert set(page.values("data-cast")) == {"1"}
        assert name not in page.text
    sessions.act(voting, "close_vote", cast.secretary)
    assert name in Visitor(cast.secretary).get(wall).text


# Voting


def test_vote_is_cast_marked_and_changed(cast: Cast, voting: Any) -> None:
    member = cast.voters[2]
    for choice in ("for", "against"):
        answer = tap(voting, member, ballot_of(voting, member), choice)
        assert answer.status_code == 302
        assert pressed(Visitor(member).get(answer.url)) == [choice]
    assert ballot_of(voting, member).choice == "against"


def test_secret_vote_says_only_that_it_was_cast(cast: Cast) -> None:
    session = council_story.agenda(cast)
    sessions.convene(session, cast.secretary, cast.voters)
    sessions.take_up(session, cast.secretary, council_story.items(session)[0])
    sessions.propose(session, cast.secretary, "reject", secret=True)
    sessions.act(session, "open_vote", cast.secretary)
    member = cast.voters[2]
    assert (
        "nobody will see what you chose" in Visitor(member).get(f"/council/{session.number}/").text
    )
    tap(session, member, ballot_of(session, member), "against")
    page = Visitor(member).get(f"/council/{session.number}/")
    assert pressed(page) == []
    assert page.values("data-ballot") == ["cast"]
    assert "Your vote is cast." in page.text
    tap(session, member, ballot_of(session, member), "for")
    sessions.act(session, "close_vote", cast.secretary)
    assert (motion_of(session).votes_for, motion_of(session).against) == (1, 0)
    assert (
        member.full_name
        not in Visitor(cast.secretary).get(f"/council/{session.number}/screen/").text
    )


def test_vote_from_a_stale_page_is_refused(cast: Cast, voting: Any) -> None:
    member = cast.voters[2]
    seen = ballot_of(voting, member)
    tap(voting, member, seen, "for")
    answer = tap(voting, member, seen, "against")
    assert answer.status_code == 409
    assert "You have voted on another page meanwhile" in answer.content.decode()
    assert ballot_of(voting, member).choice == "for"


def test_vote_after_closing_is_refused(cast: Cast, voting: Any) -> None:
    ballot = ballot_of(voting, cast.voters[2])
    sessions.act(voting, "close_vote", cast.secretary)
    answer = tap(voting, cast.voters[2], ballot, "for")
    assert answer.status_code == 409
    assert "This vote is over" in answer.content.decode()
    assert motion_of(voting).votes_for == 0


def test_vote_on_the_ballot_of_another_is_refused(cast: Cast, voting: Any) -> None:
    ballot = ballot_of(voting, cast.voters[2])
    for person in (cast.recused, cast.secretary):
        answer = tap(voting, person, ballot, "for")
        assert answer.status_code == 403
        assert "You have no ballot in this vote." in answer.content.decode()
    assert tap(voting, cast.people.author, ballot, "for").status_code == 404
    assert ballot_of(voting, cast.voters[2]).state == "open"


def test_vote_for_what_is_no_choice_is_refused(cast: Cast, voting: Any) -> None:
    ballot = ballot_of(voting, cast.voters[2])
    assert tap(voting, cast.voters[2], ballot, "perhaps").status_code == 422
    assert ballot_of(voting, cast.voters[2]).state == "open"


# What a member says of themself, and what the secretary presses


def test_member_comes_whatever_the_page_had_seen(cast: Cast) -> None:
    session = council_story.agenda(cast)
    sessions.act(session, "send_agenda", cast.secretary, notice_reason="Шұғыл")
    perform = engine.perform
    raced: list[str] = []

    def raced_once(case: Any, name: str, **given: Any) -> Any:
        if not raced:
            raced.append(name)
            sessions.attend(session, cast.secretary, cast.voters[3])
        return perform(case, name, **given)

    with patch("workflows.views.council.acts.engine.perform", raced_once):
        answer = Visitor(cast.voters[2]).client.post(
            f"/council/{session.number}/come/", {"mode": "remote"}
        )
    assert answer.status_code == 302
    assert present_now(sessions.row(session)) == {cast.voters[2].pk, cast.voters[3].pk}


def test_member_who_is_overtaken_for_ever_is_told(cast: Cast) -> None:
    session = council_story.agenda(cast)
    sessions.act(session, "send_agenda", cast.secretary, notice_reason="Шұғыл")

    def overtaken(case: Any, _name: str, *, seen_version: int, **_given: Any) -> None:
        raise MovedOn(case, seen_version)

    with patch("workflows.views.council.acts.engine.perform", overtaken):
        answer = Visitor(cast.voters[2]).client.post(
            f"/council/{session.number}/come/", {"mode": "present"}
        )
    assert answer.status_code == 409
    assert "The case has moved on" in answer.content.decode()


def test_only_what_members_say_of_themselves_is_done_so(cast: Cast) -> None:
    session = council_story.agenda(cast)
    answer = Visitor(cast.secretary).client.post(f"/council/{session.number}/close/")
    assert answer.status_code == 404


def test_recusal_without_a_reason_is_refused_and_nothing_typed_is_lost(cast: Cast) -> None:
    session = council_story.agenda(cast)
    sessions.act(session, "send_agenda", cast.secretary, notice_reason="Шұғыл")
    item = council_story.items(session)[0]
    typed = {"item": item.pk, "reason": "Т" * 1001}
    answer = Visitor(cast.voters[2]).client.post(f"/council/{session.number}/recuse/", typed)
    assert answer.status_code == 422
    assert typed["reason"] in answer.content.decode()


def test_stale_press_of_the_secretary_tells_what_changed(cast: Cast) -> None:
    session = council_story.agenda(cast)
    sessions.act(session, "send_agenda", cast.secretary, notice_reason="Шұғыл")
    stale = sessions.row(session).version
    sessions.act(session, "come", cast.voters[2], mode="present")
    first = council_story.items(session)[0]
    typed = {"item": first.pk, "seen_version": stale, "next": f"/council/{session.number}/"}
    answer = Visitor(cast.secretary).client.post(f"/cases/{session.number}/take_up/", typed)
    assert answer.status_code == 409
    assert "A member came" in answer.content.decode()
    assert council_story.items(session)[0].state == "waiting"


@pytest.mark.parametrize(
    ("wanted", "given"),
    [
        ("/council/", "/council/"),
        ("//example.org/", None),
        ("https://example.org/", None),
        ("javascript:alert(1)", None),
        ("/\\example.org", None),
    ],
)
def test_action_leads_back_to_a_page_of_ours_only(
    wanted: str, given: str | None, people: builders.People
) -> None:
    session = sessions.plan(people.secretary)
    typed = TOPIC | {"seen_version": session.version, "next": wanted}
    answer = Visitor(people.secretary).client.post(f"/cases/{session.number}/add_topic/", typed)
    assert answer.url == (given or f"/cases/{session.number}/")


def test_form_begins_with_the_item_that_the_page_named(cast: Cast) -> None:
    session = council_story.agenda(cast)
    item = council_story.items(session)[2]
    page = Visitor(cast.secretary).get(f"/cases/{session.number}/drop_item/?item={item.pk}")
    chosen = [a["value"] for tag, a in page.elements if tag == "option" and "selected" in a]
    assert chosen == [str(item.pk)]


def test_next_step_leads_the_secretary_through_the_session(people: builders.People) -> None:
    case = builders.expertise_in("ready", people)
    session = sessions.plan(people.secretary)

    def next_step() -> str | None:
        return (
            Visitor(people.secretary).get(f"/council/{session.number}/").value("data-next-action")
        )

    assert next_step() == "call"
    sessions.call(session, people.secretary, case)
    assert next_step() == "send_agenda"
    sessions.act(session, "send_agenda", people.secretary, notice_reason="Шұғыл")
    assert next_step() == "open_session"
    sessions.attend(session, people.secretary, people.chair, people.member)
    sessions.act(session, "open_session", people.secretary)
    assert next_step() == "take_up"
    sessions.take_up(session, people.secretary, council_story.items(session)[0])
    assert next_step() == "propose"
    motion = sessions.propose(session, people.secretary, "reject")
    assert next_step() == "open_vote"
    sessions.act(session, "open_vote", people.secretary)
    assert next_step() == "close_vote"
    sessions.vote(motion, {people.chair: "for", people.member: "for"})
    sessions.act(session, "close_vote", people.secretary)
    assert next_step() == "close"
    sessions.close(session, people.secretary)
    assert next_step() in {"edit_minutes", "finish_minutes"}


# Ways to the page of a session


def test_case_pages_lead_to_the_page_of_the_session(people: builders.People) -> None:
    case = builders.expertise_in("ready", people)
    session = sessions.plan(people.secretary)
    sessions.call(session, people.secretary, case)
    secretary = Visitor(people.secretary)
    for label in (session.number, case.number):
        assert secretary.get(f"/cases/{label}/").values("data-session") == [session.number]
    page = Visitor(people.author).get(f"/cases/{case.number}/")
    assert page.status == 200
    assert page.values("data-session") == []


def test_ballot_leads_to_the_page_of_the_session(cast: Cast, voting: Any) -> None:
    member = Visitor(cast.voters[2])
    ballot = ballot_of(voting, cast.voters[2])
    assert member.get(f"/cases/{ballot.number}/").values("data-session") == [voting.number]
    assert member.get("/council/").values("data-ballot") == ["open"]


def test_menu_has_the_council_for_who_sees_sessions(people: builders.People) -> None:
    for person, there in ((people.secretary, True), (people.member, True), (people.author, False)):
        assert ('href="/council/"' in Visitor(person).get("/work/").text) is there


# What it costs


@ROWS
def test_list_of_sessions(
    rows: int, people: builders.People, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(rows):
        session = sessions.plan(people.secretary)
        sessions.act(session, "add_topic", people.secretary, **TOPIC)
        sessions.act(session, "send_agenda", people.secretary, notice_reason="Шұғыл")
        if number % 2 == 0:
            sessions.act(session, "cancel", people.secretary, reason="Кейінге қалдырылды")
    for person in (people.secretary, people.member):
        visitor = Visitor(person)
        with django_assert_num_queries(8):
            page = visitor.get("/council/")
        assert len(page.values("data-case")) == rows


@ROWS
def test_page_of_a_session(
    rows: int, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    session = sessions.plan(cast.secretary)
    sessions.call(session, cast.secretary, *cast.cases[: min(rows, 4)])
    for _number in range(rows - 4):
        sessions.act(session, "add_topic", cast.secretary, **TOPIC)
    sessions.convene(session, cast.secretary, cast.voters)
    sessions.take_up(session, cast.secretary, council_story.items(session)[0])
    sessions.propose(session, cast.secretary, "approve", level="region")
    sessions.act(session, "open_vote", cast.secretary)
    for person in (cast.secretary, cast.voters[0], cast.voters[2]):
        visitor = Visitor(person)
        for part in ("", "screen/"):
            with django_assert_num_queries(13):
                page = visitor.get(f"/council/{session.number}/{part}")
            assert page.status == 200
        with django_assert_num_queries(14):
            page = visitor.get(f"/council/{session.number}/state/")
        assert len(page.values("data-item")) == rows


def test_state_that_has_not_changed_costs_three_statements(
    cast: Cast, voting: Any, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    address = f"/council/{voting.number}/state/"
    visitor = Visitor(cast.voters[2])
    tag = visitor.client.get(address)["ETag"]
    with django_assert_num_queries(3):
        answer = visitor.client.get(address, HTTP_IF_NONE_MATCH=tag)
    assert (answer.status_code, answer.content) == (304, b"")


def test_state_of_which_only_the_count_has_changed_tells_it_in_four_statements(
    cast: Cast, voting: Any, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    address = f"/council/{voting.number}/state/"
    motion = motion_of(voting)
    people = (cast.secretary, cast.voters[2], cast.recused)
    tags = {one: Visitor(one).client.get(address)["ETag"] for one in people}
    sessions.vote(motion, {cast.voters[3]: "for"})
    counted = {str(motion.pk): [1, "Votes cast: 1 of 7"]}
    for person, told in zip(people, (counted, counted, {}), strict=True):
        visitor = Visitor(person)
        with django_assert_num_queries(4):
            answer = visitor.client.get(address, HTTP_IF_NONE_MATCH=tags[person])
        assert answer.json() == {"cast": told}
        again = visitor.client.get(address, HTTP_IF_NONE_MATCH=answer["ETag"])
        assert again.status_code == 304


def test_state_changes_with_all_that_happens(cast: Cast, voting: Any) -> None:
    address = f"/council/{voting.number}/state/"
    visitor = Visitor(cast.voters[2])
    seen = set()

    def tag() -> Any:
        return visitor.client.get(address)["ETag"]

    def changes(act: Callable[[], Any]) -> None:
        before = tag()
        act()
        assert tag() != before
        seen.add(before)

    motion, voters, secretary = motion_of(voting), cast.voters, cast.secretary
    changes(lambda: sessions.vote(motion, {voters[3]: "for"}))
    changes(lambda: sessions.vote(motion, {voters[2]: "for"}))
    changes(lambda: sessions.vote(motion, {voters[2]: "against"}))
    changes(lambda: sessions.act(voting, "go", voters[4]))
    changes(lambda: sessions.act(voting, "close_vote", secretary))
    assert len(seen) == 5
    # Another's change of mind is no news, nor may the tag of one serve another.
    assert Visitor(voters[3]).client.get(address, HTTP_IF_NONE_MATCH=tag()).status_code == 200


def test_anothers_change_of_mind_is_no_news(cast: Cast, voting: Any) -> None:
    address = f"/council/{voting.number}/state/"
    motion, visitor = motion_of(voting), Visitor(cast.voters[2])
    sessions.vote(motion, {cast.voters[3]: "for"})
    before = visitor.client.get(address)["ETag"]
    sessions.vote(motion, {cast.voters[3]: "against"})
    assert visitor.client.get(address)["ETag"] == before


def test_state_of_no_session_is_not_found(people: builders.People) -> None:
    assert Visitor(people.secretary).get("/council/CS-2026-9999/state/").status == 404
