"""What the council decided, and by which rules it could."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from workflows.models import Case

if TYPE_CHECKING:
    from datetime import date


class Level(models.TextChoices):
    """For whom an approved work is recommended."""

    REGION = "region", _("Recommended for the region")
    DISTRICT = "district", _("Recommended for the district")
    TRIAL = "trial", _("Recommended for trial")


class Result(models.TextChoices):
    """What the council decided."""

    APPROVED = "approved", _("Approved")
    REVISION = "revision", _("Sent for revision")
    REJECTED = "rejected", _("Rejected")


class CouncilRules(models.Model):
    """An edition of the council's rules: seats, quorum and validity of what it approves.

    The quorum is a fraction of the seats; the majority is of those present.
    """

    in_force_from = models.DateField(_("In force from"), unique=True)
    seats = models.PositiveSmallIntegerField(_("Seats"), validators=[MinValueValidator(1)])
    quorum_numerator = models.PositiveSmallIntegerField(_("Quorum, numerator"), default=2)
    quorum_denominator = models.PositiveSmallIntegerField(_("Quorum, denominator"), default=3)
    validity_years = models.PositiveSmallIntegerField(_("Validity in years"), default=5)

    class Meta:
        verbose_name = _("Rules of the council")
        verbose_name_plural = _("Rules of the council")
        constraints = [
            models.CheckConstraint(
                name="council_quorum_is_a_fraction",
                condition=Q(
                    quorum_numerator__gte=1,
                    quorum_denominator__gte=1,
                    quorum_numerator__lte=F("quorum_denominator"),
                ),
            ),
        ]

    def __str__(self) -> str:
        return str(self.in_force_from)

    @classmethod
    def in_force(cls, day: date) -> CouncilRules | None:
        """Give the edition in force on a day, if there was one."""
        return cls.objects.filter(in_force_from__lte=day).order_by("-in_force_from").first()

    @property
    def quorum(self) -> int:
        """How many must be present: the fraction of the seats, rounded up."""
        return -(-self.seats * self.quorum_numerator // self.quorum_denominator)

    def is_majority(self, votes: int, present: int) -> bool:
        """Tell whether ``votes`` are more than half of those present."""
        return 2 * votes > present


class Decision(models.Model):
    """A decision of the council on a case; the latest counts, all are kept."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="decisions")
    date = models.DateField()
    result = models.CharField(max_length=8, choices=Result)
    level = models.CharField(max_length=8, choices=Level, blank=True)
    present = models.PositiveSmallIntegerField()
    votes_for = models.PositiveSmallIntegerField()
    votes_against = models.PositiveSmallIntegerField()
    abstained = models.PositiveSmallIntegerField()
    text_kk = models.TextField()
    text_ru = models.TextField()
    register_number = models.CharField(max_length=32, unique=True, null=True)  # noqa: DJ001
    valid_until = models.DateField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="decision_votes_are_of_the_present",
                condition=Q(
                    present=F("votes_for") + F("votes_against") + F("abstained"),
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.get_result_display()}"
