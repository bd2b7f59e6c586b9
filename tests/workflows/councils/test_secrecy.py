"""What a secret vote leaves behind does not say who chose what, to whoever reads the tables whole.

A superuser dumps every table with the columns that PostgreSQL hides (``ctid``, ``xmin``), once
while the vote is open and once after the count, and guesses by each order there is.
"""

from __future__ import annotations

import random
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from psycopg import sql

from tests import people as persons
from tests.workflows import sessions
from tests.workflows.sessions import act
from workflows.councils.motions import BallotBox, Motion

if TYPE_CHECKING:
    from collections.abc import Iterator

    import psycopg

    from permissions.models import User

VOTERS, MOTIONS = 50, 20
TELLING = ("workflows_ballot", "workflows_event", "workflows_ballotbox")
CHOICES = ("for", "against", "abstain")
pytestmark = pytest.mark.usefixtures("toy_processes")


@pytest.fixture
def crowd(committed_db: str, toy_processes: None, chair: User) -> list[User]:
    """Seat a council of fifty."""
    others = [persons.UserFactory.create(organisation=None) for _ in range(VOTERS - 1)]
    sessions.seat_all(chair, others)
    return [chair, *others]


def every_table(superuser: psycopg.Connection) -> list[str]:
    named = superuser.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    return [table for (table,) in named.fetchall()]


def dump(superuser: psycopg.Connection, *tables: str) -> dict[str, list[tuple[Any, ...]]]:
    """Read tables whole, in the order in which they lie on the disk."""
    statement = "SELECT ctid::text, xmin::text::bigint, to_jsonb(t) FROM {} AS t ORDER BY ctid"
    return {
        table: superuser.execute(sql.SQL(statement).format(sql.Identifier(table))).fetchall()
        for table in tables
    }


def texts(value: Any) -> Iterator[str]:
    """Give every text within a value, the names of columns aside."""
    if isinstance(value, str):
        yield value
    for part in value.values() if isinstance(value, dict) else ():
        yield from texts(part)
    for part in value if isinstance(value, list) else ():
        yield from texts(part)


def cast_order(tables: dict[str, list[tuple[Any, ...]]], motion: Motion) -> list[int]:
    """Give the members in the order in which they voted last, as the trail of ballots tells it."""
    ballots = {
        row["case_ptr_id"]: row["member_id"]
        for _ctid, _xmin, row in tables["workflows_ballot"]
        if row["motion_id"] == motion.pk
    }
    cast = [
        (xmin, ballots[row["case_id"]])
        for _ctid, xmin, row in tables["workflows_event"]
        if row["case_id"] in ballots and row["action"] == "cast"
    ]
    return [member for _xmin, member in sorted(cast)]


def guesses(tables: dict[str, list[tuple[Any, ...]]], motion: Motion) -> list[list[str]]:
    """Read the choices off the box of a motion in each order in which they can be read."""
    (box,) = (
        row["choices"]
        for _c, _x, row in tables["workflows_ballotbox"]
        if row["motion_id"] == motion.pk
    )
    read = list(box.values())
    return [read, read[::-1], [choice for _mark, choice in sorted(box.items())]]


def test_thousand_secret_votes_cannot_be_told_apart(
    crowd: list[User], secretary: User, superuser: psycopg.Connection
) -> None:
    chance = random.Random(20260202)
    session = sessions.plan(secretary)
    for number in range(MOTIONS):
        act(session, "add_topic", secretary, topic_kk=f"Мәселе {number}", topic_ru=f"{number}")
    sessions.convene(session, secretary, crowd)
    right: Counter[int] = Counter()
    expected = 0.0
    for item in session.agenda.order_by("place"):
        sessions.take_up(session, secretary, item)
        motion = sessions.propose(session, secretary, "", secret=True)
        act(session, "open_vote", secretary)
        chosen = {member: chance.choice(CHOICES) for member in crowd}
        sessions.vote(motion, dict(chance.sample(list(chosen.items()), len(chosen))))
        tables = dump(superuser, *TELLING)
        order = cast_order(tables, motion)
        truth = {member.pk: choice for member, choice in chosen.items()}
        for way, guess in enumerate(guesses(tables, motion)):
            right[way] += sum(truth[who] == what for who, what in zip(order, guess, strict=True))
        counts = Counter(chosen.values())
        expected += sum(count * count for count in counts.values()) / VOTERS
        act(session, "close_vote", secretary)
        motion = Motion.objects.get(pk=motion.pk)
        assert [motion.votes_for, motion.against, motion.abstained] == [counts[c] for c in CHOICES]
        act(session, "note_item", secretary)
    # Four standard deviations of 1,000 guesses that hit one time in three.
    assert all(abs(hits - expected) < 4 * (1000 * 2 / 9) ** 0.5 for hits in right.values())


def test_counted_secret_vote_names_a_choice_nowhere(
    crowd: list[User], secretary: User, superuser: psycopg.Connection
) -> None:
    session = sessions.plan(secretary)
    act(session, "add_topic", secretary, topic_kk="Мәселе", topic_ru="Вопрос")
    sessions.convene(session, secretary, crowd)
    sessions.take_up(session, secretary, session.agenda.get())
    motion = sessions.propose(session, secretary, "", secret=True)
    act(session, "open_vote", secretary)
    chosen = dict(zip(crowd, CHOICES * VOTERS, strict=False))
    sessions.vote(motion, chosen)
    sessions.vote(motion, {crowd[0]: "abstain", crowd[1]: "for"})
    act(session, "close_vote", secretary)
    left = [
        (table, row)
        for table, rows in dump(superuser, *every_table(superuser)).items()
        for _ctid, _xmin, row in rows
        if set(CHOICES) & set(texts(row))
    ]
    assert left == []
    box = BallotBox.objects.get(motion=motion)
    assert (box.choices, bytes(box.salt)) == ({}, b"")
