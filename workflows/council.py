"""A matter that a council decides: put on an agenda, taken off, decided in a session."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from documents.papers.typesetting import Kind
from permissions.models import User
from workflows import panel, verdicts
from workflows.asks import deciding, leading
from workflows.councils import agenda, guards, planning
from workflows.councils.agenda import ItemState
from workflows.councils.rules import BY_COUNCIL
from workflows.decisions import Result
from workflows.models import Case
from workflows.offices import SECRETARY
from workflows.reviewing import SUMMARY
from workflows.spec import Act, Body, Sitting, action

READY, BEFORE_COUNCIL = "ready", "before_council"
APPROVED, REJECTED, REVISION = "approved", "rejected", "revision"


def enters(source: str, target: str) -> Callable[[Body], Body]:
    """Declare a move that brings a case before a council; its body calls ``enter``."""
    return action(
        _("Put on the agenda"),
        source=source,
        target=target,
        by=SECRETARY,
        form=deciding.AgendaForm,
        told=_("Put on the agenda of the council"),
        together=True,
        sitting=Sitting.ENTER,
    )


def leaves(source: str, target: str) -> Callable[[Body], Body]:
    """Declare a move that takes a case off an agenda undecided; its body calls ``leave``."""
    return action(
        _("Take off the agenda"),
        source=source,
        target=target,
        by=SECRETARY | BY_COUNCIL,
        form=leading.ReasonForm,
        needs=(guards.NOT_UNDER_WAY,),
        told=_("Taken off the agenda of the council"),
        sitting=Sitting.LEAVE,
    )


class Heard(Case):
    """What brings a case in ``ready`` before a council and back (Regulation 2.2.8, 5.2.7).

    A process that comes before a council from other states too declares both moves anew, with
    `enters` and `leaves` for each pair of states.
    """

    class Meta:
        abstract = True

    def rapporteur(self) -> User | None:
        """Give who reports on the case, unless the secretary names somebody else."""
        return None

    def enter(self, act: Act) -> None:
        """Come before a session that is being prepared."""
        session = planning.hold(act.data["session"])
        planning.enter(self, session, rapporteur=self.rapporteur())

    def leave(self, act: Act) -> None:
        """Drop the item of the agenda under which the case waits."""
        item = agenda.waiting_item(self)
        if item is not None:
            item.state, item.reason = ItemState.DROPPED, act.data["reason"]
            item.save(update_fields=["state", "reason"])

    @enters(READY, BEFORE_COUNCIL)
    def put_on_agenda(self, act: Act) -> None:
        """Come before a council."""
        self.enter(act)

    @leaves(BEFORE_COUNCIL, READY)
    def defer(self, act: Act) -> None:
        """Wait for another session."""
        self.leave(act)


class Referring(Heard):
    """How a council has the experts look once more before it decides."""

    class Meta:
        abstract = True

    @action(
        _("Put back to the experts"),
        source=BEFORE_COUNCIL,
        target=SUMMARY,
        by=BY_COUNCIL,
        form=deciding.ResolutionForm,
        told=_("The council put the matter back to the experts"),
        sitting=Sitting.DECIDE,
    )
    def refer(self, act: Act) -> None:
        """Have the methodist start another round of reviews, or conclude anew."""
        verdicts.decide(self, act, Result.REFERRED)


class Judged(Heard):
    """How a council turns down what was submitted to it, for the time being or for good."""

    class Meta:
        abstract = True

    @action(
        _("Send for revision"),
        source=BEFORE_COUNCIL,
        target=REVISION,
        by=BY_COUNCIL,
        form=deciding.ResolutionForm,
        told=_("The council asked for a revision"),
        papers=(Kind.DECISION,),
        sitting=Sitting.DECIDE,
    )
    def require_revision(self, act: Act) -> None:
        """Have the author revise the work."""
        verdicts.decide(self, act, Result.REVISION)
        panel.send_what_they_found(self)

    @action(
        _("Reject"),
        source=BEFORE_COUNCIL,
        target=REJECTED,
        by=BY_COUNCIL,
        form=deciding.ResolutionForm,
        told=_("The council rejected the work"),
        papers=(Kind.DECISION,),
        sitting=Sitting.DECIDE,
    )
    def reject(self, act: Act) -> None:
        """Turn the work down."""
        verdicts.decide(self, act, Result.REJECTED)


class Decided(Judged):
    """What a council can decide on a work that was submitted to it."""

    class Meta:
        abstract = True

    @action(
        _("Approve"),
        source=BEFORE_COUNCIL,
        target=APPROVED,
        by=BY_COUNCIL,
        form=deciding.ApproveForm,
        told=_("The council approved the work"),
        papers=(Kind.DECISION, Kind.CERTIFICATE),
        sitting=Sitting.DECIDE,
    )
    def approve(self, act: Act) -> None:
        """Enter the work in the register."""
        verdicts.approve(self, act)
