"""What can be revoked: once, by somebody, with a reason, and for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from workflows.refusals import NotNow

if TYPE_CHECKING:
    from datetime import datetime

    from django_stubs_ext import StrOrPromise

    from permissions.models import User


class Revocable(models.Model):
    """A row to which nothing can be added later but that it is revoked."""

    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    revoked_reason = models.TextField(blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_revoked_with_reason",
                condition=Q(revoked_at=None, revoked_by=None, revoked_reason="")
                | (Q(revoked_at__isnull=False, revoked_by__isnull=False) & ~Q(revoked_reason="")),
            ),
        ]

    def be_revoked(self, *, by: User, reason: str, at: datetime, otherwise: StrOrPromise) -> None:
        """Revoke it; raises `NotNow` with the words for when it is revoked already."""
        holding: models.QuerySet[Revocable] = models.QuerySet(type(self)).filter(
            pk=self.pk, revoked_at=None
        )
        if not holding.update(revoked_at=at, revoked_by=by, revoked_reason=reason):
            raise NotNow(otherwise)
