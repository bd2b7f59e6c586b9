"""What became of each case of a batch; the page follows the worker while it is at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _

from workflows import registry
from workflows.batches import Batch, Outcome
from workflows.views.people import PersonView

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django_stubs_ext import StrOrPromise

    from workflows.views.people import Asked


class BatchView(PersonView):
    """A batch, for the person who made it."""

    def get(self, request: Asked, pk: int) -> HttpResponse:
        """Tell how far it is, what was done, and what was not and why; two statements."""
        batch = Batch.objects.filter(pk=pk, person=request.user).first()
        if batch is None:
            raise Http404(_("There is no such page."))
        rows = list(batch.rows.select_related("case"))
        by_outcome = {o: [row for row in rows if row.outcome == o] for o in Outcome}
        context = {
            "label": label(batch),
            "count": len(rows),
            "dealt": len(rows) - len(by_outcome[Outcome.WAITING]),
            "done": by_outcome[Outcome.DONE],
            "refused": by_outcome[Outcome.REFUSED],
            "waiting": by_outcome[Outcome.WAITING],
        }
        return render(request, "workflows/batch.html", context)


def label(batch: Batch) -> StrOrPromise:
    """Name what a batch does, also if the process has lost the action since."""
    for move in registry.moves(registry.model(batch.process)):
        if move.name == batch.action:
            return move.action.label
    return batch.action
