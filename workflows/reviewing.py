"""A matter that a panel of experts reviews, each in a child case of their own (process RV)."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from django_stubs_ext import StrOrPromise

from permissions.conflicts import Kind
from permissions.models import User
from permissions.people import system
from permissions.rules import is_person, is_system
from workflows import engine, guards
from workflows.asks import leading as asks
from workflows.authorship import IMPARTIAL
from workflows.models import Case
from workflows.panel import REVIEW, Seat, free_of_conflicts, panel_now
from workflows.rubrics import Rubric
from workflows.spec import Act, Children, Outcome, Person, action

REGISTERED, IN_REVIEW, SUMMARY = "registered", "in_review", "summary"
LEADER = is_person("methodist", _("the methodist of the case")) & IMPARTIAL

with_methodist = Person("methodist", _("the methodist"))
with_experts = Children(
    REVIEW,
    with_methodist,
    _("the experts"),
    told=ngettext_lazy(
        "%(done)s of %(all)s review is in", "%(done)s of %(all)s reviews are in", "all"
    ),
)


class Reviewed(Case):
    """What a methodist does from ``registered`` until the reviews are in.

    ``described`` are the columns that reviewers see of the case, each with its label.
    """

    described: ClassVar[tuple[tuple[str, StrOrPromise], ...]] = ()

    methodist = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    rubric = models.ForeignKey(Rubric, models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField(default=1)

    class Meta:
        abstract = True

    def rapporteur(self) -> User | None:
        """Let the methodist who led the reviews report on the case."""
        return self.methodist

    def under_review(self) -> Any:
        """Give the case whose documents the experts read, as a row of its own process."""
        return self

    def judged_before(self) -> dict[int, Kind]:
        """Give who judged the same matter in an earlier case, and how: they keep away from it."""
        return {}

    def invite_panel(self, act: Act, people: list[int]) -> None:
        """Invite persons to review in the current round."""
        common = {"methodist_id": self.methodist_id, "rubric_id": self.rubric_id}
        common |= {"round": self.round}
        children = [common | {"expert_id": person} for person in people]
        reviews = engine.start_children(self, REVIEW, actor=act.actor, children=children, at=act.at)
        Seat.objects.bulk_create(
            Seat(case=self, person_id=person, review=review, round=self.round)
            for person, review in zip(people, reviews, strict=True)
        )
        act.record["reviews"] = [review.label for review in reviews]

    def finished_reviewers(self) -> list[int]:
        """List the persons whose reviews of the current round are in, and who are still free.

        A conflict of interest may have come up since they were first invited.
        """
        panel = panel_now(self)
        people = [seat.person for seat in panel if seat.review.outcome == Outcome.POSITIVE]
        return [person.pk for person in free_of_conflicts(self, people)]

    def close_reviews(self, at: datetime) -> None:
        """End the reviews that are still open, as the case itself ends."""
        for seat in panel_now(self):
            if seat.review.open:
                engine.act_on(seat.review, "cancel", actor=system(), at=at)

    @action(
        _("Assign experts"),
        source=REGISTERED,
        target=IN_REVIEW,
        by=LEADER,
        form=asks.AssignForm,
        public=False,
        told=_("Experts were invited"),
    )
    def assign(self, act: Act) -> None:
        """Invite a panel of at least two experts without conflicts of interest."""
        self.invite_panel(act, act.data["experts"])

    @action(
        _("Invite another expert"),
        source=IN_REVIEW,
        by=LEADER,
        form=asks.InviteForm,
        needs=(guards.PANEL_SHORT,),
        public=False,
        told=_("Another expert was invited"),
    )
    def invite(self, act: Act) -> None:
        """Fill the place of an expert who declined."""
        self.invite_panel(act, act.data["experts"])

    @action(
        _("Replace an expert"),
        source=IN_REVIEW,
        by=LEADER,
        form=asks.ReplaceForm,
        needs=(guards.SOMEBODY_REVIEWS,),
        public=False,
        told=_("An expert was replaced"),
    )
    def replace(self, act: Act) -> None:
        """End a review that does not come, and invite somebody else."""
        replaced = act.data["review"].pk
        seat = next(seat for seat in panel_now(self) if seat.person_id == replaced)
        engine.act_on(seat.review, "cancel", actor=system(), at=act.at)
        self.invite_panel(act, act.data["experts"])

    @action(
        _("Reviews complete"),
        source=IN_REVIEW,
        target=SUMMARY,
        by=is_system(),
        needs=(guards.ALL_REVIEWS_IN,),
        after_children=REVIEW,
        told=_("All reviews are in"),
    )
    def collect(self, act: Act) -> None:
        """Happen by itself when the last review is in."""

    @action(
        _("Start another round"),
        source=SUMMARY,
        target=IN_REVIEW,
        by=LEADER,
        confirm=_("The experts who finished their reviews are invited again."),
        public=False,
        told=_("The experts were asked to look once more"),
    )
    def another_round(self, act: Act) -> None:
        """Have the same experts look at the revised work."""
        people = self.finished_reviewers()
        self.round += 1
        self.save(update_fields=["round"])
        self.invite_panel(act, people)
