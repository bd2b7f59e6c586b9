import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from config import run


@pytest.fixture
def sleeper() -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    yield process
    process.kill()
    process.wait()


def test_only_one_demo_runs_on_a_folder(tmp_path: Path) -> None:
    with run.only_one(tmp_path) as first, run.only_one(tmp_path) as second:
        assert first is not None
        assert second is None
    with run.only_one(tmp_path) as third:
        assert third == first


def test_leftovers_are_ended(tmp_path: Path, sleeper: subprocess.Popen[bytes]) -> None:
    listed = tmp_path / "run.children"
    listed.write_text(f"{sleeper.pid} {run.born(sleeper.pid)}\n")
    run.end_leftovers(listed)
    assert not psutil.pid_exists(sleeper.pid)
    assert not listed.exists()


def test_a_later_process_with_the_number_of_a_leftover_is_spared(
    tmp_path: Path, sleeper: subprocess.Popen[bytes]
) -> None:
    listed = tmp_path / "run.children"
    listed.write_text(f"{sleeper.pid} 1.0\n")
    run.end_leftovers(listed)
    assert sleeper.poll() is None


def test_port_is_the_next_where_the_first_is_taken() -> None:
    with run.free_port() as first, run.free_port() as second:
        assert first.getsockname()[1] < second.getsockname()[1]


def test_address_is_what_the_listener_answers_at() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        assert run.address_of(listener) == f"http://127.0.0.1:{listener.getsockname()[1]}"


def test_stop_ends_a_child_that_ignores_the_request(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "STOP_SECONDS", 0.5)
    code = "import signal, time; signal.signal(15, signal.SIG_IGN); print('up'); time.sleep(60)"
    child = subprocess.Popen([sys.executable, "-uc", code], stdout=subprocess.PIPE)
    assert child.stdout is not None
    assert child.stdout.readline() == b"up\n"
    run.stop_all({"stubborn": child})
    assert child.returncode == -9
    child.stdout.close()
