"""A mentoring on a phone in Russian: asked for, offered, planned, met and judged."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from permissions.models import User
from tests.browser import axe
from tests.browser.conftest import NARROW
from tests.workflows.processes import mentorings
from tests.workflows.processes.mentorings import wished
from workflows import pairs
from workflows.processes.mentoring import Mentoring, State

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.at_screen import AtScreen
    from tests.workflows.processes.builders import People

pytestmark = pytest.mark.browser

THEME = "Оценивание на уроках математики"


@pytest.fixture
def language() -> str:
    return "ru"


@pytest.fixture
def width() -> int:
    return NARROW


class Story:
    """The pair and the methodist at their screens."""

    def __init__(self, sit_down: Callable[[str], AtScreen]) -> None:
        self.person = cache(sit_down)

    @property
    def case(self) -> Any:
        return Mentoring.objects.get()

    def at(self, username: str) -> AtScreen:
        """Have a person open the case."""
        person = self.person(username)
        person.open_case(self.case.label)
        return person


def test_a_mentor_is_found_and_both_say_what_came_of_it(
    sit_down: Callable[[str], AtScreen], people: People
) -> None:
    cast = mentorings.gather(people)
    User.objects.filter(pk__in=[cast.mentor.pk, cast.mentor2.pk]).update(language="ru")
    story = Story(sit_down)
    the_teacher_asks(story)
    the_methodist_offers(story, cast.mentor)
    the_pair_agrees_on_goals(story)
    the_pair_meets(story)
    the_mentor_reports(story)
    teacher = story.at("author")
    teacher.act("give_feedback", rating=5, feedback="Очень помогли посещения уроков.")
    teacher.sees_state("completed")
    teacher.sees(State.COMPLETED.label)
    assert axe.violations(teacher.page, "light") == []


def the_teacher_asks(story: Story) -> None:
    teacher = story.person("author")
    with teacher.page.expect_navigation():
        teacher.page.locator("[data-start=MN]").click()
    teacher.fill(**wished(theme=THEME, language="ru", wish="Трудно давать обратную связь."))
    teacher.send()
    teacher.sees_state("requested")
    teacher.sees(THEME)


def the_methodist_offers(story: Story, mentor: User) -> None:
    methodist = story.at("methodist")
    methodist.act("take")
    methodist.choose("offer")
    methodist.sees("тот же предмет, тот же язык, другой район, свободно мест: 4 из 4")
    assert axe.violations(methodist.page, "light") == []
    methodist.fill(mentor=mentor.pk)
    methodist.send()
    methodist.is_done()
    methodist.sees(mentor.full_name)


def the_pair_agrees_on_goals(story: Story) -> None:
    mentor = story.at("mentor")
    mentor.act("accept")
    mentor.choose("propose_goals")
    row = {"goal-1-text": "Давать обратную связь на каждом уроке", "goal-1-sign": "Видно на уроке"}
    mentor.fill(**row)
    assert axe.violations(mentor.page, "light") == []
    mentor.send()
    mentor.is_done()
    teacher = story.at("author")
    teacher.sees(row["goal-1-text"])
    teacher.act("agree")
    teacher.sees_state("active")


def the_pair_meets(story: Story) -> None:
    teacher = story.person("author")
    today = f"{timezone.localdate():%d.%m.%Y}"
    teacher.act("log_meeting", held_on=today, minutes=60, way="lesson", topic="Урок в 7 классе")
    teacher.reason("confirm_meeting")
    (meeting,) = pairs.meetings(story.case)
    mentor = story.at("mentor")
    mentor.reason("conclude")
    mentor.act("confirm_meeting", meeting=meeting.pk)
    expect(mentor.page.locator("[data-confirmed='1']")).to_be_attached()
    mentor.act("conclude")


def the_mentor_reports(story: Story) -> None:
    mentor = story.person("mentor")
    (goal,) = pairs.goals(story.case)
    mentor.act("report", **{f"goal_{goal.pk}": "whole"}, results="Обратная связь стала привычкой.")
    story.at("methodist").act("accept_report")
