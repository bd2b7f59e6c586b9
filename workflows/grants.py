"""What the web role may do to the tables; given by the owner after each migration."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import connections
from psycopg import sql

if TYPE_CHECKING:
    from collections.abc import Iterator

APPEND_ONLY = ("workflows_event", "documents_version")
NEVER_DELETED = (
    "workflows_case",
    "permissions_user",
    "documents_dossier",
    "documents_document",
    "workflows_counter",
)
READ_ONLY = ("workflows_declaredmove", "django_migrations")


def give(using: str) -> None:
    """Give the web role what pages and workers need, and no more.

    Nothing happens where the web role owns the tables itself: a check warns of that.
    """
    role = sql.Identifier(settings.SARAP_WEB_ROLE)
    with connections[using].cursor() as cursor:
        if connections[using].settings_dict["USER"] == settings.SARAP_WEB_ROLE:
            return
        for statement in _statements(_histories(cursor)):
            cursor.execute(statement.format(role=role))


def _histories(cursor: Any) -> list[str]:
    """List the tables of row history, which are append-only too."""
    cursor.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        " AND tablename LIKE %s AND tablename LIKE %s",
        ["permissions\\_%", "%event"],
    )
    return [name for (name,) in cursor.fetchall()]


def _statements(histories: list[str]) -> Iterator[sql.SQL]:
    yield sql.SQL("GRANT USAGE ON SCHEMA public TO {role}")
    yield sql.SQL("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}")
    yield sql.SQL("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}")
    for table in (*APPEND_ONLY, *histories):
        yield _revoke("UPDATE, DELETE", table)
    for table in NEVER_DELETED:
        yield _revoke("DELETE", table)
    for table in READ_ONLY:
        yield _revoke("INSERT, UPDATE, DELETE", table)


def _revoke(what: str, table: str) -> sql.SQL:
    return sql.SQL(f"REVOKE {what} ON {table} FROM {{role}}")
