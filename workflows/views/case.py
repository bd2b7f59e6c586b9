"""The page of one case: where it stands, what can be done, what it holds, what happened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from documents import serve
from documents.models import Version
from permissions.rules import ALLOWED
from workflows import access, dossiers, engine, queries, registry
from workflows.spec import Outcome
from workflows.views import words
from workflows.views.people import PersonView, seen_case

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import FileResponse, HttpResponse
    from django_stubs_ext import StrOrPromise

    from permissions.models import User
    from workflows.engine import Option
    from workflows.models import Case
    from workflows.shown import Section
    from workflows.views.people import Asked

EVENTS_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Control:
    """An action on the page; ``reason`` says why it is off."""

    name: str
    label: StrOrPromise
    who: StrOrPromise
    reason: StrOrPromise
    leads_on: bool
    ends: bool


class CaseView(PersonView):
    """The page of a case."""

    def get(self, request: Asked, address: str) -> HttpResponse:
        """Show the case as far as the person may see it."""
        person = request.user
        case = seen_case(address, person)
        whole = access.sees_by_rule(person, case) is ALLOWED
        options = engine.available(case, person)
        events = queries.events_of(case)
        told = events if request.GET.get("events") == "all" else events[:EVENTS_SHOWN]
        context = {
            "case": case,
            "whole": whole,
            "head": header(case, person, whole=whole),
            "controls": controls(case, (option for option in options if option.may)),
            "others": controls(
                case,
                (o for o in options if not o.may and (whole or o.move.action.public)),
            ),
            "sections": sections(case, person),
            "filed": dossiers.by_document(dossiers.versions(case)),
            "children": _children(case, person, whole=whole),
            "trail": words.trail(case, told, person, whole=whole),
            "untold": len(events) - len(told),
            "parent_seen": bool(whole and case.parent and access.sees_by_rule(person, case.parent)),
        }
        return render(request, "workflows/case.html", context)


class DocumentView(PersonView):
    """A version of a document of a case, for saving."""

    def get(self, request: Asked, address: str, pk: int) -> FileResponse:
        """Send it to whoever may see the case and the version."""
        case = seen_case(address, request.user)
        version = get_object_or_404(Version.objects.select_related("document"), pk=pk)
        if not _may_read(request.user, case, version):
            raise Http404(_("There is no such document, or you may not read it."))
        return serve.response(version)


def _may_read(person: User, case: Case, version: Version) -> bool:
    if version.document.dossier_id == case.dossier_id:
        whole = bool(access.sees_by_rule(person, case))
        return not version.rendered or version in dossiers.papers(case, whole=whole)
    of_process = getattr(case, "may_read", None)
    return bool(of_process and of_process(person, version))


def header(case: Case, person: User, *, whole: bool) -> dict[str, Any]:
    """Say where a case stands, who has it and until when, and how that was counted."""
    return {
        "process": registry.process_of(case).label,
        "state": registry.state_label(case),
        "holder": words.holder(case, person),
        "holder_name": _holder_name(case, person) if whole else "",
        "due": words.due(case, timezone.now()),
        "term": words.term(case),
        "ends": case.outcome,
    }


def _holder_name(case: Case, person: User) -> str:
    if case.holder is None or case.waiting or case.holder_id == person.pk:
        return ""
    return case.holder.full_name


def sections(case: Case, person: User) -> list[Section]:
    """Give the parts that the process adds to the page, as it shows them to the person."""
    of_process = getattr(case, "sections", None)
    return list(of_process(person)) if of_process else []


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
    )


def controls(case: Case, options: Iterable[Option]) -> list[Control]:
    """List actions for the page: those that lead the case on first, those that end it last."""
    found = [_control(case, option) for option in options]
    return sorted(found, key=lambda control: (control.ends, not control.leads_on))


def _children(case: Case, person: User, *, whole: bool) -> list[tuple[words.Row, str]]:
    children = queries.children_of(case, person)
    names = [child.holder.full_name if whole and child.holder else "" for child in children]
    return list(zip(words.rows(children, person), names, strict=True))
