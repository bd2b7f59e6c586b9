"""A role given to a person in a scope, for a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pghistory
from django.contrib.auth.models import Group
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from permissions.models.people import User
from permissions.models.places import District, Organisation, Region, Subject
from permissions.roles import Role

if TYPE_CHECKING:
    from datetime import date

    from permissions.models.people import Scoped

SCOPES = ("region", "district", "organisation", "subject")


def today() -> date:
    """Give today's date where the centre is."""
    return timezone.localdate()


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Questions about memberships."""

    def in_force(self) -> MembershipQuerySet:
        """Keep those that hold today."""
        day = today()
        return self.filter(Q(until=None) | Q(until__gt=day), since__lte=day)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Membership(models.Model):
    """A person's role in a scope; an empty scope covers everything.

    Write through ``permissions.people``, which keeps the person's groups in step.
    """

    user = models.ForeignKey(
        User, models.PROTECT, related_name="memberships", verbose_name=_("Person")
    )
    role = models.ForeignKey(
        Group, models.PROTECT, to_field="name", related_name="+", verbose_name=_("Role")
    )
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Region")
    )
    district = models.ForeignKey(
        District,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("District or city"),
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Organisation"),
    )
    subject = models.ForeignKey(
        Subject, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Subject")
    )
    since = models.DateField(_("First day"), default=today)
    until = models.DateField(
        _("No longer from"),
        null=True,
        blank=True,
        help_text=_("The first day on which the role no longer holds."),
    )
    granted_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name=_("Granted by")
    )
    withdrawn_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Withdrawn by"),
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("Membership")
        verbose_name_plural = _("Memberships")
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="membership_ends_after_start",
                violation_error_message=_("The last day is before the first."),
            ),
            models.UniqueConstraint(
                fields=["user", "role", *SCOPES],
                condition=Q(until=None),
                nulls_distinct=False,
                name="membership_once",
                violation_error_message=_("This person already holds this role in this scope."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {Role(self.role_id).label}"

    def scope(self) -> dict[str, int]:
        """Give the scope columns that are set, by name, with their keys."""
        columns = ((f"{name}_id", getattr(self, f"{name}_id")) for name in SCOPES)
        return {column: key for column, key in columns if key is not None}

    def covers(self, obj: Scoped) -> bool:
        """Say whether every scope that is set here is the object's too."""
        return all(getattr(obj, column) == key for column, key in self.scope().items())

    def covered(self) -> Q:
        """Give ``covers`` as a condition; empty where the scope is everything."""
        return Q(**self.scope())
