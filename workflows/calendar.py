"""Working days of Kazakhstan, and the moments when terms end."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import cache

import holidays
from django.utils import timezone

END_OF_DAY = time(18, 0)


@cache
def _holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("KZ", years=year))


def is_working_day(day: date) -> bool:
    """Tell whether the centre works on a day."""
    return day.weekday() < 5 and day not in _holidays(day.year)  # noqa: PLR2004


def add_working_days(start: date, days: int) -> date:
    """Give the working day that is ``days`` working days after ``start``."""
    day = start
    while days > 0:
        day += timedelta(days=1)
        days -= is_working_day(day)
    return day


def working_days_between(start: date, end: date) -> int:
    """Count the working days after ``start`` up to and with ``end``; negative if it is past."""
    if end < start:
        return -working_days_between(end, start)
    days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    return sum(is_working_day(day) for day in days)


def due(since: datetime, days: int) -> datetime:
    """Give the moment when a term of ``days`` working days that began at ``since`` ends."""
    zone = timezone.get_current_timezone()
    return end_of(add_working_days(since.astimezone(zone).date(), days))


def end_of(day: date) -> datetime:
    """Give the moment when the working hours of a day end."""
    return datetime.combine(day, END_OF_DAY, timezone.get_current_timezone())
