"""Somebody at a screen: reads pages, presses what is there, fills in forms and sends them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import translation
from playwright.sync_api import expect

from tests.people import PASSWORD

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise
    from playwright.sync_api import Locator, Page

    from permissions.models import User

PLAIN_FORM = "form.account-form, form.form"
# Playwright's name for what is neither typed nor chosen.
FILE = "file"


@dataclass(frozen=True, slots=True)
class AtScreen:
    """A person with a browser of their own. Every page they come to is checked to fit."""

    page: Page
    user: User
    language: str

    def log_in(self) -> None:
        self.go("/work/")
        self.give_password()
        expect(self.page).to_have_url(re.compile("/work/$"))

    def give_password(self, password: str = PASSWORD) -> None:
        """Fill in the login page that stands before the person."""
        self.fill(login=self.user.username, password=password)
        self.send()

    def go(self, address: str) -> int:
        """Open an address; the status of the answer."""
        answer = self.page.goto(address)
        self.check_page()
        assert answer is not None
        return answer.status

    def open_case(self, number: str) -> None:
        assert self.go(f"/cases/{number}/") == 200

    def choose(self, name: str) -> None:
        """Press the control of an action on the page of a case."""
        with self.page.expect_navigation():
            self.page.locator(f"a[data-action={name}]").click()
        self.check_page()

    def act(self, name: str, **answers: Any) -> None:
        """Press an action, answer what it asks, send it, and be told that it is done."""
        self.choose(name)
        self.fill(**answers)
        self.send()
        self.is_done()

    def is_done(self) -> None:
        """See that the last form was accepted, and the case again."""
        expect(self.page.locator(".messages .note--success")).to_be_visible()
        expect(self.page.locator("article.case")).to_be_visible()

    def fill(self, **answers: Any) -> None:
        """Answer questions by the names of their fields."""
        for name, answer in answers.items():
            fields = self.page.locator(f'main [name="{name}"], main [name="{name}"]')
            assert fields.count(), f"There is no field {name} on {self.page.url}"
            answer_field(fields, answer)

    def send(self) -> int:
        """Send the form of the page; the status of the page that comes."""
        form = self.page.locator(PLAIN_FORM)
        with self.page.expect_navigation() as coming:
            form.locator("[type=submit]").click()
        self.check_page()
        return coming.value.status

    def value(self, name: str) -> str:
        """Read what stands in a field."""
        return self.page.locator(f'main [name="{name}"]').input_value()

    def reason(self, name: str) -> str:
        """Read why an action is off."""
        control = self.page.locator(f"[data-action={name}]")
        expect(control).to_have_attribute("aria-disabled", "true")
        reason = control.get_attribute("data-reason") or ""
        # What a program is told, a person can read too.
        expect(self.page.locator(f"#why-{name}")).to_have_text(reason)
        return reason

    def reveal(self, part: Locator) -> Locator:
        """Open the part of the page that holds something, if it is folded away."""
        sheet = part.locator("xpath=ancestor::*[@data-sheet]")
        if sheet.count() and not part.is_visible():
            self.page.locator(f"[data-tabs] a[href='#{sheet.get_attribute('id')}']").click()
        return part

    def says(self, text: StrOrPromise) -> str:
        """Put one of our sentences into the language that this person reads."""
        with translation.override(self.language):
            return str(text)

    def sees(self, text: StrOrPromise) -> None:
        """See a text somewhere on the page, in the person's language."""
        expect(self.page.locator("main")).to_contain_text(self.says(text))

    def sees_state(self, state: str) -> None:
        """See where the case stands."""
        expect(self.page.locator("[data-case]").first).to_have_attribute("data-state", state)

    @property
    def case(self) -> str:
        """The number of the case on the page."""
        return self.page.locator("article[data-case]").get_attribute("data-case") or ""

    def check_page(self) -> None:
        """See that the page is in the person's language and never scrolls sideways."""
        found = self.page.evaluate(
            "() => { const e = document.documentElement;"
            " return [e.lang, e.scrollWidth - e.clientWidth] }"
        )
        assert found == [self.language, 0], self.page.url


def answer_field(fields: Locator, answer: Any) -> None:
    """Answer one question in the way its field asks for."""
    first = fields.first
    kind = first.get_attribute("type")
    match kind:
        case "radio" | "checkbox":
            answers = answer if isinstance(answer, list) else [answer]
            for one in answers:
                if one is True:
                    first.check()
                else:
                    fields.and_(fields.page.locator(f'[value="{one}"]')).check()
        case "file":
            first.set_input_files(answer)
        case _ if first.evaluate("field => field.tagName") == "SELECT":
            first.select_option(str(answer))
        case _:
            first.fill(str(answer))
