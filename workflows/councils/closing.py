"""Carrying out what a session decided: each decision in a transaction of its own, exactly once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from permissions.people import system
from workflows import engine, queue
from workflows.councils.agenda import AgendaItem, ItemState
from workflows.councils.motions import carried
from workflows.councils.planning import leave
from workflows.refusals import Invalid, NotDone

if TYPE_CHECKING:
    from procrastinate.jobs import Job

    from workflows.models import Case

APPLY = "workflows.jobs.apply_decision"
QUEUE = "council"
DECIDED = (ItemState.DECIDED, ItemState.DEFERRED)


def to_apply(session: Case) -> list[AgendaItem]:
    """List the items whose cases have yet to be moved, in order."""
    rows = AgendaItem.objects.filter(
        session_id=session.pk, state__in=DECIDED, applied_at=None, not_applied=""
    )
    return list(rows.exclude(matter=None).order_by("place", "pk"))


def jobs(session: Case) -> list[Job]:
    """Describe the jobs that carry out what a session decided, in the order of its agenda."""
    return [queue.job(APPLY, QUEUE, item_id=item.pk) for item in to_apply(session)]


def apply(item_id: int) -> bool:
    """Move the case of an item as the council decided; say whether there was anything to do.

    The case is locked first, as by whoever else acts on it; the item is marked in the same
    transaction. Where the case can no longer be moved so, the item says why.
    """
    with transaction.atomic():
        item = (
            AgendaItem.objects.select_for_update(of=("self",))
            .select_related("matter")
            .get(pk=item_id)
        )
        if item.matter is None or item.applied_at or item.not_applied:
            return False
        item.not_applied = _move(item, item.matter)
        item.applied_at = None if item.not_applied else timezone.now()
        item.save(update_fields=["applied_at", "not_applied"])
    return True


def _move(item: AgendaItem, matter: Case) -> str:
    """Move a case; nothing, or why it could not be done."""
    try:
        with transaction.atomic():
            if item.state == ItemState.DECIDED:
                _decide(item, matter)
            else:
                leave(matter, item.reason, timezone.now())
    except Invalid as refusal:
        errors = (str(error) for errors in refusal.form.errors.values() for error in errors)
        return " ".join(errors)
    except NotDone as refusal:
        return str(refusal.reason)
    return ""


def _decide(item: AgendaItem, matter: Case) -> None:
    motion = carried(item)
    if motion is None:
        raise ValueError(item)
    data = motion.data | {"motion": motion.pk}
    engine.act_on(matter, motion.action, actor=system(), at=timezone.now(), data=data)
