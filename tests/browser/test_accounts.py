"""Opening an account, confirming it, coming back, choosing a language, getting a new password."""

from __future__ import annotations

import email
import email.policy
import re
from typing import TYPE_CHECKING

import pytest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from playwright.sync_api import expect

from permissions.models import District, User
from tests.browser.at_screen import AtScreen
from tests.people import OrganisationFactory

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.browsers import Server

pytestmark = pytest.mark.browser

GOOD_IIN = "850101300015"
WRONG_IIN = "850101300016"
FIRST, SECOND = "жасыл-қайың-7", "көк-аспан-9"


@pytest.fixture
def newcomer(
    committed_db: str, new_page: Callable[..., Page], language: str, width: int
) -> AtScreen:
    """Somebody without an account yet."""
    OrganisationFactory.create(district=District.objects.get(code="auliekol"))
    someone = User(username="lazzat", language=language)
    return AtScreen(new_page(locale=language, width=width), someone, language)


def link_in_last_mail(server: Server) -> str:
    """Find the address in the letter that came last."""
    newest = max(server.mail.iterdir(), key=lambda path: path.stat().st_mtime_ns)
    letter = email.message_from_bytes(newest.read_bytes(), policy=email.policy.default)
    body = letter.get_body(("plain",))
    assert body is not None
    found = re.search(rf"{re.escape(server.url)}(/\S+)", body.get_content())
    assert found
    return found[1]


def test_an_author_opens_an_account_and_gets_back_in(newcomer: AtScreen, server: Server) -> None:
    sign_up(newcomer)
    confirm(newcomer, server)
    newcomer.give_password(FIRST)
    expect(newcomer.page.locator("[data-start=EX]")).to_be_visible()
    switch_language(newcomer)
    log_out(newcomer)
    reset_password(newcomer, server)


def sign_up(newcomer: AtScreen) -> None:
    newcomer.go("/accounts/login/")
    press(newcomer, _("Open an account as an author"))
    answers = {
        "last_name": "Өмірзақова",
        "first_name": "Ләззат",
        "patronymic": "Серікқызы",
        "email": "lazzat@example.kz",
        "username": "lazzat",
    }
    newcomer.fill(**answers, iin=WRONG_IIN, language=newcomer.language)
    school = newcomer.page.locator("[name=organisation] optgroup option").first
    newcomer.fill(organisation=school.get_attribute("value"), password1=FIRST, password2=FIRST)
    newcomer.send()
    wrong = "This IIN has a mistake in it: its last digit does not match the others."
    expect(newcomer.page.locator("#id_iin_error")).to_have_text(newcomer.says(_(wrong)))
    for name, answer in answers.items():
        assert newcomer.value(name) == answer
    assert not User.objects.filter(username="lazzat").exists()
    # Passwords are never sent back; nothing else is asked for again.
    newcomer.fill(iin=GOOD_IIN, password1=FIRST, password2=FIRST)
    newcomer.send()
    newcomer.sees(_("Confirm your e-mail address"))


def press(person: AtScreen, name: object) -> None:
    with override(person.language):
        shown = str(name)
    with person.page.expect_navigation():
        person.page.get_by_role("link", name=shown).click()
    person.check_page()


def confirm(newcomer: AtScreen, server: Server) -> None:
    newcomer.go(link_in_last_mail(server))
    newcomer.send()


def switch_language(person: AtScreen) -> None:
    """Read in another language and come back to the person's own."""
    for language in ("en", person.language):
        open_menu(person)
        with person.page.expect_navigation():
            person.page.locator(f".languages [value={language}]").click()
        AtScreen(person.page, person.user, language).check_page()
        assert User.objects.get(username="lazzat").language == language


def open_menu(person: AtScreen) -> None:
    toggle = person.page.locator(".bar__toggle")
    if toggle.is_visible():
        toggle.click()


def log_out(person: AtScreen) -> None:
    open_menu(person)
    person.page.locator("details.person summary").click()
    with person.page.expect_navigation():
        person.page.locator("details.person form [type=submit]").click()
    person.check_page()


def reset_password(person: AtScreen, server: Server) -> None:
    person.go("/accounts/password/reset/")
    person.fill(email="lazzat@example.kz")
    person.send()
    person.go(link_in_last_mail(server))
    person.fill(password1=SECOND, password2=SECOND)
    person.send()
    person.go("/accounts/login/")
    person.give_password(FIRST)
    expect(person.page.locator(".account-error")).to_be_visible()
    person.give_password(SECOND)
    expect(person.page).to_have_url(re.compile("/work/$"))
