import threading
from typing import Any

import psycopg
import pytest
from django.db import connection, connections
from django.db.utils import ProgrammingError

from config import embedded
from tests import databases


def who(alias: str = "default") -> Any:
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT current_user, current_database()")
        return cursor.fetchone()


def test_db_runs_as_the_web_role(db: None) -> None:
    assert who()[0] == embedded.WEB


def test_db_refuses_the_web_role_new_tables(db: None) -> None:
    with pytest.raises(ProgrammingError), connection.cursor() as cursor:
        cursor.execute("CREATE TABLE mine (id int)")


def test_committed_db_shows_commits_to_other_threads_and_roles(
    committed_db: str, superuser: psycopg.Connection
) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("CREATE TABLE seen AS SELECT 1 AS one")
        cursor.execute("GRANT SELECT ON seen TO sarap_web")
    found: list[Any] = []

    def look() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT one FROM seen")
            found.append(cursor.fetchone())
        connection.close()

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert found == [(1,)]
    assert superuser.execute("SELECT current_database()").fetchone() == (committed_db,)


def test_committed_db_is_the_database_of_db_too(committed_db: str, db: None) -> None:
    assert who() == (embedded.WEB, committed_db)
    assert who("owner") == (embedded.OWNER, committed_db)
    assert not connection.in_atomic_block


def test_database_is_dropped_afterwards(committed_db: str, superuser: psycopg.Connection) -> None:
    before = connections.settings["default"]["NAME"]
    with databases.database() as name:
        assert who()[1] == name != before
        assert name in databases.names(superuser)
    assert who()[1] == before
    assert name not in databases.names(superuser)
