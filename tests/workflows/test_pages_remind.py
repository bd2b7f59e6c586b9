"""Who waits reminds, once a day, those who have the child cases; nobody else can."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.db import IntegrityError, ProgrammingError, transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.workflows.pages import Visitor
from tests.workflows.processes import builders
from workflows import notices, reminders
from workflows.reminders import Reminder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from permissions.models import User
    from workflows.models import Case

REMIND = "/work/remind/"


@pytest.fixture
def people(db: None) -> Iterator[builders.People]:
    with time_machine.travel(builders.MONDAY, tick=True):
        yield builders.gather()


def remind(person: User, case: Case) -> tuple[set[int], str]:
    """Ask for reminders; the keys of the cases whose holders get one, and what the page says."""
    before = set(ProcrastinateJob.objects.values_list("pk", flat=True))
    visitor = Visitor(person)
    visitor.client.post(REMIND, {"case": case.number or ""})
    jobs = ProcrastinateJob.objects.filter(task_name=notices.BALL).exclude(pk__in=before)
    return {job.args["case_id"] for job in jobs}, visitor.get("/work/").text


def test_methodist_reminds_the_experts_who_have_not_reviewed(people: builders.People) -> None:
    case = builders.expertise_in("in_review", people)
    builders.submit_review(case, people.expert)  # is with the methodist now
    page = Visitor(people.methodist).get("/work/")
    assert page.value("data-remind") == "1"
    reminded, said = remind(people.methodist, case)
    assert reminded == {builders.review_of(case, people.expert2).pk}
    assert "1 reminder is sent." in said
    again, said = remind(people.methodist, case)
    assert again == set()
    assert "1 person was reminded today already." in said


def test_nobody_else_reminds(people: builders.People) -> None:
    case = builders.expertise_in("in_review", people)
    for person in (people.author, people.secretary, people.other_methodist, people.outsider):
        assert Visitor(person).get("/work/").values("data-remind") == []
        reminded, said = remind(person, case)
        assert reminded == set()
        assert "There is nobody to remind." in said


def test_reminder_stands_in_the_timeline_of_the_child_case(people: builders.People) -> None:
    case = builders.expertise_in("in_review", people)
    remind(people.methodist, case)
    review = builders.review_of(case, people.expert)
    told = Visitor(people.methodist).get(f"/cases/{review.number}/").text
    assert "The holder was reminded" in told
    # The expert reads that they were reminded, and not by whom.
    told = Visitor(people.expert).get(f"/cases/{review.number}/").text
    assert "The holder was reminded" in told
    assert people.methodist.full_name not in told
    assert "The holder was reminded" not in Visitor(people.author).get(f"/cases/{case.label}/").text


def test_reminders_come_once_a_day_by_the_database_itself(people: builders.People) -> None:
    case = builders.expertise_in("in_review", people)
    reviews = [builders.review_of(case, expert) for expert in (people.expert, people.expert2)]
    assert reminders.remind(people.methodist, list(reviews[:1])) == reviews[:1]
    # Another person asks on the same day: only who was not reminded yet is.
    assert reminders.remind(people.secretary, list(reviews)) == reviews[1:]
    with time_machine.travel(builders.MONDAY + timedelta(days=1)):
        assert reminders.remind(people.secretary, list(reviews)) == reviews
    with pytest.raises(IntegrityError), transaction.atomic():
        Reminder.objects.create(
            case=reviews[0],
            seq=1,
            by=people.author,
            at=builders.MONDAY,
            day=timezone.localdate(builders.MONDAY),
        )


def test_reminders_are_never_changed_or_taken_back(people: builders.People) -> None:
    case = builders.expertise_in("in_review", people)
    remind(people.methodist, case)
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Reminder.objects.update(seq=0)
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Reminder.objects.all().delete()
