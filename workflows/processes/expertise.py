"""EX: the expertise of an author's programme or teaching material (Regulation 3.9).

An author drafts and submits; the secretary registers; a methodist leads a panel of experts to a
conclusion; the council decides (Regulation 2.2.8). What other processes share stands in
`workflows.filing`, `district`, `entering`, `reviewing`, `concluding` and `council`.
"""

from __future__ import annotations

from django.db import models
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from permissions.models import User
from permissions.roles import Role
from permissions.rules import has_role
from workflows import council, district, entering, filing, registry, reviewing, sections
from workflows.appealable import Appealable
from workflows.asks import expertise as asks
from workflows.asks import leading
from workflows.authorship import IMPARTIAL, in_states
from workflows.concluding import Summed
from workflows.conditions import CONDITION
from workflows.council import Decided, Referring
from workflows.councils.bodies import CouncilKind
from workflows.councils.recusals import NOT_RECUSED
from workflows.entering import Entered
from workflows.filing import AUTHOR, WITH_AUTHOR
from workflows.offices import COUNCIL, STAFF
from workflows.shown import Section
from workflows.spec import Act, InRole, Outcome, Person, Process, Step, Term, Unlimited, action


class State(TextChoices):
    """Where an expertise can stand."""

    DRAFT = filing.DRAFT, _("Draft")
    SUBMITTED = district.SUBMITTED, _("Submitted")
    INCOMPLETE = filing.INCOMPLETE, _("Incomplete")
    REGISTERED = reviewing.REGISTERED, _("Registered")
    IN_REVIEW = reviewing.IN_REVIEW, _("In review")
    SUMMARY = reviewing.SUMMARY, _("Reviews being summed up")
    REVISION = filing.REVISION, _("In revision")
    READY = council.READY, _("Ready for the council")
    BEFORE_COUNCIL = council.BEFORE_COUNCIL, _("Before the council")
    APPROVED = council.APPROVED, _("Approved")
    REJECTED = council.REJECTED, _("Rejected")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    DISCARDED = entering.DISCARDED, _("Draft discarded")


DECIDED = (State.APPROVED, State.REJECTED)
NEVER_SUBMITTED = (State.DRAFT, State.DISCARDED)
SUBMITTED = tuple(state for state in State if state not in NEVER_SUBMITTED)
UNDECIDED = tuple(state for state in SUBMITTED if state not in {*DECIDED, State.WITHDRAWN})
BEFORE_DECISION = (State.READY, State.BEFORE_COUNCIL, *DECIDED)

with_author = Person("initiator", _("the author"))
with_secretary = InRole(Role.SECRETARY, _("the secretary"))
# Its session is in the secretary's hands.
with_council = InRole(Role.SECRETARY, _("the council"))


WHOSE = (
    ("initiator", _("Author")),
    ("organisation", _("Organisation")),
    ("district", _("District or city")),
)
DESCRIBED = (
    ("kind", _("Kind of work")),
    ("subject", _("Subject")),
    ("grades", _("Grades")),
    ("language", _("Language of instruction")),
    ("hours", _("Hours")),
    ("level_asked", _("Recommendation asked for")),
    ("annotation", _("Annotation")),
    ("trial", _("Where and how it was tried out")),
)


@registry.register
class Expertise(Entered, Summed, Decided, Referring, Appealable):
    """A programme or material on its way from draft to the council's decision."""

    process = Process(
        code="EX",
        label=_("Expertise"),
        source="Regulation 3.9, 2.2.8, 6.1",
        states=State,
        initial=State.DRAFT,
        opens=has_role(Role.AUTHOR, _("a registered author")),
        start_form=asks.StartForm,
        seen_by=(
            STAFF & in_states(*SUBMITTED) | COUNCIL & NOT_RECUSED & in_states(*BEFORE_DECISION)
        )
        & IMPARTIAL,
        council=CouncilKind.EXPERTISE,
        children=(CONDITION,),
        steps={
            State.DRAFT: Step(with_author, Unlimited()),
            State.SUBMITTED: Step(with_secretary, Term(3)),
            State.INCOMPLETE: Step(with_author, Term(10)),
            State.REGISTERED: Step(reviewing.with_methodist, Term(3)),
            State.IN_REVIEW: Step(reviewing.with_experts, Term(10)),
            State.SUMMARY: Step(reviewing.with_methodist, Term(5)),
            State.REVISION: Step(with_author, Term(30)),
            State.READY: Step(with_secretary, Unlimited()),
            State.BEFORE_COUNCIL: Step(with_council, Unlimited()),
            State.APPROVED: Step(outcome=Outcome.POSITIVE, appeal=Term(20)),
            State.REJECTED: Step(outcome=Outcome.NEGATIVE, appeal=Term(20)),
            State.WITHDRAWN: Step(outcome=Outcome.NEUTRAL),
            State.DISCARDED: Step(outcome=Outcome.NEUTRAL),
        },
    )

    described = DESCRIBED

    kind = models.CharField(max_length=24, choices=asks.Kind)
    grades = models.CharField(max_length=40)
    language = models.CharField(max_length=2, choices=asks.Taught)
    hours = models.PositiveSmallIntegerField()
    level_asked = models.CharField(max_length=16, choices=asks.LevelAsked)
    annotation = models.TextField()
    trial = models.TextField(blank=True)

    def sections(self, person: User) -> list[Section]:
        """Show the work, its remarks and decisions, as far as ``person`` may see them."""
        named = (*WHOSE, *self.described, *sections.CONCLUSION)
        return sections.of_reviewed(self, person, sections.facts(_("The work"), self, named))

    @action(
        _("Describe the work"),
        source=WITH_AUTHOR,
        by=AUTHOR,
        form=asks.DescribeForm,
        told=_("The description of the work was changed"),
    )
    def describe(self, act: Act) -> None:
        """Change what the work is called and what is said of it."""
        self.keep(act, *asks.DescribeForm.kept)

    @action(
        _("Withdraw"),
        source=UNDECIDED,
        target=State.WITHDRAWN,
        by=AUTHOR,
        form=leading.ReasonForm,
        confirm=_("The case ends here. What was filed is kept."),
        told=_("The work was withdrawn"),
    )
    def withdraw(self, act: Act) -> None:
        """Take the work back, any time before the decision."""
        self.close_reviews(act.at)
