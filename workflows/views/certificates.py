"""Certificates: the public check of one by its code, and the page where it is revoked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache

from permissions.rules import Refused
from workflows import verdicts
from workflows.certificates import Certificate, Status, read_code
from workflows.offices import REVOKER
from workflows.refusals import NotDone
from workflows.views.people import PersonView, seen_case

if TYPE_CHECKING:
    from workflows.models import Case
    from workflows.views.people import Asked


class CodeView(View):
    """The page where anybody types the code of a certificate."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask for a code, or go where a typed one leads."""
        code = read_code(request.GET.get("code", ""))
        if code:
            return redirect("verify", code)
        return render(request, "workflows/verify_code.html", {"empty": "code" in request.GET})


@method_decorator(never_cache, name="dispatch")
class VerifyView(View):
    """Whether a certificate holds: for anybody, with nothing but what the certificate prints."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        """Tell; a code that leads nowhere is answered in words, with the form to try again."""
        plain = read_code(code)
        found = Certificate.objects.select_related("case").filter(code=plain).first()
        if found is None:
            typed = {"typed": code[:60]}
            return render(request, "workflows/verify_unknown.html", typed, status=404)
        if plain != code:
            return redirect("verify", plain)
        status = found.status(timezone.localdate())
        context = {"certificate": found, "status": status, "statuses": Status}
        context["centre"] = settings.SARAP_CENTRE[get_language() or "kk"]
        return render(request, "workflows/verify.html", context)


class RevokeForm(forms.Form):
    """Why a certificate no longer holds."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy(
            "Kept in the records of the centre; the public page does not show it."
        ),
        widget=forms.Textarea,
        max_length=2000,
    )


class RevokeView(PersonView):
    """Revoking the certificate of a case."""

    def get(self, request: Asked, address: str) -> HttpResponse:
        """Ask for the reason."""
        case = seen_case(address, request.user)
        return _page(request, case, _certificate(case, request), RevokeForm())

    def post(self, request: Asked, address: str) -> HttpResponse:
        """Revoke, or give back what was typed."""
        case = seen_case(address, request.user)
        certificate = _certificate(case, request)
        form = RevokeForm(request.POST)
        if not form.is_valid():
            return _page(request, case, certificate, form, status=422)
        reason = form.cleaned_data["reason"]
        try:
            verdicts.revoke(certificate, by=request.user, reason=reason, at=timezone.now())
        except NotDone as refusal:
            messages.error(request, str(refusal.reason))
        else:
            messages.success(request, _("The certificate is revoked."))
        return redirect("cases:case", case.label)


def _certificate(case: Case, request: Asked) -> Certificate:
    """Find what the person may revoke; raises `Http404`."""
    if isinstance(REVOKER(request.user, case), Refused):
        raise Http404(_("There is no certificate that you may revoke."))
    return get_object_or_404(Certificate, case_id=case.pk, revoked_at=None)


def _page(
    request: Asked, case: Case, certificate: Certificate, form: RevokeForm, *, status: int = 200
) -> HttpResponse:
    context = {"case": case, "certificate": certificate, "form": form}
    return render(request, "workflows/revoke.html", context, status=status)
