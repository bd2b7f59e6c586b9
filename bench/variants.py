"""Three ways for a client to do one action; each takes the client's cases in turn."""

from __future__ import annotations

from datetime import timedelta
from itertools import cycle
from typing import TYPE_CHECKING, Any

import psycopg
from django.db import connections, transaction
from django.utils import timezone

from bench import floor
from bench.models import Flow, PlainCase, PlainEvent, State
from permissions.models import User
from workflows import engine
from workflows.models import Case

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

NEXT = {State.HERE.value: State.THERE.value, State.THERE.value: State.HERE.value}
NAMES = {State.HERE.value: "go", State.THERE.value: "come_back"}
TERM = timedelta(days=3)


def audited(keys: Sequence[int]) -> Callable[[], None]:
    """Act through the engine: gate, kernel, hash chain."""
    actor = User.objects.get(username="bench")
    cases: list[Case] = list(Flow.objects.filter(pk__in=keys).order_by("pk"))
    places = cycle(range(len(cases)))

    def act() -> None:
        place = next(places)
        case = cases[place]
        cases[place] = engine.perform(
            case, NAMES[case.state], actor=actor, seen_version=case.version
        )

    return act


def plain(keys: Sequence[int]) -> Callable[[], None]:
    """Move a case as an ordinary application does: transition, ``save()``, a row of history."""
    actor = User.objects.get(username="bench")
    turns = cycle(keys)

    def act() -> None:
        at = timezone.now()
        with transaction.atomic():
            case = PlainCase.objects.select_for_update().get(pk=next(turns))
            source = case.state
            name = NAMES[source]
            getattr(case, name)()
            case.version += 1
            case.held_since, case.due_at = at, at + TERM
            case.save()
            PlainEvent.objects.create(
                case_id=case.pk,
                seq=case.version,
                action=name,
                source=source,
                target=case.state,
                actor_id=actor.pk,
                at=at,
                data={},
                holder_id=case.holder_id,
                holder_role=case.holder_role,
                waiting=case.waiting,
                due_at=case.due_at,
                hash=case.head,
            )

    return act


def raw(keys: Sequence[int]) -> Callable[[], None]:
    """Send the floor's three statements, prepared, with nothing between Python and the server."""
    person = User.objects.get(username="bench").pk
    params = connections["default"].get_connection_params()
    connection = psycopg.connect(**{name: params[name] for name in CONNECTING if name in params})
    cursor = connection.cursor()
    lock, update, insert = map(floor.for_psycopg, (floor.LOCK, floor.UPDATE, floor.INSERT))
    columns = floor.COLUMNS.split(", ")
    state, version, head = map(columns.index, ("state", "version", "head"))
    turns = cycle(keys)

    def act() -> None:
        key, at = next(turns), timezone.now()
        row = cursor.execute(lock, {"id": key}, prepare=True).fetchone() or ()
        source = row[state]
        values: dict[str, Any] = {
            "id": key,
            "seq": row[version] + 1,
            "action": NAMES[source],
            "source": source,
            "target": NEXT[source],
            "person": person,
            "at": at,
            "due": at + TERM,
            "hash": row[head],
        }
        cursor.execute(update, values, prepare=True)
        cursor.execute(insert, values, prepare=True)
        connection.commit()

    return act


CONNECTING = ("dbname", "user", "password", "host", "port")
VARIANTS = {"engine": audited, "plain": plain, "raw": raw}
