"""Working days of the centre, and the moments when terms end."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.utils import timezone

from workflows import workdays

WEEK = 5
# The longest break of a calendar that anybody can mean; a longer one is a mistake in the table.
FAR = timedelta(days=731)


class NoWorkingDaysError(ValueError):
    """The calendar has no working day for two years, so no term can end."""


def is_working_day(day: date) -> bool:
    """Tell whether the centre works on a day."""
    special = workdays.special(day)
    return day.weekday() < WEEK if special is None else special.works


def next_working_day(day: date) -> date:
    """Give the first working day after a day. Raises `NoWorkingDaysError`."""
    found = day + timedelta(days=1)
    while not is_working_day(found):
        if found - day > FAR:
            raise NoWorkingDaysError(day)
        found += timedelta(days=1)
    return found


def add_working_days(start: date, days: int) -> date:
    """Give the working day that is ``days`` working days after ``start``.

    Raises `NoWorkingDaysError`.
    """
    day = start
    for _day in range(days):
        day = next_working_day(day)
    return day


def working_days_between(start: date, end: date) -> int:
    """Count the working days after ``start`` up to and with ``end``; negative if it is past."""
    if end < start:
        return -working_days_between(end, start)
    days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    return sum(is_working_day(day) for day in days)


def due(since: datetime, days: int) -> datetime:
    """Give the moment when a term of ``days`` working days that began at ``since`` ends."""
    zone = timezone.get_default_timezone()
    return end_of(add_working_days(since.astimezone(zone).date(), days))


def end_of(day: date) -> datetime:
    """Give the moment when the working hours of a day end."""
    ends = time.fromisoformat(settings.SARAP_DAY_ENDS)
    return datetime.combine(day, ends, timezone.get_default_timezone())
