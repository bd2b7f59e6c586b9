"""A matter whose decision can be appealed: the council can put another one in its place."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from documents.papers.typesetting import Kind
from permissions.people import system
from permissions.rules import is_system
from workflows import appeals, engine, verdicts
from workflows.asks.appeal import OverturnForm
from workflows.council import APPROVED, REJECTED
from workflows.models import Case
from workflows.spec import Act, action


class Appealable(Case):
    """What follows for the case itself from an appeal that was granted."""

    class Meta:
        abstract = True

    @action(
        _("Replace the decision on appeal"),
        source=(REJECTED, APPROVED),
        target=APPROVED,
        by=is_system(),
        form=OverturnForm,
        told=_("The council replaced its decision on appeal %(appeal)s"),
        papers=(Kind.DECISION, Kind.CERTIFICATE),
    )
    def overturn(self, act: Act) -> None:
        """Approve after all; what the first decision asked for is asked for no longer."""
        first = appeals.decision_on(self)
        if first is None:
            raise ValueError(self)
        for condition in first.conditions.all():
            if condition.open:
                engine.act_on(condition, "lapse", actor=system(), at=act.at)
        verdicts.approve(self, act, replaces=first)
