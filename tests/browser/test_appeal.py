"""An author appeals a rejection on a phone, in Kazakh, and fulfils what the new decision asks."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from permissions.conflicts import Kind as Conflict
from permissions.models import User
from tests.browser import files
from tests.browser.conftest import NARROW
from tests.workflows import sessions
from tests.workflows.processes import builders
from tests.workflows.processes.builders import SUMMARY, act
from workflows.councils.agenda import AgendaItem
from workflows.councils.motions import last_motion
from workflows.processes import appeal, condition
from workflows.processes.appeal import Appeal

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.at_screen import AtScreen

pytestmark = pytest.mark.browser

GROUNDS = "Ескертулердің бәрі екінші нұсқада ескерілген."
FRESH = ("expert3", "expert4")


@pytest.fixture
def language() -> str:
    return "kk"


@pytest.fixture
def width() -> int:
    return NARROW


def test_a_rejection_is_appealed(
    people: builders.People, sit_down: Callable[[str], AtScreen]
) -> None:
    case = builders.expertise_in("rejected", people)
    author = sit_down("author")
    the_author_appeals(author, case)
    found = Appeal.objects.get()
    the_secretary_registers(sit_down("secretary"), found, people)
    the_methodist_sees_who_is_barred(sit_down("other_methodist"), found)
    new_reviews_come_in(found, people)
    the_council_replaces_its_decision(sit_down("secretary"), found, people)
    the_author_reads_both_decisions(author, case)
    the_author_reports_on_the_condition(author)


def the_author_appeals(author: AtScreen, case: Any) -> None:
    author.open_case(case.number)
    link = author.reveal(author.page.locator("a[data-appeal]"))
    with author.page.expect_navigation():
        link.click()
    author.check_page()
    assert author.value("about") == case.number
    author.fill(grounds=GROUNDS)
    author.send()
    author.sees_state("filed")
    author.sees(appeal.State.FILED.label)
    author.sees(GROUNDS)
    author.act("attach", file=files.letter("Қолдау хаты", "Жұмысты қолдаймын."))


def the_secretary_registers(secretary: AtScreen, found: Appeal, people: builders.People) -> None:
    secretary.open_case(found.code)
    secretary.choose("register")
    offered = secretary.page.locator("[name=methodist] option")
    expect(offered.filter(has_text=people.other_methodist.full_name)).to_have_count(1)
    led = people.methodist.pk
    expect(secretary.page.locator(f"[name=methodist] option[value='{led}']")).to_have_count(0)
    secretary.fill(methodist=people.other_methodist.pk)
    secretary.send()
    secretary.sees_state("registered")


def the_methodist_sees_who_is_barred(methodist: AtScreen, found: Appeal) -> None:
    methodist.open_case(builders.registry_row(found).number)
    methodist.choose("assign")
    judged = methodist.says(Conflict.EXPERT.label)
    barred = methodist.page.locator("li[data-barred]", has_text=judged)
    expect(barred).to_have_count(2)
    methodist.fill(experts=[User.objects.get(username=name).pk for name in FRESH])
    methodist.send()
    methodist.sees_state("in_review")


def new_reviews_come_in(found: Appeal, people: builders.People) -> None:
    for name in FRESH:
        review = builders.submit_review(found, User.objects.get(username=name))
        act(review, "take", people.other_methodist)
    act(found, "recommend", people.other_methodist, **SUMMARY)


def the_council_replaces_its_decision(
    secretary: AtScreen, found: Appeal, people: builders.People
) -> None:
    sessions.before(found, people)
    item = AgendaItem.objects.get(matter_id=found.pk)
    session = sessions.row(item.session)
    sessions.convene(session, people.secretary, [people.chair, people.member])
    sessions.take_up(session, people.secretary, item)
    secretary.go(f"/cases/{session.number}/propose/")
    until = timezone.localdate() + timedelta(days=20)
    secretary.fill(
        resolution="replace_decision",
        text_kk="Шағым қанағаттандырылсын.",
        text_ru="Апелляцию удовлетворить.",
        level="region",
        conditions_0_text_kk="Тест жауаптарын қосу",
        conditions_0_text_ru="Добавить ответы к тестам",
        conditions_0_until=f"{until:%d.%m.%Y}",
    )
    secretary.send()
    sessions.act(session, "open_vote", people.secretary)
    motion = last_motion(item)
    assert motion is not None
    sessions.vote(motion, {people.chair: "for", people.member: "for"})
    sessions.act(session, "close_vote", people.secretary)
    sessions.close(session, people.secretary)
    secretary.open_case(builders.registry_row(found).number)
    secretary.sees_state("replaced")


def the_author_reads_both_decisions(author: AtScreen, case: Any) -> None:
    author.open_case(case.number)
    author.sees_state("approved")
    first = author.reveal(author.page.locator("[data-result=rejected]"))
    expect(first).to_have_attribute("data-replaced", "")
    second = author.page.locator("[data-result=approved]")
    expect(second).to_contain_text("Шағым қанағаттандырылсын.")
    asked = second.locator("[data-condition]")
    expect(asked).to_have_attribute("data-state", "open")
    expect(asked).to_contain_text("Тест жауаптарын қосу")
    with author.page.expect_navigation():
        asked.locator("a").click()
    author.check_page()


def the_author_reports_on_the_condition(author: AtScreen) -> None:
    author.sees_state("open")
    author.act(
        "hand_in",
        report="Жауаптар 40–44-беттерге қосылды.",
        file=files.letter("Жауаптар", "1 – А, 2 – Б."),
    )
    author.sees_state("reported")
    author.sees(condition.State.REPORTED.label)
