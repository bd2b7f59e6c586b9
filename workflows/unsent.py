"""What people have typed into a form and not sent yet; nobody but they can read it."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Unsent(models.Model):
    """A form half filled, as it would be sent; one for each person and address of a form."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    address = models.CharField(max_length=200)
    text = models.TextField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "address"], name="unsent_once"),
        ]

    def __str__(self) -> str:
        return self.address
