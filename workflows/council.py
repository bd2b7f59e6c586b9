"""A matter that the council decides: put on an agenda, deferred, approved, sent back, rejected."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from documents.papers.typesetting import Kind
from workflows import filing, verdicts
from workflows.asks import deciding, leading
from workflows.models import Case
from workflows.offices import SECRETARY
from workflows.spec import Act, action

READY, BEFORE_COUNCIL = "ready", "before_council"
APPROVED, REJECTED = "approved", "rejected"


class Decided(Case):
    """What the secretary does in ``ready`` and ``before_council`` (Regulation 2.2.8, 5.2.7)."""

    agenda_date = models.DateField(null=True)

    class Meta:
        abstract = True

    @action(
        _("Put on the agenda"),
        source=READY,
        target=BEFORE_COUNCIL,
        by=SECRETARY,
        form=leading.AgendaForm,
        told=_("The work was put on the agenda of the council"),
        together=True,
    )
    def put_on_agenda(self, act: Act) -> None:
        """Choose the session that decides."""
        self.agenda_date = act.data["agenda_date"]
        self.save(update_fields=["agenda_date"])

    @action(
        _("Defer"),
        source=BEFORE_COUNCIL,
        target=READY,
        by=SECRETARY,
        form=leading.ReasonForm,
        told=_("The work was taken off the agenda"),
    )
    def defer(self, act: Act) -> None:
        """Take the case off the agenda."""

    @action(
        _("Record: approved"),
        source=BEFORE_COUNCIL,
        target=APPROVED,
        by=SECRETARY,
        form=deciding.ApproveForm,
        told=_("The council approved the work"),
        papers=(Kind.DECISION, Kind.CERTIFICATE),
    )
    def approve(self, act: Act) -> None:
        """Record that the council approved, and enter the work in the register."""
        verdicts.approve(self, act)

    @action(
        _("Record: to be revised"),
        source=BEFORE_COUNCIL,
        target=filing.REVISION,
        by=SECRETARY,
        form=deciding.DecisionForm,
        told=_("The council asked for a revision"),
        papers=(Kind.DECISION,),
    )
    def require_revision(self, act: Act) -> None:
        """Record that the council wants a revision."""
        verdicts.require_revision(self, act)

    @action(
        _("Record: rejected"),
        source=BEFORE_COUNCIL,
        target=REJECTED,
        by=SECRETARY,
        form=deciding.DecisionForm,
        told=_("The council rejected the work"),
        papers=(Kind.DECISION,),
    )
    def reject(self, act: Act) -> None:
        """Record that the council rejected the work."""
        verdicts.reject(self, act)
