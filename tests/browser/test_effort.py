"""What the stories cost in presses and fields from the first visit on, as docs/ux.md says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from playwright.sync_api import expect

from documents.models import Version
from permissions.models import Subject, User
from tests.browser import files
from tests.browser.at_screen import AtScreen
from tests.browser.counting import Effort, count, effort
from tests.browser.test_story import TITLE_KK, accept, keys, remark, score_and_submit
from tests.people import PASSWORD
from tests.workflows import sessions
from tests.workflows.processes import builders
from workflows.certificates import Certificate
from workflows.processes.expertise import Expertise

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

ROW = re.compile(r"^\| `(\w+)` \|.*?\| (\d+) \| (\d+) \|", re.MULTILINE)


def recorded() -> dict[str, Effort]:
    """Read the table of docs/ux.md."""
    text = (settings.BASE_DIR / "docs" / "ux.md").read_text()
    return {story: Effort(int(clicks), int(fields)) for story, clicks, fields in ROW.findall(text)}


@pytest.fixture
def visit(
    people: builders.People, new_page: Callable[..., Page], language: str, width: int
) -> Callable[[str], AtScreen]:
    """Bring somebody with an account to the front page, and count from there."""

    def come(username: str) -> AtScreen:
        page = new_page(locale=language, width=width)
        count(page)
        person = AtScreen(page, User.objects.get(username=username), language)
        person.go("/")
        return person

    return come


def press(person: AtScreen, selector: str) -> None:
    with person.page.expect_navigation():
        person.page.locator(selector).first.click()


def log_in(person: AtScreen) -> None:
    press(person, "main a[href='/accounts/login/']")
    person.give_password(PASSWORD)


def open_first(person: AtScreen) -> None:
    press(person, "[data-shelf] tr[data-case] a")


def costs(person: AtScreen, story: str) -> None:
    """See that a story costs what the documentation says."""
    assert recorded()[story] == effort(person.page)


def test_author(visit: Callable[[str], AtScreen]) -> None:
    author = visit("author")
    log_in(author)
    press(author, "[data-start=EX]")
    author.fill(kind="author_programme", title_kk=TITLE_KK, annotation="Пайыз бен өлшем.")
    author.fill(subject=Subject.objects.get(code="mathematics").pk, hours=34)
    author.send()
    # The language is the author's own, and the work itself is the first that is missing.
    author.act("file", file=files.programme())
    work = Version.objects.get()
    assert work.document.kind.code == "work"
    assert Expertise.objects.get().language == author.language
    author.act("submit")
    author.sees_state("submitted")
    costs(author, "author")


def test_expert(people: builders.People, visit: Callable[[str], AtScreen]) -> None:
    builders.review_in("invited", people)
    expert = visit("expert")
    log_in(expert)
    open_first(expert)
    accept(expert)
    remark(expert, 1, text="12-бет: есептің жауабы қате.")
    score_and_submit(expert, 3, recommendation="revise")
    costs(expert, "expert")


def test_secretary(people: builders.People, visit: Callable[[str], AtScreen]) -> None:
    builders.expertise_in("submitted", people)
    secretary = visit("secretary")
    log_in(secretary)
    open_first(secretary)
    secretary.act("register", methodist=User.objects.get(username="methodist").pk)
    secretary.sees_state("registered")
    costs(secretary, "secretary_registers")


def test_secretary_puts_on_agenda(
    people: builders.People, visit: Callable[[str], AtScreen]
) -> None:
    case = builders.expertise_in("ready", people)
    sessions.seat_all(people.chair, [people.member])
    session = sessions.plan(people.secretary)
    secretary = visit("secretary")
    log_in(secretary)
    press(secretary, f"[data-shelf] tr[data-case='{case.label}'] a")
    secretary.act("put_on_agenda", session=session.pk)
    secretary.sees_state("before_council")
    costs(secretary, "secretary_puts_on_agenda")


def test_methodist(people: builders.People, visit: Callable[[str], AtScreen]) -> None:
    builders.expertise_in("registered", people)
    methodist = visit("methodist")
    log_in(methodist)
    open_first(methodist)
    methodist.act("assign", experts=keys("expert", "expert2"))
    methodist.sees_state("in_review")
    costs(methodist, "methodist_assigns")


def test_methodist_concludes(people: builders.People, visit: Callable[[str], AtScreen]) -> None:
    builders.expertise_in("summary", people)
    methodist = visit("methodist")
    log_in(methodist)
    press(methodist, "[data-shelf] [data-next=recommend]")
    # Both are there to be read: what two experts gave, and what they advise.
    assert methodist.value("summary_kk").startswith("Жұмысқа 2 сарапшы рецензия берді.")
    assert methodist.value("summary_ru").startswith("Работу рецензировали 2 эксперта.")
    methodist.send()
    methodist.is_done()
    methodist.sees_state("ready")
    costs(methodist, "methodist_concludes")


def test_public_checks(people: builders.People, visit: Callable[[str], AtScreen]) -> None:
    case = builders.expertise_in("approved", people)
    certificate = Certificate.objects.get(case_id=case.pk)
    somebody = visit("outsider")
    press(somebody, "main section a[href='/verify/']")
    somebody.page.locator("main form input[type=text], main form input[name=code]").first.fill(
        certificate.code
    )
    press(somebody, "main form [type=submit]")
    expect(somebody.page.locator("main")).to_contain_text(certificate.register_number)
    costs(somebody, "public_checks")


def test_public_finds(people: builders.People, visit: Callable[[str], AtScreen]) -> None:
    case = builders.expertise_in("approved", people)
    somebody = visit("outsider")
    press(somebody, "main section a[href='/register/']")
    somebody.page.locator("[name=q]").fill(case.title_kk[:12])
    press(somebody, "main form [type=submit]")
    expect(somebody.page.locator("[data-entry]")).to_have_count(1)
    costs(somebody, "public_finds")
