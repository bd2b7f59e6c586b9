"""Who has the ball in a state, and until when."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from django.db.models import F
from django.utils import timezone

from workflows import calendar, registry
from workflows.models import Case, Terms
from workflows.spec import Children, InRole, Person, Term, Until

if TYPE_CHECKING:
    from datetime import datetime

# What `workflows.deadlines_extending` calls its action.
EXTEND = "extend_term"


def give_ball(case: Case, state: str, at: datetime) -> None:
    """Give the ball to the holder of a state, until the end of its term."""
    step = case.process.steps[state]
    case.holder_id, case.holder_role, case.waiting = None, "", False
    match step.holder:
        case Person(field, waits=waits):
            case.holder_id, case.waiting = getattr(case, f"{field}_id"), waits
        case InRole(role):
            case.holder_role = role
        case Children(waits=person):
            case.holder_id, case.waiting = getattr(case, f"{person.field}_id"), True
    case.due_at = None
    match step.term:
        case Term():
            case.due_at = calendar.due(at, days_left(case, state, step.term, at))
        case Until(field):
            case.due_at = calendar.end_of(getattr(case, field))


def days_for(case: Case, state: str, term: Term) -> int:
    """Give the working days that a state may last, by the edition of terms of the case."""
    own = days_of(case.terms_id) if case.terms_id else {}
    return int(own.get(state, term.days))


def days_left(case: Case, state: str, term: Term, since: datetime) -> int:
    """Give the working days that a state may last that began at ``since``.

    Of a term over several states that is what is left of it, and at least one day: whoever gets
    a case back can act.
    """
    days = days_for(case, state, term) + _extended(case, term, since)
    return max(1, days - _used(case, term, since)) if term.over else days


def _extended(case: Case, term: Term, since: datetime) -> int:
    """Give the working days by which a term was extended; free of charge where none can be."""
    moves = registry.moves(registry.model(case.process_code))
    if not case.version or not any(move.name == EXTEND for move in moves):
        return 0
    rows = case.events.filter(action=EXTEND)
    rows = rows if term.over else rows.filter(at__gte=since)
    return sum(rows.values_list("data__days", flat=True))


def _used(case: Case, term: Term, before: datetime) -> int:
    """Count the working days that a case stood in the states of a term before a moment."""
    if not case.version:
        return 0
    moves = case.events.exclude(source=F("target")).filter(at__lt=before).order_by("seq")
    entered = [*moves.values_list("target", "at"), ("", before)]
    return sum(
        calendar.working_days_between(timezone.localdate(start), timezone.localdate(end))
        for (state, start), (_next, end) in pairwise(entered)
        if state in term.over
    )


@lru_cache(maxsize=256)
def days_of(terms_id: int) -> dict[str, int]:
    """Read the days of an edition of terms, once: what is published never changes."""
    return dict(Terms.objects.values_list("days", flat=True).get(pk=terms_id))


def terms_in_force(code: str, at: datetime) -> Terms | None:
    """Give the latest edition of the terms of a process in force at a moment, if it has any."""
    today = timezone.localdate(at)
    found = Terms.objects.filter(process=code, in_force_from__lte=today)
    return found.order_by("-in_force_from", "-number").first()
