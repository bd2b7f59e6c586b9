"""One action on many cases with one form, and what became of each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from workflows import access, engine, forms, queries, registry, road
from workflows.refusals import Invalid, NotDone
from workflows.spec import Person
from workflows.views.people import PersonView
from workflows.views.words import rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpResponse
    from django_stubs_ext import StrOrPromise

    from permissions.models import User
    from workflows.ask import Ask
    from workflows.models import Case
    from workflows.spec import Action, Move, Process
    from workflows.views.people import Asked

MOST = 50


@dataclass(frozen=True, slots=True)
class Batch:
    """An action that can be done to several of a person's cases at once."""

    process: Process
    name: str
    label: StrOrPromise
    count: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one case; ``reason`` says why nothing was done."""

    label: str
    title: str
    reason: StrOrPromise = ""


def batches(cases: Iterable[Case]) -> list[Batch]:
    """Find what can be done together to two or more of the cases; costs no statement."""
    counted = Counter(
        (case.process_code, move.name)
        for case in cases
        if not case.waiting
        for move in registry.moves_from(case)
        if move.action.together
    )
    return [
        Batch(registry.model(code).process, name, _declared(code, name).label, count)
        for (code, name), count in counted.items()
        if count > 1
    ]


def taps(cases: Iterable[Case], person: User) -> dict[int, Move]:
    """Find, by the key of each case, the move that needs neither a form nor a second thought.

    Takes a statement for each process that has such a move for a case here.
    """
    found = {case.pk: move for case in cases if (move := _simple(case, person))}
    codes = {case.process_code for case in cases if case.pk in found}
    own: dict[int, Case] = {}
    for code in sorted(codes):
        own |= {child.pk: child for child in registry.model(code).objects.filter(pk__in=found)}
    return {pk: move for pk, move in found.items() if move.action.by(person, own[pk])}


def _simple(case: Case, person: User) -> Move | None:
    holder = registry.step_of(case).holder
    if case.waiting or case.holder_id != person.pk or not isinstance(holder, Person):
        return None
    move = road.next_move(registry.model(case.process_code), case.edition, case.state)
    is_simple = move and not move.action.needs and _is_plain(move.action)
    return move if is_simple else None


def _is_plain(action: Action) -> bool:
    return action.form is None and action.confirm is None and action.after_children is None


class TogetherView(PersonView):
    """An action on several cases: choose them, fill in once, read what became of each."""

    def get(self, request: Asked, code: str, name: str) -> HttpResponse:
        """Show the cases that wait for it, all chosen, and the form."""
        action = _declared(code, name)
        cases = _waiting(request.user, code, name)
        form = _form(action, cases, request.user, None)
        return _page(request, code, name, {"cases": cases, "form": form})

    def post(self, request: Asked, code: str, name: str) -> HttpResponse:
        """Act on each chosen case by itself; one that fails does not keep the others."""
        action = _declared(code, name)
        chosen = [_read(value) for value in request.POST.getlist("case")[:MOST]]
        cases = [(case, version) for label, version in chosen if (case := queries.case_at(label))]
        seen = [
            (case, version)
            for case, version in cases
            if case.process_code == code and access.may_see(request.user, case)
        ]
        form = _form(action, [case for case, _version in seen], request.user, request.POST)
        if not seen or (form and not form.is_valid()):
            cases_now = _waiting(request.user, code, name)
            again: dict[str, Any] = {"cases": cases_now, "form": form, "none": not seen}
            again["chosen"] = {case.pk for case, _version in seen}
            return _page(request, code, name, again, status=422)
        outcomes = [_act(case, name, request.user, version, request.POST) for case, version in seen]
        if "tap" in request.POST:
            return _tapped(request, outcomes[0], action)
        context = {
            "action": action,
            "done": [outcome for outcome in outcomes if not outcome.reason],
            "not_done": [outcome for outcome in outcomes if outcome.reason],
        }
        return render(request, "workflows/together_done.html", context)


def _declared(code: str, name: str) -> Action:
    """Find an action that may be done from the worklist; raises `Http404`."""
    known = {model.process.code: model for model in registry.models()}
    for move in registry.moves(known[code]) if code in known else ():
        if move.name == name and (move.action.together or _is_plain(move.action)):
            return move.action
    raise Http404(_("There is no such action."))


def _waiting(person: User, code: str, name: str) -> list[Case]:
    """List the person's cases from which the action leads on, the most urgent first."""
    mine = (*queries.held_by(person).cases, *queries.to_take(person).cases)
    fitting = [
        case
        for case in mine
        if case.process_code == code and not case.waiting and registry.find(case, name)
    ]
    return fitting[:MOST]


def _read(value: str) -> tuple[str, int]:
    label, _colon, version = value.rpartition(":")
    return label, int(version) if version.isdecimal() else 0


def _form(action: Action, cases: list[Case], person: User, data: Any) -> Ask | None:
    """Make the form for the first of the cases; the engine judges it anew for each."""
    if action.form is None or not cases:
        return None
    first = queries.case_at(cases[0].label)
    form: Ask = action.form(data, case=first, actor=person)
    form.initial = {}  # what the first case holds is not what all shall hold
    return form


def _act(case: Case, name: str, person: User, version: int, data: Any) -> Outcome:
    try:
        done = engine.perform(case, name, actor=person, seen_version=version, data=data)
    except Invalid as refusal:
        said = " ".join(str(e) for errors in refusal.form.errors.values() for e in errors)
        return Outcome(case.label, case.title, said)
    except NotDone as refusal:
        return Outcome(case.label, case.title, refusal.reason)
    return Outcome(done.label, done.title)


def _tapped(request: Asked, outcome: Outcome, action: Action) -> HttpResponse:
    said = {"case": outcome.label, "action": action.label, "reason": outcome.reason}
    if outcome.reason:
        messages.error(request, _("%(case)s: nothing was done. %(reason)s") % said)
    else:
        messages.success(request, _("%(case)s: done – %(action)s.") % said)
    return redirect("work:index")


def _page(
    request: Asked, code: str, name: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    form, cases = context["form"], context.pop("cases")
    context |= {
        "process": registry.model(code).process,
        "name": name,
        "action": _declared(code, name),
        "rows": rows(cases, request.user),
        "form": form and forms.suited(form),
        "groups": forms.grouped(form) if form else [],
    }
    context.setdefault("chosen", {case.pk for case in cases})
    return render(request, "workflows/together.html", context, status=status)
