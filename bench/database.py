"""A fresh database for one run: migrated by its owner, with cases for each client."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import psycopg
from django.core.management import call_command
from django.db import connections
from psycopg import sql

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.backends.utils import CursorWrapper

# So many that the planner takes an index, as it does in a real centre.
CASES_PER_CLIENT = 500
FLOORS = ("raw", "pgbench", "plain")
TABLES = {"case": "workflows_case", "flow": "bench_flow", "event": "workflows_event"}


@contextmanager
def fresh(owner_url: str, name: str, synchronous_commit: str) -> Iterator[None]:
    """Keep an empty database for the block, made by its owner, who may make databases."""
    with psycopg.connect(owner_url, autocommit=True) as owner:
        names = {"name": sql.Identifier(name), "setting": sql.Literal(synchronous_commit)}
        owner.execute(sql.SQL("CREATE DATABASE {name}").format(**names))
        try:
            statement = sql.SQL("ALTER DATABASE {name} SET synchronous_commit = {setting}")
            owner.execute(statement.format(**names))
            yield
        finally:
            connections.close_all()
            owner.execute(sql.SQL("DROP DATABASE {name}").format(**names))


def fill(clients: int) -> None:
    """Make all tables and, as the web role, one person with cases enough for all clients."""
    from permissions.models import User  # noqa: PLC0415 - models exist only after setup
    from permissions.people import grant_role, system  # noqa: PLC0415
    from permissions.roles import Role  # noqa: PLC0415
    from workflows import declared, engine, grants  # noqa: PLC0415

    call_command("migrate", database="owner", verbosity=0, interactive=False)
    # Without migrations of its own, the process must not be known while others migrate.
    from bench.models import Flow  # noqa: PLC0415

    with connections["owner"].schema_editor() as editor:
        editor.create_model(Flow)
    declared.declare("owner")
    grants.give("owner")
    actor = User.objects.create_user("bench", "bench@example.org", None)
    grant_role(actor, Role.AUTHOR, by=system())
    for _ in range(clients * CASES_PER_CLIENT):
        engine.start(Flow, actor=actor)
    with connections["owner"].cursor() as cursor:
        for floor in FLOORS:
            _copy(cursor, floor)
    grants.give("owner")
    with connections["owner"].cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _copy(cursor: CursorWrapper, floor: str) -> None:
    """Copy tables with rows, indexes, checks and foreign keys: all but the kernel's triggers."""
    for copy, table in TABLES.items():
        cursor.execute(f"CREATE TABLE {floor}_{copy} (LIKE {table} INCLUDING ALL)")
        cursor.execute(f"INSERT INTO {floor}_{copy} SELECT * FROM {table}")
    for copy, table in TABLES.items():
        cursor.execute(
            "SELECT replace(pg_get_constraintdef(oid), 'workflows_case(', %s) FROM pg_constraint"
            " WHERE contype = 'f' AND conrelid = %s::regclass",
            [f"{floor}_case(", table],
        )
        for (key,) in cursor.fetchall():
            cursor.execute(f"ALTER TABLE {floor}_{copy} ADD {key}")


def keys(client: int) -> list[int]:
    """List the cases that belong to one client alone, so that none waits for another."""
    from bench.models import Flow  # noqa: PLC0415 - models exist only after setup

    found = Flow.objects.order_by("pk").values_list("pk", flat=True)
    return list(found[client * CASES_PER_CLIENT : (client + 1) * CASES_PER_CLIENT])


def settings_of_server() -> dict[str, str]:
    """Tell the server's version and what it promises at a commit."""
    with connections["default"].cursor() as cursor:
        found = {}
        for name in ("server_version", "fsync", "synchronous_commit", "full_page_writes"):
            cursor.execute(f"SHOW {name}")
            (found[name],) = cursor.fetchone() or ("",)
    return found


def events(table: str) -> int:
    """Count the rows of a table of events."""
    with connections["default"].cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        (count,) = cursor.fetchone() or (0,)
    return int(count)
