"""The processes that the demo starts: kept alive while it runs, none left when it is gone."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import psutil

STOP_SECONDS = 15
# Who ends sooner than this after a start would end again.
STEADY_SECONDS = 10


class Child:
    """A Python process of the demo, with its output in ``log``."""

    def __init__(
        self,
        arguments: Sequence[str],
        *,
        log: Path,
        environment: Mapping[str, str],
        sockets: Sequence[int] = (),
    ) -> None:
        self.log = log
        self._arguments = arguments
        self._environment = environment
        self._sockets = sockets
        self.start()

    def start(self) -> None:
        """Start the process, or start it again."""
        self.started = time.monotonic()
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, *self._arguments],
                cwd=Path(__file__).resolve().parent.parent,
                env=os.environ | self._environment,
                pass_fds=self._sockets,
                stdout=log,
                stderr=log,
                # Ctrl-C reaches only the parent, so that it can stop its children in order.
                start_new_session=True,
            )

    def revive(self) -> None:
        """Start the process again if it has ended.

        Raises RuntimeError with the end of its log if it had hardly begun.
        """
        if self.process.poll() is not None:
            if time.monotonic() - self.started < STEADY_SECONDS:
                end = "\n".join(self.log.read_text().splitlines()[-20:])
                raise RuntimeError(f"A process ended too soon. The end of {self.log}:\n{end}")
            self.clear()
            self.start()

    def clear(self) -> None:
        """Wait for the end of the process, and end what it leaves behind if it was killed."""
        self.process.wait()
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)


def stop(children: Sequence[Child]) -> None:
    """Stop all, politely first."""
    _end([psutil.Process(child.process.pid) for child in children if child.process.poll() is None])
    for child in children:
        child.clear()


def remember(children: Sequence[Child], listed: Path) -> None:
    """Write down who they are, for ``end_leftovers`` should we be killed."""
    numbers = [child.process.pid for child in children]
    listed.write_text("".join(f"{number} {_born(number)}\n" for number in numbers))


def end_leftovers(listed: Path) -> None:
    """End the children of a demo that was killed before it could do so itself."""
    if listed.exists():
        found = [line.split() for line in listed.read_text().splitlines()]
        _end([psutil.Process(int(pid)) for pid, birth in found if _born(int(pid)) == birth])
        listed.unlink()


def _end(processes: list[psutil.Process]) -> None:
    for process in processes:
        process.terminate()
    _, stubborn = psutil.wait_procs(processes, STOP_SECONDS)
    for process in stubborn:
        process.kill()


def _born(number: int) -> str:
    """Tell a process from a later one with the same number; empty if there is none."""
    try:
        return str(psutil.Process(number).create_time())
    except psutil.NoSuchProcess:
        return ""
