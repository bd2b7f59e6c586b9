"""MN: the mentoring of a teacher (Regulation 5.2.4, 2.2.2, 3.10).

A teacher asks, a methodist finds a mentor (`workflows.matching`), both agree on goals, meet for a
time, and say what came of it. How the pair is made and works stands in `workflows.mentored`.
"""

from __future__ import annotations

from django.db import models
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from permissions.models import User
from permissions.roles import Role
from permissions.rules import has_role, holds
from workflows import mentoring_sections, numbering, pairs, registry
from workflows.asks import leading
from workflows.asks import mentoring as asks
from workflows.asks.expertise import Taught
from workflows.authorship import IMPARTIAL
from workflows.mentored import (
    ACTIVE,
    AGREEING,
    LEADER,
    MATCHING,
    OFFERED,
    PAIR,
    PLANNING,
    TEACHER,
    TOGETHER,
    Practised,
)
from workflows.mentored import MENTOR as BY_MENTOR
from workflows.mentoring_guards import MET, SILENT
from workflows.pairs import Goal, PairState
from workflows.reviewing import with_methodist
from workflows.shown import Section
from workflows.spec import Act, InRole, Outcome, Person, Process, Step, Term, Until, action

ANY_METHODIST = holds(Role.METHODIST, _("a methodist")) & IMPARTIAL
with_mentor = Person("mentor", _("the mentor"))
with_pair = Person("turn", _("the mentor or the teacher"))


class State(TextChoices):
    """Where a mentoring can stand."""

    REQUESTED = "requested", _("Mentor asked for")
    MATCHING = MATCHING, _("Mentor being looked for")
    OFFERED = OFFERED, _("Mentor being asked")
    PLANNING = PLANNING, _("Goals being set")
    AGREEING = AGREEING, _("Goals proposed")
    ACTIVE = ACTIVE, _("Mentoring under way")
    REPORT = "report", _("Mentor's report awaited")
    REVIEW = "review", _("Mentor's report submitted")
    FEEDBACK = "feedback", _("Teacher's feedback awaited")
    COMPLETED = "completed", _("Mentoring completed")
    ENDED = "ended", _("Mentoring ended early")
    UNMATCHED = "unmatched", _("No mentor was found")
    WITHDRAWN = "withdrawn", _("Withdrawn")


@registry.register
class Mentoring(Practised):
    """A teacher's request for a mentor, and what came of it."""

    process = Process(
        code="MN",
        label=_("Mentoring"),
        source="Regulation 5.2.4, 2.2.2, 3.10",
        states=State,
        initial=State.REQUESTED,
        opens=has_role(Role.AUTHOR, _("a registered author")),
        start_form=asks.StartForm,
        seen_by=(
            holds(Role.METHODIST, _("a methodist"))
            | holds(Role.CENTRE_HEAD, _("the head of the centre"))
        )
        & IMPARTIAL,
        steps={
            State.REQUESTED: Step(InRole(Role.METHODIST, _("a methodist")), Term(3)),
            State.MATCHING: Step(with_methodist, Term(5)),
            State.OFFERED: Step(with_mentor, Term(3)),
            State.PLANNING: Step(with_pair, Term(10)),
            State.AGREEING: Step(with_pair, Term(5)),
            State.ACTIVE: Step(with_mentor, Until("until")),
            State.REPORT: Step(with_mentor, Term(10)),
            State.REVIEW: Step(with_methodist, Term(5)),
            State.FEEDBACK: Step(Person("initiator", _("the teacher")), Term(10)),
            State.COMPLETED: Step(outcome=Outcome.POSITIVE),
            State.ENDED: Step(outcome=Outcome.NEUTRAL),
            State.UNMATCHED: Step(outcome=Outcome.NEGATIVE),
            State.WITHDRAWN: Step(outcome=Outcome.NEUTRAL),
        },
    )

    language = models.CharField(max_length=2, choices=Taught)
    wish = models.TextField()
    results = models.TextField(blank=True)
    advice = models.TextField(blank=True)
    rating = models.PositiveSmallIntegerField(null=True, choices=asks.Rating)
    feedback = models.TextField(blank=True)

    def sections(self, person: User) -> list[Section]:
        """Show the request, the pair's goals and meetings and what came of it."""
        return mentoring_sections.of_mentoring(self, person)

    @action(
        _("Change the request"),
        source=State.REQUESTED,
        by=TEACHER,
        form=asks.RequestForm,
        told=_("The request was changed"),
    )
    def describe(self, act: Act) -> None:
        """Say it better, while nobody has taken the request."""
        names = ("title_kk", "title_ru", *asks.RequestForm.kept)
        for name in names:
            setattr(self, name, act.data[name])
        self.save(update_fields=names)

    @action(
        _("Take the request"),
        source=State.REQUESTED,
        target=State.MATCHING,
        by=ANY_METHODIST,
        told=_("The request was taken under the number %(number)s"),
    )
    def take(self, act: Act) -> None:
        """Give the case its yearly number, and look for a mentor oneself."""
        year = timezone.localdate(act.at).year
        act.record["number"] = numbering.give_number(self, f"MN-{year}")
        self.methodist = act.actor
        self.save(update_fields=["methodist"])

    @action(
        _("Withdraw"),
        source=(State.REQUESTED, State.MATCHING, State.OFFERED),
        target=State.WITHDRAWN,
        by=TEACHER,
        form=leading.ReasonForm,
        confirm=_("The request ends here; you can make another one later."),
        told=_("The request was withdrawn"),
    )
    def withdraw(self, act: Act) -> None:
        """Do without, as long as there is no mentor."""
        self.let_go(act, PairState.RECALLED)

    @action(
        _("Say that there is no mentor"),
        source=State.MATCHING,
        target=State.UNMATCHED,
        by=LEADER,
        form=leading.ReasonForm,
        confirm=_("The request ends here; the teacher reads your reason."),
        told=_("No mentor was found"),
    )
    def give_up(self, act: Act) -> None:
        """Tell the teacher why nobody can be their mentor now."""

    @action(
        _("End the mentoring early"),
        source=(*TOGETHER, State.REPORT),
        target=State.ENDED,
        by=TEACHER,
        form=leading.ReasonForm,
        confirm=_("The mentoring ends here. Goals and meetings so far are kept."),
        told=_("The teacher ended the mentoring early"),
    )
    def end_early(self, act: Act) -> None:
        """Stop before the time, as the teacher may at any time."""
        pairs.part(self, PairState.ENDED, act.at, act.data["reason"])

    @action(
        _("Conclude the mentoring"),
        source=State.ACTIVE,
        target=State.REPORT,
        by=PAIR | LEADER,
        needs=(MET,),
        confirm=_("No more meetings are written down; the mentor reports."),
        told=_("The work together was concluded"),
    )
    def conclude(self, act: Act) -> None:
        """Be done, when the time is over or the goals are reached."""

    @action(
        _("Submit the report"),
        source=State.REPORT,
        target=State.REVIEW,
        by=BY_MENTOR,
        form=asks.ReportForm,
        told=_("The mentor reported"),
    )
    def report(self, act: Act) -> None:
        """Say what came of each goal."""
        goals = pairs.goals_now(self)
        for goal in goals:
            goal.reached = act.data[f"goal_{goal.pk}"]
        Goal.objects.bulk_update(goals, ["reached"])
        self.results, self.advice = act.data["results"], act.data["advice"]
        self.save(update_fields=asks.ReportForm.kept)

    @action(
        _("Return the mentor's report"),
        source=State.REVIEW,
        target=State.REPORT,
        by=LEADER,
        form=leading.ReasonForm,
        told=_("The mentor's report was returned"),
    )
    def return_report(self, act: Act) -> None:
        """Say what the report lacks."""

    @action(
        _("Accept the mentor's report"),
        source=State.REVIEW,
        target=State.FEEDBACK,
        by=LEADER,
        told=_("The mentor's report was accepted"),
    )
    def accept_report(self, act: Act) -> None:
        """Find it sound; the teacher has the last word."""

    @action(
        _("Give feedback"),
        source=State.FEEDBACK,
        target=State.COMPLETED,
        by=TEACHER,
        form=asks.FeedbackForm,
        told=_("The teacher gave feedback"),
    )
    def give_feedback(self, act: Act) -> None:
        """Say whether it helped."""
        self.rating, self.feedback = act.data["rating"], act.data["feedback"]
        self.save(update_fields=asks.FeedbackForm.kept)
        pairs.part(self, PairState.DONE, act.at)

    @action(
        _("Complete without feedback"),
        source=State.FEEDBACK,
        target=State.COMPLETED,
        by=LEADER,
        needs=(SILENT,),
        told=_("Completed; the teacher gave no feedback in time"),
    )
    def complete(self, act: Act) -> None:
        """Be done once the teacher's term is over."""
        pairs.part(self, PairState.DONE, act.at)
