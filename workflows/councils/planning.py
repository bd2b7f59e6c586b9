"""Putting cases on an agenda and taking them off, in the name of who does it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from permissions.people import system
from workflows import engine
from workflows.councils.agenda import AgendaItem, ItemState, last_place, moves_of
from workflows.councils.stages import PLANNED, sessions
from workflows.refusals import NotDone, NotNow
from workflows.spec import Sitting

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from permissions.models import User
    from workflows.models import Case
    from workflows.spec import Act


def enter(matter: Case, session: Case, *, rapporteur: User | None) -> AgendaItem:
    """Put a case at the end of an agenda."""
    return AgendaItem.objects.create(
        session_id=session.pk, matter=matter, place=last_place(session) + 1, rapporteur=rapporteur
    )


def call(session: Case, matters: Iterable[Case], act: Act) -> None:
    """Bring ready cases before a session; raises `NotNow` with the case that cannot come."""
    for matter in matters:
        moves = moves_of(matter, Sitting.ENTER)
        if not moves:
            raise NotNow(_("%(case)s is not ready for the council.") % {"case": matter.label})
        data = {"session": session.pk}
        try:
            engine.act_on(matter, moves[0].name, actor=act.actor, at=act.at, data=data)
        except NotDone as refusal:
            told = _("%(case)s: %(reason)s") % {"case": matter.label, "reason": refusal.reason}
            raise NotNow(told) from refusal


def drop(item: AgendaItem, reason: str, at: datetime) -> None:
    """Take an item off the agenda; its case is ready for another session."""
    item.state, item.reason = ItemState.DROPPED, reason
    item.save(update_fields=["state", "reason"])
    if item.matter is not None:
        leave(item.matter, reason, at)


def leave(matter: Case, reason: str, at: datetime) -> None:
    """Take a case off its agenda without a decision, as its process says."""
    for move in moves_of(matter, Sitting.LEAVE):
        engine.act_on(matter, move.name, actor=system(), at=at, data={"reason": reason})


def reorder(session: Case, keys: list[int]) -> None:
    """Give the items of an agenda new places in the order of their keys; others follow."""
    rows = list(AgendaItem.objects.filter(session_id=session.pk).order_by("place", "pk"))
    wanted = {key: place for place, key in enumerate(keys)}
    rows.sort(key=lambda item: wanted.get(item.pk, len(wanted) + item.place))
    for place, item in enumerate(rows, start=1):
        item.place = place
    AgendaItem.objects.bulk_update(rows, ["place"])


def hold(session: Case) -> Any:
    """Hold a session that is still being prepared, so that its agenda is not sent meanwhile.

    Raises `NotNow` where it no longer is, and `OperationalError` where somebody acts on it now:
    nobody waits for a session while they hold a case that the session may want.
    """
    rows = sessions().select_related("council")
    held: Any = rows.select_for_update(nowait=True, of=("case_ptr",)).get(pk=session.pk)
    if held.state != PLANNED:
        raise NotNow(_("The agenda of this session has been sent already."))
    return held
