"""The minutes as they would be printed, while they are written; the materials of a session."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from documents import serve
from documents.papers.typesetting import Kind, pictures
from documents.papers.typesetting import render as typeset
from permissions.rules import ALLOWED
from workflows import access
from workflows.councils import bundle, minutes_data, stages
from workflows.councils.rules import KEEPER
from workflows.unsent import Unsent
from workflows.views.council.pages import seen_session
from workflows.views.people import PersonView

if TYPE_CHECKING:
    from workflows.views.people import Asked

EDIT = "edit_minutes"
PPI = 80
PDF = "application/pdf"


class PreviewView(PersonView):
    """The minutes as they are being written, marked as a draft; for who keeps them."""

    def get(self, request: Asked, number: str) -> HttpResponse:
        """Send the PDF, with what is typed and not sent yet."""
        session = _written_by(request, number)
        path = reverse("cases:act", args=[session.label, EDIT])
        kept = Unsent.objects.filter(person=request.user, address=path).first()
        typed = QueryDict(kept.text).dict() if kept else {}
        said = minutes_data.minutes(session, typed=typed) | {"draft": True}
        name = _("Minutes %(number)s, draft") % {"number": session.label}
        content = typeset(Kind.MINUTES, "kk", said)
        return serve.made(content, f"{name}.pdf", PDF, inline=True)

    def post(self, request: Asked, number: str) -> HttpResponse:
        """Set what is being typed in type, as a part of the page."""
        session = _written_by(request, number)
        said = minutes_data.minutes(session, typed=request.POST.dict()) | {"draft": True}
        pages = [b64encode(page).decode() for page in pictures(Kind.MINUTES, "kk", said, ppi=PPI)]
        return render(request, "workflows/council/minutes_pages.html", {"pages": pages})


class BundleView(PersonView):
    """What a person may read before a session, in one PDF."""

    def get(self, request: Asked, number: str) -> HttpResponse:
        """Send it to whoever sees the session by its rule."""
        session: Any = seen_session(number, request.user)
        if access.sees_by_rule(request.user, session) is not ALLOWED:
            raise Http404(_("There is no such session, or you may not see it."))
        name = _("Materials %(number)s") % {"number": session.label}
        return serve.made(bundle.bundle(session, request.user), f"{name}.pdf", PDF)


def _written_by(request: Asked, number: str) -> Any:
    """Find the session whose minutes a person is writing; raises `Http404`."""
    session: Any = seen_session(number, request.user)
    if session.state != stages.CLOSED or KEEPER(request.user, session) is not ALLOWED:
        raise Http404(_("There are no minutes that you could write."))
    return session
