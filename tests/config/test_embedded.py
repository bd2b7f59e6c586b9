import os
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, LiteralString

import psutil
import psycopg
import pytest

from config import cluster, embedded
from tests.databases import place


@pytest.fixture
def empty() -> Iterator[Path]:
    with place() as var:
        yield var


@pytest.fixture(scope="module")
def kept() -> Iterator[Path]:
    """A server of these tests' own, which they may kill."""
    with place() as var:
        yield var


@pytest.fixture
def var(kept: Path) -> Path:
    embedded.start(kept)
    return kept


def postmaster(var: Path) -> psutil.Process | None:
    return cluster.postmaster((var / "postgres").resolve())


def answer(url: str, statement: LiteralString = "SELECT current_user::text") -> Any:
    with psycopg.connect(url) as connection:
        row = connection.execute(statement).fetchone()
    assert row is not None
    return row[0]


def test_address_starts_nothing(empty: Path) -> None:
    assert embedded.web_url(empty) == embedded.web_url(empty)
    assert not (empty / "postgres").exists()


def test_roles_own_what_they_should(var: Path) -> None:
    assert answer(embedded.web_url(var)) == embedded.WEB
    assert answer(embedded.owner_url(var)) == embedded.OWNER
    assert answer(embedded.admin_url(var)) == cluster.ADMIN
    owner = "SELECT datdba::regrole::text FROM pg_database WHERE datname = 'sarap'"
    assert answer(embedded.web_url(var), owner) == embedded.OWNER
    roles = "SELECT array_agg(rolname::text) FROM pg_roles WHERE rolsuper AND rolcanlogin"
    assert answer(embedded.web_url(var), roles) == [cluster.ADMIN]


def test_server_writes_to_disk_and_knows_every_script(var: Path) -> None:
    assert answer(embedded.web_url(var), "SHOW fsync") == "on"
    assert answer(embedded.web_url(var), "SELECT upper('қаңғырған')") == "ҚАҢҒЫРҒАН"
    assert answer(embedded.web_url(var), "SHOW server_version_num") >= "180000"


def test_server_listens_on_its_socket_alone(var: Path) -> None:
    assert answer(embedded.web_url(var), "SHOW listen_addresses") == ""


def test_wrong_password_is_refused(var: Path) -> None:
    url = embedded.owner_url(var).replace(embedded.secret(var / "secrets" / embedded.OWNER), "x")
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(url)


def test_start_again_does_nothing_and_is_quick(var: Path) -> None:
    process = postmaster(var)
    begun = time.monotonic()
    embedded.start(var)
    assert time.monotonic() - begun < 1
    assert postmaster(var) == process


def test_start_by_many_at_once_starts_one(empty: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(embedded.start, [empty] * 4))
    assert answer(embedded.web_url(empty)) == embedded.WEB


def test_start_after_kill_keeps_what_was_committed(var: Path) -> None:
    with psycopg.connect(embedded.owner_url(var)) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (one int)")
        connection.execute("INSERT INTO kept VALUES (1)")
    server = postmaster(var)
    assert server is not None
    server.kill()
    server.wait(10)
    embedded.start(var)
    assert answer(embedded.owner_url(var), "SELECT count(*) FROM kept") == 1


def test_start_where_the_dead_servers_number_lives_on_in_another_process(var: Path) -> None:
    home = (var / "postgres").resolve()
    embedded.stop(var)
    user = cluster._server_user(home)
    stranger = subprocess.Popen(["sleep", "60"], user=None if user is None else user.pw_uid)
    try:
        for path in (home / "data" / "postmaster.pid", home / ".s.PGSQL.5432.lock"):
            path.write_text(f"{stranger.pid}\n{home / 'data'}\n1\n5432\n{home}\n\n 1 1\nready\n")
        embedded.start(var)
        assert answer(embedded.web_url(var)) == embedded.WEB
    finally:
        stranger.kill()
        stranger.wait()


def test_stop_ends_the_server_and_can_be_repeated(var: Path) -> None:
    embedded.stop(var)
    embedded.stop(var)
    assert postmaster(var) is None
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(embedded.web_url(var))


def test_running_is_stopped_by_the_last_who_leaves(empty: Path) -> None:
    with embedded.running(empty):
        with embedded.running(empty):
            pass
        assert answer(embedded.web_url(empty)) == embedded.WEB
    assert postmaster(empty) is None


def test_long_path_still_has_a_socket(empty: Path) -> None:
    var = empty / ("long" * 30)
    with embedded.running(var):
        assert answer(embedded.web_url(var)) == embedded.WEB
    sockets = cluster.socket_directory(var / "postgres")
    assert not sockets.is_relative_to(var)
    sockets.rmdir()


def test_failed_start_shows_the_servers_log(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "START_SECONDS", 0)
    embedded.stop(var)
    settings = var / "postgres" / "data" / "postgresql.conf"
    good = settings.read_text()
    settings.write_text(good + "max_connections = many\n")
    try:
        with pytest.raises(RuntimeError, match="max_connections"):
            embedded.start(var)
    finally:
        settings.write_text(good)


def test_secret_is_made_once_and_read_by_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "secret"
    made = embedded.secret(path)
    assert len(made) >= 50
    assert embedded.secret(path) == made
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(path.parent.iterdir()) == [path]


def test_secret_is_one_for_all_who_ask_at_once(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(embedded.secret, [tmp_path / "secret"] * 8))
    assert len(found) == 1


@pytest.mark.skipif(os.geteuid() != 0, reason="only root starts the server as another user")
def test_data_stays_outside_where_the_servers_user_may_not_pass(empty: Path) -> None:
    empty.mkdir(mode=0o700)
    with embedded.running(empty):
        assert answer(embedded.web_url(empty)) == embedded.WEB
    assert not (empty / "postgres").resolve().is_relative_to(empty)
    assert stat.S_IMODE(empty.stat().st_mode) == 0o700


def test_embedded_does_not_import_django() -> None:
    code = "import sys, config.embedded; sys.exit('django' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
