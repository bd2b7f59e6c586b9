"""EX: the expertise of an author's programme or teaching material (Regulation 3.9).

An author drafts and submits; the secretary registers; a methodist leads a panel of experts to a
conclusion; the council decides (Regulation 2.2.8). What other processes share stands in
`workflows.filing`, `district`, `reviewing` and `council`.
"""

from __future__ import annotations

from django.db import models
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from documents.papers.typesetting import Kind
from permissions.models import User
from permissions.models.people import Language
from permissions.roles import Role
from permissions.rules import has_role
from workflows import council, filing, guards, numbering, registry, reviewing, sections
from workflows.asks import expertise as asks
from workflows.asks import leading
from workflows.authorship import IMPARTIAL, in_states
from workflows.council import Decided
from workflows.councils.bodies import CouncilKind
from workflows.councils.recusals import NOT_RECUSED
from workflows.district import Concluded
from workflows.filing import AUTHOR, WITH_AUTHOR
from workflows.offices import COUNCIL, SECRETARY, STAFF
from workflows.reviewing import LEADER, Reviewed
from workflows.shown import Section
from workflows.spec import Act, InRole, Outcome, Person, Process, Step, Term, Unlimited, action


class State(TextChoices):
    """Where an expertise can stand."""

    DRAFT = filing.DRAFT, _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    INCOMPLETE = filing.INCOMPLETE, _("Incomplete")
    REGISTERED = "registered", _("Registered")
    IN_REVIEW = reviewing.IN_REVIEW, _("In review")
    SUMMARY = reviewing.SUMMARY, _("Reviews being summed up")
    REVISION = filing.REVISION, _("In revision")
    READY = council.READY, _("Ready for the council")
    BEFORE_COUNCIL = council.BEFORE_COUNCIL, _("Before the council")
    APPROVED = council.APPROVED, _("Approved")
    REJECTED = council.REJECTED, _("Rejected")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    DISCARDED = "discarded", _("Draft discarded")


DECIDED = (State.APPROVED, State.REJECTED)
NEVER_SUBMITTED = (State.DRAFT, State.DISCARDED)
SUBMITTED = tuple(state for state in State if state not in NEVER_SUBMITTED)
UNDECIDED = tuple(state for state in SUBMITTED if state not in {*DECIDED, State.WITHDRAWN})
BEFORE_DECISION = (State.READY, State.BEFORE_COUNCIL, *DECIDED)

with_author = Person("initiator", _("the author"))
with_secretary = InRole(Role.SECRETARY, _("the secretary"))
# Its session is in the secretary's hands.
with_council = InRole(Role.SECRETARY, _("the council"))


@registry.register
class Expertise(Concluded, Reviewed, Decided):
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
            State.APPROVED: Step(outcome=Outcome.POSITIVE),
            State.REJECTED: Step(outcome=Outcome.NEGATIVE),
            State.WITHDRAWN: Step(outcome=Outcome.NEUTRAL),
            State.DISCARDED: Step(outcome=Outcome.NEUTRAL),
        },
    )

    kind = models.CharField(max_length=24, choices=asks.Kind)
    grades = models.CharField(max_length=40)
    language = models.CharField(max_length=2, choices=Language)
    hours = models.PositiveSmallIntegerField()
    level_asked = models.CharField(max_length=16, choices=asks.LevelAsked)
    annotation = models.TextField()
    trial = models.TextField(blank=True)
    summary_kk = models.TextField(blank=True)
    summary_ru = models.TextField(blank=True)

    def sections(self, person: User) -> list[Section]:
        """Show the work, its remarks and decisions, as far as ``person`` may see them."""
        return sections.of_expertise(self, person)

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
        _("Submit"),
        source=State.DRAFT,
        target=State.SUBMITTED,
        by=AUTHOR,
        needs=(guards.WORK_FILED, guards.COAUTHORS_CONFIRMED),
        confirm=_("The secretary checks the documents; you can still withdraw the work."),
        told=_("The work was submitted"),
    )
    def submit(self, act: Act) -> None:
        """Hand the work in."""

    @action(
        _("Submit again"),
        source=State.INCOMPLETE,
        target=State.SUBMITTED,
        by=AUTHOR,
        needs=(guards.WORK_FILED, guards.COAUTHORS_CONFIRMED),
        told=_("The work was submitted again"),
    )
    def resubmit(self, act: Act) -> None:
        """Hand the work in again, with what was missing."""

    @action(
        _("Discard the draft"),
        source=State.DRAFT,
        target=State.DISCARDED,
        by=AUTHOR,
        confirm=_("The draft ends here, and nobody else ever sees it. What was filed is kept."),
        told=_("The draft was discarded"),
    )
    def discard(self, act: Act) -> None:
        """End a draft that is not going to be submitted."""

    @action(
        _("Return as incomplete"),
        source=State.SUBMITTED,
        target=State.INCOMPLETE,
        by=SECRETARY,
        form=leading.IncompleteForm,
        told=_("The work was returned, since something is missing"),
    )
    def return_incomplete(self, act: Act) -> None:
        """Tell the author what is missing."""

    @action(
        _("Register"),
        source=State.SUBMITTED,
        target=State.REGISTERED,
        by=SECRETARY,
        form=leading.RegisterForm,
        needs=(guards.COMPLETE, guards.CONCLUSION_RECORDED, guards.TITLED_TWICE),
        told=_("The work was registered under the number %(number)s"),
        together=True,
    )
    def register(self, act: Act) -> None:
        """Give the case its yearly number and the methodist who leads it."""
        series = f"EX-{timezone.localdate(act.at).year}"
        act.record["number"] = numbering.give_number(self, series)
        self.keep(act, "methodist")

    @action(
        _("Assign experts"),
        source=State.REGISTERED,
        target=State.IN_REVIEW,
        by=LEADER,
        form=leading.AssignForm,
        public=False,
        told=_("Experts were invited"),
    )
    def assign(self, act: Act) -> None:
        """Invite a panel of at least two experts without conflicts of interest."""
        self.invite_panel(act, act.data["experts"])

    @action(
        _("Send the remarks to the author"),
        source=State.SUMMARY,
        target=State.REVISION,
        by=LEADER,
        form=leading.SendRemarksForm,
        needs=(guards.HAS_REMARKS,),
        told=_("The remarks were sent to the author"),
        papers=(Kind.REMARKS,),
    )
    def send_remarks(self, act: Act) -> None:
        """Ask the author for a revision that answers the remarks."""
        self.keep(act, *leading.SummaryForm.kept)
        act.data["remarks"].update(sent=True)

    @action(
        _("Submit the revision"),
        source=State.REVISION,
        target=State.SUMMARY,
        by=AUTHOR,
        needs=(guards.ANSWERED, guards.NEW_VERSION, guards.TITLED_TWICE),
        told=_("The revised work was submitted"),
    )
    def revise(self, act: Act) -> None:
        """Hand in a new version with an answer to every remark that must be mended."""

    @action(
        _("Send to the council"),
        source=State.SUMMARY,
        target=State.READY,
        by=LEADER,
        form=leading.SummaryForm,
        told=_("The work was sent to the council"),
        papers=(Kind.CONCLUSION,),
    )
    def recommend(self, act: Act) -> None:
        """Conclude, in Kazakh and in Russian, and hand over to the council."""
        self.keep(act, *leading.SummaryForm.kept)

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
