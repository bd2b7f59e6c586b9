"""AP: an author's appeal against the decision of a council (Regulation 2.2.8).

A methodist and experts who had no part in the first decision look at the same work anew; the
council lets the first decision stand or puts another one in its place. Both stay on record.
Which decisions can be appealed is said by the processes that lead to them (`workflows.appeals`).
"""

from __future__ import annotations

from django.db import models
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from documents import store
from documents.models import DocumentKind
from documents.papers.typesetting import Kind
from permissions.models import User
from permissions.people import system
from permissions.roles import Role
from permissions.rules import has_role
from workflows import (
    appealing,
    appeals,
    council,
    engine,
    numbering,
    registry,
    reviewing,
    sections,
    verdicts,
)
from workflows.appealing import Afresh
from workflows.asks import appeal as asks
from workflows.asks import leading
from workflows.asks.deciding import ResolutionForm
from workflows.asks.expertise import Taught
from workflows.authorship import IMPARTIAL, in_states
from workflows.council import BEFORE_COUNCIL, READY, Referring
from workflows.councils.bodies import CouncilKind
from workflows.councils.recusals import NOT_RECUSED
from workflows.councils.rules import BY_COUNCIL
from workflows.decisions import Result
from workflows.filing import AUTHOR
from workflows.offices import COUNCIL, SECRETARY, STAFF
from workflows.reviewing import LEADER
from workflows.shown import Section
from workflows.spec import (
    Act,
    InRole,
    Outcome,
    Process,
    Sitting,
    Step,
    Term,
    Unlimited,
    action,
)

FILED_AS = "other"


class State(TextChoices):
    """Where an appeal can stand."""

    FILED = "filed", _("Appeal filed")
    REGISTERED = reviewing.REGISTERED, _("Registered")
    IN_REVIEW = reviewing.IN_REVIEW, _("In review")
    SUMMARY = reviewing.SUMMARY, _("Reviews being summed up")
    READY = council.READY, _("Ready for the council")
    BEFORE_COUNCIL = council.BEFORE_COUNCIL, _("Before the council")
    UPHELD = "upheld", _("The first decision stands")
    REPLACED = "replaced", _("The decision was replaced")
    INADMISSIBLE = "inadmissible", _("Refused as inadmissible")
    WITHDRAWN = "withdrawn", _("Withdrawn")


DECIDED = (State.UPHELD, State.REPLACED)
UNDECIDED = (
    State.FILED,
    State.REGISTERED,
    State.IN_REVIEW,
    State.SUMMARY,
    State.READY,
    State.BEFORE_COUNCIL,
)


@registry.register
class Appeal(Afresh, Referring):
    """An appeal against one decision, with a panel of its own."""

    process = Process(
        code=appeals.APPEAL,
        label=_("Appeal"),
        source="Regulation 2.2.8, 3.9",
        states=State,
        initial=State.FILED,
        opens=has_role(Role.AUTHOR, _("a registered author"))
        | has_role(Role.ORGANISATION_HEAD, _("the head of an organisation")),
        start_form=asks.StartForm,
        seen_by=(STAFF | COUNCIL & NOT_RECUSED & in_states(READY, BEFORE_COUNCIL, *DECIDED))
        & IMPARTIAL,
        council=CouncilKind.EXPERTISE,
        steps={
            State.FILED: Step(InRole(Role.SECRETARY, _("the secretary")), Term(3)),
            State.REGISTERED: Step(reviewing.with_methodist, Term(3)),
            State.IN_REVIEW: Step(reviewing.with_experts, Term(10)),
            State.SUMMARY: Step(reviewing.with_methodist, Term(5)),
            State.READY: Step(InRole(Role.SECRETARY, _("the secretary")), Unlimited()),
            State.BEFORE_COUNCIL: Step(InRole(Role.SECRETARY, _("the council")), Unlimited()),
            State.UPHELD: Step(outcome=Outcome.NEGATIVE),
            State.REPLACED: Step(outcome=Outcome.POSITIVE),
            State.INADMISSIBLE: Step(outcome=Outcome.NEGATIVE),
            State.WITHDRAWN: Step(outcome=Outcome.NEUTRAL),
        },
    )

    grounds = models.TextField()
    language = models.CharField(max_length=2, choices=Taught)
    summary_kk = models.TextField(blank=True)
    summary_ru = models.TextField(blank=True)

    # What the letter about the decision says of a work, an appeal has not.
    grades = ""

    def get_kind_display(self) -> str:
        """Name the kind of matter in letters."""
        return str(self.process.label)

    def sections(self, person: User) -> list[Section]:
        """Show both decisions, the reasons of the appeal and its reviews, as far as may be seen."""
        return sections.of_appeal(self, person)

    @action(
        _("File documents"),
        source=State.FILED,
        by=AUTHOR,
        form=asks.AttachForm,
        told=_("Documents were filed"),
    )
    def attach(self, act: Act) -> None:
        """Add documents that speak for the appeal."""
        kind = DocumentKind.objects.get(code=FILED_AS)
        versions = [
            store.store(self.dossier, kind, filing, by=act.actor, at=act.at)
            for filing in act.data["file"]
        ]
        act.record["file"] = [version.name for version in versions]

    @action(
        _("Refuse as inadmissible"),
        source=State.FILED,
        target=State.INADMISSIBLE,
        by=SECRETARY,
        form=leading.ReasonForm,
        confirm=_("The appeal ends here; there can be no second one against this decision."),
        told=_("The appeal was refused as inadmissible"),
    )
    def refuse(self, act: Act) -> None:
        """Turn away what is no appeal, with the reason."""

    @action(
        _("Register"),
        source=State.FILED,
        target=State.REGISTERED,
        by=SECRETARY,
        form=asks.RegisterForm,
        told=_("The appeal was registered under the number %(number)s"),
    )
    def register(self, act: Act) -> None:
        """Give the appeal its yearly number and a methodist who had no part in the decision."""
        series = f"{self.process.code}-{timezone.localdate(act.at).year}"
        act.record["number"] = numbering.give_number(self, series)
        self.keep(act, "methodist")

    @action(
        _("Send to the council"),
        source=State.SUMMARY,
        target=State.READY,
        by=LEADER,
        form=leading.SummaryForm,
        needs=(appealing.FRESH,),
        told=_("The appeal was sent to the council"),
    )
    def recommend(self, act: Act) -> None:
        """Conclude, in Kazakh and in Russian, and hand over to the council."""
        self.keep(act, *leading.SummaryForm.kept)

    @action(
        _("Let the decision stand"),
        source=State.BEFORE_COUNCIL,
        target=State.UPHELD,
        by=BY_COUNCIL,
        form=ResolutionForm,
        told=_("The council let the first decision stand"),
        papers=(Kind.DECISION,),
        sitting=Sitting.DECIDE,
    )
    def uphold(self, act: Act) -> None:
        """Turn the appeal down."""
        verdicts.decide(self, act, Result.UPHELD)

    @action(
        _("Replace the decision"),
        source=State.BEFORE_COUNCIL,
        target=State.REPLACED,
        by=BY_COUNCIL,
        form=asks.ReplaceForm,
        told=_("The council replaced the first decision"),
        sitting=Sitting.DECIDE,
    )
    def replace_decision(self, act: Act) -> None:
        """Approve after all; the letter and the certificate belong to the case appealed about."""
        given = act.data["asked"] | {"motion": act.data["motion"].pk}
        engine.act_on(self.about, appeals.OVERTURN, actor=system(), at=act.at, data=given)

    @action(
        _("Withdraw"),
        source=UNDECIDED,
        target=State.WITHDRAWN,
        by=AUTHOR,
        form=leading.ReasonForm,
        confirm=_("The appeal ends here; there can be no second one against this decision."),
        told=_("The appeal was withdrawn"),
    )
    def withdraw(self, act: Act) -> None:
        """Take the appeal back, any time before the decision."""
        self.close_reviews(act.at)
