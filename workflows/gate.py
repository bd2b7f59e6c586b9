"""The gate before every action: who may, and what must hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from permissions.rules import ALLOWED, Refused, Verdict
from workflows.refusals import NotAllowed, NotNow

if TYPE_CHECKING:
    from permissions.models import User
    from workflows.models import Case
    from workflows.spec import Move


def check(case: Case, move: Move, actor: User) -> None:
    """Let a move through, or raise `NotAllowed` or `NotNow` with the reason."""
    may = move.action.by(actor, case)
    if isinstance(may, Refused):
        raise NotAllowed(may.reason)
    can = guarded(case, move, actor)
    if isinstance(can, Refused):
        raise NotNow(can.reason)


def guarded(case: Case, move: Move, actor: User) -> Verdict:
    """Answer whether every guard of a move holds; the first that does not gives the reason."""
    for guard in move.action.needs:
        verdict = guard(case, actor)
        if isinstance(verdict, Refused):
            return verdict
    return ALLOWED
