"""Large files over bad lines: what was cut off goes on, and arrives whole."""

from __future__ import annotations

import base64
import hashlib
import http.client
import random
import re
import socket
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from documents import arrivals
from documents.arrivals import Arrival
from documents.models import DocumentKind, Version
from tests.browser import files
from tests.browser.at_screen import AtScreen
from tests.workflows.pages import BACKEND
from tests.workflows.processes import builders

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser, Route

    from tests.browsers import Server

pytestmark = pytest.mark.browser

IN_KAZAKH = pytest.mark.parametrize("language", ["kk"], indirect=True)
IN_RUSSIAN = pytest.mark.parametrize("language", ["ru"], indirect=True)
MEGABYTE = 1024 * 1024
SIZE = 50 * MEGABYTE


def large(size: int = SIZE) -> bytes:
    start, end = b"%PDF-1.7\n", b"\n%%EOF\n"
    return start + random.Random(7).randbytes(size - len(start) - len(end)) + end


def kind(code: str) -> int:
    return DocumentKind.objects.get(code=code).pk


class Sender:
    """A program that speaks tus with the server, as badly connected as one likes."""

    def __init__(self, server: Server, person: Any) -> None:
        client = Client()
        client.force_login(person, backend=BACKEND)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.host = server.url.removeprefix("http://")
        secret = "a" * 32
        self.headers = {
            "Tus-Resumable": "1.0.0",
            "Cookie": f"{settings.SESSION_COOKIE_NAME}={session}; csrftoken={secret}",
            "X-CSRFToken": secret,
        }

    def ask(self, method: str, address: str, **headers: str) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection(self.host, timeout=30)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, address, headers=self.headers | named)
        return connection.getresponse()

    def cut(self, address: str, offset: int, content: bytes, sent: int) -> None:
        """Send a part of what is announced, then pull the plug."""
        host, port = self.host.split(":")
        lines = [f"PATCH {address} HTTP/1.1", f"Host: {self.host}"]
        ours = {
            "Content-Type": "application/offset+octet-stream",
            "Content-Length": str(len(content)),
            "Upload-Offset": str(offset),
        }
        lines += [f"{name}: {value}" for name, value in (self.headers | ours).items()]
        with socket.create_connection((host, int(port))) as connection:
            connection.sendall("\r\n".join([*lines, "", ""]).encode() + content[:sent])

    def reached(self, address: str, at_least: int) -> int:
        """Ask until what was sent before the cut has been taken."""
        for _attempt in range(100):
            offset = int(self.ask("HEAD", address).headers["Upload-Offset"])
            if offset >= at_least:
                break
        return offset

    def patch(self, address: str, offset: int, content: bytes) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection(self.host, timeout=30)
        ours = {"Content-Type": "application/offset+octet-stream", "Upload-Offset": str(offset)}
        connection.request("PATCH", address, body=content, headers=self.headers | ours)
        return connection.getresponse()


@IN_KAZAKH
def test_fifty_megabytes_cut_twice_arrive_whole(
    people: builders.People, server: Server, language: str
) -> None:
    content = large()
    case = builders.start(people)
    sender = Sender(server, people.author)
    name = base64.b64encode("Үлкен жұмыс.pdf".encode()).decode()
    made = sender.ask(
        "POST", "/uploads/", Upload_Length=str(SIZE), Upload_Metadata=f"filename {name}"
    )
    assert made.status == 201
    address = str(made.headers["Location"])
    offset = 0
    for sent in (20 * MEGABYTE + 12_345, 11 * MEGABYTE + 1):
        sender.cut(address, offset, content[offset:], sent)
        reached = sender.reached(address, offset + 1)
        assert offset < reached <= offset + sent
        offset = reached
    # A sender that does not ask how far it got is not believed.
    assert sender.patch(address, 0, content[:MEGABYTE]).status == 409
    last = sender.patch(address, sender.reached(address, SIZE), content[offset:])
    while last.status == 409:
        offset = sender.reached(address, offset)
        last = sender.patch(address, offset, content[offset:])
    assert (last.status, last.headers["Upload-Offset"]) == (204, str(SIZE))
    arrival = Arrival.objects.get()
    with arrivals.open_whole(arrival) as file:
        builders.act(case, "file", people.author, files={"file": file}, kind=kind("work"))
    version = Version.objects.get()
    assert version.sha256 == hashlib.sha256(content).hexdigest()
    assert (version.size, version.name) == (SIZE, "Үлкен жұмыс.pdf")


@pytest.fixture
def case(people: builders.People) -> Any:
    return builders.start(people)


@IN_RUSSIAN
def test_browser_goes_on_where_the_connection_broke(
    people: builders.People,
    case: Any,
    browser: Browser,
    server: Server,
    language: str,
    tmp_path: Path,
) -> None:
    chosen = tmp_path / "Үлкен жұмыс.pdf"
    content = large()
    chosen.write_bytes(content)
    context = browser.new_context(base_url=server.url, locale=language)
    person = AtScreen(context.new_page(), people.author, language)
    person.page.set_default_timeout(60_000)
    offsets: list[int] = []
    cuts = iter((8 * MEGABYTE, 25 * MEGABYTE))
    limit = [next(cuts)]

    def cut(route: Route) -> None:
        request = route.request
        if request.method == "PATCH":
            offsets.append(int(request.headers["upload-offset"]))
            if limit and offsets[-1] > limit[0]:
                limit[:] = [following] if (following := next(cuts, 0)) else []
                route.abort("connectionreset")
                return
        route.continue_()

    person.page.route("**/uploads/**", cut)
    person.log_in()
    person.go(f"/cases/{case.label}/file/")
    person.fill(kind=kind("work"), file=chosen)
    expect(person.page.locator("[data-upload-state]")).to_have_attribute(
        "data-upload-state", "arrived", timeout=120_000
    )
    assert limit == []
    # What had arrived was not sent again: only the two pieces that were cut off.
    assert len(offsets) - len(set(offsets)) == 2
    item = person.page.locator("[data-required=work]")
    expect(item).to_have_attribute("data-fulfilled", "yes")
    expect(item.locator("[data-coming]")).to_be_visible()
    person.send()
    person.is_done()
    context.close()
    assert Version.objects.get().sha256 == hashlib.sha256(content).hexdigest()
    assert not Arrival.objects.exists()


@IN_KAZAKH
def test_upload_goes_on_after_the_page_was_closed(
    people: builders.People, case: Any, sit_down: Callable[[str], AtScreen], tmp_path: Path
) -> None:
    chosen = tmp_path / "Жұмыс.pdf"
    chosen.write_bytes(large(6 * MEGABYTE))
    author = sit_down("author")
    page = author.page
    page.route("**/uploads/**", lambda route: held(route, 2 * MEGABYTE))
    author.go(f"/cases/{case.label}/file/")
    author.fill(kind=kind("work"), file=chosen)
    for _attempt in range(100):
        if Arrival.objects.filter(offset__gt=0).exists():
            break
        page.wait_for_timeout(100)
    reached = Arrival.objects.get().offset
    again = page.context.new_page()
    page.close()
    offsets: list[int] = []
    again.on("request", lambda one: offsets.append(int(one.headers.get("upload-offset", -1))))
    person = AtScreen(again, author.user, author.language)
    person.go(f"/cases/{case.label}/file/")
    person.fill(kind=kind("work"), file=chosen)
    expect(again.locator("[data-upload-state=arrived]")).to_be_visible(timeout=30_000)
    assert min(offset for offset in offsets if offset >= 0) >= reached
    assert Arrival.objects.count() == 1


def held(route: Route, limit: int) -> None:
    """Let nothing through beyond a limit; the browser waits for an answer."""
    if int(route.request.headers.get("upload-offset", 0)) < limit // 4:
        route.continue_()


@IN_RUSSIAN
def test_several_files_each_with_its_kind_and_one_taken_out(
    people: builders.People, case: Any, sit_down: Callable[[str], AtScreen]
) -> None:
    author = sit_down("author")
    author.go(f"/cases/{case.label}/file/")
    names = ("Бағдарлама", "Пікір", "Артық")
    author.fill(kind=kind("work"), file=[files.letter(name, name) for name in names])
    rows = author.page.locator("[data-upload]")
    expect(author.page.locator("[data-upload-state=arrived]")).to_have_count(3)
    rows.nth(1).locator("select").select_option(str(kind("outside_review")))
    expect(author.page.locator("[data-required=work]")).to_have_attribute("data-fulfilled", "yes")
    rows.nth(2).locator("button").click()
    expect(rows).to_have_count(2)
    author.send()
    author.is_done()
    filed = Version.objects.values_list("name", "document__kind__code").order_by("name")
    assert list(filed) == [("Бағдарлама.pdf", "work"), ("Пікір.pdf", "outside_review")]


DROP = """(zone, [name, text]) => {
  const data = new DataTransfer();
  data.items.add(new File([text], name, {type: "application/pdf"}));
  zone.dispatchEvent(new DragEvent("drop", {dataTransfer: data, bubbles: true, cancelable: true}));
}"""


@IN_KAZAKH
def test_file_is_dropped_and_the_form_waits_for_it(
    people: builders.People, case: Any, sit_down: Callable[[str], AtScreen]
) -> None:
    author = sit_down("author")
    author.go(f"/cases/{case.label}/file/")
    author.fill(kind=kind("work"))
    text = "%PDF-1.7\n" + "x" * 3_000_000 + "\n%%EOF\n"
    zone = author.page.locator(".drop")
    zone.evaluate(DROP, ["Сүйрелген.pdf", text])
    author.send()
    author.is_done()
    assert Version.objects.get().size == len(text)


@IN_RUSSIAN
def test_file_too_large_is_refused_at_once(
    people: builders.People,
    case: Any,
    sit_down: Callable[[str], AtScreen],
    tmp_path: Path,
) -> None:
    chosen = tmp_path / "Үлкен.pdf"
    with chosen.open("wb") as sparse:
        sparse.truncate(200 * MEGABYTE)
    author = sit_down("author")
    author.go(f"/cases/{case.label}/file/")
    author.fill(file=chosen)
    refused = author.page.locator("[data-upload-state=refused]")
    expect(refused).to_have_text(re.compile("200"))
    author.page.locator("form.form [type=submit]").click()
    expect(author.page.locator("[data-uploads-told]")).to_contain_text("уберите")
    author.page.locator("[data-upload] button").click()
    expect(refused).to_have_count(0)
