"""Panels for several cases at once: proposed, changed where need be, confirmed together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from workflows import batches, proposals, registry
from workflows.asks.leading import MAX_PANEL, MIN_PANEL
from workflows.views import together
from workflows.views.offers import asks_for_panel
from workflows.views.people import PersonView
from workflows.views.words import rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.http import HttpResponse

    from workflows.models import Case
    from workflows.panel import Candidate
    from workflows.proposals import Proposal
    from workflows.spec import Action
    from workflows.views.people import Asked
    from workflows.views.words import Row

MOST = 20
OTHERS = 10


@dataclass(frozen=True, slots=True)
class Suggested:
    """A case with the experts to choose from: those proposed or chosen, and the next best."""

    row: Row
    case: Any
    first: list[Candidate]
    others: list[Candidate]
    picked: frozenset[int]
    wrong: str = ""


class PanelsView(PersonView):
    """The cases of a methodist that wait for a panel, each with its proposal."""

    def get(self, request: Asked, code: str, name: str) -> HttpResponse:
        """Show the most urgent of them, all chosen, with the panels that are proposed."""
        _declared(code, name)
        waiting = together.waiting(request.user, code, name, most=MOST + 1)
        found = proposals.propose(_own(code, waiting[:MOST]))
        picked = {one.case.pk: one.proposed for one in found}
        shown = _suggested(request, found, picked, {})
        return _page(request, code, name, shown, more=len(waiting) > MOST)

    def post(self, request: Asked, code: str, name: str) -> HttpResponse:
        """Make a batch of the chosen cases, each with its own panel."""
        _declared(code, name)
        chosen = dict(together.chosen(request, code)[:MOST])
        found = proposals.propose(_own(code, chosen))
        picked = {one.case.pk: _picked(request, one.case) for one in found}
        wrong = {
            one.case.pk: said for one in found if (said := _what_is_wrong(one, picked[one.case.pk]))
        }
        if wrong or not found:
            if not found:
                waiting = together.waiting(request.user, code, name, most=MOST)
                found = proposals.propose(_own(code, waiting))
                picked = {one.case.pk: one.proposed for one in found}
            shown = _suggested(request, found, picked, wrong)
            return _page(request, code, name, shown, none=not chosen, status=422)
        own = {key: {"experts": [str(p) for p in sorted(some)]} for key, some in picked.items()}
        batch = batches.make(request.user, code, name, chosen.items(), data={}, own=own)
        return redirect("work:batch", batch.pk)


def _declared(code: str, name: str) -> Action:
    """Find an action that invites a panel; raises `Http404`."""
    known = {model.process.code: model for model in registry.models()}
    for move in registry.moves(known[code]) if code in known else ():
        if move.name == name and asks_for_panel(move.action):
            return move.action
    raise Http404(_("There is no such action."))


def _own(code: str, cases: Iterable[Case]) -> list[Any]:
    """Read the cases with the columns of their process, in the order given."""
    keys = [case.pk for case in cases]
    read = registry.model(code).objects.select_related("subject").in_bulk(keys)
    return [read[key] for key in keys]


def _picked(request: Asked, case: Case) -> frozenset[int]:
    given = request.POST.getlist(f"experts_{case.pk}")
    return frozenset(int(v) for v in given if together.is_number(v))


def _what_is_wrong(proposal: Proposal, picked: frozenset[int]) -> str:
    """Say why a panel cannot be asked; the form of the action judges it again when it is."""
    if not MIN_PANEL <= len(picked) <= MAX_PANEL:
        said = {"least": MIN_PANEL, "most": MAX_PANEL}
        return _("Choose from %(least)s to %(most)s experts.") % said
    free = {c.person.pk for c in proposal.candidates if not c.barred}
    return "" if picked <= free else _("Somebody who was chosen cannot review this case.")


def _suggested(
    request: Asked,
    found: list[Proposal],
    picked: Mapping[int, frozenset[int]],
    wrong: Mapping[int, str],
) -> list[Suggested]:
    shown = []
    in_words = rows([one.case for one in found], request.user)
    for one, row in zip(found, in_words, strict=True):
        free = [candidate for candidate in one.candidates if not candidate.barred]
        mine = picked[one.case.pk]
        first = [c for c in free if c.person.pk in mine]
        others = [c for c in free if c.person.pk not in mine][:OTHERS]
        shown.append(Suggested(row, one.case, first, others, mine, wrong.get(one.case.pk, "")))
    return shown


def _page(
    request: Asked,
    code: str,
    name: str,
    shown: list[Suggested],
    *,
    more: bool = False,
    none: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = {
        "process": registry.model(code).process,
        "name": name,
        "action": _declared(code, name),
        "shown": shown,
        "more": more,
        "most": MOST,
        "none": none,
        "wrong": [one for one in shown if one.wrong],
    }
    return render(request, "workflows/panels.html", context, status=status)
