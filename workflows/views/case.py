"""The page of one case: where it stands, what can be done, what it holds, what happened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.utils import timezone

from permissions.rules import ALLOWED
from workflows import access, engine, registry, road, standing_in
from workflows.spec import Outcome
from workflows.views import standing, tabs, words
from workflows.views.people import PersonView, seen_case

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpResponse
    from django_stubs_ext import StrOrPromise

    from permissions.models import User
    from workflows.engine import Option
    from workflows.models import Case
    from workflows.views.people import Asked


@dataclass(frozen=True, slots=True)
class Control:
    """An action on the page; ``reason`` says why it is off."""

    name: str
    label: StrOrPromise
    who: StrOrPromise
    reason: StrOrPromise
    leads_on: bool
    ends: bool
    far: int


class CaseView(PersonView):
    """The page of a case."""

    def get(self, request: Asked, address: str) -> HttpResponse:
        """Show the case as far as the person may see it."""
        person = request.user
        case = seen_case(address, person)
        whole = access.sees_by_rule(person, case) is ALLOWED
        options = engine.available(case, person)
        found = controls(case, (option for option in options if option.may))
        context = {
            "case": case,
            "whole": whole,
            "head": header(case, person, whole=whole),
            "progress": standing.progress(case, person),
            "controls": found,
            "others": controls(
                case,
                # What leads on from an end is the system's own, as after an appeal.
                (o for o in options if case.open and not o.may and (whole or o.move.action.public)),
            ),
            "sheets": tabs.sheets(
                case,
                person,
                whole=whole,
                acting=bool(found),
                everything=request.GET.get("events") == "all",
            ),
            "parent_seen": bool(whole and case.parent and access.sees_by_rule(person, case.parent)),
        }
        return render(request, "workflows/case.html", context)


def header(case: Case, person: User, *, whole: bool) -> dict[str, Any]:
    """Say where a case stands, who has it and until when, and how that was counted."""
    return {
        "process": registry.process_of(case).label,
        "state": registry.state_label(case),
        "standing": standing.standing(case, person),
        "next": standing.what_next(case, person, whole=whole),
        "holder_name": _holder_name(case, person) if whole else "",
        "due": words.due(case, timezone.now()),
        "term": words.term(case),
        "counted": words.counted(case),
        "instead_of": words.said_instead(standing_in.absent_holder(case, person)),
        "ends": case.outcome,
    }


def _holder_name(case: Case, person: User) -> str:
    if case.holder is None or case.waiting or case.holder_id == person.pk:
        return ""
    return case.holder.full_name


def _control(case: Case, option: Option) -> Control:
    move, declared = option.move, option.move.action
    outcome = registry.process_of(case).steps[move.target].outcome
    return Control(
        name=move.name,
        label=declared.label,
        who=declared.by.who,
        reason=getattr(option.can, "reason", ""),
        leads_on=move.source != move.target and outcome in {None, Outcome.POSITIVE},
        ends=outcome in {Outcome.NEGATIVE, Outcome.NEUTRAL},
        far=road.distance(registry.model(case.process_code), case.edition, move.target),
    )


def controls(case: Case, options: Iterable[Option]) -> list[Control]:
    """List actions as likely as they are: on along the main road first, an end last."""
    found = [_control(case, option) for option in options]
    return sorted(found, key=lambda c: (c.ends, not c.leads_on, c.far))
