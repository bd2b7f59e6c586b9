"""Naming the filters in use, and forgetting a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from workflows.forms import CaseFilter
from workflows.saved import SavedFilter
from workflows.views.people import PersonView

if TYPE_CHECKING:
    from django.http import HttpResponse

    from workflows.views.people import Asked

MOST = 20
LONGEST_NAME = 60
LONGEST_QUERY = 1000


class SavedFilterView(PersonView):
    """Keeps the person's own names for queries of the list of cases."""

    def post(self, request: Asked) -> HttpResponse:
        """Save the query under a name, or forget the one to be removed; back to the list."""
        query = _query(request.POST.get("query", ""))
        own = SavedFilter.objects.filter(person=request.user)
        removed = request.POST.get("remove", "")
        if removed.isdecimal():
            own.filter(pk=removed).delete()
            return _list(query)
        name = " ".join(request.POST.get("name", "").split())
        if not name or not query:
            messages.error(request, _("Choose filters and give them a name."))
        elif len(name) > LONGEST_NAME or len(query) > LONGEST_QUERY:
            messages.error(request, _("The name or the query is too long."))
        elif own.exclude(name=name).count() >= MOST:
            messages.error(request, _("You have as many saved filters as there can be."))
        else:
            SavedFilter.objects.update_or_create(
                person=request.user, name=name, defaults={"query": query}
            )
            messages.success(request, _("The filters are saved as “%(name)s”.") % {"name": name})
        return _list(query)

    def get(self, _request: Asked) -> HttpResponse:
        """Go to the list, as after a login that came between."""
        return redirect("cases:index")


def _query(text: str) -> str:
    """Keep of a query only what the filters of the list know."""
    given = QueryDict(text)
    kept = QueryDict(mutable=True)
    for name in CaseFilter.base_filters:
        if value := given.get(name, "").strip():
            kept[name] = value
    return kept.urlencode()


def _list(query: str) -> HttpResponse:
    address = reverse("cases:index")
    return redirect(f"{address}?{query}" if query else address)
