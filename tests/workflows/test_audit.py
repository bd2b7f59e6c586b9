"""Every trail is proved, and whoever goes past the kernel is found at the very event."""

from __future__ import annotations

import hashlib
import json
from contextlib import contextmanager
from datetime import UTC, datetime
from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workflows import audit

if TYPE_CHECKING:
    from collections.abc import Iterator

    import psycopg

    from permissions.models import User
    from tests.workflows.toys import Toy

ANY_TEXT = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0")
    | st.sampled_from('әғқңөұүһіӘҒҚҢӨҰҮҺІ"\\/\b\f\n\r\t\x01\x1f\x7f\x85\u2028«»—')
)
NUMBER = st.integers(-(2**53), 2**53)
ANY_JSON = st.recursive(
    st.none() | st.booleans() | NUMBER | ANY_TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(ANY_TEXT, inner, max_size=4),
    max_leaves=12,
)
WHOLE = "5 cases, 21 events: every link holds."
MOMENT = st.datetimes(datetime(1900, 1, 1), datetime(2300, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def verify() -> str:
    out = StringIO()
    call_command("audit", "verify", stdout=out, no_color=True)
    return out.getvalue().strip()


def broken() -> list[str]:
    """Verify what must be found broken; the lines that say where."""
    out = StringIO()
    with pytest.raises(CommandError, match="trails are broken"):
        call_command("audit", "verify", stdout=out, no_color=True)
    return out.getvalue().splitlines()


@pytest.fixture
def trails(
    committed_db: str,
    start: Any,
    act: Any,
    author: User,
    secretary: User,
    expert: User,
    expert2: User,
) -> list[Toy]:
    """Three toys with trails of 5 events each; the first also has two parts."""
    toys = []
    for title in ("Бірінші", "Екінші", "Үшінші"):
        toy = start(title=title)
        for reason in ("«Ә»", 'quote " and \\', "line\nbreak"):
            toy = act(toy, "note", author, reason=reason)
        toys.append(act(toy, "submit", author))
    split = act(toys[0], "split", secretary, workers=[expert.pk, expert2.pk])
    for part in split.children.all():
        act(part, "finish", part.holder)
    return toys


def tamper(superuser: psycopg.Connection, statement: str) -> None:
    """Change rows as only a superuser can: with the kernel's triggers off."""
    with superuser.transaction():
        superuser.execute("SET LOCAL session_replication_role = replica")
        changed = superuser.execute(statement)
        assert changed.rowcount == 1


def test_true_trails_are_whole(trails: list[Toy]) -> None:
    assert verify() == WHOLE


@contextmanager
def kept(superuser: psycopg.Connection) -> Iterator[None]:
    """Put cases and events back as they were after the block."""
    tables = ("workflows_case", "workflows_event")
    for table in tables:
        superuser.execute(f"CREATE TEMPORARY TABLE kept_{table} AS TABLE {table}")
    yield
    with superuser.transaction():
        superuser.execute("SET LOCAL session_replication_role = replica")
        for table in tables:
            superuser.execute(f"DELETE FROM {table}")
            superuser.execute(f"INSERT INTO {table} TABLE kept_{table}")
            superuser.execute(f"DROP TABLE kept_{table}")


CHANGED = "it is not what was recorded."
MISSING = "it is missing."
TAMPERINGS = [
    ('UPDATE workflows_event SET data = \'{"reason": "«Ә»."}\'', 2, CHANGED),
    ("UPDATE workflows_event SET data = data || '{\"more\": 1}'", 3, CHANGED),
    ("UPDATE workflows_event SET actor_id = actor_id + 1", 4, CHANGED),
    ("UPDATE workflows_event SET action = 'refuse'", 5, CHANGED),
    ("UPDATE workflows_event SET on_behalf_of_id = 1", 1, CHANGED),
    ("UPDATE workflows_event SET at = at - interval '1us'", 1, CHANGED),
    ("UPDATE workflows_event SET due_at = now()", 2, CHANGED),
    ("UPDATE workflows_event SET holder_role = 'expert'", 5, CHANGED),
    ("UPDATE workflows_event SET hash = '\\x00'", 3, CHANGED),
    ("DELETE FROM workflows_event", 1, MISSING),
    ("DELETE FROM workflows_event", 3, MISSING),
    ("DELETE FROM workflows_event", 5, MISSING),
]
MOVED = "the case does not stand where this event left it."
MOVES = [
    ("state = 'done'", 5, MOVED),
    ("head = '\\x00'", 5, MOVED),
    ("version = 4", 5, MOVED),
    ("version = 6", 6, MISSING),
    ("holder_role = 'expert'", 5, MOVED),
    ("due_at = now()", 5, MOVED),
    ("edition = 2", 1, CHANGED),
]


def test_changed_event_is_named(trails: list[Toy], superuser: psycopg.Connection) -> None:
    toy = trails[1]
    for change, seq, reason in TAMPERINGS:
        with kept(superuser):
            tamper(superuser, f"{change} WHERE case_id = {toy.pk} AND seq = {seq}")
            assert broken() == [f"{toy.number} event {seq}: {reason}"], change
    assert verify() == WHOLE


def test_case_that_was_moved_without_an_event_is_named(
    trails: list[Toy], superuser: psycopg.Connection
) -> None:
    toy = trails[1]
    for change, seq, reason in MOVES:
        with kept(superuser):
            tamper(superuser, f"UPDATE workflows_case SET {change} WHERE id = {toy.pk}")
            assert broken() == [f"{toy.number} event {seq}: {reason}"], change
    assert verify() == WHOLE


def test_inserted_event_is_named(trails: list[Toy], superuser: psycopg.Connection) -> None:
    toy = trails[2]
    tamper(
        superuser,
        "INSERT INTO workflows_event (case_id, seq, action, source, target, actor_id, at, data,"
        " holder_role, waiting, hash) SELECT case_id, 6, 'approve', 'check', 'done', actor_id, at,"
        f" data, '', false, hash FROM workflows_event WHERE case_id = {toy.pk} AND seq = 5",
    )
    (line,) = broken()
    assert line == f"{toy.number} event 6: it is not what was recorded."


def test_event_rewritten_with_a_fitting_hash_breaks_the_next(
    trails: list[Toy], superuser: psycopg.Connection
) -> None:
    toy = trails[2]
    with connection.cursor() as cursor:
        cursor.execute(audit.TRAILS)
        links = [audit.Link(*row) for row in cursor]
    first, second = (link for link in links if link.case_id == toy.pk and link.seq in {1, 2})
    forged = second._replace(data='{"reason": "better"}')
    fitting = hashlib.sha256(first.hash + audit.canonical(forged).encode()).hexdigest()
    tamper(
        superuser,
        f"UPDATE workflows_event SET data = '{forged.data}', hash = '\\x{fitting}'"
        f" WHERE case_id = {toy.pk} AND seq = 2",
    )
    assert broken() == [f"{toy.number} event 3: it is not what was recorded."]


def test_case_without_events_and_event_without_case_are_named(
    trails: list[Toy], superuser: psycopg.Connection
) -> None:
    with superuser.transaction():
        superuser.execute("SET LOCAL session_replication_role = replica")
        superuser.execute("DELETE FROM workflows_event WHERE case_id = %s", [trails[1].pk])
        superuser.execute("DELETE FROM workflows_case WHERE id = %s", [trails[2].pk])
    assert broken() == [
        f"{trails[1].number} event 1: it is missing.",
        f"case {trails[2].pk} event 1: it belongs to a case that is not there.",
    ]


def test_each_broken_trail_is_named_once(trails: list[Toy], superuser: psycopg.Connection) -> None:
    for toy, seqs in ((trails[1], (2, 4)), (trails[2], (3, 5))):
        for seq in seqs:
            tamper(
                superuser,
                f"UPDATE workflows_event SET data = '[]' WHERE case_id = {toy.pk} AND seq = {seq}",
            )
    assert [line.split(":")[0] for line in broken()] == [
        f"{trails[1].number} event 2",
        f"{trails[2].number} event 3",
    ]


def test_trails_are_read_as_they_are_needed(
    trails: list[Toy], superuser: psycopg.Connection
) -> None:
    tamper(
        superuser,
        f"UPDATE workflows_event SET data = '[]' WHERE case_id = {trails[0].pk} AND seq = 1",
    )
    walk = audit.Audit()
    links = walk.broken()
    assert next(links).seq == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_cursors WHERE NOT is_holdable")
        assert cursor.fetchone() == (1,)
    assert walk.cases == 1
    assert list(links) == []
    assert (walk.cases, walk.events) == (5, 21)


@settings(
    deadline=None, max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    numbers=st.tuples(NUMBER, NUMBER, NUMBER, NUMBER),
    texts=st.tuples(ANY_TEXT, ANY_TEXT, ANY_TEXT, ANY_TEXT, ANY_TEXT),
    data=ANY_JSON,
    maybe=st.tuples(st.none() | NUMBER, st.none() | NUMBER, st.none() | MOMENT),
    at=MOMENT,
    waiting=st.booleans(),
)
def test_canonical_text_is_postgresqls(
    db: None,
    numbers: tuple[int, ...],
    texts: tuple[str, ...],
    data: Any,
    maybe: tuple[Any, ...],
    at: datetime,
    waiting: bool,
) -> None:
    case_id, seq, edition, actor = numbers
    process, action, source, target, role = texts
    on_behalf, holder, due = maybe
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT d::text, jsonb_build_array(%s::bigint, %s::bigint, %s::text, %s::bigint,"
            " %s::text, %s::text, %s::text, %s::bigint, %s::bigint,"
            " (extract(epoch FROM %s::timestamptz) * 1000000)::bigint, d, %s::bigint, %s::text,"
            " %s::boolean, (extract(epoch FROM %s::timestamptz) * 1000000)::bigint)::text"
            " FROM (SELECT %s::jsonb AS d) AS given",
            [case_id, seq, process, edition, action, source, target, actor, on_behalf, at, holder,
             role, waiting, due, json.dumps(data)],
        )  # fmt: skip
        text, expected = cursor.fetchone() or ("", "")
    link = audit.Link(
        case_id, "", process, edition, 0, b"", "", seq, action, source, target, actor, on_behalf,
        at, text, holder, role, waiting, due, b"", stands=True,
    )  # fmt: skip
    assert audit.canonical(link) == expected
