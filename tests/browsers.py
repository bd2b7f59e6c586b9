"""A real server in its own process and a real Chromium, for stories that people live through."""

import http.client
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Page,
    Request,
    Response,
    sync_playwright,
)

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
START_SECONDS = 20


@dataclass(frozen=True)
class Server:
    """A running web server: its address, the folder its mails land in, the file it logs to."""

    url: str
    mail: Path
    log: Path
    environment: dict[str, str]

    def work(self) -> None:
        """Do all jobs that are due, as the worker process would."""
        subprocess.run(
            [sys.executable, "manage.py", "procrastinate", "worker", "--one-shot"],
            cwd=settings.BASE_DIR,
            env=self.environment,
            check=True,
        )


def environment(tmp_path: Path) -> dict[str, str]:
    """Return the environment in which another process sees what the test sees."""
    found = dict(os.environ)
    for variable, alias in (("DATABASE_URL", "default"), ("DATABASE_OWNER_URL", "owner")):
        one = connections.settings[alias]
        host = one["HOST"].replace("/", "%2F")
        found[variable] = f"postgresql://{one['USER']}:{one['PASSWORD']}@{host}/{one['NAME']}"
    found |= {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "SARAP_ENV": "test",
        "SARAP_VAR": str(settings.VAR_DIR),
        "SARAP_FILES": str(settings.MEDIA_ROOT),
        "SARAP_MAIL": str(tmp_path / "mail"),
        "PYTHONWARNINGS": "default",
    }
    return found


@pytest.fixture
def server(committed_db: str, tmp_path: Path) -> Iterator[Server]:
    """Run the application as in production, on the test's own database."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        variables = environment(tmp_path) | {"SARAP_ADDRESS": address}
        found = Server(address, tmp_path / "mail", tmp_path / "server.log", variables)
        command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--workers=2"]
        command += ["--config=python:config.gunicorn"]
        with found.log.open("w") as log:
            process = subprocess.Popen(
                [*command, f"--bind=fd://{listener.fileno()}"],
                cwd=settings.BASE_DIR,
                env=found.environment,
                pass_fds=[listener.fileno()],
                stdout=log,
                stderr=log,
            )
    try:
        wait_for(found)
        yield found
    finally:
        process.terminate()
        process.wait(60)


def wait_for(server: Server) -> None:
    host = server.url.removeprefix("http://")
    connection = http.client.HTTPConnection(host, timeout=START_SECONDS)
    try:
        # The socket listens already, so the first answer comes when a worker is ready.
        connection.request("GET", "/static/absent")
        connection.getresponse().read()
    except OSError as error:
        raise RuntimeError(f"The server did not start:\n{server.log.read_text()}") from error
    finally:
        connection.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Launch the system's Chromium, or Playwright's own where there is none."""
    # Playwright's loop runs in this thread, and Django would take every query here for async code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=path, headless=True, args=FLAGS)
        yield found
        found.close()


@pytest.fixture
def new_page(browser: Browser, server: Server) -> Iterator[Callable[..., Page]]:
    """Open pages of separate people: each has its own cookies, language and window.

    ``new_page(locale="ru", width=360)``. The test fails if any of them logged a script error or a
    breach of the content security policy, missed a file, or saw the server fail.
    """
    problems: list[str] = []

    with ExitStack() as stack:

        def make(*, locale: str = "kk", width: int = 1280) -> Page:
            context = browser.new_context(
                base_url=server.url, locale=locale, viewport={"width": width, "height": 900}
            )
            stack.callback(context.close)
            page = context.new_page()
            page.set_default_timeout(10_000)
            page.on("pageerror", lambda error: problems.append(str(error)))
            page.on("console", lambda message: problems.extend(complaints(message)))
            page.on("response", lambda response: problems.extend(failures(response)))
            page.on("requestfailed", lambda request: problems.extend(broken_off(request)))
            return page

        yield make
    assert problems == []


def complaints(message: ConsoleMessage) -> list[str]:
    # A refused page is often the point of a test, which checks its status.
    if message.type == "error" and "Failed to load resource" not in message.text:
        return [message.text]
    return []


def failures(response: Response) -> list[str]:
    part = response.request.resource_type not in {"document", "fetch"}
    if response.status >= 500 or (part and response.status >= 400):
        return [f"{response.status} for {response.url}"]
    return []


def broken_off(request: Request) -> list[str]:
    # Whoever goes on to another page, or saves what was sent, aborts what the page still asked for.
    if request.failure == "net::ERR_ABORTED":
        return []
    return [f"{request.failure} for {request.url}"]


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """Open one person's page."""
    return new_page()
