"""Members who vote by ballots are reminded, each once a day whatever they still have to cast."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.workflows import sessions
from tests.workflows.sessions import act, row
from workflows import notices
from workflows.councils.agenda import AgendaItem
from workflows.councils.stages import ballots
from workflows.refusals import NotNow

if TYPE_CHECKING:
    from permissions.models import User
    from tests.workflows.processes.builders import People

MEMBERS = 2


@pytest.fixture
def session(people: People) -> Any:
    """Send the ballots of two topics to two members."""
    sessions.seat_all(people.chair, [people.member])
    planned = sessions.plan(
        people.secretary, held_as="absentee", day="2026-02-13", time="", place=""
    )
    for number in range(2):
        topic = {"topic_kk": f"{number}-мәселе", "topic_ru": f"Вопрос {number}"}
        act(planned, "add_topic", people.secretary, **topic)
    for item in AgendaItem.objects.filter(session=planned.pk).order_by("place"):
        sessions.take_up(planned, people.secretary, item)
        sessions.propose(planned, people.secretary, "")
    act(planned, "send_agenda", people.secretary, notice_reason="")
    act(planned, "open_session", people.secretary)
    return row(planned)


def told(session: Any, people: People) -> list[User]:
    """Remind; who is told again."""
    before = set(ProcrastinateJob.objects.values_list("pk", flat=True))
    act(session, "remind_voters", people.secretary)
    jobs = ProcrastinateJob.objects.filter(task_name=notices.BALL).exclude(pk__in=before)
    found = ballots().filter(pk__in=[job.args["case_id"] for job in jobs])
    return [ballot.member for ballot in found]


def cast(session: Any, member: User, count: int) -> None:
    mine = ballots().filter(parent=session.pk, member=member, state="open")
    for ballot in mine.order_by("pk")[:count]:
        act(ballot, "cast", member, choice="for")


def test_each_member_is_reminded_once_a_day(session: Any, people: People, clock: Any) -> None:
    assert ballots().filter(parent=session.pk).count() == 2 * MEMBERS
    assert set(told(session, people)) == {people.chair, people.member}
    cast(session, people.member, 1)
    with pytest.raises(NotNow, match="reminded today already"):
        told(session, people)
    clock.shift(timedelta(days=1))
    assert set(told(session, people)) == {people.chair, people.member}


def test_who_has_voted_on_everything_is_not_reminded(session: Any, people: People) -> None:
    cast(session, people.member, 2)
    assert told(session, people) == [people.chair]
    cast(session, people.chair, 2)
    with pytest.raises(NotNow, match="Everybody has voted"):
        told(session, people)


def test_nobody_is_reminded_of_a_vote_in_the_room(people: People) -> None:
    sessions.seat_all(people.chair, [people.member])
    planned = sessions.plan(people.secretary)
    act(planned, "add_topic", people.secretary, topic_kk="Мәселе", topic_ru="Вопрос")
    sessions.convene(planned, people.secretary, [people.chair, people.member])
    with pytest.raises(NotNow, match="in the session itself"):
        act(planned, "remind_voters", people.secretary)
