"""How reviews are scored: rubrics of weighted criteria with an anchor for each score."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.validators import MinValueValidator
from django.db import models, transaction
from django.db.models import Max
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from permissions.models import Named
from workflows.models import Case

if TYPE_CHECKING:
    from datetime import date

MAX_SCORE = 5


class Rubric(Named):
    """An edition of a rubric, in force from a date; a case keeps the one it started with.

    Without a date it is being prepared; with one it is published and never changes again.
    """

    code = models.SlugField(_("Code"), max_length=40)
    edition = models.PositiveSmallIntegerField(_("Edition"))
    in_force_from = models.DateField(_("In force from"), null=True, blank=True)

    class Meta:
        verbose_name = _("Rubric")
        verbose_name_plural = _("Rubrics")
        constraints = [
            models.UniqueConstraint(fields=["code", "edition"], name="rubric_edition_once"),
        ]

    @property
    def published(self) -> bool:
        """Whether the rubric can no longer change."""
        return self.in_force_from is not None

    @classmethod
    def in_force(cls, code: str, day: date) -> Rubric:
        """Give the edition that is in force on a day; raises ``Rubric.DoesNotExist``."""
        editions = cls.objects.filter(code=code, in_force_from__lte=day)
        return editions.order_by("-in_force_from", "-edition")[:1].get()


class Criterion(Named):
    """One thing that a review scores from 0 to 5; ``weight`` counts in the total."""

    rubric = models.ForeignKey(Rubric, models.PROTECT, related_name="criteria")
    position = models.PositiveSmallIntegerField(_("Place"))
    weight = models.PositiveSmallIntegerField(_("Weight"), validators=[MinValueValidator(1)])

    class Meta:
        verbose_name = _("Criterion")
        verbose_name_plural = _("Criteria")
        ordering = ["position"]
        constraints = [
            # Asked at the end, so that two criteria can change places.
            models.UniqueConstraint(
                fields=["rubric", "position"],
                name="criterion_position_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]


class Anchor(models.Model):
    """What a score means for a criterion, in words."""

    criterion = models.ForeignKey(Criterion, models.CASCADE, related_name="anchors")
    score = models.PositiveSmallIntegerField()
    text_kk = models.TextField()
    text_ru = models.TextField()
    text_en = models.TextField(blank=True)

    class Meta:
        ordering = ["score"]
        constraints = [
            models.UniqueConstraint(fields=["criterion", "score"], name="anchor_once"),
            models.CheckConstraint(
                condition=models.Q(score__lte=MAX_SCORE), name="anchor_score_in_range"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.score}: {self.text}"

    @property
    def text(self) -> str:
        """The words in the active language."""
        texts = {"ru": self.text_ru, "en": self.text_en}
        return texts.get((get_language() or "kk")[:2]) or self.text_kk


class Score(models.Model):
    """What a review gave for a criterion."""

    review = models.ForeignKey(Case, models.PROTECT, related_name="scores")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    value = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "criterion"], name="score_once"),
            models.CheckConstraint(condition=models.Q(value__lte=MAX_SCORE), name="score_in_range"),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.value}"


def prepare_next(rubric: Rubric) -> Rubric:
    """Copy a rubric with its criteria and anchors as the next edition, not yet published."""
    editions = Rubric.objects.filter(code=rubric.code)
    criteria = list(rubric.criteria.prefetch_related("anchors"))
    with transaction.atomic():
        copied = Rubric.objects.create(
            code=rubric.code,
            edition=editions.aggregate(last=Max("edition"))["last"] + 1,
            name_kk=rubric.name_kk,
            name_ru=rubric.name_ru,
            name_en=rubric.name_en,
        )
        for criterion in criteria:
            anchors = list(criterion.anchors.all())
            criterion.pk, criterion.rubric = None, copied
            criterion.save(force_insert=True)
            for anchor in anchors:
                anchor.pk, anchor.criterion = None, criterion
            Anchor.objects.bulk_create(anchors)
    return copied


def scores_of(review: Case) -> dict[int, int]:
    """Give the scores of a review by criterion key."""
    given = Score.objects.filter(review_id=review.pk)
    return dict(given.values_list("criterion_id", "value"))


def save_scores(review: Case, values: dict[int, int]) -> None:
    """Keep the scores of a review, by criterion key, over what was kept before."""
    Score.objects.bulk_create(
        [
            Score(review_id=review.pk, criterion_id=key, value=value)
            for key, value in values.items()
        ],
        update_conflicts=True,
        unique_fields=["review", "criterion"],
        update_fields=["value"],
    )


def total(scores: list[Score]) -> int:
    """Give the weighted total in percent of the highest possible, rounded; 0 for no scores."""
    most = sum(score.criterion.weight for score in scores) * MAX_SCORE
    got = sum(score.criterion.weight * score.value for score in scores)
    return percent(got, most)


def percent(got: int, most: int) -> int:
    """Give the points of a review in percent of the highest possible, rounded; 0 of none."""
    return round(100 * got / most) if most else 0
