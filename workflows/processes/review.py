"""RV: one expert's review of a parent case (Regulation 3.9, 6.1).

Blind: the author never learns who reviewed, and the review does not say whose work it is.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q, Subquery, TextChoices
from django.utils.translation import gettext_lazy as _

from documents.models import Version
from permissions.models import User
from permissions.rules import is_person, is_system
from workflows import access, dossiers, guards, registry, remarks, rubrics, sections
from workflows.asks import leading
from workflows.asks import review as asks
from workflows.authorship import IMPARTIAL_TO_PARENT
from workflows.filing import Filed
from workflows.models import Case
from workflows.offices import CENTRE
from workflows.rubrics import Rubric
from workflows.shown import Section
from workflows.spec import Act, Outcome, Person, Process, Step, Term, action

EXPERT = is_person("expert", _("the invited expert"))
LEADER = is_person("methodist", _("the methodist of the case"))
DECLARATION = _(
    "By accepting I declare that I have no conflict of interest in this case: I do not work in the"
    " same organisation as the author, and I am no relative, co-author, mentor or mentee of the"
    " author, as far as I can tell from the material. If this is not so, go back and decline."
)


class State(TextChoices):
    """Where a review can stand."""

    INVITED = "invited", _("Expert invited")
    IN_PROGRESS = "in_progress", _("Review in progress")
    SUBMITTED = "submitted", _("Review submitted")
    ACCEPTED = "accepted", _("Review accepted")
    DECLINED = "declined", _("Declined")
    CANCELLED = "cancelled", _("Cancelled")


OPEN = (State.INVITED, State.IN_PROGRESS, State.SUBMITTED)
by_expert = Person("expert", _("the expert"))
by_methodist = Person("methodist", _("the methodist"))


@registry.register
class Review(Case):
    """An expert's scores, remarks and recommendation."""

    process = Process(
        code="RV",
        label=_("Review"),
        source="Regulation 3.9, 6.1",
        states=State,
        initial=State.INVITED,
        seen_by=CENTRE & IMPARTIAL_TO_PARENT,
        personal=True,
        steps={
            State.INVITED: Step(by_expert, Term(2)),
            State.IN_PROGRESS: Step(by_expert, Term(10, over=(State.INVITED, State.IN_PROGRESS))),
            State.SUBMITTED: Step(by_methodist, Term(2)),
            State.ACCEPTED: Step(outcome=Outcome.POSITIVE),
            State.DECLINED: Step(outcome=Outcome.NEGATIVE),
            State.CANCELLED: Step(outcome=Outcome.NEUTRAL),
        },
    )

    expert = models.ForeignKey(User, models.PROTECT, related_name="reviews")
    methodist = models.ForeignKey(User, models.PROTECT, related_name="+")
    rubric = models.ForeignKey(Rubric, models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField()
    recommendation = models.CharField(max_length=8, blank=True, choices=asks.Recommendation)
    note = models.TextField(blank=True)
    returned = models.BooleanField(default=False)

    def sections(self, person: User) -> list[Section]:
        """Show what is to be reviewed, and the review as far as it has got."""
        return sections.of_review(self, person)

    def may_read(self, _person: User, version: Version) -> bool:
        """Let whoever sees the review read what it is about and what does not name the author."""
        return version in dossiers.under_review(self) and dossiers.is_blind(version)

    @action(
        _("Accept the review"),
        by=EXPERT,
        form=asks.AcceptForm,
        source=State.INVITED,
        target=State.IN_PROGRESS,
        confirm=DECLARATION,
        told=_("The expert took the review on and declared no conflict of interest"),
    )
    def accept(self, act: Act) -> None:
        """Take the review on, declaring no conflict of interest."""

    @action(
        _("Decline"),
        by=EXPERT,
        form=leading.ReasonForm,
        source=(State.INVITED, State.IN_PROGRESS),
        target=State.DECLINED,
        told=_("The expert declined"),
    )
    def decline(self, act: Act) -> None:
        """Turn the review down, with a reason; the methodist invites somebody else."""
        access.dismiss(self, self.expert_id)

    @action(
        _("Let the invitation lapse"),
        by=is_system(),
        source=State.INVITED,
        target=State.DECLINED,
        when_overdue=3,
        told=_("The expert did not answer in time"),
    )
    def lapse(self, act: Act) -> None:
        """End an invitation that was not answered; the methodist invites somebody else."""
        access.dismiss(self, self.expert_id)

    @action(
        _("Submit the review"),
        by=EXPERT,
        form=asks.ReviewForm,
        source=State.IN_PROGRESS,
        target=State.SUBMITTED,
        told=_("The review was submitted"),
    )
    def submit(self, act: Act) -> None:
        """Hand the review in: every criterion scored, what is wrong, what the expert advises."""
        rubrics.save_scores(self, act.data["scores"])
        # Only one that was returned has remarks already.
        remarks.rewrite(self, act.data["rows"], self._latest_work(), again=self.returned)
        self.recommendation, self.note = act.data["recommendation"], act.data["note"]
        self.save(update_fields=["recommendation", "note"])

    @action(
        _("Accept the review as it is"),
        by=LEADER,
        source=State.SUBMITTED,
        target=State.ACCEPTED,
        told=_("The review was accepted"),
        together=True,
    )
    def take(self, act: Act) -> None:
        """Count the review."""

    @action(
        _("Return the review"),
        by=LEADER,
        form=leading.ReasonForm,
        needs=(guards.NOT_RETURNED_BEFORE,),
        source=State.SUBMITTED,
        target=State.IN_PROGRESS,
        told=_("The review was returned"),
    )
    def give_back(self, act: Act) -> None:
        """Return a review that is formal, once, with a reason."""
        self.returned = True
        self.save(update_fields=["returned"])

    @action(
        _("Cancel"),
        by=is_system(),
        source=OPEN,
        target=State.CANCELLED,
        told=_("The review was cancelled"),
    )
    def cancel(self, act: Act) -> None:
        """End with the parent case, or because the expert is replaced."""
        access.dismiss(self, self.expert_id)

    def _latest_work(self) -> Subquery:
        """Find the version of the work that is under review, in the statement that needs it."""
        mine = Q(document__dossier__case__children=self.pk)
        appealed = Q(document__dossier__case__appeals__children=self.pk)
        filed = Version.objects.filter(_is_work(), mine | appealed)
        return Subquery(filed.order_by("-uploaded_at", "-pk").values("pk")[:1])


def _is_work() -> Q:
    """Tell a version of what a case is about, by the process of the case."""
    found = Q()
    for model in registry.models():
        if issubclass(model, Filed):
            code, kind = model.process.code, model.work_kind
            found |= Q(document__dossier__case__process_code=code, document__kind__code=kind)
    return found
