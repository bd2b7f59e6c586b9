"""CS and BA: a session of the council, action by action."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.workflows import sessions
from tests.workflows.processes import builders
from tests.workflows.sessions import act, row
from workflows.councils.agenda import AgendaItem
from workflows.councils.motions import BallotBox, Motion
from workflows.decisions import Decision
from workflows.refusals import NotAllowed, NotNow

if TYPE_CHECKING:
    from tests.workflows.processes.builders import People


def test_session_decides_a_case_from_agenda_to_register(people: People) -> None:
    case = builders.expertise_in("before_council", people)
    item = AgendaItem.objects.get(matter=case)
    assert item.rapporteur == people.methodist
    case = sessions.decide(case, people, "approve", level="district")
    assert (case.state, case.outcome) == ("approved", "positive")
    decision = Decision.objects.get(case=case)
    assert (decision.present, decision.votes_for, decision.level) == (2, 2, "district")
    event = case.events.latest("seq")
    assert event.actor == people.system
    assert event.data["session"] == item.session.number
    assert decision.motion is not None
    assert event.data["vote"] == decision.motion.digest


def test_secretary_cannot_decide_alone(people: People) -> None:
    case = builders.expertise_in("before_council", people)
    with pytest.raises(NotAllowed, match="The council decides this in its session"):
        act(case, "reject", people.secretary, **sessions.TEXTS)


def test_session_without_a_quorum_is_not_opened(people: People) -> None:
    case = builders.expertise_in("before_council", people)
    session = AgendaItem.objects.get(matter=case).session
    act(session, "send_agenda", people.secretary, notice_reason="Шұғыл")
    sessions.attend(session, people.secretary, people.chair)
    with pytest.raises(NotNow, match="1 of at least 2"):
        act(session, "open_session", people.secretary)
    act(session, "not_held", people.secretary, reason="Кворум жоқ")
    assert row(session).state == "not_held"
    assert row(case).state == "ready"


def test_secret_vote_keeps_no_choice_with_a_person(people: People) -> None:
    case = builders.expertise_in("before_council", people)
    item = AgendaItem.objects.get(matter=case)
    session = sessions.convene(row(item.session), people.secretary, [people.chair, people.member])
    sessions.take_up(session, people.secretary, item)
    motion = sessions.propose(session, people.secretary, "reject", secret=True)
    act(session, "open_vote", people.secretary)
    sessions.vote(motion, {people.chair: "against", people.member: "for"})
    sessions.vote(motion, {people.chair: "for"})
    ballot = sessions.ballot_of(motion, people.chair)
    assert ballot.choice == ""
    assert [event.data for event in ballot.events.all()] == [{}, {}, {}]
    act(session, "close_vote", people.secretary)
    motion = Motion.objects.get(pk=motion.pk)
    assert (motion.votes_for, motion.against, motion.votes) == (2, 0, [])
    box = BallotBox.objects.get(motion=motion)
    assert (box.choices, bytes(box.salt)) == ({}, b"")
