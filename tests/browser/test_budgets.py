"""The first pages are light, stand still while they load, and complain of nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.at_screen import AtScreen
from tests.people import PASSWORD

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.workflows.processes import builders

pytestmark = pytest.mark.browser

BYTES = 300_000
SHIFT = 0.1
# Sums the shifts that nobody's press has caused, as browsers report them from the first paint on.
WATCH = """
window.shifted = 0;
new PerformanceObserver(list => {
  for (const one of list.getEntries()) if (!one.hadRecentInput) window.shifted += one.value;
}).observe({type: "layout-shift", buffered: true});
"""


@pytest.fixture(params=["kk"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.mark.parametrize("width", [360, 1280])
def test_first_pages_keep_to_their_budgets(
    people: builders.People, new_page: Callable[..., Page], language: str, width: int
) -> None:
    person = AtScreen(new_page(locale=language, width=width), people.author, language)
    page = person.page
    page.add_init_script(WATCH)
    wire = Wire(page)
    for address in ("/", "/accounts/login/"):
        weigh(person, wire, address)
    person.fill(login="author", password=PASSWORD)
    person.send()
    weigh(person, wire, "/work/")


def weigh(person: AtScreen, wire: Wire, address: str) -> None:
    """Open a page with nothing in the browser's memory, and hold it to the budgets."""
    wire.forget()
    person.page.goto(address, wait_until="networkidle")
    assert 0 < wire.bytes < BYTES, f"{address}: {wire.bytes} bytes"
    assert person.page.evaluate("window.shifted") < SHIFT, address


class Wire:
    """What comes over the wire for a page, as the browser counts it; fonts are left out."""

    def __init__(self, page: Page) -> None:
        self._sizes: dict[str, float] = {}
        self._fonts: set[str] = set()
        self._session = page.context.new_cdp_session(page)
        self._session.on("Network.responseReceived", self._received)
        self._session.on("Network.loadingFinished", self._finished)
        self._session.send("Network.enable")
        self._session.send("Network.setCacheDisabled", {"cacheDisabled": True})

    @property
    def bytes(self) -> float:
        return sum(size for key, size in self._sizes.items() if key not in self._fonts)

    def forget(self) -> None:
        self._sizes.clear()
        self._fonts.clear()

    def _received(self, event: dict[str, str]) -> None:
        if event["type"] == "Font":
            self._fonts.add(event["requestId"])

    def _finished(self, event: dict[str, float]) -> None:
        self._sizes[str(event["requestId"])] = event["encodedDataLength"]
