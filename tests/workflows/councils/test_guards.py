"""A refusal for each guard of a session, and for each wrong answer to its forms."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from permissions.people import system
from tests.workflows import sessions
from tests.workflows.sessions import act, row
from workflows import engine, registry
from workflows.councils import guards
from workflows.councils.bodies import CouncilRules
from workflows.refusals import Invalid, NotNow
from workflows.spec import Guard

if TYPE_CHECKING:
    from collections.abc import Callable

    from permissions.models import User

TOPIC = {"topic_kk": "Жоспар", "topic_ru": "План"}


def test_every_guard_of_a_council_is_asked_somewhere() -> None:
    known = {guard.name for guard in vars(guards).values() if isinstance(guard, Guard)}
    used = {
        guard.name
        for model in registry.models()
        for move in registry.moves(model)
        for guard in move.action.needs
    }
    assert known <= used


def refused(session: Any, name: str, actor: User, words: str, **data: Any) -> None:
    with pytest.raises(NotNow, match=words):
        act(session, name, actor, **data)


def invalid(session: Any, name: str, actor: User, **data: Any) -> dict[str, list[str]]:
    """Give what a form says of what was typed."""
    with pytest.raises(Invalid) as caught:
        act(session, name, actor, **data)
    errors = caught.value.form.errors
    return {field: [str(e) for e in found] for field, found in errors.items()}


@pytest.fixture
def sitting(members: list[User], secretary: User) -> Any:
    """Open a session on one topic with everybody there."""
    session = act(sessions.plan(secretary), "add_topic", secretary, **TOPIC)
    return sessions.convene(session, secretary, members)


@pytest.fixture
def in_hand(sitting: Any, secretary: User) -> Any:
    return sessions.take_up(sitting, secretary, sitting.agenda.get())


def test_empty_agenda_is_not_sent(members: list[User], secretary: User) -> None:
    refused(sessions.plan(secretary), "send_agenda", secretary, "Nothing is on the agenda yet")


def test_session_opens_with_a_quorum(members: list[User], secretary: User) -> None:
    session = act(sessions.plan(secretary), "add_topic", secretary, **TOPIC)
    act(session, "send_agenda", secretary, notice_reason="Шұғыл")
    sessions.attend(session, secretary, *members[:4])
    sessions.attend(session, secretary, members[4], mode="absent")
    refused(session, "open_session", secretary, "4 of at least 5")
    sessions.attend(session, secretary, members[5], mode="remote")
    assert act(session, "open_session", secretary).state == "open"


def test_nothing_is_put_to_the_vote_without_an_item(sitting: Any, secretary: User) -> None:
    for name in ("open_vote", "defer_item", "note_item"):
        data = {"reason": "Уақыт"} if name == "defer_item" else {}
        refused(sitting, name, secretary, "Take up an item first", **data)


def test_vote_needs_a_motion(in_hand: Any, secretary: User) -> None:
    refused(in_hand, "open_vote", secretary, "Say first what is put to the vote")
    refused(in_hand, "close_vote", secretary, "No vote is open")
    refused(in_hand, "void_vote", secretary, "No vote is open")


def test_open_vote_holds_everything_else_off(
    in_hand: Any, members: list[User], secretary: User
) -> None:
    sessions.propose(in_hand, secretary, "")
    act(in_hand, "open_vote", secretary)
    item = in_hand.agenda.get().pk
    for name, actor, data in (
        ("defer_item", secretary, {"reason": "Уақыт"}),
        ("note_item", secretary, {}),
        ("drop_item", secretary, {"item": item, "reason": "Қажет емес"}),
        ("recuse", members[1], {"item": item, "reason": "Туысым"}),
        ("close", secretary, {}),
    ):
        refused(in_hand, name, actor, "Close the vote first", **data)


def test_vote_needs_a_quorum_without_the_recused(
    in_hand: Any, members: list[User], secretary: User
) -> None:
    item = in_hand.agenda.get()
    for member in members[5:]:
        act(in_hand, "recuse", member, item=item.pk, reason="Туысым")
    sessions.propose(in_hand, secretary, "")
    act(in_hand, "go", members[0])
    act(in_hand, "go", members[1])
    refused(in_hand, "open_vote", secretary, "3 of at least 4")
    act(in_hand, "come", members[0], mode="present")
    assert act(in_hand, "open_vote", secretary).state == "open"


def test_case_is_not_merely_noted(
    bring: Callable[[], Any], members: list[User], secretary: User
) -> None:
    matter = bring()
    session = sessions.call(sessions.plan(secretary), secretary, matter)
    sessions.convene(session, secretary, members)
    sessions.take_up(session, secretary, sessions.item_of(session, matter))
    refused(session, "note_item", secretary, "decided or deferred, not noted")
    refused(session, "close", secretary, "Item 1 is neither decided nor deferred")
    refused(matter, "defer", secretary, "The session is under way", reason="Кейін")
    act(session, "defer_item", secretary, reason="Уақыт жетпеді")
    assert sessions.close(session, secretary).state == "closed"
    assert row(matter).state == "ready"
    refused(session, "carry_out", secretary, "Every decision is carried out")


def test_minutes_wait_for_the_decisions(
    bring: Callable[[], Any], members: list[User], secretary: User
) -> None:
    matter = bring()
    session = sessions.call(sessions.plan(secretary), secretary, matter)
    sessions.convene(session, secretary, members)
    sessions.resolve(session, secretary, sessions.item_of(session, matter), "reject")
    act(session, "close", secretary)
    refused(session, "finish_minutes", secretary, "still being carried out")


def test_absentee_vote_needs_a_motion_for_each_item(members: list[User], secretary: User) -> None:
    day = timezone.localdate() + timedelta(days=14)
    session = sessions.plan(secretary, held_as="absentee", day=day, time="", place="")
    act(session, "add_topic", secretary, **TOPIC)
    act(session, "send_agenda", secretary)
    refused(session, "open_session", secretary, "what is put to the vote under item 1")
    sessions.take_up(session, secretary, session.agenda.get())
    motion = sessions.propose(session, secretary, "")
    act(session, "open_session", secretary)
    assert motion.ballots.count() == len(members)
    sessions.vote(motion, dict.fromkeys(members[:4], "for"))
    act(session, "close_vote", secretary)
    motion.refresh_from_db()
    assert (motion.state, motion.present, motion.quorum) == ("no_quorum", 4, 5)


def test_agenda_sent_late_says_why(members: list[User], secretary: User) -> None:
    session = act(sessions.plan(secretary), "add_topic", secretary, **TOPIC)
    assert invalid(session, "send_agenda", secretary) == {
        "notice_reason": ["Only 0 working days are left, not 5: say why."]
    }


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"day": timezone.localdate() - timedelta(days=1)}, "day", "This day is past."),
        ({"place": ""}, "place", "Say where the session is held."),
        ({"held_as": "online"}, "link", "Give the link by which members join."),
        ({"time": ""}, "time", "Say when the session begins."),
    ],
)
def test_session_is_planned_with_what_it_needs(
    changed: dict[str, Any], field: str, words: str, members: list[User], secretary: User
) -> None:
    with pytest.raises(Invalid) as caught:
        sessions.plan(secretary, **changed)
    assert caught.value.form.errors == {field: [words]}


def test_session_needs_somebody_to_chair_it(toy_processes: None, secretary: User) -> None:
    with pytest.raises(Invalid) as caught:
        sessions.plan(secretary)
    errors = {"council": ["The council has neither a chair nor a deputy."]}
    assert caught.value.form.errors == errors


def test_agenda_is_ordered_as_a_whole(members: list[User], secretary: User) -> None:
    session = sessions.plan(secretary)
    for number in range(3):
        act(session, "add_topic", secretary, topic_kk=f"{number}", topic_ru=f"{number}")
    keys = list(session.agenda.values_list("pk", flat=True))
    words = {"order": ["The agenda has changed. Look at it again."]}
    assert invalid(session, "order", secretary, order=f"{keys[2]},{keys[0]}") == words
    act(session, "order", secretary, order=f"{keys[2]},{keys[0]},{keys[1]}")
    found = session.agenda.order_by("place").values_list("topic_kk", "place")
    assert list(found) == [("2", 1), ("0", 2), ("1", 3)]


def test_case_comes_before_one_session_at_a_time(
    bring: Callable[[], Any], members: list[User], secretary: User
) -> None:
    matter = bring()
    sessions.call(sessions.plan(secretary), secretary, matter)
    other = sessions.plan(secretary)
    assert "matters" in invalid(other, "call", secretary, matters=[matter.pk])


def test_agenda_that_is_sent_takes_no_more_cases(
    bring: Callable[[], Any], sitting: Any, secretary: User
) -> None:
    matter = bring()
    with pytest.raises(Invalid) as caught:
        act(matter, "put_on_agenda", secretary, session=sitting.pk)
    assert "session" in caught.value.form.errors


@pytest.mark.parametrize(
    "wrong",
    [{"quorum_numerator": 0}, {"quorum_numerator": 4, "quorum_denominator": 3}],
)
def test_quorum_of_nothing_or_of_more_than_all_is_refused(
    wrong: dict[str, int], members: list[User]
) -> None:
    rules = CouncilRules(council=sessions.council(), in_force_from=timezone.localdate(), **wrong)
    with pytest.raises(ValidationError, match="The quorum is a fraction above 0 and at most 1"):
        rules.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        rules.save()


def test_motion_of_another_case_decides_nothing(
    bring: Callable[[], Any], members: list[User], secretary: User
) -> None:
    one, other = bring(), bring()
    session = sessions.call(sessions.plan(secretary), secretary, one, other)
    sessions.convene(session, secretary, members)
    for matter in (one, other):
        sessions.resolve(session, secretary, sessions.item_of(session, matter), "approve")
    act(session, "close", secretary)
    motion = sessions.item_of(session, other).motions.get()
    with pytest.raises(Invalid) as caught:
        engine.perform(
            row(one),
            "approve",
            actor=system(),
            seen_version=row(one).version,
            data=sessions.TEXTS | {"motion": motion.pk},
        )
    assert caught.value.form.errors == {"motion": ["This was decided on another case."]}
