"""What the web role may do to the tables; given by the owner after each migration."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connections, transaction
from psycopg import sql

from workflows import registry

if TYPE_CHECKING:
    from collections.abc import Iterator

APPEND_ONLY = (
    "workflows_event",
    "workflows_terms",
    "workflows_councilrules",
    "workflows_paper",
    "workflows_reminder",
    "workflows_duenotice",
    "workflows_batch",
    "workflows_remarkstate",
    "workflows_reviewercertificate",
    "workflows_signature",
    "workflows_visit",
    "documents_version",
)
NEVER_DELETED = (
    "workflows_case",
    "permissions_user",
    "documents_dossier",
    "documents_document",
    "workflows_counter",
    "workflows_pairing",
    "workflows_meeting",
    "workflows_batchrow",
)
# A certificate says what it printed; only that it is revoked can be added.
REVOCABLE = ("workflows_certificate", "workflows_attestation")
REVOCATION = ("revoked_at", "revoked_by_id", "revoked_reason")
READ_ONLY = ("workflows_declaredmove", "django_migrations")


def give(using: str) -> None:
    """Give the web role what pages and workers need, and no more.

    Nothing happens where the web role owns the tables itself: a check warns of that.
    Raises `ImproperlyConfigured` where the role can still make tables and functions.
    """
    web = settings.SARAP_WEB_ROLE
    database = connections[using].settings_dict
    if database["USER"] == web:
        return
    names = {"role": sql.Identifier(web), "database": sql.Identifier(database["NAME"])}
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        for statement in _statements(_histories(cursor)):
            cursor.execute(statement.format(**names))
        _require_no_makings(cursor, web)


def _histories(cursor: Any) -> list[str]:
    """List the tables of row history, which are append-only too."""
    cursor.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename ~ %s",
        ["^(permissions|workflows)_.*event$"],
    )
    return [name for (name,) in cursor.fetchall()]


def _require_no_makings(cursor: Any, web: str) -> None:
    """Refuse a role that can make things: its own trigger could speak as the kernel does."""
    cursor.execute(
        "SELECT has_database_privilege(%(web)s, current_database(), 'TEMPORARY, CREATE')"
        " OR has_schema_privilege(%(web)s, 'public', 'CREATE')",
        {"web": web},
    )
    if cursor.fetchone()[0]:
        raise ImproperlyConfigured(
            f"The role {web} can make tables in this database. As its owner, REVOKE TEMPORARY,"
            f" CREATE ON DATABASE and CREATE ON SCHEMA public from {web} and from PUBLIC."
        )


def _statements(histories: list[str]) -> Iterator[sql.SQL]:
    yield sql.SQL("REVOKE TEMPORARY, CREATE ON DATABASE {database} FROM PUBLIC, {role}")
    yield sql.SQL("REVOKE CREATE ON SCHEMA public FROM PUBLIC, {role}")
    yield sql.SQL("GRANT USAGE ON SCHEMA public TO {role}")
    yield sql.SQL("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}")
    yield sql.SQL("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}")
    for table in (*APPEND_ONLY, *histories):
        yield _revoke("UPDATE, DELETE", table)
    for table in (*NEVER_DELETED, *(model._meta.db_table for model in registry.models())):
        yield _revoke("DELETE", table)
    for table in READ_ONLY:
        yield _revoke("INSERT, UPDATE, DELETE", table)
    for table in REVOCABLE:
        yield _revoke("UPDATE, DELETE", table)
        yield sql.SQL(f"GRANT UPDATE ({', '.join(REVOCATION)}) ON {table} TO {{role}}")


def _revoke(what: str, table: str) -> sql.SQL:
    return sql.SQL(f"REVOKE {what} ON {table} FROM {{role}}")
