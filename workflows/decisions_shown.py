"""Decisions of a council on the page of a case, with their conditions and the way to appeal."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from workflows import access, appeals, registry
from workflows.decisions import Decision, with_conditional
from workflows.offices import REVOKER
from workflows.shown import Section, Tab

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from permissions.models import User
    from workflows.models import Case


def decisions(case: Any, person: User) -> Section | None:
    """Show the decisions on a case, and how its author can appeal against the last one."""
    found = decided(case, person, case.decisions.all())
    if found is None or person.pk != case.initiator_id:
        return found
    last = found.context["rows"][-1]["decision"]
    if appeals.appealable(case, last, timezone.localdate()):
        context = {
            **found.context,
            "appeal_until": appeals.last_day(case),
            "appeal": appeals.APPEAL,
        }
        return replace(found, context=context)
    return found


def decided(case: Any, person: User, decisions: QuerySet[Decision]) -> Section | None:
    """Show decisions, each with its conditions, and what an appeal put in its place."""
    named = ("certificate", "appeal", "replaced_by", "replaces")
    rows = with_conditional(decisions.select_related(*named)).order_by("pk")
    shown = [
        {
            "decision": decision,
            "conditions": conditions_of(case, person, decision) if decision.conditional else [],
        }
        for decision in rows
    ]
    if not shown:
        return None
    template = "workflows/sections/decisions.html"
    context = {"rows": shown, "may_revoke": bool(REVOKER(person, case))}
    return Section(_("Decision of the council"), template, context, Tab.DECISION)


def conditions_of(case: Case, person: User, decision: Any) -> list[dict[str, Any]]:
    """Put the conditions of a decision into words; ``seen`` tells whether each may be opened."""
    found = []
    for condition in decision.conditions.all():
        if condition.parent_id == case.pk:
            condition.parent = case  # so that it is not read again for each
        seen = condition.responsible_id == person.pk or access.sees_by_rule(person, condition)
        label = registry.state_label(condition)
        found.append({"condition": condition, "state": label, "seen": bool(seen)})
    return found
