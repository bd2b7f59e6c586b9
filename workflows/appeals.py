"""Appeals against decisions of a council: which decision can be appealed, and until when.

A process lets its decisions be appealed by the ``appeal`` of the steps they lead to, and by an
action `OVERTURN` from there that puts another decision in the place of the first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from permissions.rules import ALLOWED, Refused, Verdict
from workflows import calendar, holding, registry
from workflows.decisions import Decision, with_conditional
from workflows.models import Case
from workflows.spec import Outcome

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from permissions.models import User
    from workflows.spec import Move

APPEAL = "AP"
OVERTURN = "overturn"


def last_day(case: Case) -> date | None:
    """Give the last day on which the decision on a case can be appealed; ``None`` where never.

    The term begins when the decision is carried out and its author told, and is counted by the
    edition of terms that the case began under.
    """
    term = registry.step_of(case).appeal
    if term is None:
        return None
    days = holding.days_of(case.terms_id).get(case.state, term.days) if case.terms_id else term.days
    return calendar.add_working_days(timezone.localdate(case.held_since), days)


def decision_on(case: Case) -> Decision | None:
    """Give the decision that stands, with its appeal."""
    rows = Decision.objects.filter(case_id=case.pk).select_related("appeal")
    return with_conditional(rows).order_by("-pk").first()


def decisions_on(cases: QuerySet[Case]) -> dict[int, Decision]:
    """Give the decisions that stand, by the keys of their cases, in one statement."""
    rows = Decision.objects.filter(case__in=cases).select_related("appeal")
    return {row.case_id: row for row in with_conditional(rows).order_by("pk")}


def appealable(case: Case, decision: Any, day: date) -> Verdict:
    """Answer whether a decision can be appealed on a day, with the reason if not."""
    until = last_day(case)
    if until is None or decision is None:
        return Refused(_("There is no decision here that can be appealed."))
    if decision.replaces_id is not None:
        return Refused(_("This decision was made on an appeal and is final."))
    if appeal := getattr(decision, "appeal", None):
        words = _("This decision has been appealed already: {appeal}.")
        return Refused(format_lazy(words, appeal=appeal.label))
    if registry.step_of(case).outcome == Outcome.POSITIVE and not decision.conditional:
        return Refused(_("The work was approved without conditions: there is nothing to appeal."))
    if day > until:
        words = _("The decision could be appealed until {day}.")
        return Refused(format_lazy(words, day=date_format(until, "d.m.Y")))
    return ALLOWED


def decided_for(person: User) -> Q:
    """Give the condition on cases that they are a person's own and decided so as to be appealed."""
    found = Q(pk__in=())
    for model in registry.models():
        states = [str(state) for state, step in model.process.steps.items() if step.appeal]
        if states:
            found |= Q(process_code=model.process.code, state__in=states)
    return found & Q(initiator=person.pk)


def overturning(case: Case) -> Move:
    """Find the move that puts another decision in the place of the first.

    Raises `LookupError` where the process declares none.
    """
    move = registry.find(case, OVERTURN)
    if move is None:
        raise LookupError(case.process_code)
    return move


def row_of(case: Case) -> Any:
    """Read a case as a row of its own process."""
    return registry.model(case.process_code).objects.get(pk=case.pk)
