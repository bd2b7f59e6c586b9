"""Writing the trail: the one place that inserts events, used by the engine alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workflows import access, kernel
from workflows.once import forget

if TYPE_CHECKING:
    from datetime import datetime

    from permissions.models import User
    from workflows.models import Case, Event


def record(case: Case, event: Event, actor: User, at: datetime, *, admit: int | None) -> None:
    """Insert the event, which moves the case, and bring ``case`` in step with its row.

    ``admit`` is the key of a person who sees the case from now on.
    """
    event.case_id, event.seq = case.pk, case.version + 1
    event.actor_id, event.at = actor.pk, at
    event.holder_id, event.holder_role = case.holder_id, case.holder_role
    event.waiting, event.due_at = case.waiting, case.due_at
    kernel.insert(event, access.grant(case, admit) if admit else None)
    step = case.process.steps[event.target]
    case.version, case.head = event.seq, event.hash
    case.open, case.outcome = not step.final, step.outcome or ""
    if event.source != event.target:
        case.held_since = at
    forget(case)


def newcomer(case: Case) -> int | None:
    """Give the key of the person who has got the ball and may not see the case yet."""
    return case.holder_id if case.holder_id != case.initiator_id else None
