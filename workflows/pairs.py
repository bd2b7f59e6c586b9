"""A mentor and a teacher who work together: the pairing, its goals and its meetings.

Nothing of an earlier pairing changes when another mentor comes (Regulation 5.2.4).
"""

from __future__ import annotations

from calendar import monthrange
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from permissions.models import DeclaredRelation, User
from workflows.models import Case
from workflows.once import once

if TYPE_CHECKING:
    from datetime import date, datetime

DEFAULT_PLACES = 4


class MentorPlaces(models.Model):
    """How many teachers a mentor works with at once, where it is not the usual number."""

    person = models.OneToOneField(
        User, models.PROTECT, related_name="mentor_places", verbose_name=_("Mentor")
    )
    places = models.PositiveSmallIntegerField(
        _("Teachers at once"), default=DEFAULT_PLACES, validators=[MinValueValidator(1)]
    )

    class Meta:
        verbose_name = _("Places of a mentor")
        verbose_name_plural = _("Places of the mentors")

    def __str__(self) -> str:
        return f"{self.person}: {self.places}"


class PairState(models.TextChoices):
    """How far a mentor and a teacher came together."""

    OFFERED = "offered", _("Asked")
    DECLINED = "declined", _("Declined the mentoring")
    RECALLED = "recalled", _("Offer taken back")
    WORKING = "working", _("Works with the teacher")
    CHANGED = "changed", _("Another mentor came")
    ENDED = "ended", _("Ended early by the teacher")
    DONE = "done", _("Mentoring completed")


class Pairing(models.Model):
    """A mentor who was asked for a case, and what came of it."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="pairings")
    mentor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="pairings")
    state = models.CharField(max_length=8, choices=PairState, default=PairState.OFFERED)
    offered_at = models.DateTimeField()
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=models.Q(state__in=(PairState.OFFERED, PairState.WORKING)),
                name="pairing_one_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case}: {self.mentor}"


class Reached(models.TextChoices):
    """How far a goal was reached, as the mentor reports."""

    WHOLE = "whole", _("Reached")
    PARTLY = "partly", _("Partly reached")
    NOT = "not", _("Not reached")


class Goal(models.Model):
    """What a pair sets out to reach, and by what one will see it."""

    pairing = models.ForeignKey(Pairing, models.PROTECT, related_name="goals")
    text = models.TextField()
    sign = models.CharField(max_length=300)
    reached = models.CharField(max_length=8, choices=Reached, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text


class Way(models.TextChoices):
    """How a pair met."""

    IN_PERSON = "in_person", _("In person")
    ONLINE = "online", _("Online")
    LESSON = "lesson", _("Visit to a lesson")


class Meeting(models.Model):
    """A meeting as one of the pair wrote it down; the other confirms it or says why not."""

    pairing = models.ForeignKey(Pairing, models.PROTECT, related_name="meetings")
    held_on = models.DateField()
    minutes = models.PositiveSmallIntegerField()
    way = models.CharField(max_length=10, choices=Way)
    topic = models.TextField()
    agreed = models.TextField(blank=True)
    logged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    logged_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    refused = models.TextField(blank=True)

    class Meta:
        ordering = ["held_on", "pk"]

    def __str__(self) -> str:
        return f"{self.held_on:%d.%m.%Y} · {self.topic}"

    @property
    def waits(self) -> bool:
        """Whether the other one has not said anything to it yet."""
        return self.confirmed_at is None and not self.refused


def pairings(case: Case) -> list[Pairing]:
    """List the mentors who were asked for a case, with their persons, read once."""
    found = Pairing.objects.filter(case_id=case.pk).select_related("mentor")
    return once(case, "pairings", lambda: list(found))


def pairing_now(case: Case) -> Pairing:
    """Give the pairing under way. Raises `LookupError` where there is none."""
    for pairing in pairings(case):
        if pairing.state in {PairState.OFFERED, PairState.WORKING}:
            return pairing
    raise LookupError(case)


def goals(case: Case) -> list[Goal]:
    """List the goals of every pairing of a case, read once."""
    found = Goal.objects.filter(pairing__case=case.pk)
    return once(case, "goals", lambda: list(found))


def goals_now(case: Case) -> list[Goal]:
    """List the goals of the pairing under way."""
    now = pairing_now(case)
    return [goal for goal in goals(case) if goal.pairing_id == now.pk]


def meetings(case: Case) -> list[Meeting]:
    """List the meetings of every pairing of a case in the order of their days, read once."""
    found = Meeting.objects.filter(pairing__case=case.pk).select_related("logged_by")
    return once(case, "meetings", lambda: list(found))


def waiting_for(case: Case, person: User) -> list[Meeting]:
    """List the meetings that a person of the pair has to confirm; each confirms the other's.

    Whoever is not the teacher is the mentor, or acts for them.
    """
    now, teacher = pairing_now(case), case.initiator_id
    return [
        meeting
        for meeting in meetings(case)
        if meeting.pairing_id == now.pk
        and meeting.waits
        and (meeting.logged_by_id == teacher) != (person.pk == teacher)
    ]


def tie(case: Any) -> None:
    """Have mentor and teacher keep away from judging each other's work, from now on for good."""
    relation = DeclaredRelation(
        person_id=case.mentor_id,
        other_id=case.initiator_id,
        kind=DeclaredRelation.Kind.MENTOR,
        note=case.label,
    )
    DeclaredRelation.objects.bulk_create([relation], ignore_conflicts=True)


def part(case: Case, state: PairState, at: datetime, reason: str = "") -> None:
    """End the pairing under way, with what came of it."""
    running = Pairing.objects.filter(
        case_id=case.pk, state__in=(PairState.OFFERED, PairState.WORKING)
    )
    running.update(state=state, ended_at=at, reason=reason)


def months_after(day: date, months: int) -> date:
    """Give the same day of a later month, or its last day where the month is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return day.replace(year=year, month=month, day=min(day.day, monthrange(year, month)[1]))
