"""A document with a code: what a stranger sees, and a file compared without leaving the browser."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from documents import intake, store
from documents.models import DocumentKind
from documents.signing.verification import verify
from tests.browser import axe
from tests.browser.conftest import NARROW, WIDE
from tests.documents import samples
from tests.documents.signing.authority import IIN, Authority
from tests.workflows.processes import builders
from workflows import attestations, signatures
from workflows.reauthentication import Proof

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Request
    from pytest_django import Settings

    from tests.browsers import Server
    from workflows.attestations import Attestation

pytestmark = pytest.mark.browser
FILE = samples.pdf()


@pytest.fixture
def attested(committed_db: str, tmp_path: Path, settings: Settings) -> Attestation:
    """File a document that the secretary signed with a password and the chair with a key."""
    people = builders.gather()
    case = builders.expertise_in("draft", people)
    kind, at = DocumentKind.objects.get(code="paper_decision"), timezone.now()
    filing = intake.render("Хаттама.pdf", FILE)
    version = store.store(case.dossier, kind, filing, by=people.secretary, at=at)
    signatures.sign_simple(version, people.secretary, "secretary", at, Proof("password"))
    settings.SARAP_TRUST_ROOTS = str(tmp_path)
    root = Authority.root()
    root.trust_in(tmp_path)
    blob = root.issue().sign(FILE)
    now = timezone.now()
    signed = verify(blob, BytesIO(FILE), iin=IIN, at=now, since=at)
    signatures.sign_cms(version, people.chair, "chair", now, signed, blob)
    return attestations.attest(case, version, "minutes", at, number="2026/7")


def sent(page: Page) -> list[str]:
    """Collect the addresses that the page sends anything to, from now on."""
    found: list[str] = []

    def note(request: Request) -> None:
        if request.method != "GET":
            found.append(request.url)

    page.on("request", note)
    return found


@pytest.mark.parametrize(("language", "width"), [("kk", NARROW), ("ru", WIDE), ("en", NARROW)])
def test_file_is_compared_in_the_browser(
    attested: Attestation, new_page: Callable[..., Page], language: str, width: int
) -> None:
    page = new_page(locale=language, width=width)
    posted = sent(page)
    page.goto(f"/verify/{attested.code}/")
    assert axe.violations(page, "light") == []
    assert page.locator("[data-mode]").count() == 2
    same, other = page.locator("[data-same=true]"), page.locator("[data-same=false]")
    assert not same.is_visible()
    choose = page.locator("input[type=file]")
    choose.set_input_files({"name": "a.pdf", "mimeType": "application/pdf", "buffer": FILE})
    same.wait_for()
    assert not other.is_visible()
    changed = FILE[:-1] + b"\r"
    choose.set_input_files({"name": "a.pdf", "mimeType": "application/pdf", "buffer": changed})
    other.wait_for()
    assert not same.is_visible()
    page.locator("form[data-sha256] button").click()
    assert other.is_visible()
    assert axe.violations(page, "light") == []
    assert posted == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_file_is_compared_by_the_server_where_the_browser_cannot(
    attested: Attestation, browser: Browser, server: Server
) -> None:
    context = browser.new_context(base_url=server.url, locale="ru", java_script_enabled=False)
    page = context.new_page()
    posted = sent(page)
    page.goto(f"/verify/{attested.code}/")
    for content, answer in ((FILE, "true"), (FILE[:-1] + b"\r", "false")):
        choose = page.locator("input[type=file]")
        choose.set_input_files({"name": "a.pdf", "mimeType": "x/y", "buffer": content})
        page.locator("form[data-sha256] button").click()
        shown = page.locator("[data-same]:visible")
        assert shown.count() == 1
        assert shown.get_attribute("data-same") == answer
    assert posted == [f"{server.url}/verify/{attested.code}/"] * 2
    context.close()
