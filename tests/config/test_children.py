import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from config import children
from config.children import Child

SLEEP = "import time; time.sleep(60)"
DEAF = "import signal, time; signal.signal(15, signal.SIG_IGN); print('up'); time.sleep(60)"
Make = Callable[[str], Child]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    made: list[Child] = []

    def start(code: str) -> Child:
        made.append(Child(["-uc", code], log=tmp_path / "log", environment={"WORD": "said"}))
        return made[-1]

    yield start
    for child in made:
        child.process.kill()
        child.process.wait()


def test_child_logs_what_it_says(make: Make) -> None:
    child = make("import os; print(os.environ['WORD'])")
    child.process.wait(10)
    assert child.log.read_text() == "said\n"


def test_revive_leaves_a_living_child_alone(make: Make) -> None:
    child = make(SLEEP)
    before = child.process.pid
    child.revive()
    assert child.process.pid == before


def test_revive_starts_a_dead_child_again(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(children, "STEADY_SECONDS", 0)
    child = make(SLEEP)
    child.process.kill()
    child.process.wait()
    child.revive()
    assert child.process.poll() is None


def test_revive_ends_what_a_killed_child_left_behind(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(children, "STEADY_SECONDS", 0)
    child = make(f"import subprocess, sys; subprocess.run([sys.executable, '-c', '{SLEEP}'])")
    while not (grandchildren := psutil.Process(child.process.pid).children()):
        time.sleep(0.01)
    child.process.kill()
    child.process.wait()
    child.revive()
    assert psutil.wait_procs(grandchildren, 10)[1] == []


def test_revive_gives_up_on_a_child_that_ends_at_once(make: Make) -> None:
    child = make("raise SystemExit('no such table')")
    child.process.wait(10)
    with pytest.raises(RuntimeError, match="no such table"):
        child.revive()


def test_stop_ends_all(make: Make) -> None:
    both = [make(SLEEP), make(SLEEP)]
    children.stop(both)
    assert not any(psutil.pid_exists(child.process.pid) for child in both)


def test_stop_ends_a_child_that_ignores_the_request(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(children, "STOP_SECONDS", 0.2)
    child = make(DEAF)
    while child.log.read_text() != "up\n":
        time.sleep(0.01)
    children.stop([child])
    assert not psutil.pid_exists(child.process.pid)


def test_leftovers_are_ended(make: Make, tmp_path: Path) -> None:
    child = make(SLEEP)
    children.remember([child], tmp_path / "listed")
    children.end_leftovers(tmp_path / "listed")
    assert not psutil.pid_exists(child.process.pid)
    assert not (tmp_path / "listed").exists()


def test_later_process_with_the_number_of_a_leftover_is_spared(make: Make, tmp_path: Path) -> None:
    child = make(SLEEP)
    (tmp_path / "listed").write_text(f"{child.process.pid} 1.0\n")
    children.end_leftovers(tmp_path / "listed")
    assert child.process.poll() is None
