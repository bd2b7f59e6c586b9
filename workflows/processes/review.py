"""RV: one expert's review of a parent case (Regulation 3.9, 6.1).

Blind: the author never learns who reviewed, and the review does not say whose work it is.
"""

from __future__ import annotations

from typing import cast

from django.db import models
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from documents.models import Version
from permissions.models import User
from permissions.rules import is_person, is_system
from workflows import access, dossiers, guards, registry, rubrics, sections
from workflows.asks import leading
from workflows.asks import review as asks
from workflows.authorship import IMPARTIAL_TO_PARENT
from workflows.models import Case
from workflows.offices import CENTRE
from workflows.remarks import Remark
from workflows.rubrics import Rubric
from workflows.shown import Section
from workflows.spec import Act, Outcome, Person, Process, Step, Term, action

EXPERT = is_person("expert", _("the invited expert"))
LEADER = is_person("methodist", _("the methodist of the case"))


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
        steps={
            State.INVITED: Step(by_expert, Term(2)),
            State.IN_PROGRESS: Step(by_expert, Term(8)),
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
        parent = self.parent
        of_parent = parent is not None and version.document.dossier_id == parent.dossier_id
        return of_parent and dossiers.is_blind(version)

    @action(
        _("Accept the review"),
        by=EXPERT,
        form=asks.AcceptForm,
        source=State.INVITED,
        target=State.IN_PROGRESS,
        told=_("The expert took the review on"),
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
        _("Add a remark"),
        by=EXPERT,
        form=asks.RemarkForm,
        source=State.IN_PROGRESS,
        target=None,
        told=_("A remark was added"),
    )
    def add_remark(self, act: Act) -> None:
        """Note what is wrong, where, and whether it must be mended."""
        Remark.objects.create(
            case_id=cast("int", self.parent_id),
            review=self,
            version=self._version(),
            place=act.data["place"],
            severity=act.data["severity"],
            text=act.data["text"],
        )

    @action(
        _("Take back a remark"),
        by=EXPERT,
        form=asks.DropRemarkForm,
        source=State.IN_PROGRESS,
        target=None,
        told=_("A remark was taken back"),
    )
    def drop_remark(self, act: Act) -> None:
        """Take a remark back before the review is submitted."""
        act.data["remark"].delete()

    @action(
        _("Score, and go on later"),
        by=EXPERT,
        form=asks.ScoreForm,
        source=State.IN_PROGRESS,
        target=None,
        told=_("Scores were saved"),
    )
    def score(self, act: Act) -> None:
        """Keep the scores given so far."""
        self._keep(act)

    @action(
        _("Submit the review"),
        by=EXPERT,
        form=asks.SubmitForm,
        source=State.IN_PROGRESS,
        target=State.SUBMITTED,
        told=_("The review was submitted"),
    )
    def submit(self, act: Act) -> None:
        """Hand the review in: every criterion scored and a recommendation given."""
        self._keep(act)

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

    def _keep(self, act: Act) -> None:
        rubrics.save_scores(self, act.data["scores"])
        self.recommendation, self.note = act.data["recommendation"], act.data["note"]
        self.save(update_fields=["recommendation", "note"])

    def _version(self) -> Version | None:
        """Find the version of the work that is being reviewed: the latest."""
        if self.parent is None:
            return None
        filed = Version.objects.filter(
            document__dossier=self.parent.dossier_id, document__kind__code=guards.WORK
        )
        return filed.order_by("-uploaded_at", "-pk").first()
