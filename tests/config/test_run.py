import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Self

import psutil
from django.conf import settings

from config import cluster, run
from tests.databases import place

ONCE = "this happens once"


class Demo:
    """``make run`` on a folder of its own, up to the greeting."""

    def __init__(self, var: Path) -> None:
        begun = time.monotonic()
        clean = {name: value for name, value in os.environ.items() if "SARAP" not in name}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "config.run"],
            cwd=settings.BASE_DIR,
            env=clean | {"DJANGO_SETTINGS_MODULE": "config.settings", "SARAP_VAR": str(var)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert self.process.stdout is not None
        self.said = ""
        for line in self.process.stdout:
            self.said += line
            if "Ctrl-C stops." in line:
                break
        self.seconds = time.monotonic() - begun

    def status(self, path: str) -> int:
        found = re.search(r"http://([0-9.:]+)/", self.said)
        assert found is not None, self.said
        connection = http.client.HTTPConnection(found[1], timeout=60)
        with closing(connection):
            connection.request("GET", path)
            answer = connection.getresponse()
            answer.read()
        return answer.status

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(60)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        if self.process.stdout is not None:
            self.process.stdout.close()


def processes(var: Path) -> list[psutil.Process]:
    """List what runs for a folder: the server, and the processes that log there."""
    listed = var / "run.children"
    lines = listed.read_text().splitlines() if listed.exists() else []
    children = [number for line in lines if psutil.pid_exists(number := int(line.split()[0]))]
    server = cluster.postmaster((var / "postgres").resolve())
    return [psutil.Process(number) for number in children] + ([server] if server else [])


def test_demo_starts_stops_and_starts_again() -> None:
    with place() as var:
        with Demo(var) as first:
            assert first.said.count(ONCE) == 2
            assert "expert1" in first.said
            assert first.status("/accounts/login/") == 200
            assert len(processes(var)) == 3
            first.kill()

        with Demo(var) as second:
            assert ONCE not in second.said
            assert second.status("/accounts/login/") == 200
            assert second.stop() == 0
            assert processes(var) == []

        with Demo(var) as third:
            assert third.stop() == 0
            # Five seconds are promised on an idle machine; the tests' is busy.
            assert third.seconds < min(first.seconds, 30)


def test_only_one_demo_runs_on_a_folder(tmp_path: Path) -> None:
    with run.only_one(tmp_path) as first, run.only_one(tmp_path) as second:
        assert first is not None
        assert second is None
    with run.only_one(tmp_path) as third:
        assert third == first


def test_port_is_the_next_where_the_first_is_taken() -> None:
    with run.free_port() as first, run.free_port() as second:
        assert first.getsockname()[1] < second.getsockname()[1]


def test_address_is_what_the_listener_answers_at() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        assert run.address_of(listener) == f"http://127.0.0.1:{listener.getsockname()[1]}"
