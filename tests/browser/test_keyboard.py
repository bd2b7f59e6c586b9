"""An expert's whole work with the keyboard alone, seeing at every press where they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.at_screen import AtScreen
from tests.people import PASSWORD
from tests.workflows.processes import builders
from workflows.rubrics import Criterion

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

# As many stops as the longest form has, and some more.
FAR = 80
HERE = """
wanted => {
  const here = document.activeElement;
  const style = getComputedStyle(here);
  const box = here.getBoundingClientRect();
  const seen = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
    && box.width > 0 && box.bottom > 0 && box.top < innerHeight;
  return [here.matches(wanted), seen, here.outerHTML.slice(0, 120)];
}
"""


class Keyboard:
    """Somebody who reaches everything with Tab, and presses it with Enter, Space or arrows."""

    def __init__(self, person: AtScreen) -> None:
        self.person = person
        self.page: Page = person.page

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    def is_at(self, wanted: str) -> bool:
        """Tell whether the keyboard is there."""
        return bool(self.page.evaluate(HERE, wanted)[0])

    def reach(self, wanted: str) -> None:
        """Go on to the next such place; each on the way shows that the keyboard is there."""
        for _step in range(FAR):
            self.press("Tab")
            found, seen, what = self.page.evaluate(HERE, wanted)
            # The end of the page: the browser's own bar is next.
            assert seen or what.startswith("<body"), what
            if found:
                return
        raise AssertionError(f"{wanted} cannot be reached on {self.page.url}")

    def follow(self, wanted: str) -> None:
        """Reach a link or a button and press it; a page comes."""
        self.reach(wanted)
        with self.page.expect_navigation():
            self.press("Enter")
        self.person.check_page()

    def type(self, name: str, text: str) -> None:
        self.reach(f"main [name={name}]")
        self.page.keyboard.type(text)

    def told(self) -> None:
        """Be told that it is done, and stand where it is told."""
        self.person.is_done()
        assert self.is_at(".messages")


@pytest.fixture
def keyboard(
    people: builders.People, new_page: Callable[..., Page], language: str, width: int
) -> Keyboard:
    builders.review_in("invited", people)
    return Keyboard(AtScreen(new_page(locale=language, width=width), people.expert, language))


def test_an_expert_reviews_with_the_keyboard_alone(keyboard: Keyboard) -> None:
    log_in(keyboard)
    find_the_review(keyboard)
    accept(keyboard)
    score(keyboard)
    remark(keyboard)
    submit_after_a_mistake(keyboard)
    log_out(keyboard)


def log_in(keyboard: Keyboard) -> None:
    keyboard.person.go("/work/")
    give_password(keyboard, "not-" + PASSWORD)
    assert keyboard.is_at(".account-error")
    # What was typed is still there, and selected by coming to it.
    give_password(keyboard, PASSWORD)


def give_password(keyboard: Keyboard, password: str) -> None:
    keyboard.type("login", "expert")
    keyboard.type("password", password)
    with keyboard.page.expect_navigation():
        keyboard.press("Enter")


def find_the_review(keyboard: Keyboard) -> None:
    keyboard.reach(".skip")
    keyboard.press("Enter")
    assert keyboard.is_at("main")
    keyboard.follow("[data-shelf] tr[data-case] a")


def accept(keyboard: Keyboard) -> None:
    keyboard.follow("[data-action=accept]")
    keyboard.follow("main form.form [type=submit]")
    # It is told that this is done, and the review can be written at once.
    assert keyboard.is_at(".messages")
    keyboard.person.sees_state("in_progress")


def score(keyboard: Keyboard) -> None:
    for criterion in Criterion.objects.filter(rubric__code="expertise"):
        keyboard.reach(f"main [name=criterion_{criterion.pk}]")
        # From the first to the fourth; arrows choose.
        for _step in range(3):
            keyboard.press("ArrowDown")
        chosen = keyboard.page.locator(f"[name=criterion_{criterion.pk}]:checked")
        expect(chosen).to_have_value("3")


def remark(keyboard: Keyboard) -> None:
    keyboard.type("remark-1-text", "Есептің жауабы қате.")
    keyboard.type("remark-1-place", "12-бет")
    keyboard.reach("[data-more]")
    keyboard.press("Enter")
    assert keyboard.is_at("[name=remark-2-text]")
    keyboard.page.keyboard.type("Артық ескерту")
    keyboard.type("remark-2-place", "13-бет")
    keyboard.reach("[data-row='2'] [data-drop]")
    keyboard.press("Space")
    assert keyboard.is_at("[data-restore]")


def submit_after_a_mistake(keyboard: Keyboard) -> None:
    keyboard.type("note", "Кеңеске ғана.")
    keyboard.follow("main form.form [type=submit]")
    # The refusal is where the keyboard is, and leads to the field.
    assert keyboard.is_at(".note--error")
    keyboard.reach(".note--error a")
    keyboard.press("Enter")
    keyboard.reach("main [name=recommendation]")
    keyboard.press("ArrowDown")
    keyboard.follow("main form.form [type=submit]")
    keyboard.told()
    keyboard.person.sees_state("submitted")


def log_out(keyboard: Keyboard) -> None:
    keyboard.person.go("/work/")
    toggle = keyboard.page.locator(".bar__toggle")
    if toggle.is_visible():
        keyboard.reach(".bar__toggle")
        keyboard.press("Enter")
    keyboard.reach(".person summary")
    keyboard.press("Enter")
    keyboard.follow(".person form [type=submit]")
    expect(keyboard.page.locator("[name=login]")).to_be_visible()
