"""``make run``: the demo in one terminal, from an empty folder to a page.

Brings up the database, migrates it as its owner, fills an empty one with demo data, starts the web
server and the worker, and takes all of them down again at Ctrl-C or SIGTERM.
"""

import fcntl
import hashlib
import http.client
import io
import os
import signal
import socket
import sys
import textwrap
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connections

from config import children, embedded, messages
from config.children import Child

FIRST_PORT = 8000
READY_SECONDS = 30


def main() -> int:
    """Run the demo until it is told to stop; the exit code."""
    if os.environ.setdefault("SARAP_ENV", "demo") != "demo":
        print("make run shows the demo and refuses to start with another SARAP_ENV.")
        print("README.md says how to run Sarap in production.")
        return 2
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, leave)
    with ExitStack() as stack:
        listed = stack.enter_context(only_one(settings.VAR_DIR))
        if listed is None:
            print(f"The demo is running already; its data is in {settings.VAR_DIR}.")
            return 2
        children.end_leftovers(listed)
        if settings.SARAP_EMBEDDED:
            stack.enter_context(embedded.running(settings.VAR_DIR))
        prepare()
        listener = stack.enter_context(free_port())
        running = start_children(listener)
        stack.callback(children.stop, running)
        children.remember(running, listed)
        await_answer(address_of(listener))
        greet(address_of(listener))
        watch(running, listed)
    return 0


def leave(number: int, _frame: FrameType | None) -> None:
    """Turn a signal into an orderly way out, which a second signal does not break into."""
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, signal.SIG_IGN)
    raise SystemExit(0 if number == signal.SIGINT else 128 + number)


@contextmanager
def only_one(var: Path) -> Iterator[Path | None]:
    """Give the file that lists our children, or None while another demo runs on ``var``."""
    var.mkdir(parents=True, exist_ok=True)
    with (var / "run.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield None
        else:
            yield var / "run.children"


def prepare() -> None:
    """Bring translations, tables, static files and demo data up to date."""
    messages.compile_all(settings.BASE_DIR)
    django.setup()
    call_command("check", stdout=io.StringIO())
    call_command("migrate", database="owner", verbosity=0, interactive=False)
    collect_static()
    from workflows.models import Case  # noqa: PLC0415 - models exist only after setup

    if not Case.objects.exists():
        print("Making the demo's people and cases; this happens once.", flush=True)
        call_command("demo", stdout=io.StringIO())
    connections.close_all()


def collect_static() -> None:
    """Collect and compress what browsers load, if any of it has changed."""
    inputs = hashlib.sha256((settings.BASE_DIR / "requirements.lock").read_bytes())
    for path in sorted((settings.BASE_DIR / "static").rglob("*")):
        inputs.update(f"{path} {path.stat().st_mtime_ns} {path.stat().st_size}\n".encode())
    stamp = settings.VAR_DIR / "static.made"
    if not stamp.exists() or stamp.read_text() != inputs.hexdigest():
        print("Collecting the static files; this happens once.", flush=True)
        call_command("collectstatic", interactive=False, verbosity=0, clear=True)
        stamp.write_text(inputs.hexdigest())


def free_port() -> socket.socket:
    """Listen on the first free port from FIRST_PORT up."""
    for port in range(FIRST_PORT, FIRST_PORT + 100):
        try:
            return socket.create_server(("127.0.0.1", port))
        except OSError:
            continue
    raise RuntimeError(f"No port from {FIRST_PORT} to {FIRST_PORT + 99} is free.")


def address_of(listener: socket.socket) -> str:
    """Return the address that browsers use for the listening socket."""
    return f"http://127.0.0.1:{listener.getsockname()[1]}"


def start_children(listener: socket.socket) -> list[Child]:
    """Start the web server on the listening socket, and the worker."""
    bind = f"--bind=fd://{listener.fileno()}"
    # Links in mails lead to the port that was free.
    environment = {"SARAP_ADDRESS": address_of(listener)}
    return [
        Child(
            ["-m", "gunicorn", "--config=python:config.gunicorn", bind, "config.wsgi"],
            log=settings.VAR_DIR / "web.log",
            environment=environment,
            sockets=[listener.fileno()],
        ),
        Child(
            ["manage.py", "procrastinate", "worker"],
            log=settings.VAR_DIR / "worker.log",
            environment=environment,
        ),
    ]


def watch(running: list[Child], listed: Path) -> None:
    """Keep the database and the processes up, for as long as we are."""
    while True:
        if settings.SARAP_EMBEDDED:
            embedded.start(settings.VAR_DIR)
        for child in running:
            child.revive()
        children.remember(running, listed)
        time.sleep(1)


def await_answer(address: str) -> None:
    """Wait for the first answer; the socket listens already, so it comes when a worker is up."""
    host = address.removeprefix("http://")
    connection = http.client.HTTPConnection(host, timeout=READY_SECONDS)
    try:
        connection.request("GET", "/")
        connection.getresponse().read()
    except OSError as error:
        log = (settings.VAR_DIR / "web.log").read_text()
        raise RuntimeError(f"The web server does not answer; its log:\n{log}") from error
    finally:
        connection.close()


def greet(address: str) -> None:
    """Say where the demo is, and who may log in."""
    from config.demo.data import read  # noqa: PLC0415 - models exist only after setup
    from config.demo.people import PASSWORD  # noqa: PLC0415

    print(f"\nSarap is at {address}/ with these people, all with the password {PASSWORD}:")
    print(textwrap.fill(", ".join(read("people")), width=100))
    print(f"Mails are not sent but written to {settings.EMAIL_FILE_PATH}.")
    print("Ctrl-C stops.", flush=True)


if __name__ == "__main__":
    sys.exit(main())
