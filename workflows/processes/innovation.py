"""IN: the innovation or experiment site of an organisation (Regulation 2.1, 3.6, 4.2.1, 1.7.4).

The head of an organisation applies; experts review the programme; the council approves the site,
the head of the centre opens it by an order; each year it reports; in the end the council completes,
extends or stops it. What other processes share stands in `workflows.filing`, `district`,
`entering`, `reviewing`, `concluding` and `council`; what the site does at work, in `sites` and
`reporting`.
"""

from __future__ import annotations

from django.db import models
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from permissions.models import User
from permissions.roles import Role
from permissions.rules import has_role, is_system
from workflows import (
    access,
    appeals,
    conditions,
    council,
    district,
    entering,
    filing,
    registry,
    reporting,
    reviewing,
    sections,
    sites,
    verdicts,
)
from workflows.asks import innovation as asks
from workflows.asks import leading
from workflows.asks.expertise import Taught
from workflows.authorship import IMPARTIAL, in_states
from workflows.concluding import Summed
from workflows.council import Judged, Referring
from workflows.councils.bodies import CouncilKind
from workflows.councils.recusals import NOT_RECUSED
from workflows.councils.rules import BY_COUNCIL
from workflows.decisions import Decision, Result
from workflows.entering import Entered
from workflows.offices import COUNCIL, STAFF
from workflows.shown import Section
from workflows.sites import APPLICANT, Working
from workflows.spec import (
    Act,
    InRole,
    Outcome,
    Person,
    Process,
    Sitting,
    Step,
    Term,
    Unlimited,
    Until,
    action,
)


class State(TextChoices):
    """Where a site can stand, from the application to its end."""

    DRAFT = filing.DRAFT, _("Draft")
    SUBMITTED = district.SUBMITTED, _("Application submitted")
    INCOMPLETE = filing.INCOMPLETE, _("Incomplete")
    REGISTERED = reviewing.REGISTERED, _("Registered")
    IN_REVIEW = reviewing.IN_REVIEW, _("In review")
    SUMMARY = reviewing.SUMMARY, _("Reviews being summed up")
    REVISION = filing.REVISION, _("In revision")
    READY = council.READY, _("Ready for the council")
    BEFORE_COUNCIL = council.BEFORE_COUNCIL, _("Before the council")
    APPROVED = council.APPROVED, _("Approved, waiting for the order")
    RUNNING = sites.RUNNING, _("Site at work")
    OUTCOME_READY = sites.OUTCOME_READY, _("Outcome ready for the council")
    BEFORE_OUTCOME = sites.BEFORE_OUTCOME, _("Outcome before the council")
    COMPLETED = sites.COMPLETED, _("Site completed")
    STOPPED = sites.STOPPED, _("Site stopped")
    REJECTED = council.REJECTED, _("Application rejected")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    DISCARDED = entering.DISCARDED, _("Draft discarded")


SUBMITTED = tuple(state for state in State if state not in {State.DRAFT, State.DISCARDED})
BEFORE_READY = (State.REGISTERED, State.IN_REVIEW, State.SUMMARY, State.REVISION)
BEFORE_DECISION = (State.READY, State.BEFORE_COUNCIL)
UNDECIDED = (State.SUBMITTED, State.INCOMPLETE, *BEFORE_READY, *BEFORE_DECISION)
HEARD = (State.READY, State.BEFORE_COUNCIL, State.APPROVED, State.REJECTED, *sites.AT_WORK)
SEEN_BY_COUNCIL = (*HEARD, State.COMPLETED, State.STOPPED)

with_organisation = Person("initiator", _("the organisation"))
with_secretary = InRole(Role.SECRETARY, _("the secretary"))
with_council = InRole(Role.SECRETARY, _("the council"))
with_centre_head = InRole(Role.CENTRE_HEAD, _("the head of the centre"))

WHOSE = (
    ("organisation", _("Organisation")),
    ("district", _("District or city")),
    ("initiator", _("Head of the organisation")),
    ("responsible", _("Responsible person")),
)
ORDERED = (
    ("level", _("Level of the site")),
    ("years", _("Years granted")),
    ("order_number", _("Number of the order")),
    ("order_date", _("Date of the order")),
    ("runs_until", _("Works until")),
    ("results", _("Results")),
)


@registry.register
class Innovation(Entered, Summed, Judged, Referring, Working):
    """A site on its way from the application to its end."""

    process = Process(
        code="IN",
        label=_("Innovation or experiment site"),
        source="Regulation 2.1, 3.6, 4.2.1, 1.7.4",
        states=State,
        initial=State.DRAFT,
        opens=has_role(Role.ORGANISATION_HEAD, _("the head of an organisation")),
        start_form=asks.StartForm,
        seen_by=(
            STAFF & in_states(*SUBMITTED) | COUNCIL & NOT_RECUSED & in_states(*SEEN_BY_COUNCIL)
        )
        & IMPARTIAL,
        council=CouncilKind.EXPERTISE,
        children=(reporting.REPORT, conditions.CONDITION),
        steps={
            State.DRAFT: Step(with_organisation, Unlimited()),
            State.SUBMITTED: Step(with_secretary, Term(3)),
            State.INCOMPLETE: Step(with_organisation, Term(10)),
            State.REGISTERED: Step(reviewing.with_methodist, Term(3)),
            State.IN_REVIEW: Step(reviewing.with_experts, Term(10)),
            State.SUMMARY: Step(reviewing.with_methodist, Term(5)),
            State.REVISION: Step(with_organisation, Term(30)),
            State.READY: Step(with_secretary, Unlimited()),
            State.BEFORE_COUNCIL: Step(with_council, Unlimited()),
            State.APPROVED: Step(with_centre_head, Term(5)),
            State.RUNNING: Step(with_organisation, Until("runs_until")),
            State.OUTCOME_READY: Step(with_secretary, Unlimited()),
            State.BEFORE_OUTCOME: Step(with_council, Unlimited()),
            State.COMPLETED: Step(outcome=Outcome.POSITIVE),
            State.STOPPED: Step(outcome=Outcome.NEGATIVE),
            State.REJECTED: Step(outcome=Outcome.NEGATIVE, appeal=Term(20)),
            State.WITHDRAWN: Step(outcome=Outcome.NEUTRAL),
            State.DISCARDED: Step(outcome=Outcome.NEUTRAL),
        },
    )
    work_kind = "innovation_programme"
    described = (
        ("kind", _("Kind of site")),
        ("direction", _("Direction")),
        ("subject", _("Subject")),
        ("language", _("Language of the programme")),
        ("years_asked", _("Years asked for")),
        ("goals", _("Goals")),
        ("stages", _("Stages")),
        ("results_expected", _("Results expected")),
    )

    kind = models.CharField(max_length=12, choices=asks.Kind)
    direction = models.CharField(max_length=12, choices=asks.Direction)
    language = models.CharField(max_length=2, choices=Taught)
    years_asked = models.PositiveSmallIntegerField()
    goals = models.TextField()
    stages = models.TextField()
    results_expected = models.TextField()
    partners = models.TextField(blank=True)

    def sections(self, person: User) -> list[Section]:
        """Show the site, its reviews and decisions, as far as ``person`` may see them."""
        named = (*WHOSE, *self.described, ("partners", _("Partners")), *sections.CONCLUSION)
        site = sections.facts(_("The site"), self, (*ORDERED, *named))
        return sections.of_reviewed(self, person, site, reporting.section(self, person))

    @action(
        _("Describe the innovation"),
        source=filing.WITH_AUTHOR,
        by=APPLICANT,
        form=asks.DescribeForm,
        told=_("The description of the innovation was changed"),
    )
    def describe(self, act: Act) -> None:
        """Change the theme and what is said of it; who is responsible sees the case."""
        self.keep(act, *asks.DescribeForm.kept)
        if self.responsible is not None:
            access.admit(self, self.responsible)

    @action(
        _("Withdraw"),
        source=UNDECIDED,
        target=State.WITHDRAWN,
        by=APPLICANT,
        form=leading.ReasonForm,
        confirm=_("The case ends here. What was filed is kept."),
        told=_("The application was withdrawn"),
    )
    def withdraw(self, act: Act) -> None:
        """Take the application back, any time before the decision."""
        self.close_reviews(act.at)

    @council.enters(State.OUTCOME_READY, State.BEFORE_OUTCOME)
    @council.enters(State.READY, State.BEFORE_COUNCIL)
    def put_on_agenda(self, act: Act) -> None:
        """Come before a council, at first and with the outcome."""
        self.enter(act)

    @council.leaves(State.BEFORE_OUTCOME, State.OUTCOME_READY)
    @council.leaves(State.BEFORE_COUNCIL, State.READY)
    def defer(self, act: Act) -> None:
        """Wait for another session."""
        self.leave(act)

    @action(
        _("Approve the site"),
        source=State.BEFORE_COUNCIL,
        target=State.APPROVED,
        by=BY_COUNCIL,
        form=asks.GrantForm,
        told=_("The council approved the site"),
        sitting=Sitting.DECIDE,
    )
    def approve(self, act: Act) -> None:
        """Grant the site its level and its years; the order follows."""
        self._grant(act, replaces=None)

    @action(
        _("Replace the decision on appeal"),
        source=State.REJECTED,
        target=State.APPROVED,
        by=is_system(),
        form=asks.GrantOnAppealForm,
        told=_("The council replaced its decision on appeal %(appeal)s"),
    )
    def overturn(self, act: Act) -> None:
        """Grant after all what was rejected at first."""
        self._grant(act, replaces=appeals.decision_on(self))

    def _grant(self, act: Act, *, replaces: Decision | None) -> None:
        decision = verdicts.decide(self, act, Result.APPROVED, replaces=replaces)
        self.keep(act, "level", "years")
        conditions.impose(self, act, decision)
