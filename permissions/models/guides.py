"""The guides that people have put away."""

from django.db import models

from permissions.models.people import User


class ReadGuide(models.Model):
    """A person needs the first-visit guide of a role no more."""

    person = models.ForeignKey(User, models.CASCADE, related_name="read_guides")
    role = models.CharField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "role"], name="read_guide_once"),
        ]

    def __str__(self) -> str:
        return self.role
