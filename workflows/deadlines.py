"""Due dates after the fact: counted anew when the calendar changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from workflows import calendar, clock, holding, queue, registry
from workflows.models import Case, Event
from workflows.spec import Term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

    from workflows.clock import Change

RECOUNT = "workflows.jobs.recount_terms"
QUEUE = "deadlines"


def calendar_changed(day: date) -> None:
    """Have the terms that span a day counted anew, in the transaction of the change.

    Twice: a process that read the table before the change may still count with it for a while.
    """
    queue.defer(queue.job(RECOUNT, QUEUE, day=day.isoformat(), again=True))


def recount(day: date, at: datetime) -> int:
    """Count the terms of open cases that span a day anew; say how many due dates moved."""
    return sum(
        clock.tick(case, clock.Tick.RECOUNT, at, lambda held: _recounted(held, day))
        for case in list(_spanning(day))
    )


def _spanning(day: date) -> Iterator[Case]:
    start = timezone.make_aware(datetime.combine(day, time()), timezone.get_default_timezone())
    rows = Case.objects.filter(open=True, due_at__gte=start)
    yield from rows.filter(held_since__lt=start + timedelta(days=1)).order_by("pk")


def _recounted(case: Case, day: date) -> Change | None:
    term = registry.step_of(case).term
    if not isinstance(term, Term) or case.due_at is None:
        return None
    wanted = due(case, term)
    if wanted == case.due_at:
        return None
    record = {"was": _said(case.due_at), "due": _said(wanted), "day": day.isoformat()}
    return replace(clock.standing(case), due_at=wanted, record=record)


def due(case: Case, term: Term) -> datetime:
    """Count when the term of where a case stands ends, with what it was extended by."""
    return calendar.due(case.held_since, days(case, term))


def days(case: Case, term: Term) -> int:
    """Give the working days that the case may stay where it stands, as it came there."""
    return holding.days_left(case, case.state, term, case.held_since)


def moved_by(day: date) -> QuerySet[Event]:
    """List the recounts that followed a change of a day, the newest first."""
    rows = Event.objects.filter(action=clock.Tick.RECOUNT, data__day=day.isoformat())
    return rows.select_related("case", "holder").order_by("-at", "case_id")


def _said(moment: datetime) -> str:
    return f"{timezone.localtime(moment, timezone.get_default_timezone()):%d.%m.%Y}"
