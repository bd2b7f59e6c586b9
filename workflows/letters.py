"""How papers are worded: editions of their passages, each in force from a date."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Max
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from documents.papers import passages, wording
from documents.papers.kinds import Kind

if TYPE_CHECKING:
    from datetime import date

__all__ = ["Letter", "passages", "prepare_next", "worded"]


class Letter(models.Model):
    """An edition of the wording of a kind of paper; a paper keeps the one that it was made with.

    Without a day when it comes into force it is being prepared; with one it is published
    and never changes again: a change is a new edition. ``texts`` holds each passage in Kazakh and
    in Russian.
    """

    kind = models.CharField(_("Paper"), max_length=16)
    edition = models.PositiveSmallIntegerField(_("Edition"))
    texts = models.JSONField(default=dict)
    in_force_from = models.DateField(_("In force from"), null=True, blank=True)

    class Meta:
        verbose_name = _("Wording of a paper")
        verbose_name_plural = _("Wordings of papers")
        ordering = ["kind", "-edition"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "edition"], name="letter_edition_once"),
        ]

    def __str__(self) -> str:
        return f"{self.label} · {self.edition}"

    @property
    def label(self) -> str:
        """The name of the paper."""
        found = wording.declared(Kind(self.kind))
        return str(found.label) if found else self.kind

    @property
    def passages(self) -> wording.Texts:
        """The texts; a passage that came after the edition has its first text."""
        texts: wording.Texts = wording.first(Kind(self.kind)) | self.texts
        return texts

    @property
    def published(self) -> bool:
        """Whether the edition can no longer change."""
        return self.in_force_from is not None


def in_force(kind: Kind, day: date) -> Letter:
    """Give the edition that is in force on a day; raises ``Letter.DoesNotExist``."""
    editions = Letter.objects.filter(kind=kind, in_force_from__lte=day)
    return editions.order_by("-in_force_from", "-edition")[:1].get()


def worded(kind: Kind, day: date) -> dict[str, Any]:
    """Give what the data of a paper says of its wording on a day, in the active language.

    A kind that administrators do not word says nothing.
    """
    if wording.declared(kind) is None:
        return {}
    letter = in_force(kind, day)
    texts = wording.in_language(letter.passages, get_language() or "kk")
    return {"wording": {"edition": letter.edition, "texts": texts}}


def prepare_next(letter: Letter) -> Letter:
    """Copy an edition as the next one of its kind, not yet published."""
    editions = Letter.objects.filter(kind=letter.kind)
    number = editions.aggregate(last=Max("edition"))["last"] + 1
    return Letter.objects.create(kind=letter.kind, edition=number, texts=letter.passages)
