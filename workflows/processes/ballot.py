"""BA: the ballot of one member for one motion before a council (Regulation 2.2.8, 5.2.7).

Given to everyone present when a vote opens, or sent to all where members vote without meeting.
A choice can be changed until the vote closes. In a secret vote the ballot says that it was cast,
never how: see `workflows.councils.motions.BallotBox`.
"""

from __future__ import annotations

from django.db import models
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from permissions.models import User
from permissions.rules import is_person, is_system
from workflows import registry
from workflows.asks.voting import BallotForm
from workflows.councils import stages
from workflows.councils.motions import Choice, Motion, put_in
from workflows.models import Case
from workflows.spec import Act, Outcome, Person, Process, Step, Until, action

MEMBER = is_person("member", _("the member whose ballot it is"))


class State(TextChoices):
    """Where a ballot can stand."""

    OPEN = "open", _("Ballot not yet cast")
    CAST = "cast", _("Ballot cast")
    COUNTED = "counted", _("Ballot counted")
    LAPSED = "lapsed", _("Ballot not cast")
    VOID = "void", _("Ballot void")


OUT = (State.OPEN, State.CAST)


@registry.register
class Ballot(Case):
    """A member's ballot; only the member sees it."""

    process = Process(
        code=stages.BALLOT,
        label=_("Ballot"),
        source="Regulation 2.2.8, 5.2.7",
        states=State,
        initial=State.OPEN,
        seen_by=is_system(),
        personal=True,
        steps={
            State.OPEN: Step(Person("member", _("the member")), Until("until")),
            State.CAST: Step(
                Person("member", _("the member, until the count"), waits=True), Until("until")
            ),
            State.COUNTED: Step(outcome=Outcome.POSITIVE),
            State.LAPSED: Step(outcome=Outcome.NEUTRAL),
            State.VOID: Step(outcome=Outcome.NEUTRAL),
        },
    )

    motion = models.ForeignKey(Motion, models.PROTECT, related_name="ballots")
    member = models.ForeignKey(User, models.PROTECT, related_name="+")
    until = models.DateField()
    choice = models.CharField(max_length=8, choices=Choice, blank=True)

    @action(
        _("Vote"),
        source=State.OPEN,
        target=State.CAST,
        by=MEMBER,
        form=BallotForm,
        told=_("The ballot was cast"),
    )
    def cast(self, act: Act) -> None:
        """Choose."""
        self._choose(act.data["choice"])

    @action(
        _("Change the vote"),
        source=State.CAST,
        by=MEMBER,
        form=BallotForm,
        told=_("The choice was changed"),
    )
    def change(self, act: Act) -> None:
        """Choose otherwise, while the vote is open."""
        self._choose(act.data["choice"])

    @action(
        _("Count"),
        source=State.CAST,
        target=State.COUNTED,
        by=is_system(),
        told=_("The ballot was counted"),
    )
    def count(self, act: Act) -> None:
        """Be counted when the vote closes."""

    @action(
        _("Lapse"),
        source=State.OPEN,
        target=State.LAPSED,
        by=is_system(),
        told=_("The vote closed before the ballot was cast"),
    )
    def lapse(self, act: Act) -> None:
        """Come too late: the vote closed without it."""

    @action(
        _("Become void"),
        source=OUT,
        target=State.VOID,
        by=is_system(),
        told=_("The vote was declared void"),
    )
    def void(self, act: Act) -> None:
        """Be taken in uncounted."""

    def _choose(self, choice: str) -> None:
        if self.motion.secret:
            put_in(self.motion_id, self.code, choice)
            return
        self.choice = choice
        self.save(update_fields=["choice"])
