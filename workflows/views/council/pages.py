"""The page of one session, its state for those who watch it, and the screen on the wall."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.http import Http404, HttpResponse, HttpResponseNotModified, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from workflows import access, registry
from workflows.councils import stages
from workflows.views import slips
from workflows.views.council import stamps, wording
from workflows.views.council.sight import look
from workflows.views.council.steps import steps
from workflows.views.people import PersonView

if TYPE_CHECKING:
    from permissions.models import User
    from workflows.models import Case
    from workflows.views.council.refusals import Refusal
    from workflows.views.people import Asked

PAGE, WALL = "page", "wall"
LIVE = {PAGE: "workflows/council/live.html", WALL: "workflows/council/wall_live.html"}


class SessionView(PersonView):
    """A session for its secretary, its chair and its members, as each may see it."""

    def get(self, request: Asked, number: str) -> HttpResponse:
        """Show the session as it stands."""
        return session_page(request, seen_session(number, request.user))


class ScreenView(PersonView):
    """The screen on the wall: large, and only what the room may know."""

    def get(self, request: Asked, number: str) -> HttpResponse:
        """Show it; ``?light`` and ``?dark`` choose its colours, else the computer does."""
        session = seen_session(number, request.user)
        shade = next((shade for shade in ("light", "dark") if shade in request.GET), "")
        context = _context(session, request.user) | {"shade": shade}
        return render(request, "workflows/council/wall.html", context)


class StateView(PersonView):
    """What the pages of a session ask for again and again."""

    def get(self, request: Asked, number: str) -> HttpResponse:
        """Give the changing parts of the page, only the counts where they alone changed, or 304."""
        kind = WALL if WALL in request.GET else PAGE
        mark = stamps.mark(number, request.user, kind)
        sent = request.headers.get("If-None-Match", "")
        answer: HttpResponse
        if mark and sent == mark.tag:
            answer = HttpResponseNotModified()
        elif mark and mark.differs_in_count(sent):
            answer = JsonResponse({"cast": stamps.counts(mark.session, request.user)})
        else:
            session = seen_session(number, request.user)
            answer = render(request, LIVE[kind], _context(session, request.user))
        answer["ETag"] = mark.tag if mark else ""
        answer["Cache-Control"] = "no-store"
        return answer


def seen_session(number: str, person: User) -> Any:
    """Read the session of a number; raises `Http404` also where the person may not see it."""
    rows = stages.sessions().select_related("council", "rules", "chair", "secretary")
    session = rows.filter(Q(number=number) | Q(code=number)).first()
    if session is None or not access.may_see(person, session):
        raise Http404(_("There is no such session, or you may not see it."))
    return session


def session_page(request: Asked, session: Case, refusal: Refusal | None = None) -> HttpResponse:
    """Show a session, and why something was not done where that is so."""
    context = _context(session, request.user) | {"refusal": refusal}
    status = refusal.status if refusal else 200
    return render(request, "workflows/council/session.html", context, status=status)


def _context(session: Any, person: User) -> dict[str, Any]:
    sight = look(session, person)
    orders = wording.orders([seen.item.pk for seen in sight.items])
    return {
        "session": session,
        "sight": sight,
        "steps": steps(sight),
        "state": registry.state_label(session),
        "rules": wording.rules(session.rules),
        "said": wording.said(sight),
        "rows": list(zip(sight.items, orders, strict=True)),
        # Before a session only motions on which members vote without meeting are worded.
        "takes_up": session.absentee or session.state == stages.OPEN,
        "slip": slips.new(person, kept=False),
    }
