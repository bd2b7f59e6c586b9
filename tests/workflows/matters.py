"""``TM``: the least that comes before a council; it declares so itself, and no council knows it."""

from __future__ import annotations

from typing import Any

from django.db.models import TextChoices

from permissions.models import Region
from permissions.roles import Role
from permissions.rules import has_role, holds, is_person
from workflows import numbering, verdicts
from workflows.ask import Ask
from workflows.asks.deciding import ResolutionForm
from workflows.council import BEFORE_COUNCIL, READY, Heard
from workflows.councils.bodies import CouncilKind
from workflows.councils.rules import BY_COUNCIL
from workflows.decisions import Result
from workflows.spec import Act, InRole, Outcome, Process, Sitting, Step, Unlimited, action

SECRETARY = InRole(Role.SECRETARY, "the secretary")


class Bringing(Ask):
    def fields_of_case(self) -> dict[str, Any]:
        number = f"TM-{numbering.next_number('TM'):04}"
        region = Region.objects.get(code="kostanay")
        return {"number": number, "region": region, "title_kk": number, "title_ru": number}


class MatterState(TextChoices):
    READY = READY, "Ready"
    BEFORE_COUNCIL = BEFORE_COUNCIL, "Before the council"
    APPROVED = "approved", "Approved"
    REJECTED = "rejected", "Rejected"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Matter(Heard):
    process = Process(
        code="TM",
        label="Toy matter",
        states=MatterState,
        initial=MatterState.READY,
        steps={
            MatterState.READY: Step(SECRETARY, Unlimited()),
            MatterState.BEFORE_COUNCIL: Step(SECRETARY, Unlimited()),
            MatterState.APPROVED: Step(outcome=Outcome.POSITIVE),
            MatterState.REJECTED: Step(outcome=Outcome.NEGATIVE),
            MatterState.WITHDRAWN: Step(outcome=Outcome.NEUTRAL),
        },
        source="2.2.8",
        seen_by=holds(Role.SECRETARY, "the secretary"),
        opens=has_role(Role.AUTHOR, "an author"),
        start_form=Bringing,
        council=CouncilKind.EXPERTISE,
    )

    class Meta:
        app_label = "toys"

    @action(
        "Approve",
        source=BEFORE_COUNCIL,
        target=MatterState.APPROVED,
        by=BY_COUNCIL,
        form=ResolutionForm,
        sitting=Sitting.DECIDE,
    )
    def approve(self, act: Act) -> None:
        verdicts.decide(self, act, Result.APPROVED)

    @action(
        "Withdraw",
        source=(READY, BEFORE_COUNCIL),
        target=MatterState.WITHDRAWN,
        by=is_person("initiator", "the author"),
    )
    def withdraw(self, act: Act) -> None:
        """Its item stays on the agenda, to be dropped there."""

    @action(
        "Reject",
        source=BEFORE_COUNCIL,
        target=MatterState.REJECTED,
        by=BY_COUNCIL,
        form=ResolutionForm,
        sitting=Sitting.DECIDE,
    )
    def reject(self, act: Act) -> None:
        verdicts.decide(self, act, Result.REJECTED)
