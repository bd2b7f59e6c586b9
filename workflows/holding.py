"""Who has the ball in a state, and until when."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from django.utils import timezone

from workflows import calendar
from workflows.models import Case, Terms
from workflows.spec import Children, InRole, Person, Term, Until

if TYPE_CHECKING:
    from datetime import datetime


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
            case.due_at = calendar.due(at, days_for(case, state, step.term))
        case Until(field):
            case.due_at = calendar.end_of(getattr(case, field))


def days_for(case: Case, state: str, term: Term) -> int:
    """Give the working days that a state may last, by the edition of terms of the case."""
    own = days_of(case.terms_id) if case.terms_id else {}
    return int(own.get(state, term.days))


@lru_cache(maxsize=256)
def days_of(terms_id: int) -> dict[str, int]:
    """Read the days of an edition of terms, once: what is published never changes."""
    return dict(Terms.objects.values_list("days", flat=True).get(pk=terms_id))


def terms_in_force(code: str, at: datetime) -> Terms | None:
    """Give the latest edition of the terms of a process in force at a moment, if it has any."""
    today = timezone.localdate(at)
    found = Terms.objects.filter(process=code, in_force_from__lte=today)
    return found.order_by("-in_force_from", "-number").first()
