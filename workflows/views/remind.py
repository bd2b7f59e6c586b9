"""Reminding those whom a person's own cases wait for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workflows import reminders
from workflows.models import Case
from workflows.views.people import PersonView

if TYPE_CHECKING:
    from django.http import HttpResponse

    from permissions.models import User
    from workflows.views.people import Asked

MOST = 100


class RemindView(PersonView):
    """Mails the holders of open child cases once more, each at most once a day."""

    def post(self, request: Asked) -> HttpResponse:
        """Remind, and tell how many were and how many had been already."""
        awaited = _awaited(request.user, request.POST.getlist("case")[:MOST])
        due = reminders.remind(request.user, awaited)
        sent, before = len(due), len(awaited) - len(due)
        if sent:
            told = ngettext("%(n)s reminder is sent.", "%(n)s reminders are sent.", sent)
            messages.success(request, told % {"n": sent})
        if before:
            told = ngettext(
                "%(n)s person was reminded today already.",
                "%(n)s people were reminded today already.",
                before,
            )
            messages.info(request, told % {"n": before})
        if not awaited:
            messages.warning(request, _("There is nobody to remind."))
        return redirect("work:index")

    def get(self, _request: Asked) -> HttpResponse:
        """Go to My work, as after a login that came between."""
        return redirect("work:index")


def _awaited(person: User, labels: list[str]) -> list[Case]:
    """List the open child cases, held by persons, that the person's own named cases wait for."""
    rows = Case.objects.filter(
        parent__holder=person, parent__waiting=True, parent__number__in=labels, open=True
    )
    return list(rows.exclude(holder=None).exclude(holder=person).order_by("pk"))
