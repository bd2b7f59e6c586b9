"""A page for everybody: the innovation and experiment sites that are at work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views import View

from permissions.forms import NamedField
from permissions.models import District
from workflows import registry
from workflows.sites import AT_WORK
from workflows.views.public import LONGEST, PER_PAGE

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class SearchForm(forms.Form):
    """Words to look for among the sites, and a district."""

    q = forms.CharField(
        label=_("Theme or organisation"), required=False, max_length=LONGEST, strip=True
    )
    district = NamedField(
        District.objects.all(),
        label=_("District or city"),
        required=False,
        empty_label=_("All districts and cities"),
    )


class SitesView(View):
    """The sites at work: of which organisation, by which order, until when."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """List them, the newest first, as far as they match."""
        form = SearchForm(request.GET or None)
        found: Any = registry.model("IN").objects.filter(state__in=AT_WORK)
        found = found.select_related("organisation", "district").order_by("-order_date", "-pk")
        if form.is_valid():
            found = _narrowed(found, form)
        kept = request.GET.copy()
        kept.pop("page", None)
        page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
        context = {"form": form, "page": page, "kept": kept.urlencode()}
        return render(request, "public/sites.html", context)


def _narrowed(found: Any, form: SearchForm) -> Any:
    text, district = form.cleaned_data["q"], form.cleaned_data["district"]
    if text:
        found = found.filter(
            Q(title_kk__icontains=text)
            | Q(title_ru__icontains=text)
            | Q(organisation__name_kk__icontains=text)
            | Q(organisation__name_ru__icontains=text)
        )
    return found.filter(district=district) if district else found
