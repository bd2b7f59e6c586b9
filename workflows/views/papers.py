"""Papers for officials and experts: a letter for Word, and certificates of reviews."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents import serve
from documents.papers import word
from documents.papers.typesetting import Kind
from permissions.roles import Role
from workflows import access, panel, papers, reviewers
from workflows.forms import suited
from workflows.papers import Paper
from workflows.views.people import PersonView, seen_case

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import FileResponse

    from workflows.views.people import Asked


class WordView(PersonView):
    """The letter about a decision as DOCX, made from what its PDF says."""

    def get(self, request: Asked, address: str, pk: int) -> HttpResponse:
        """Send it to whoever sees the whole case."""
        case = seen_case(address, request.user)
        if not access.sees_by_rule(request.user, case):
            raise Http404(_("There is no such document, or you may not read it."))
        paper = get_object_or_404(
            Paper.objects.select_related("version"),
            case_id=case.pk,
            version_id=pk,
            kind=Kind.DECISION,
        )
        name = paper.version.name.removesuffix(".pdf") + ".docx"
        return serve.made(word.write(paper.language, paper.data), name, word.MEDIA_TYPE)


class PeriodForm(forms.Form):
    """A period of days, both included."""

    since = forms.DateField(label=gettext_lazy("From"))
    until = forms.DateField(label=gettext_lazy("To"))

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins."""
        cleaned = super().clean() or self.cleaned_data
        if {"since", "until"} <= cleaned.keys() and cleaned["since"] > cleaned["until"]:
            self.add_error("until", _("The period ends before it begins."))
        return cleaned


def may_open(user: Any) -> bool:
    """Tell whether somebody is an expert; strangers are sent to the login elsewhere."""
    return not user.is_authenticated or Role.EXPERT in user.roles_now


class ReviewsView(PersonView):
    """My reviews: what an expert did in a period, and the certificates of it."""

    def get(self, request: Asked) -> HttpResponse:
        """Show the accepted reviews of a period, and the certificates that were issued."""
        return _reviews(request, request.GET)

    def post(self, request: Asked) -> HttpResponse:
        """Issue the certificate of a period, in the language that was asked for."""
        form, language = PeriodForm(request.POST), request.POST.get("language")
        if not form.is_valid() or language not in papers.LANGUAGES:
            return _reviews(request, request.POST, status=422)
        try:
            issued = reviewers.issue(request.user, form.cleaned_data, str(language))
        except ValueError:
            return _reviews(request, request.POST, status=422)
        text = _("The certificate is issued; its check code is %(code)s.")
        messages.success(request, text % {"code": issued.grouped_code})
        period = {name: f"{day:%d.%m.%Y}" for name, day in form.cleaned_data.items()}
        return redirect(f"{reverse('reviews:index')}?{urlencode(period)}#certificates")


class CertificateFileView(PersonView):
    """A certificate that was issued to oneself, for saving."""

    def get(self, request: Asked, code: str) -> FileResponse:
        """Send it."""
        found = get_object_or_404(reviewers.of_person(request.user), code=code)
        return serve.response(found.version)


def _reviews(request: Asked, given: Mapping[str, Any], *, status: int = 200) -> HttpResponse:
    today = timezone.localdate()
    first = {"since": today.replace(month=1, day=1), "until": today}
    form = PeriodForm(given if "since" in given else first)
    valid = form.is_valid()
    period = form.cleaned_data if valid else first
    context = {
        "form": suited(form),
        "period": period,
        "valid": valid,
        "done": panel.done_by(request.user, **period) if valid else [],
        "issued": reviewers.of_person(request.user),
        "languages": papers.LANGUAGES,
    }
    return render(request, "workflows/reviews.html", context, status=status)
