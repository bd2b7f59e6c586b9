"""Databases for tests: one migrated template, cloned for each worker and for tests that commit.

Nothing is ever flushed: the web role may not truncate, and events are append-only. A test that
only reads and writes asks for ``db`` and is rolled back. A test whose threads, processes or browser
must see one another's commits asks for ``committed_db`` and gets a database of its own.
"""

import fcntl
import hashlib
import itertools
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from importlib import import_module
from pathlib import Path

import psutil
import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from psycopg import sql
from pytest_django import DjangoDbBlocker, Settings

from config import embedded, messages

ALIASES = ("default", "owner")
MADE_OF = ("config", "permissions", "documents", "workflows")
numbers = itertools.count()
server = ExitStack()


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        server.enter_context(embedded.running(settings.VAR_DIR))
        settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
        messages.compile_all(settings.BASE_DIR)
        drop_leftovers()


def pytest_unconfigure(config: pytest.Config) -> None:
    server.close()


def connect(database: str = "postgres") -> psycopg.Connection:
    """Connect as the superuser, each statement on its own."""
    url = embedded.admin_url(settings.VAR_DIR).rsplit("/", 1)[0]
    return psycopg.connect(f"{url}/{database}", autocommit=True)


def names(admin: psycopg.Connection) -> list[str]:
    return [name for (name,) in admin.execute("SELECT datname FROM pg_database")]


def drop(admin: psycopg.Connection, name: str) -> None:
    statement = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
    admin.execute(statement.format(sql.Identifier(name)))


def drop_leftovers() -> None:
    """Drop what a killed test run left behind, not what a run beside this one uses."""
    with connect() as admin:
        for name in names(admin):
            prefix, _, rest = name.partition("_")
            if prefix == "test" and not psutil.pid_exists(int(rest.split("_")[0])):
                drop(admin, name)


def clone(admin: psycopg.Connection, template: str, name: str) -> None:
    """Copy a database, closed to everybody but the two roles as a real one is."""
    variables = {
        "name": sql.Identifier(name),
        "template": sql.Identifier(template),
        "owner": sql.Identifier(embedded.OWNER),
        "web": sql.Identifier(embedded.WEB),
    }
    for statement in (
        "CREATE DATABASE {name} OWNER {owner} TEMPLATE {template} STRATEGY wal_log",
        "REVOKE ALL ON DATABASE {name} FROM PUBLIC",
        "GRANT CONNECT ON DATABASE {name} TO {web}",
    ):
        admin.execute(sql.SQL(statement).format(**variables))


def point_at(name: str) -> None:
    """Make both of Django's aliases mean another database, in every thread from now on."""
    for alias in ALIASES:
        connections[alias].close()
        connections.settings[alias]["NAME"] = name


def source_digest() -> str:
    """Name what a migrated database is made of, so that a template is made anew when it changes."""
    found = hashlib.sha256()
    for room in MADE_OF:
        for path in sorted((settings.BASE_DIR / room).rglob("*")):
            if path.suffix in {".py", ".sql"}:
                found.update(os.fsencode(path) + path.read_bytes())
    found.update((settings.BASE_DIR / "requirements.lock").read_bytes())
    return found.hexdigest()[:16]


def template() -> str:
    """Return the name of the migrated database, made by the first worker that asks."""
    wanted = f"template_{source_digest()}"
    with (settings.VAR_DIR / "template.lock").open("a") as lock, connect() as admin:
        fcntl.flock(lock, fcntl.LOCK_EX)
        found = names(admin)
        if wanted not in found:
            for name in found:
                if name.startswith("template_"):
                    drop(admin, name)
            drop(admin, "building")
            clone(admin, "template1", "building")
            point_at("building")
            call_command("migrate", database="owner", verbosity=0, interactive=False)
            for alias in ALIASES:
                connections[alias].close()
            rename = sql.SQL("ALTER DATABASE building RENAME TO {}")
            admin.execute(rename.format(sql.Identifier(wanted)))
    return wanted


@contextmanager
def place() -> Iterator[Path]:
    """Give a folder for a server of the test's own, which is stopped and removed afterwards.

    pytest's folders are closed to the user that root's database server runs as.
    """
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        var = Path(name).resolve() / "var"
        yield var
        embedded.stop(var)
        shutil.rmtree((var / "postgres").resolve(), ignore_errors=True)


@contextmanager
def database() -> Iterator[str]:
    """Point Django at a fresh clone of the template for the block."""
    before = connections.settings["default"]["NAME"]
    name = f"test_{os.getpid()}_{next(numbers)}"
    with connect() as admin:
        clone(admin, template(), name)
        point_at(name)
        yield name
        point_at(before)
        drop(admin, name)


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), ExitStack() as stack:
        stack.enter_context(database())
        # Read once before, so that no test counts the statement that reads it.
        import_module("workflows.workdays").special(date(2026, 1, 1))
        with django_db_blocker.block():
            yield


@pytest.fixture
def committed_db(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """Give the test a database of its own, where commits are real; its name.

    ``db`` and ``django_db`` mean this database in a test that asks for it, so people and cases
    made by other fixtures are in it.
    """
    with django_db_blocker.unblock(), database() as name:
        yield name


@pytest.fixture
def _django_db_helper(request: pytest.FixtureRequest) -> None:
    # pytest-django's transaction would hide the test's work from its threads and its browser.
    wanted = "committed_db" if "committed_db" in request.fixturenames else "_django_db_helper"
    request.getfixturevalue(wanted)


@pytest.fixture
def superuser(
    django_db_setup: None, request: pytest.FixtureRequest
) -> Iterator[psycopg.Connection]:
    """Connect as the superuser to the database that the test uses."""
    if "committed_db" in request.fixturenames:
        request.getfixturevalue("committed_db")
    with connect(connections.settings["default"]["NAME"]) as connection:
        yield connection


@pytest.fixture(autouse=True)
def _files(tmp_path: Path, settings: Settings) -> None:
    """Keep what a test files out of the next one's way."""
    settings.MEDIA_ROOT = tmp_path / "files"
