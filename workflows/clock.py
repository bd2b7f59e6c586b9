"""What the clock does to an open case by itself, whatever its process: moves that keep the state.

Like `workflows.engine` it makes one event in one transaction; every process has these moves in
each of its open states.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from permissions.people import system
from workflows import kernel, registry, trail
from workflows.spec import Act

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django_stubs_ext import StrOrPromise

    from workflows.models import Case


class Tick(TextChoices):
    """A move of the clock; no method of a process can have such a name."""

    RECOUNT = "clock.recount", _("Due date counted anew")
    ESCALATE = "clock.escalate", _("Superior told")
    STAND_IN = "clock.stand_in", _("Given to the substitute")
    RETURN = "clock.return", _("Given back after an absence")


TOLD: dict[str, StrOrPromise] = {
    Tick.RECOUNT: _("The calendar changed: the due date moved from %(was)s to %(due)s"),
    Tick.ESCALATE: _("The case is late: the superior of its holder was told"),
    Tick.STAND_IN: _("The holder is absent: the case went to the substitute"),
    Tick.RETURN: _("The absence has ended: the case went back to its holder"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """What a move of the clock makes of a case; what is not said stays as it is."""

    due_at: datetime | None
    holder_id: int | None
    on_behalf_of: int | None
    record: dict[str, Any]
    admits: bool = False


def standing(case: Case) -> Change:
    """Give the change that changes nothing, for who says what shall differ."""
    return Change(case.due_at, case.holder_id, None, {})


def tick(case: Case, name: Tick, at: datetime, change: Callable[[Case], Change | None]) -> bool:
    """Move a case as the system, if ``change`` says how, given the row as it is locked.

    Says whether it moved. ``change`` is asked under the lock, so what was done already is not
    done again however many ask.
    """
    with transaction.atomic():
        locked = kernel.lock(registry.model(case.process_code), case.pk)
        wanted = change(locked) if locked.open else None
        if wanted is None:
            return False
        locked.due_at, locked.holder_id = wanted.due_at, wanted.holder_id
        act = Act(system(), {}, at, wanted.record, wanted.on_behalf_of)
        admit = wanted.holder_id if wanted.admits else None
        trail.record(locked, name, locked.state, locked.state, act, admit=admit)
    return True
