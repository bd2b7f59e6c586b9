"""What was filed with a case: a version for saving or showing, and how two versions differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from documents import changes, serve
from documents.models import Version
from workflows import access, dossiers
from workflows.sections import remarks_seen
from workflows.views.people import PersonView, seen_case

if TYPE_CHECKING:
    from django.http import FileResponse, HttpResponse

    from permissions.models import User
    from workflows.models import Case
    from workflows.views.people import Asked


class DocumentView(PersonView):
    """A version of a document of a case, for saving; with ``?inline=1`` for showing."""

    def get(self, request: Asked, address: str, pk: int) -> FileResponse:
        """Send it to whoever may see the case and the version."""
        case = seen_case(address, request.user)
        version = readable(case, pk, request.user)
        inline = request.GET.get("inline") == "1"
        return serve.response(version, inline=inline, blind=is_blind(case, version))


class ChangesView(PersonView):
    """What a version changed: beside the version before it, or the one that ``?since=`` names."""

    def get(self, request: Asked, address: str, pk: int) -> HttpResponse:
        """Show both texts as one, with what is gone and what is new."""
        person = request.user
        case = seen_case(address, person)
        version = readable(case, pk, person)
        since = request.GET.get("since", "")
        number = int(since) if since.isdecimal() else version.number - 1
        earlier = Version.objects.filter(
            document_id=version.document_id, number=number, number__lt=version.number
        ).first()
        if earlier is None:
            raise Http404(_("There is no earlier version to compare with."))
        context = {
            "case": case,
            "version": version,
            "earlier": earlier,
            "blind": is_blind(case, version),
            "remarks": [r for r in remarks_seen(case, person) if r.version_id == earlier.pk],
        }
        try:
            context["passages"] = changes.between(earlier, version)
        except changes.NotComparable:
            context["not_comparable"] = True
        return render(request, "workflows/changes.html", context)


def readable(case: Case, pk: int, person: User) -> Version:
    """Read a version that a person may read with a case; raises `Http404`."""
    version = get_object_or_404(Version.objects.select_related("document__kind"), pk=pk)
    of_process = getattr(case, "may_read", None)
    of_case = version.document.dossier_id == case.dossier_id
    if of_case and version.rendered:
        whole = bool(access.sees_by_rule(person, case))
        of_case = version in dossiers.papers(case, whole=whole)
        kept_back = getattr(case, "keeps_back", None)
        if kept_back and kept_back(person, version):
            of_case = False
    if of_case or (of_process and of_process(person, version)):
        return version
    raise Http404(_("There is no such document, or you may not read it."))


def is_blind(case: Case, version: Version) -> bool:
    """Tell whether a version is of another case, which this one shows without telling whose."""
    return version.document.dossier_id != case.dossier_id
