"""What members add to the minutes: dissenting opinions."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from workflows.councils.agenda import AgendaItem


class Dissent(models.Model):
    """A member's dissenting opinion on an item, attached to the minutes."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="dissents")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["item", "person"], name="dissent_once"),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.person}"
