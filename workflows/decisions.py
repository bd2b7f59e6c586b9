"""What the council decided, for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from workflows.models import Case

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django_stubs_ext import WithAnnotations


class Level(models.TextChoices):
    """For whom an approved work is recommended."""

    REGION = "region", _("Recommended for the region")
    DISTRICT = "district", _("Recommended for the district")
    TRIAL = "trial", _("Recommended for trial")


class Result(models.TextChoices):
    """What a council can decide."""

    APPROVED = "approved", _("Approved")
    REVISION = "revision", _("Sent for revision")
    REJECTED = "rejected", _("Rejected")
    REFERRED = "referred", _("Put back to the experts")
    UPHELD = "upheld", _("The first decision stands")
    COMPLETED = "completed", _("Completed")
    EXTENDED = "extended", _("Extended")
    STOPPED = "stopped", _("Stopped")


class Decision(models.Model):
    """A decision of the council on a case; the latest counts, all are kept.

    ``replaces`` is the earlier decision in whose place an appeal put this one.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="decisions")
    motion = models.OneToOneField(
        "workflows.Motion", models.PROTECT, null=True, related_name="decision"
    )
    date = models.DateField()
    result = models.CharField(max_length=12, choices=Result)
    level = models.CharField(max_length=8, choices=Level, blank=True)
    present = models.PositiveSmallIntegerField()
    votes_for = models.PositiveSmallIntegerField()
    votes_against = models.PositiveSmallIntegerField()
    abstained = models.PositiveSmallIntegerField()
    text_kk = models.TextField()
    text_ru = models.TextField()
    register_number = models.CharField(max_length=32, unique=True, null=True)  # noqa: DJ001
    valid_until = models.DateField(null=True)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="decision_votes_are_of_the_present",
                condition=Q(
                    present__gte=F("votes_for") + F("votes_against") + F("abstained"),
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.get_result_display()}"


class Conditional(TypedDict):
    """Whether a decision carries conditions."""

    conditional: bool


def with_conditional(rows: QuerySet[Decision]) -> QuerySet[WithAnnotations[Decision, Conditional]]:
    """Tell of each decision whether it carries conditions, without reading them."""
    asked = Decision.objects.filter(pk=OuterRef("pk"), conditions__isnull=False)
    return rows.annotate(conditional=Exists(asked))
