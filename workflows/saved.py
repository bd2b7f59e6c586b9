"""Filters of the list of cases that people have named, to find the same cases again."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class SavedFilter(models.Model):
    """A person's name for a query of the list of cases, such as ``holder=mine&sort=due``.

    It holds nothing but the query, so its link shows another person what they may see.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_filters"
    )
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=1000)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "name"], name="saved_filter_name_once"),
        ]

    def __str__(self) -> str:
        return self.name
