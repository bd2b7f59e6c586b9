"""Papers for officials and experts: a letter for Word, and what an expert has reviewed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from documents.papers import typesetting, word
from documents.papers.typesetting import Kind
from permissions.roles import Role
from workflows import access, panel, paper_data, papers
from workflows.forms import suited
from workflows.papers import Paper
from workflows.views.people import PersonView, seen_case

if TYPE_CHECKING:
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
        return _file(word.write(paper.language, paper.data), name, word.MEDIA_TYPE)


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
    """My reviews: what an expert's certificate would list, for a period."""

    def get(self, request: Asked) -> HttpResponse:
        """Show the accepted reviews of a period, or send the certificate as PDF."""
        today = timezone.localdate()
        first = {"since": today.replace(month=1, day=1), "until": today}
        form = PeriodForm(request.GET if "since" in request.GET else first)
        valid = form.is_valid()
        period = form.cleaned_data if valid else first
        done = panel.done_by(request.user, period["since"], period["until"]) if valid else []
        language = request.GET.get("language", "")
        if valid and done and language in papers.LANGUAGES:
            with override(language):
                said = paper_data.reviewer(request.user, done, period, today)
            name = f"{request.user.last_name} {period['since']} {period['until']}.pdf"
            return _file(typesetting.render(Kind.REVIEWER, language, said), name, "application/pdf")
        context = {"form": suited(form), "period": period, "done": done, "valid": valid}
        context |= {"languages": papers.LANGUAGES}
        return render(request, "workflows/reviews.html", context)


def _file(content: bytes, name: str, media_type: str) -> HttpResponse:
    sent = HttpResponse(content, content_type=media_type)
    disposition = content_disposition_header(as_attachment=True, filename=name)
    sent.headers["Content-Disposition"] = disposition or "attachment"
    sent.headers["Cache-Control"] = "private, no-store"
    sent.headers["X-Content-Type-Options"] = "nosniff"
    return sent
