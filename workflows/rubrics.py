"""How reviews are scored: rubrics of weighted criteria with an anchor for each score."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import get_language

from permissions.models import Named
from workflows.models import Case

if TYPE_CHECKING:
    from datetime import date

MAX_SCORE = 5


class Rubric(Named):
    """An edition of a rubric, in force from a date; a case keeps the one it started with."""

    code = models.SlugField(max_length=40)
    edition = models.PositiveSmallIntegerField()
    in_force_from = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "edition"], name="rubric_edition_once"),
        ]

    @classmethod
    def in_force(cls, code: str, day: date) -> Rubric:
        """Give the edition that is in force on a day; raises ``Rubric.DoesNotExist``."""
        editions = cls.objects.filter(code=code, in_force_from__lte=day)
        return editions.order_by("-in_force_from", "-edition")[:1].get()


class Criterion(Named):
    """One thing that a review scores from 0 to 5; ``weight`` counts in the total."""

    rubric = models.ForeignKey(Rubric, models.PROTECT, related_name="criteria")
    position = models.PositiveSmallIntegerField()
    weight = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["rubric", "position"], name="criterion_position_once"),
        ]


class Anchor(models.Model):
    """What a score means for a criterion, in words."""

    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="anchors")
    score = models.PositiveSmallIntegerField()
    text_kk = models.TextField()
    text_ru = models.TextField()
    text_en = models.TextField()

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
        texts = {"kk": self.text_kk, "ru": self.text_ru}
        return texts.get((get_language() or "kk")[:2], self.text_en)


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
