"""When a person is away, and who does their work meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from permissions.models.people import User

if TYPE_CHECKING:
    from datetime import date


class AbsenceQuerySet(models.QuerySet["Absence"]):
    """Questions about absences."""

    def on(self, day: date) -> AbsenceQuerySet:
        """Keep those that a day lies in."""
        return self.between(day, day)

    def between(self, first: date, last: date) -> AbsenceQuerySet:
        """Keep those that share a day with a span; what was called off has none."""
        return self.filter(first__lte=last, last__gte=first)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Absence(models.Model):
    """The days, both included, on which a person is away; an absence is cut short, not deleted.

    One that was called off before it began ends before its first day.
    """

    person = models.ForeignKey(
        User, models.PROTECT, related_name="absences", verbose_name=_("Person")
    )
    substitute = models.ForeignKey(
        User, models.PROTECT, related_name="substitutions", verbose_name=_("Substitute")
    )
    first = models.DateField(_("First day of absence"))
    last = models.DateField(_("Last day of absence"))
    set_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        ordering = ["first", "pk"]
        indexes = [models.Index(fields=["last", "first"], name="absence_by_days")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(person=F("substitute")), name="absence_has_another_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.first:%d.%m.%Y}–{self.last:%d.%m.%Y}"
