"""``python -m bench.live``: how soon a vote is on everybody's page of a session.

Real gunicorn on loopback; 50 viewers and 9 voters ask as the pages' script does. Measured is the
time from the answer to a vote until each viewer has been given its count.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import re
import socket
import subprocess
import sys
import threading
import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

if TYPE_CHECKING:
    from collections.abc import Iterator

VIEWERS, VOTERS = 50, 9
# As static/sarap/js/council.js waits between two questions.
PAUSE, JITTER = 0.9, 0.3
SPREAD = 6.0
AFTER = 8.0
# In the page, and in the answer that tells only the count.
CAST = re.compile(rb'data-cast="(\d+)"|^{"cast": {"\d+": \[(\d+)')
CSRF = "b" * 32


@dataclass
class Viewer:
    """Somebody who watches: when they were first given each count of votes."""

    cookie: str
    seen: dict[int, float] = field(default_factory=dict)
    asked: int = 0
    unchanged: int = 0


@dataclass(frozen=True)
class Served:
    """Where the pages are, and which session is watched."""

    port: int
    number: str

    def ask(self, method: str, path: str, cookie: str, **sent: Any) -> tuple[Any, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        headers = {"Cookie": f"sessionid={cookie}; csrftoken={CSRF}"} | sent.get("headers", {})
        connection.request(method, path, sent.get("body"), headers)
        answer = connection.getresponse()
        found = answer.read()
        connection.close()
        return answer, found


def watch(viewer: Viewer, served: Served, stop: threading.Event) -> None:
    """Ask for the state until told to stop."""
    tag = ""
    time.sleep(random.random() * PAUSE)
    while not stop.is_set():
        headers = {"If-None-Match": tag} if tag else {}
        path = f"/council/{served.number}/state/"
        answer, text = served.ask("GET", path, viewer.cookie, headers=headers)
        now = time.monotonic()
        viewer.asked += 1
        if answer.status == 304:
            viewer.unchanged += 1
        elif answer.status == 200:
            tag = answer.headers["ETag"]
            found = CAST.search(text)
            for count in range(1, int(found[1] or found[2]) + 1 if found else 0):
                viewer.seen.setdefault(count, now)
        else:
            raise RuntimeError(answer.status)
        time.sleep(PAUSE + random.random() * JITTER)


def vote(served: Served, cookie: str, ballot: str, when: float, done: list[float]) -> None:
    """Vote at a moment; note when the answer came."""
    time.sleep(when)
    body = urlencode({"ballot": ballot, "seen_version": 1, "choice": "for"})
    headers = {"X-CSRFToken": CSRF, "Content-Type": "application/x-www-form-urlencoded"}
    path = f"/council/{served.number}/vote/"
    answer, _text = served.ask("POST", path, cookie, body=body, headers=headers)
    if answer.status != 302:
        raise RuntimeError(answer.status)
    done.append(time.monotonic())


def one_round(served: Served, cookies: list[str], ballots: dict[str, str]) -> dict[str, Any]:
    """Have everybody watch while the voters vote: seconds for each vote and viewer."""
    viewers = [Viewer(cookie) for cookie in cookies]
    stop = threading.Event()
    done: list[float] = []
    watching = [threading.Thread(target=watch, args=(v, served, stop)) for v in viewers]
    voting = [
        threading.Thread(target=vote, args=(served, cookie, code, random.random() * SPREAD, done))
        for cookie, code in ballots.items()
    ]
    for thread in (*watching, *voting):
        thread.start()
    for thread in voting:
        thread.join()
    limit = time.monotonic() + AFTER
    while time.monotonic() < limit and any(len(v.seen) < len(ballots) for v in viewers):
        time.sleep(0.05)
    stop.set()
    for thread in watching:
        thread.join()
    if any(len(viewer.seen) < len(ballots) for viewer in viewers):
        raise RuntimeError(f"Not every vote was on every page within {AFTER} seconds.")
    done.sort()
    took = [
        max(0.0, viewer.seen[count] - at)
        for count, at in enumerate(done, start=1)
        for viewer in viewers
    ]
    asked = sum(viewer.asked for viewer in viewers)
    return {
        "took": took,
        "asked": asked,
        "unchanged": sum(viewer.unchanged for viewer in viewers) / asked,
    }


@contextmanager
def serving() -> Iterator[int]:
    """Keep gunicorn as in production for the block; its port."""
    with socket.create_server(("127.0.0.1", 0), backlog=256) as listener:
        command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--config"]
        command += ["python:config.gunicorn", f"--bind=fd://{listener.fileno()}"]
        # The address of the log would cost the server what no page needs.
        command += ["--access-logfile=/dev/null"]
        process = subprocess.Popen(command, pass_fds=[listener.fileno()])
        try:
            yield listener.getsockname()[1]
        finally:
            process.terminate()
            process.wait(60)


def main() -> None:
    """Measure in a database of the run's own, print and write what came out."""
    asked = _arguments()
    from config import embedded  # noqa: PLC0415
    from config import settings as project  # noqa: PLC0415

    name = f"bench_{os.getpid()}"
    os.environ |= {"SARAP_BENCH_DATABASE": name, "DJANGO_SETTINGS_MODULE": "bench.settings"}
    with ExitStack() as stack:
        if project.SARAP_EMBEDDED:
            stack.enter_context(embedded.running(project.VAR_DIR))
        import django  # noqa: PLC0415 - the settings read the environment

        django.setup()
        from bench import database, report, sitting  # noqa: PLC0415

        stack.enter_context(database.fresh(project.OWNER_URL, name, "on"))
        council = sitting.prepare(asked.viewers, VOTERS)
        port = stack.enter_context(serving())
        served = Served(port, council.number)
        served.ask("GET", f"/council/{council.number}/state/", council.cookies[0])
        rounds = []
        for _number in range(asked.rounds):
            with council.vote() as ballots:
                rounds.append(one_round(served, council.cookies, ballots))
        server = database.settings_of_server()
    took = [seconds for one in rounds for seconds in one["took"]]
    figures = {
        "votes": VOTERS * asked.rounds,
        "viewers": len(council.cookies),
        "median": median(took),
        "p95": quantiles(took, n=100)[94],
        "most": max(took),
        "unchanged": median(one["unchanged"] for one in rounds),
    }
    print(
        "A vote is on a page after {median:.2f} s (median), {p95:.2f} s (95th percentile),"
        " {most:.2f} s (most); {votes} votes, {viewers} pages.".format(**figures)
    )
    path = project.VAR_DIR / "bench" / "live.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    known = {"measure": "live", "server": server, **report.circumstances(), "figures": figures}
    path.write_text(json.dumps(known, indent=1, ensure_ascii=False))
    print(f"Written to {path}.")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m bench.live", description="Measure the live page.")
    parser.add_argument("--rounds", type=int, default=5, help="at most 15 seconds each")
    parser.add_argument("--viewers", type=int, default=VIEWERS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
