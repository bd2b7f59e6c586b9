"""How a term was counted, told in sentences that anybody can follow on a wall calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, ngettext

from workflows import calendar, workdays

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workflows.workdays import SpecialDay

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Break:
    """Days without work that follow one another; ``names`` are those of its holidays."""

    first: date
    last: date
    names: tuple[str, ...]


def told(start: date, days: int) -> list[str]:
    """Tell how the last day of a term of working days is found that begins on ``start``."""
    end = calendar.add_working_days(start, days)
    said = ngettext(
        "%(n)s working day from %(day)s; that day itself does not count.",
        "%(n)s working days from %(day)s; that day itself does not count.",
        days,
    )
    lines = [said % {"n": days, "day": day_said(start)}]
    if any(day.weekday() >= calendar.WEEK and not _works(day) for day in _days(start, end)):
        lines.append(gettext("Saturdays and Sundays do not count."))
    for found in breaks(start, end):
        many = gettext("%(days)s do not count: %(names)s.")
        one = gettext("%(days)s does not count: %(names)s.")
        text = one if found.first == found.last else many
        said_days = span_said(found.first, found.last)
        lines.append(text % {"days": said_days, "names": ", ".join(found.names)})
    for day in _days(start, end):
        special = workdays.special(day)
        if special and special.works and day.weekday() >= calendar.WEEK:
            text = gettext("%(day)s counts, though it is a weekend: %(name)s.")
            lines.append(text % {"day": day_said(day), "name": special.name})
    text = gettext("The last day is %(day)s; it ends at %(hour)s, with the centre's working hours.")
    return [*lines, text % {"day": day_said(end), "hour": settings.SARAP_DAY_ENDS}]


def breaks(start: date, end: date) -> Iterator[Break]:
    """List the runs of days without work after ``start`` in which a holiday takes a weekday."""
    run: list[date] = []
    for day in (*_days(start, end), None):
        if day is not None and not calendar.is_working_day(day):
            run.append(day)
            continue
        specials = [special for special in map(workdays.special, run) if special]
        if any(day.weekday() < calendar.WEEK for day in run):
            yield Break(run[0], run[-1], _names(specials))
        run = []


def _names(specials: list[SpecialDay]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(special.name for special in specials))


def _days(start: date, end: date) -> Iterator[date]:
    return (start + DAY * n for n in range(1, (end - start).days + 1))


def _works(day: date) -> bool:
    special = workdays.special(day)
    return bool(special and special.works)


def day_said(day: date) -> str:
    """Say a day as people say it: "18 March 2026"."""
    return _lower(date_format(day, "j E Y"))


def span_said(first: date, last: date) -> str:
    """Say a span of days: "21–25 March 2026", or with both months."""
    if first == last:
        return day_said(first)
    begins = f"{first.day}–" if first.month == last.month else date_format(first, "j E – ")
    if first.year != last.year:
        begins = date_format(first, "j E Y – ")
    return _lower(begins) + day_said(last)


def _lower(said: str) -> str:
    # Django's names of Kazakh months stand alone and so begin with a capital.
    return said.lower() if get_language() == "kk" else said
