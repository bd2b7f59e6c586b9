"""Reminding members who vote by ballots: whoever has not voted, once a day at most."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from permissions.rules import ALLOWED, Refused, Verdict
from workflows import reminders
from workflows.councils import stages
from workflows.councils.voting import OPEN_BALLOT
from workflows.spec import Guard

if TYPE_CHECKING:
    from permissions.models import User
    from workflows.models import Case


def due(session: Any) -> list[Case]:
    """List a ballot of each member who has not voted on something and was not reminded today."""
    out = stages.ballots().filter(parent=session.pk)
    today = timezone.localdate()
    told = out.filter(reminders__day=today).values_list("member_id", flat=True)
    rows = out.filter(open=True, state=OPEN_BALLOT).exclude(member_id__in=told).order_by("pk")
    first = {ballot.member_id: ballot for ballot in reversed(rows)}
    return sorted(first.values(), key=lambda ballot: ballot.pk)


def remind(session: Any, by: User) -> list[Case]:
    """Have them told again; gives those who are, whoever reminded the others meanwhile."""
    return reminders.remind(by, due(session))


def _somebody_to_remind(session: Any, actor: User) -> Verdict:
    if not session.absentee:
        return Refused(_("The members vote in the session itself."))
    if any(ballot.holder_id != actor.pk for ballot in due(session)):
        return ALLOWED
    return Refused(_("Everybody has voted, or was reminded today already."))


SOMEBODY_TO_REMIND = Guard("somebody has not voted and was not reminded", _somebody_to_remind)
