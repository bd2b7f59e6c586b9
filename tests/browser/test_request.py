"""A school asks the centre for help on a phone, in Kazakh, and accepts the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser import files
from tests.browser.conftest import NARROW
from tests.workflows.processes import requests
from workflows.languages import Written
from workflows.processes.request import Request, State

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.at_screen import AtScreen
    from tests.workflows.processes import builders

pytestmark = pytest.mark.browser


@pytest.fixture
def language() -> str:
    return "kk"


@pytest.fixture
def width() -> int:
    return NARROW


def test_a_school_asks_and_is_answered(
    people: builders.People, sit_down: Callable[[str], AtScreen]
) -> None:
    school = sit_down("school_head")
    the_school_asks(school)
    case = Request.objects.get()
    secretary = sit_down("secretary")
    secretary.open_case(case.code)
    secretary.act("register")
    number = secretary.case
    head = sit_down("head")
    head.open_case(number)
    head.act("assign", methodist=people.methodist.pk)
    the_methodist_answers(sit_down("methodist"), number)
    the_school_accepts(school, number)


def the_school_asks(school: AtScreen) -> None:
    school.go("/cases/new/SR/")
    assert school.value("language") == Written.KK
    school.fill(**requests.described(text=requests.IN_RUSSIAN))
    assert school.send() == 422
    assert school.value("text") == requests.IN_RUSSIAN
    school.fill(text=requests.ASKED)
    school.send()
    school.sees(requests.ASKED)
    school.act("submit")
    school.sees(State.SUBMITTED.label)


def the_methodist_answers(methodist: AtScreen, number: str) -> None:
    methodist.open_case(number)
    assert methodist.reason("send_answer")
    methodist.act("write_plan", plan=requests.PLAN)
    methodist.act("log_visit", **requests.visit(day=f"{timezone.localdate():%d.%m.%Y}"))
    methodist.act("extend_term", days=5, reason="Екінші сабаққа келесі аптада қатысамыз.")
    methodist.act("file_result", file=files.letter("Қорытынды", "Бағдарлама қаралды."))
    methodist.act("send_answer", answer=requests.ANSWER)
    methodist.sees_state("answered")


def the_school_accepts(school: AtScreen, number: str) -> None:
    school.open_case(number)
    school.sees(requests.ANSWER)
    expect(school.page.locator("[data-visit]")).to_have_count(1)
    school.choose("accept")
    school.fill(rating=2)
    assert school.send() == 422
    school.fill(rating=2, rated_because="Мерзімдер жазылмаған.")
    school.send()
    school.is_done()
    school.sees_state("closed")
