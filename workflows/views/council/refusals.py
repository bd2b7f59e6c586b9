"""Why something was not done in a session, for the page that is shown again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workflows.refusals import Invalid, NotAllowed

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from workflows.refusals import NotDone

FORBIDDEN, CONFLICT, UNPROCESSABLE = 403, 409, 422


@dataclass(frozen=True, slots=True)
class Refusal:
    """The reason, the status of the answer, and what was typed, to be sent again."""

    reason: StrOrPromise
    status: int
    item: str = ""
    typed: str = ""


def told(refusal: NotDone, *, item: str = "", typed: str = "") -> Refusal:
    """Tell a person of a refusal of the engine's."""
    reason: StrOrPromise = refusal.reason
    status = FORBIDDEN if isinstance(refusal, NotAllowed) else CONFLICT
    if isinstance(refusal, Invalid):
        status = UNPROCESSABLE
        errors = [str(error) for errors in refusal.form.errors.values() for error in errors]
        reason = " ".join(errors) or reason
    return Refusal(reason, status, item, typed)
