"""The two statements of an action: a locked read and an event, in fixed prepared SQL.

What may happen is decided by the triggers of the migration ``0002_kernel``; this
module only speaks to them, past the ORM, because these two statements are the whole
cost of an action (see ``docs/decisions/0003-prepared-kernel-statements.md``).
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

import psycopg
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import JSONField
from psycopg.types.json import Jsonb

from workflows.models import Case, CaseUserPermission, Event

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from django.db.models import Field

AnyCase = TypeVar("AnyCase", bound=Case)

HOLD = f"SELECT process FROM {Case._meta.db_table} WHERE id = %s FOR UPDATE"  # noqa: S608

INSERT = f"""
    INSERT INTO {Event._meta.db_table}
        (case_id, seq, action, source, target, actor_id, on_behalf_of_id, at, data,
         holder_id, holder_role, waiting, due_at)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
    RETURNING hash
"""  # noqa: S608 (the name comes from the model)

# One statement, so that giving the ball costs no more than moving the case.
INSERT_AND_ADMIT = f"""
    WITH admitted AS (
        INSERT INTO {CaseUserPermission._meta.db_table}
            (permission_id, user_id, content_object_id)
        VALUES (%s, %s, %s)
        ON CONFLICT DO NOTHING)
    {INSERT.lstrip()}"""  # noqa: S608 (the name comes from the model)


def _row(sql: str, params: Sequence[Any]) -> tuple[Any, ...] | None:
    """Run a statement prepared, within Django's connection, errors and query log."""
    # Looked up once: Django's proxy for the connection looks it up anew at each attribute.
    django = connections[DEFAULT_DB_ALIAS]
    django.ensure_connection()
    started = time.perf_counter()
    with django.wrap_database_errors:
        cursor = psycopg.Cursor(cast("psycopg.Connection[Any]", django.connection))
        # The binary form is cheaper to write, to send and to read, most of all for times.
        row = cursor.execute(sql, params, prepare=True, binary=True).fetchone()
    if django.queries_logged:
        took = time.perf_counter() - started
        django.queries_log.append({"sql": sql, "time": f"{took:.3f}"})
    return row


def _column(field: Field[Any, Any]) -> str:
    column = f'"{field.model._meta.db_table}"."{field.column}"'
    # Django reads JSON from text itself.
    return f"{column}::text" if isinstance(field, JSONField) else column


@cache
def _lock_sql(model: type[Case]) -> str:
    parents = [parent for parent in model._meta.get_parent_list() if parent is not Case]
    columns = ", ".join(_column(field) for field in model._meta.concrete_fields)
    case = Case._meta.db_table
    joins = "".join(
        f' JOIN "{part._meta.db_table}"'
        f' ON "{part._meta.db_table}"."{part._meta.pk.column}" = "{case}"."id"'
        for part in (model, *parents)
        if part is not Case
    )
    # Every name comes from the models.
    return f'SELECT {columns} FROM "{case}"{joins} WHERE "{case}"."id" = %s FOR UPDATE OF "{case}"'  # noqa: S608


@cache
def _names(model: type[Case]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


@cache
def _conversions(model: type[Case]) -> tuple[tuple[int, Callable[..., Any]], ...]:
    """Name the columns whose values the ORM makes into something else, such as JSON."""
    return tuple(
        (place, field.from_db_value)
        for place, field in enumerate(model._meta.concrete_fields)
        if hasattr(field, "from_db_value")
    )


def lock(model: type[AnyCase], pk: int) -> AnyCase:
    """Read a case and hold its row until the transaction ends.

    Raises ``model.DoesNotExist``, and ``OperationalError`` when another transaction
    holds the row for longer than the connection's ``lock_timeout``.
    """
    row = _row(_lock_sql(model), (pk,))
    if row is None:
        raise model.DoesNotExist
    values = list(row)
    for place, convert in _conversions(model):
        values[place] = convert(values[place], None, connections[DEFAULT_DB_ALIAS])
    return model.from_db(DEFAULT_DB_ALIAS, _names(model), values)


def hold(pk: int) -> str:
    """Hold the row of a case, without reading it, and give the code of its process.

    Raises `Case.DoesNotExist`.
    """
    row = _row(HOLD, (pk,))
    if row is None:
        raise Case.DoesNotExist
    return str(row[0])


@dataclass(frozen=True, slots=True)
class Entry:
    """An event on its way to the kernel: the columns of `Event` without its hash.

    It is not an `Event` because to make an instance of a model costs ten times as much.
    """

    case_id: int
    seq: int
    action: str
    source: str
    target: str
    actor_id: int
    at: datetime
    data: dict[str, Any]
    holder_id: int | None
    holder_role: str
    waiting: bool
    due_at: datetime | None
    on_behalf_of_id: int | None = None


def insert(entry: Entry, admit: CaseUserPermission | None = None) -> bytes:
    """Insert an event: the kernel checks it, moves the case and gives the event's hash.

    ``admit`` is a grant to insert with it, unless it is there already.
    """
    params: tuple[Any, ...] = (
        entry.case_id,
        entry.seq,
        entry.action,
        entry.source,
        entry.target,
        entry.actor_id,
        entry.on_behalf_of_id,
        entry.at,
        Jsonb(entry.data),
        entry.holder_id,
        entry.holder_role,
        entry.waiting,
        entry.due_at,
    )
    statement = INSERT
    if admit:
        grant = (admit.permission_id, admit.user_id, admit.content_object_id)
        statement, params = INSERT_AND_ADMIT, (*grant, *params)
    (event_hash,) = _row(statement, params) or (b"",)
    return bytes(event_hash)
