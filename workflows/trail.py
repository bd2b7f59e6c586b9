"""Writing the trail: the one place that inserts events, used by the engine alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workflows import access, kernel
from workflows.once import forget

if TYPE_CHECKING:
    from workflows.models import Case
    from workflows.spec import Act


def record(
    case: Case, action: str, source: str, target: str, act: Act, *, admit: int | None
) -> None:
    """Insert an event, which moves the case, and bring ``case`` in step with its row.

    ``admit`` is the key of a person who sees the case from now on.
    """
    entry = kernel.Entry(
        case_id=case.pk,
        seq=case.version + 1,
        action=action,
        source=source,
        target=target,
        actor_id=act.actor.pk,
        at=act.at,
        data=act.record,
        holder_id=case.holder_id,
        holder_role=case.holder_role,
        waiting=case.waiting,
        due_at=case.due_at,
        on_behalf_of_id=act.on_behalf_of,
    )
    case.head = kernel.insert(entry, access.grant(case, admit) if admit else None)
    step = case.process.steps[target]
    case.version = entry.seq
    case.open, case.outcome = not step.final, step.outcome or ""
    if source != target:
        case.held_since = act.at
    forget(case)


def newcomer(case: Case) -> int | None:
    """Give the key of the person who has got the ball and may not see the case yet."""
    return case.holder_id if case.holder_id != case.initiator_id else None
