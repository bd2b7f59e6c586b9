"""Pages for everybody: what Sarap is, the register of approved works, how it works, contacts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from django.views import View

from permissions.forms import NamedField
from permissions.models import Subject
from workflows import charts, registry, road
from workflows.certificates import Certificate, Status, told
from workflows.spec import Term
from workflows.views.centre import centre

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse
    from django_stubs_ext import StrOrPromise

    from workflows.models import Case

PER_PAGE = 25
LONGEST = 100


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of the main road: what it is called, who has the case then, for how many days."""

    label: StrOrPromise
    holder: StrOrPromise
    days: int | None


class FrontView(View):
    """What Sarap is and where to go; people with an account go to their work."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show it to strangers."""
        if request.user.is_authenticated:
            return redirect("work:index")
        return render(request, "public/front.html", {"centre": centre()})


class SearchForm(forms.Form):
    """Words to look for in the register, and a subject."""

    q = forms.CharField(label=_("Title or number"), required=False, max_length=LONGEST, strip=True)
    subject = NamedField(
        Subject.objects.all(), label=_("Subject"), required=False, empty_label=_("All subjects")
    )


class RegisterView(View):
    """The works that the council approved: nothing is said of the people who wrote them."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """List them, the newest first, as far as they match."""
        form = SearchForm(request.GET or None)
        found: QuerySet[Any] = told().order_by("-issued", "-pk")
        if form.is_valid():
            found = _narrowed(found, form)
        page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
        today = timezone.localdate()
        kept = request.GET.copy()
        kept.pop("page", None)
        context = {
            "form": form,
            "page": page,
            "entries": [(entry, entry.status(today)) for entry in page],
            "statuses": Status,
            "kept": kept.urlencode(),
        }
        return render(request, "public/register.html", context)


class HowView(View):
    """How a matter goes its way: the main road in words, all ways drawn."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Tell it of each process that people can open."""
        ways = [
            # The chart escapes what it is made of.
            (model.process, _stages(model), mark_safe(charts.svg(model)))  # noqa: S308
            for model in registry.models()
            if model.process.opens is not None
        ]
        return render(request, "public/how.html", {"ways": ways})


class ContactsView(View):
    """Where the centre is, and how to reach it."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show what the settings say."""
        return render(request, "public/contacts.html", {"centre": centre()})


def _narrowed(found: QuerySet[Certificate], form: SearchForm) -> QuerySet[Certificate]:
    text, subject = form.cleaned_data["q"], form.cleaned_data["subject"]
    if text:
        found = found.filter(
            Q(register_number__icontains=text)
            | Q(case__title_kk__icontains=text)
            | Q(case__title_ru__icontains=text)
        )
    return found.filter(case__subject=subject) if subject else found


def _stages(model: type[Case]) -> list[Stage]:
    process = model.process
    states = [str(process.initial), *road.ahead(model, process.edition, str(process.initial))]
    found = []
    for state in states:
        step = process.steps[state]
        days = step.term.days if isinstance(step.term, Term) else None
        holder = step.holder.label if step.holder else ""
        found.append(Stage(process.states(state).label, holder, days))
    return found
