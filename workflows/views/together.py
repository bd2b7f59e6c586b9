"""One action on many cases with one form: choose them, fill in once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from workflows import access, batches, engine, forms, queries, registry
from workflows.refusals import NotDone
from workflows.views.offers import is_plain
from workflows.views.people import PersonView
from workflows.views.words import rows

if TYPE_CHECKING:
    from django.http import HttpResponse

    from permissions.models import User
    from workflows.ask import Ask
    from workflows.models import Case
    from workflows.spec import Action
    from workflows.views.people import Asked

LONGEST_NUMBER = 9
OURS = ("csrfmiddlewaretoken", "case", "tap")


class TogetherView(PersonView):
    """An action on several cases, all of them chosen at first."""

    def get(self, request: Asked, code: str, name: str) -> HttpResponse:
        """Show the cases that wait for it and the form."""
        action = declared(code, name)
        cases = waiting(request.user, code, name)
        form = _form(action, cases, request.user, None)
        return _page(request, code, name, {"cases": cases, "form": form})

    def post(self, request: Asked, code: str, name: str) -> HttpResponse:
        """Make a batch of the chosen cases, each to be dealt with by itself."""
        action = declared(code, name)
        seen = chosen(request, code)
        if "tap" in request.POST and seen and is_plain(action):
            return _tap(request, *seen[0], name, action)
        form = _form(action, [case for case, _version in seen], request.user, request.POST)
        if not seen or (form and not form.is_valid()):
            again: dict[str, Any] = {"form": form, "none": not seen}
            again["cases"] = waiting(request.user, code, name)
            again["chosen"] = {case.pk for case, _version in seen}
            return _page(request, code, name, again, status=422)
        said = {key: list(values) for key, values in request.POST.lists() if key not in OURS}
        batch = batches.make(request.user, code, name, seen, data=said)
        return redirect("work:batch", batch.pk)


def declared(code: str, name: str) -> Action:
    """Find an action that may be done from the worklist; raises `Http404`."""
    known = {model.process.code: model for model in registry.models()}
    for move in registry.moves(known[code]) if code in known else ():
        if move.name == name and (move.action.together or is_plain(move.action)):
            return move.action
    raise Http404(_("There is no such action."))


def waiting(person: User, code: str, name: str, *, most: int = batches.MOST) -> list[Case]:
    """List the person's cases from which the action leads on, the most urgent first."""
    mine = (
        *queries.held_by(person, most=most).cases,
        *queries.to_take(person, most=most).cases,
    )
    fitting = [
        case
        for case in mine
        if case.process_code == code and not case.waiting and registry.find(case, name)
    ]
    return fitting[:most]


def chosen(request: Asked, code: str) -> list[tuple[Case, int]]:
    """Read the chosen cases of a process that the person may see, with the versions they saw.

    Takes one statement, and each case only once.
    """
    given = (value.rpartition(":") for value in request.POST.getlist("case")[: batches.MOST])
    versions = {label: int(v) for label, _colon, v in given if is_number(v)}
    named = queries.labelled(versions).filter(access.visible(request.user), process_code=code)
    found = {case.label: case for case in named}
    return [(found[label], version) for label, version in versions.items() if label in found]


def is_number(text: str) -> bool:
    """Tell whether a text is a number that the database can hold, as a key or a version."""
    return text.isdecimal() and len(text) <= LONGEST_NUMBER


def _form(action: Action, cases: list[Case], person: User, data: Any) -> Ask | None:
    """Make the form for the first of the cases; the engine judges it anew for each."""
    if action.form is None or not cases:
        return None
    first = queries.case_at(cases[0].label)
    form: Ask = action.form(data, case=first, actor=person)
    form.initial = {}  # what the first case holds is not what all shall hold
    return form


def _tap(request: Asked, case: Case, version: int, name: str, action: Action) -> HttpResponse:
    """Do a plain action to one case at once, and go on with My work."""
    said = {"case": case.label, "action": action.label}
    try:
        engine.perform(case, name, actor=request.user, seen_version=version)
    except NotDone as refusal:
        said |= {"reason": refusal.reason}
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
        "action": declared(code, name),
        "rows": rows(cases, request.user),
        "form": form and forms.suited(form),
        "groups": forms.grouped(form) if form else [],
    }
    context.setdefault("chosen", {case.pk for case in cases})
    return render(request, "workflows/together.html", context, status=status)
