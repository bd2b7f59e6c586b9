"""Visits to an organisation, logged in the case that they belong to."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from workflows.models import Case


class Visit(models.Model):
    """One visit: when, who was met, what was done. It is never changed."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="visits")
    day = models.DateField()
    met = models.CharField(max_length=300)
    done = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["day", "pk"]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.day}"
