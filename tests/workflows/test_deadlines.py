"""Due dates after the fact: counted anew with the calendar, by an event of their own."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.workflows.test_admin import office, page
from workflows import audit, deadlines, deadlines_jobs, workdays
from workflows.deadlines_rules import DeadlineRules
from workflows.models import Case
from workflows.workdays import SpecialDay

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.test import Client

    from permissions.models import User

    Start = Callable[..., Any]
    Act = Callable[..., Any]

__all__ = ["office"]
MONDAY = datetime(2026, 11, 16, 9, tzinfo=timezone.get_default_timezone())
WEDNESDAY = date(2026, 11, 18)


@pytest.fixture(autouse=True)
def _table(db: None) -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=True):
        yield
    workdays.forget()


@pytest.fixture
def checked(start: Start, act: Act, author: User, secretary: User) -> Any:
    """A toy that the secretary has three working days for: until Thursday."""
    return act(start(), "submit", author)


def close_centre(day: date) -> None:
    SpecialDay.objects.create(day=day, name_kk="Демалыс", name_ru="Выходной", name_en="Day off")
    workdays.changed()


def due_day(case: Case) -> date:
    due = Case.objects.get(pk=case.pk).due_at
    assert due is not None
    return timezone.localdate(due)


def test_recount_moves_the_due_date_by_an_event(checked: Case) -> None:
    assert due_day(checked) == date(2026, 11, 19)
    close_centre(WEDNESDAY)
    assert deadlines.recount(WEDNESDAY, timezone.now()) == 1
    assert due_day(checked) == date(2026, 11, 20)
    event = checked.events.get(action="clock.recount")
    assert event.actor.is_system
    assert event.data == {"was": "19.11.2026", "due": "20.11.2026", "day": "2026-11-18"}
    assert list(audit.Audit().broken()) == []


def test_recount_done_twice_moves_nothing_more(checked: Case) -> None:
    close_centre(WEDNESDAY)
    assert deadlines.recount(WEDNESDAY, timezone.now()) == 1
    assert deadlines.recount(WEDNESDAY, timezone.now()) == 0
    assert checked.events.filter(action="clock.recount").count() == 1


@pytest.mark.parametrize("day", [date(2026, 11, 13), date(2026, 11, 20)])
def test_recount_leaves_terms_that_do_not_span_the_day(checked: Case, day: date) -> None:
    close_centre(day)
    assert deadlines.recount(day, timezone.now()) == 0


def test_recount_leaves_what_has_ended_or_has_no_term(
    start: Start, act: Act, author: User, secretary: User
) -> None:
    start()
    act(act(start(), "submit", author), "approve", secretary)
    close_centre(WEDNESDAY)
    assert deadlines.recount(WEDNESDAY, timezone.now()) == 0


def test_job_recounts_and_once_more_for_who_counted_with_the_old_table(checked: Case) -> None:
    close_centre(WEDNESDAY)
    deadlines_jobs.recount_terms("2026-11-18", again=True)
    assert due_day(checked) == date(2026, 11, 20)
    jobs = ProcrastinateJob.objects.filter(task_name=deadlines.RECOUNT)
    assert [job.args for job in jobs] == [{"day": "2026-11-18", "again": False}]
    deadlines_jobs.recount_terms("2026-11-18", again=False)
    assert jobs.count() == 1


def test_administrator_adds_a_day_and_reads_whose_due_dates_moved(
    office: Client, checked: Case
) -> None:
    typed = {"day": "2026-11-18", "name_kk": "Демалыс", "name_ru": "Выходной", "name_en": ""}
    answer = office.post(page("specialday", "add"), typed, follow=True)
    assert "Due dates are being counted anew" in answer.content.decode()
    job = ProcrastinateJob.objects.get(task_name=deadlines.RECOUNT)
    deadlines_jobs.recount_terms(**job.args)
    day = SpecialDay.objects.get(day=WEDNESDAY)
    said = office.get(page("specialday", "change", day.pk)).content.decode()
    assert f"{checked.number} (whoever holds the role): 19.11.2026 → 20.11.2026" in said


def test_administrator_corrects_a_day_but_neither_moves_nor_deletes_it(
    office: Client, checked: Case
) -> None:
    close_centre(WEDNESDAY)
    deadlines.recount(WEDNESDAY, timezone.now())
    day = SpecialDay.objects.get(day=WEDNESDAY)
    typed = {"day": "2026-11-19", "works": "on", "name_kk": "Жұмыс", "name_ru": "Рабочий"}
    office.post(page("specialday", "change", day.pk), typed)
    day.refresh_from_db()
    assert (day.day, day.works) == (WEDNESDAY, True)
    deadlines.recount(WEDNESDAY, timezone.now())
    assert due_day(checked) == date(2026, 11, 19)
    assert office.get(page("specialday", "delete", day.pk)).status_code == 403


def test_administrator_is_told_of_a_day_that_is_there(office: Client) -> None:
    typed = {"day": "2026-12-16", "name_kk": "Күн", "name_ru": "День"}
    answer = office.post(page("specialday", "add"), typed)
    assert "This day is in the table already." in answer.content.decode()
    assert "Күн" in answer.content.decode()


def test_first_day_of_a_year_brings_the_year_along(office: Client) -> None:
    typed = {"day": "2028-12-30", "works": "on", "name_kk": "Жұмыс", "name_ru": "Рабочий"}
    office.post(page("specialday", "add"), typed)
    assert SpecialDay.objects.filter(day=date(2028, 12, 16), works=False).exists()


@pytest.mark.parametrize("rows", [1, 30])
def test_table_costs_the_same_for_any_number_of_days(
    rows: int, office: Client, django_assert_num_queries: Any
) -> None:
    SpecialDay.objects.filter(day__year__gt=2023).delete()
    days = (date(2026, 10, n + 1) for n in range(rows))
    SpecialDay.objects.bulk_create(SpecialDay(day=d, name_kk="К", name_ru="Р") for d in days)
    with django_assert_num_queries(9):
        answer = office.get(page("specialday"))
    assert answer.content.decode().count('class="field-day') == rows


def test_administrator_sets_the_reminders_of_a_process(office: Client) -> None:
    typed = {
        "process": "EX",
        "before": "5,2",
        "on_day": "on",
        "after": "",
        "escalate": "4",
        "superior": "centre_head",
    }
    office.post(page("deadlinerules", "add"), typed)
    rules = DeadlineRules.objects.get()
    assert (rules.process, rules.before, rules.after, rules.escalate) == ("EX", [5, 2], [], 4)
    again = office.post(page("deadlinerules", "add"), typed | {"before": "7"}).content.decode()
    assert "This process has its reminders already." in again
    assert 'value="7"' in again
    wrong = office.post(page("deadlinerules", "add"), typed | {"process": "RV", "before": "5,x"})
    assert wrong.status_code == 200
    assert DeadlineRules.objects.count() == 1
    changed = page("deadlinerules", "change", rules.pk)
    office.post(changed, typed | {"escalate": "", "process": "RV"})
    rules.refresh_from_db()
    assert (rules.process, rules.escalate) == ("EX", None)


@pytest.mark.parametrize("rows", [1, 30])
def test_list_of_reminders_costs_the_same_for_any_number(
    rows: int, office: Client, django_assert_num_queries: Any
) -> None:
    DeadlineRules.objects.bulk_create(DeadlineRules(process=f"P{n}") for n in range(rows))
    with django_assert_num_queries(8):
        office.get(page("deadlinerules"))
