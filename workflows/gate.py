"""The gate before every action: who may, and what must hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from permissions.rules import ALLOWED, Refused, Verdict
from workflows import standing_in
from workflows.refusals import NotAllowed, NotNow

if TYPE_CHECKING:
    from permissions.models import User
    from workflows.models import Case
    from workflows.spec import Move


def check(case: Case, move: Move, actor: User) -> int | None:
    """Let a move through, or raise `NotAllowed` or `NotNow` with the reason.

    Gives the key of the absent person for whom the actor makes it, if there is one.
    """
    may, absent = asked(case, move, actor)
    if isinstance(may, Refused):
        raise NotAllowed(may.reason)
    can = guarded(case, move, actor)
    if isinstance(can, Refused):
        raise NotNow(can.reason)
    return absent


def asked(case: Case, move: Move, actor: User) -> tuple[Verdict, int | None]:
    """Answer whether a person may make a move, and for which absent person, if not as their own.

    A substitute who has the ball may do what the absent holder may.
    """
    may = move.action.by(actor, case)
    if isinstance(may, Refused):
        absent = standing_in.absent_holder(case, actor)
        if absent is not None and move.action.by(absent, case):
            return ALLOWED, absent.pk
    return may, None


def guarded(case: Case, move: Move, actor: User) -> Verdict:
    """Answer whether every guard of a move holds; the first that does not gives the reason."""
    for guard in move.action.needs:
        verdict = guard(case, actor)
        if isinstance(verdict, Refused):
            return verdict
    return ALLOWED
