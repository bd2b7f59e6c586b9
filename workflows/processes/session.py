"""CS: a session of a council, from the agenda to signed minutes (Regulation 2.2.8, 5.2.7).

The secretary prepares an agenda and sends it; the members meet, or vote by ballots; each item is
decided or deferred; the decisions are carried out on their cases when the session is closed; the
minutes are written and signed. What happens in each stretch stands in `workflows.convening`,
`debating` and `minuting`.
"""

from __future__ import annotations

from django.db import models
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from permissions.models import User
from permissions.roles import Role
from permissions.rules import holds
from workflows import queue, registry
from workflows.asks import sessions as asks
from workflows.authorship import in_states
from workflows.convening import Convened
from workflows.councils import (
    agenda_paper,
    closing,
    guards,
    invitations,
    planning,
    recusals,
    stages,
    voting,
)
from workflows.councils.agenda import items
from workflows.councils.bodies import Council, CouncilRules, HeldAs
from workflows.councils.invitations import News
from workflows.councils.motions import last_motion
from workflows.councils.rules import ANY_SECRETARY, MEMBER, SECRETARY
from workflows.debating import Debated
from workflows.minuting import Minuted
from workflows.offices import CENTRE
from workflows.spec import (
    Act,
    InRole,
    Outcome,
    Person,
    Process,
    Step,
    Term,
    Unlimited,
    Until,
    action,
)


class State(TextChoices):
    """Where a session can stand."""

    PLANNED = stages.PLANNED, _("Being prepared")
    AGENDA_SENT = stages.AGENDA_SENT, _("Agenda sent")
    OPEN = stages.OPEN, _("In session")
    CLOSED = stages.CLOSED, _("Minutes being written")
    SECRETARY_SIGNS = stages.SECRETARY_SIGNS, _("Minutes before the secretary")
    CHAIR_SIGNS = stages.CHAIR_SIGNS, _("Minutes before the chair")
    SIGNED = stages.SIGNED, _("Minutes signed")
    NOT_HELD = stages.NOT_HELD, _("Not held")
    CANCELLED = stages.CANCELLED, _("Called off")


with_secretary = Person("secretary", _("the secretary"))
with_chair = Person("chair", _("who chairs the session"))
with_members = InRole(Role.COUNCIL_MEMBER, _("the members of the council"))
SEES_ALL = CENTRE | holds(Role.DEPARTMENT_HEAD, _("the head of the department"))
SENT = tuple(state for state in State if state != State.PLANNED)


@registry.register
class Session(Convened, Debated, Minuted):
    """A session of a council; its agenda, votes and attendance stand in `workflows.councils`."""

    process = Process(
        code=stages.SESSION,
        label=_("Session of a council"),
        source="Regulation 2.2.8, 5.2.7",
        states=State,
        initial=State.PLANNED,
        opens=ANY_SECRETARY,
        start_form=asks.PlanForm,
        seen_by=SEES_ALL | MEMBER & in_states(*SENT),
        personal=True,
        children=(stages.BALLOT,),
        steps={
            State.PLANNED: Step(with_secretary, Unlimited()),
            State.AGENDA_SENT: Step(with_members, Until("day")),
            State.OPEN: Step(with_secretary, Until("day")),
            State.CLOSED: Step(with_secretary, Term(3)),
            State.SECRETARY_SIGNS: Step(with_secretary, Term(1)),
            State.CHAIR_SIGNS: Step(with_chair, Term(2)),
            State.SIGNED: Step(outcome=Outcome.POSITIVE),
            State.NOT_HELD: Step(outcome=Outcome.NEUTRAL),
            State.CANCELLED: Step(outcome=Outcome.NEUTRAL),
        },
    )

    council = models.ForeignKey(Council, models.PROTECT, related_name="sessions")
    rules = models.ForeignKey(CouncilRules, models.PROTECT, related_name="+")
    chair = models.ForeignKey(User, models.PROTECT, related_name="+")
    secretary = models.ForeignKey(User, models.PROTECT, related_name="+")
    held_as = models.CharField(max_length=10, choices=HeldAs)
    day = models.DateField()
    time = models.TimeField(null=True)
    place = models.CharField(max_length=200, blank=True)
    link = models.URLField(blank=True)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    @action(
        _("Send the agenda"),
        source=State.PLANNED,
        target=State.AGENDA_SENT,
        by=SECRETARY,
        form=asks.SendForm,
        needs=(guards.HAS_ITEMS,),
        told=_("The agenda was sent to the members"),
    )
    def send_agenda(self, act: Act) -> None:
        """Send the members the agenda, and note who must keep away from which item."""
        planning.reorder(self, [item.pk for item in items(self)])
        for item in items(self):
            recusals.find(item, voting.voters(self), act.at)
        agenda_paper.file(self, act.at)
        invitations.tell(self, News.AGENDA, act)

    @action(
        _("Open the session"),
        source=State.AGENDA_SENT,
        target=State.OPEN,
        by=SECRETARY,
        needs=(guards.HAS_ITEMS, guards.QUORUM_TO_OPEN, guards.ALL_PREPARED),
        told=_("The session was opened"),
    )
    def open_session(self, act: Act) -> None:
        """Begin; where members vote by ballots, each gets theirs for every item."""
        self.opened_at = act.at
        self.save(update_fields=["opened_at"])
        if self.absentee:
            for item in items(self):
                motion = last_motion(item)
                if motion is not None:
                    voting.start_vote(self, motion, act)

    @action(
        _("Record that it was not held"),
        source=State.AGENDA_SENT,
        target=State.NOT_HELD,
        by=SECRETARY,
        form=asks.RecallForm,
        told=_("The session was not held"),
    )
    def not_held(self, act: Act) -> None:
        """End a session without a quorum; its cases wait for another one."""
        invitations.tell(self, News.NOT_HELD, act)
        self._send_back(act)

    @action(
        _("Call the session off"),
        source=stages.BEFORE,
        target=State.CANCELLED,
        by=SECRETARY,
        form=asks.RecallForm,
        confirm=_("The cases on its agenda wait for another session."),
        told=_("The session was called off"),
    )
    def cancel(self, act: Act) -> None:
        """End a session that will not be; its cases wait for another one."""
        invitations.tell(self, News.CANCELLED, act)
        self._send_back(act)

    @action(
        _("Close the session"),
        source=State.OPEN,
        target=State.CLOSED,
        by=SECRETARY,
        needs=(guards.NO_VOTE_OPEN, guards.NOT_TIED, guards.ALL_DONE),
        confirm=_("The decisions are carried out on their cases."),
        told=_("The session was closed"),
    )
    def close(self, act: Act) -> None:
        """End the session; each decision is carried out in a transaction of its own."""
        self.closed_at = act.at
        self.save(update_fields=["closed_at"])
        queue.defer(*closing.jobs(self))

    @action(
        _("Carry the decisions out"),
        source=State.CLOSED,
        by=SECRETARY,
        needs=(guards.SOME_LEFT,),
        told=_("The decisions that were left were carried out"),
    )
    def carry_out(self, act: Act) -> None:
        """Go on where carrying out was cut short; what was done is not done again."""
        queue.defer(*closing.jobs(self))

    def _send_back(self, act: Act) -> None:
        for item in items(self):
            planning.drop(item, act.data["reason"], act.at)
