"""From a closed session to signed minutes: written with a preview, frozen, signed by both."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser import axe
from tests.people import PASSWORD
from tests.workflows.councils import eventful, reading
from workflows.attestations import Attestation
from workflows.councils import minutes
from workflows.papers import Paper

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.browser.at_screen import AtScreen
    from tests.browsers import Server
    from tests.workflows.processes import builders

THEMES: dict[str, axe.Theme] = {"kk": "light", "ru": "dark"}
pytestmark = pytest.mark.browser


def test_minutes_are_written_frozen_and_signed(
    people: builders.People,
    sit_down: Callable[[str], AtScreen],
    server: Server,
    language: str,
) -> None:
    held = eventful.closed(people)
    page = sit_down("secretary").page
    page.goto(f"/cases/{held.session.label}/edit_minutes/")
    pictures = page.locator("[data-pages] img")
    expect(pictures.first).to_be_visible()
    first = pictures.first.get_attribute("src")
    for name, text in held.texts().items():
        page.locator(f"[name={name}]").fill(text)
    with page.expect_response(lambda answer: answer.url.endswith("/minutes/preview/")):
        page.locator("[name=opening_kk]").fill("Отырысты төраға ашып, күн тәртібімен таныстырды")
    expect(pictures.first).not_to_have_attribute("src", first or "")
    assert axe.violations(page, THEMES[language]) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    press(page)
    page.goto(f"/cases/{held.session.label}/finish_minutes/")
    press(page)
    sign(page, held.session.label, "sign_as_secretary", language)
    chair = sit_down("chair").page
    sign(chair, held.session.label, "sign_as_chair", language)
    assert held.now.state == "signed"
    server.work()
    version = minutes.frozen(held.now)
    assert version is not None
    assert Paper.objects.filter(kind="extract").count() == 2
    chair.goto(f"/verify/{Attestation.objects.get(version=version).code}/")
    expect(chair.locator("[data-status=valid]")).to_be_visible()
    kk, ru = reading.parts(reading.content(version))
    assert "күн тәртібімен таныстырды" in kk
    assert "Заседание открыл председатель" in ru


def sign(page: Page, label: str, name: str, language: str) -> None:
    page.goto(f"/cases/{label}/{name}/")
    page.locator("[name=mode][value=simple]").check()
    page.locator("[name=password]").fill(PASSWORD)
    assert axe.violations(page, THEMES[language]) == []
    press(page)


def press(page: Page) -> None:
    with page.expect_navigation():
        page.locator("form.form button[type=submit]").click()
