"""Working days against a table that was counted by hand, and by its laws for any calendar."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workflows import calendar, workdays
from workflows.workdays import Known, SpecialDay

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import Settings

# From a day, so many working days on, what the wall calendar of the year says.
BY_HAND = """
2023-12-29  1 2024-01-03   2023-12-29  3 2024-01-05   2023-12-29  4 2024-01-08
2024-01-05  1 2024-01-08   2024-01-08 15 2024-01-29   2024-02-28  1 2024-02-29
2024-02-28  2 2024-03-01   2024-02-29  1 2024-03-01   2024-03-07  1 2024-03-11
2024-03-18 10 2024-04-04   2024-03-20  1 2024-03-26   2024-03-22  1 2024-03-26
2024-04-30  1 2024-05-02   2024-04-30  3 2024-05-04   2024-05-03  1 2024-05-04
2024-05-04  1 2024-05-06   2024-05-06  1 2024-05-10   2024-06-14  1 2024-06-17
2024-07-05  1 2024-07-09   2024-08-29  1 2024-09-02   2024-10-24  1 2024-10-28
2024-12-13  1 2024-12-17   2024-12-31  1 2025-01-05   2024-12-31  2 2025-01-06
2024-12-31  3 2025-01-08   2025-01-03  1 2025-01-05   2025-02-28  1 2025-03-03
2025-03-07  1 2025-03-11   2025-03-14  5 2025-03-26   2025-03-20  1 2025-03-26
2025-04-30  1 2025-05-02   2025-05-06  1 2025-05-08   2025-05-06  2 2025-05-12
2025-06-05  1 2025-06-09   2025-07-04  1 2025-07-08   2025-08-29  1 2025-09-02
2025-10-24  1 2025-10-28   2025-12-15  1 2025-12-17   2025-12-31  1 2026-01-05
2025-12-31  3 2026-01-08   2026-02-27  1 2026-03-02   2026-03-06  1 2026-03-10
2026-03-13  1 2026-03-16   2026-03-18  2 2026-03-20   2026-03-18  3 2026-03-26
2026-03-18 10 2026-04-06   2026-04-30  1 2026-05-04   2026-05-06  1 2026-05-08
2026-05-06  2 2026-05-12   2026-05-26  1 2026-05-28   2026-07-03  1 2026-07-07
2026-08-27  2 2026-08-31   2026-08-28  1 2026-08-31   2026-09-02 30 2026-10-14
2026-10-23  1 2026-10-27   2026-12-15  1 2026-12-17   2026-12-31  1 2027-01-05
2026-12-31  3 2027-01-08   2027-03-05  1 2027-03-09   2027-03-12  1 2027-03-16
2027-03-19  1 2027-03-25   2027-04-30  1 2027-05-04   2027-05-06  1 2027-05-11
2027-05-14  1 2027-05-17   2027-07-05  1 2027-07-07   2027-08-27  1 2027-08-30
2027-08-30  1 2027-08-31   2027-10-22  1 2027-10-26   2027-12-15  1 2027-12-17
2027-12-31  0 2027-12-31
"""
CASES = re.findall(r"(\S+) +(\d+) (\S+)", BY_HAND)
EARLY, LATE = date(2024, 1, 1), date(2027, 12, 31)
SPAN = (LATE - EARLY).days


@pytest.fixture
def table(db: None) -> Iterator[None]:
    """Read the table anew, and again after the test."""
    workdays.forget()
    yield
    workdays.forget()


def keep(*days: SpecialDay) -> None:
    """Have the process know these days of 2024–2027 and beyond, and no others."""
    years = frozenset(range(2020, 2040))
    workdays._known = Known({day.day: day for day in days}, years, float("inf"))


def test_table_counted_by_hand_is_long_enough() -> None:
    assert len(CASES) >= 60


@pytest.mark.parametrize(("start", "days", "end"), CASES)
def test_working_days_are_those_counted_by_hand(
    table: None, start: str, days: str, end: str
) -> None:
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    assert calendar.add_working_days(first, int(days)) == last
    assert calendar.working_days_between(first, last) == int(days)
    assert calendar.working_days_between(last, first) == -int(days)


@given(
    off=st.sets(st.integers(0, SPAN), max_size=200),
    works=st.sets(st.integers(0, SPAN), max_size=60),
    start=st.integers(0, SPAN),
    days=st.integers(0, 60),
)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_counting_what_was_added_gives_it_back(
    table: None, off: set[int], works: set[int], start: int, days: int
) -> None:
    def at(n: int) -> date:
        return EARLY + timedelta(days=n)

    keep(*(SpecialDay(day=at(n), works=n in works) for n in off | works))
    end = calendar.add_working_days(at(start), days)
    assert calendar.working_days_between(at(start), end) == days
    assert days == 0 or calendar.is_working_day(end)


def test_change_is_known_at_once_to_who_made_it(table: None) -> None:
    saturday = date(2026, 12, 19)
    assert calendar.add_working_days(date(2026, 12, 18), 1) == date(2026, 12, 21)
    SpecialDay.objects.create(day=saturday, works=True, name_kk="Жұмыс", name_ru="Рабочий")
    assert calendar.add_working_days(date(2026, 12, 18), 1) == date(2026, 12, 21)
    workdays.changed()
    assert calendar.add_working_days(date(2026, 12, 18), 1) == saturday


def test_change_is_known_to_others_when_what_they_read_is_old(
    table: None, settings: Settings
) -> None:
    assert calendar.is_working_day(date(2026, 12, 18))
    SpecialDay.objects.create(day=date(2026, 12, 18), name_kk="Демалыс", name_ru="Выходной")
    assert calendar.is_working_day(date(2026, 12, 18))
    settings.SARAP_CALENDAR_SECONDS = 0
    assert not calendar.is_working_day(date(2026, 12, 18))


def test_year_without_days_is_taken_from_the_package(table: None) -> None:
    assert not calendar.is_working_day(date(2029, 1, 1))
    assert not calendar.is_working_day(date(2023, 3, 21))


def test_year_is_filled_once_and_then_ruled_by_its_rows(table: None) -> None:
    workdays.fill(2029)
    filled = SpecialDay.objects.filter(day__year=2029)
    count = filled.count()
    assert count > 10
    filled.filter(day=date(2029, 1, 1)).update(works=True)
    workdays.fill(2029)
    workdays.forget()
    assert filled.count() == count
    assert calendar.is_working_day(date(2029, 1, 1))


def test_year_without_a_working_day_left_runs_on_into_the_next(table: None) -> None:
    off = (SpecialDay(day=date(2027, 1, 1) + timedelta(days=n)) for n in range(365))
    keep(*off)
    assert calendar.add_working_days(date(2026, 12, 31), 1) == date(2028, 1, 3)


def test_calendar_without_working_days_says_so(table: None) -> None:
    keep(*(SpecialDay(day=date(2027, 1, 1) + timedelta(days=n)) for n in range(1000)))
    with pytest.raises(calendar.NoWorkingDaysError):
        calendar.add_working_days(date(2026, 12, 31), 1)


def test_term_ends_with_the_hours_of_the_centre(table: None, settings: Settings) -> None:
    since = datetime(2026, 3, 18, 23, 30, tzinfo=ZoneInfo("Asia/Qostanay"))
    assert calendar.due(since, 3) == datetime(2026, 3, 26, 13, tzinfo=ZoneInfo("UTC"))
    settings.SARAP_DAY_ENDS = "17:30"
    with timezone.override("UTC"):  # whoever looks, the centre's own time counts
        assert calendar.due(since, 3) == datetime(2026, 3, 26, 12, 30, tzinfo=ZoneInfo("UTC"))


def test_day_has_one_offset_since_march_2024(table: None) -> None:
    before, after = calendar.end_of(date(2024, 2, 29)), calendar.end_of(date(2024, 3, 1))
    assert before.utcoffset() == timedelta(hours=6)
    assert after.utcoffset() == timedelta(hours=5)
