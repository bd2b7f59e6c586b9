"""What reviewers found, and what the author answered point by point."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from documents.models import Version
from workflows.models import Case
from workflows.once import once
from workflows.spec import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Severity(models.TextChoices):
    """Whether the author has to act on a remark."""

    MUST = "must", _("Must be mended")
    SHOULD = "should", _("Should be considered")


class Remark(models.Model):
    """One remark of a review on a case, and the author's answer to it.

    The author sees a remark once it is ``sent``, never who made it.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="remarks")
    review = models.ForeignKey(Case, models.PROTECT, related_name="remarks_made")
    version = models.ForeignKey(Version, models.PROTECT, null=True, related_name="+")
    place = models.CharField(max_length=200)
    severity = models.CharField(max_length=8, choices=Severity)
    text = models.TextField()
    sent = models.BooleanField(default=False)
    answer = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.where}: {self.text}"

    @property
    def where(self) -> str:
        """The place in the document, or that it is about all of it."""
        return self.place or gettext("The whole work")

    @property
    def must(self) -> bool:
        """Whether a revision has to answer it."""
        return self.severity == Severity.MUST

    @property
    def can_be_sent(self) -> bool:
        """Whether it is new to the author and of a review that counts."""
        return not self.sent and self.review.outcome == Outcome.POSITIVE

    @property
    def waits_for_answer(self) -> bool:
        """Whether the author was sent it, has to answer it and has not."""
        return self.sent and self.must and not self.answer


def remarks(case: Case) -> list[Remark]:
    """List the remarks on a case with their versions and reviews, read once for its instance."""
    found = Remark.objects.filter(case_id=case.pk).select_related("version", "review")
    return once(case, "remarks", lambda: list(found))


def rewrite(
    review: Case, written: Iterable[Mapping[str, Any]], version: models.Subquery, *, again: bool
) -> None:
    """Keep what a review finds wrong with a version of its parent case's work.

    Written ``again``, it takes the place of what the review found before.
    """
    if again:
        Remark.objects.filter(review_id=review.pk, sent=False).delete()
    common: dict[str, Any] = {"case_id": review.parent_id, "review_id": review.pk}
    Remark.objects.bulk_create([Remark(version_id=version, **common, **row) for row in written])
