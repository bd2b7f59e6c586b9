"""Certificates: the public check of one by its code, and the page where it is revoked."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.files.base import File
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from documents.papers.typesetting import Kind
from permissions.rules import Refused
from workflows import attestations, reviewers, verdicts
from workflows.attestations import Standing
from workflows.certificates import Certificate, Status, told
from workflows.codes import read_code
from workflows.offices import REVOKER
from workflows.papers import Paper
from workflows.refusals import NotDone
from workflows.signatures import signatures_of
from workflows.views.people import PersonView, seen_case

if TYPE_CHECKING:
    from documents.models import Version
    from workflows.models import Case
    from workflows.views.people import Asked

# What a request is longer than the file that it brings, at most.
AROUND = 64 * 1024


class CodeView(View):
    """The page where anybody types the code of a certificate."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask for a code, or go where a typed one leads."""
        code = read_code(request.GET.get("code", ""))
        if code:
            return redirect("verify", code)
        return render(request, "workflows/verify_code.html", {"empty": "code" in request.GET})


@method_decorator((never_cache, csrf_exempt), name="dispatch")
class VerifyView(View):
    """What a code stands for: for anybody, with nothing but what the paper itself prints.

    A file that is sent is compared and forgotten. Nothing is changed by it, so no token is asked.
    """

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        """Tell; a code that leads nowhere is answered in words, with the form to try again."""
        plain = read_code(code)
        found = _found(plain)
        if found is None:
            typed = {"typed": code[:60]}
            return render(request, "workflows/verify_unknown.html", typed, status=404)
        if plain != code:
            return redirect("verify", plain)
        return _shown(request, found)

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        """Tell whether a file is the very document that the code stands for."""
        found = _found(code)
        if found is None:
            return self.get(request, code)
        return _shown(request, found, is_same=_is_same(request, found.files))


@dataclass(frozen=True, slots=True)
class Found:
    """What a code stands for: the template that tells of it, and the very files."""

    template: str
    context: dict[str, Any]
    files: list[Version]


def _found(code: str) -> Found | None:
    """Look a code up among the certificates and the attested documents."""
    certificate = told().filter(code=code).first()
    if certificate is not None:
        status = certificate.status(timezone.localdate())
        context = {"certificate": certificate, "status": status, "statuses": Status}
        return Found("workflows/verify.html", context, _papers(certificate))
    reviewer = reviewers.find(code)
    if reviewer is not None:
        context = {"certificate": reviewer}
        return Found("workflows/verify_reviewer.html", context, [reviewer.version])
    attested = attestations.find(code)
    if attested is None:
        return None
    signatures = signatures_of(attested.version)
    context = {
        "attested": attested,
        "standing": attested.standing(signatures),
        "standings": Standing,
        "signatures": signatures,
        "missing": attested.missing(signatures),
    }
    return Found("workflows/verify_document.html", context, [attested.version])


def _papers(certificate: Certificate) -> list[Version]:
    """List the certificate as it was typeset, in each language."""
    rows = Paper.objects.filter(
        case_id=certificate.case_id,
        kind=Kind.CERTIFICATE,
        data__number=certificate.register_number,
    )
    return [paper.version for paper in rows.select_related("version")]


def _shown(request: HttpRequest, found: Found, *, is_same: bool | None = None) -> HttpResponse:
    context = found.context | {"is_same": is_same, "asked": request.method == "POST"}
    context["centre"] = settings.SARAP_CENTRE[get_language() or "kk"]
    context["sha256"] = " ".join(version.sha256 for version in found.files)
    context["sizes"] = " ".join(str(version.size) for version in found.files)
    asked_for_nothing = request.method == "POST" and is_same is None
    return render(request, found.template, context, status=422 if asked_for_nothing else 200)


def _is_same(request: HttpRequest, files: list[Version]) -> bool | None:
    """Compare the file that was sent; ``None`` where none was. A larger one is not even read."""
    largest = max((version.size for version in files), default=0)
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > largest + AROUND:
        return False
    sent = request.FILES.get("file")
    if not isinstance(sent, File):
        return None
    digest = hashlib.sha256()
    for chunk in sent.chunks():
        digest.update(chunk)
    return digest.hexdigest() in {version.sha256 for version in files}


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
    mine = {"case_id": case.pk, "revoked_at": None, "decision__replaced_by": None}
    return get_object_or_404(Certificate, **mine)


def _page(
    request: Asked, case: Case, certificate: Certificate, form: RevokeForm, *, status: int = 200
) -> HttpResponse:
    context = {"case": case, "certificate": certificate, "form": form}
    return render(request, "workflows/revoke.html", context, status=status)
