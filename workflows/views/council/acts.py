"""What members do on the page of a session: come, leave, keep away from an item, vote."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from workflows import engine
from workflows.councils import stages
from workflows.councils.voting import OPEN_BALLOT
from workflows.refusals import MovedOn, NotAllowed, NotDone, NotNow
from workflows.views.council.pages import seen_session, session_page
from workflows.views.council.refusals import told
from workflows.views.people import PersonView

if TYPE_CHECKING:
    from django.http import HttpResponse

    from workflows.models import Case
    from workflows.views.people import Asked

TRIES = 8
OWN = ("come", "go", "recuse")
OVER = ("counted", "lapsed", "void")


class OwnView(PersonView):
    """What a member says of themself, which nothing that others do meanwhile makes untrue."""

    def post(self, request: Asked, number: str, name: str) -> HttpResponse:
        """Do it on the session as it is now, whatever the page had seen."""
        session = seen_session(number, request.user)
        if name not in OWN:
            raise Http404(_("There is no such action."))
        try:
            _insist(session, name, request)
        except NotDone as refusal:
            typed = {field: request.POST.get(field, "") for field in ("item", "reason")}
            why = told(refusal, item=typed["item"], typed=typed["reason"])
            return session_page(request, seen_session(number, request.user), why)
        return redirect("council:session", number)


def _insist(session: Case, name: str, request: Asked) -> None:
    """Act on a session, anew while somebody else was faster; raises `NotDone`."""
    version = session.version
    for left in reversed(range(TRIES)):
        try:
            engine.perform(
                session, name, actor=request.user, seen_version=version, data=request.POST
            )
        except MovedOn as refusal:
            if not left:
                raise
            version = refusal.case.version
        else:
            return


class VoteView(PersonView):
    """A vote, given or changed with one tap."""

    def post(self, request: Asked, number: str) -> HttpResponse:
        """Put the choice into the person's own ballot, or say why it is not taken."""
        session = seen_session(number, request.user)
        try:
            _choose(_own_ballot(session, request), request)
        except NotDone as refusal:
            return session_page(request, seen_session(number, request.user), told(refusal))
        messages.success(request, _("Your vote is cast. You can change it until the vote closes."))
        return redirect("council:session", number)


def _own_ballot(session: Case, request: Asked) -> Any:
    """Find the ballot that the form was made for; raises `NotAllowed` and `NotNow`."""
    rows = stages.ballots().filter(parent=session.pk, code=request.POST.get("ballot", ""))
    ballot = rows.first()
    if ballot is None or ballot.member_id != request.user.pk:
        raise NotAllowed(_("You have no ballot in this vote."))
    if ballot.state in OVER:
        raise NotNow(_("This vote is over: the choice was not taken."))
    return ballot


def _choose(ballot: Any, request: Asked) -> None:
    seen = request.POST.get("seen_version", "")
    try:
        engine.perform(
            ballot,
            "cast" if ballot.state == OPEN_BALLOT else "change",
            actor=request.user,
            seen_version=int(seen) if seen.isdecimal() else 0,
            data=request.POST,
        )
    except MovedOn as refusal:
        # Nobody else moves a ballot that is still out.
        again = _("You have voted on another page meanwhile. Look at your vote; you can change it.")
        raise NotNow(again) from refusal
