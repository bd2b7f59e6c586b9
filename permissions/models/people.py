"""A person with an account."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

import pghistory
from django.contrib.auth.models import AbstractUser
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from permissions.models.places import Organisation
from permissions.numbers import masked, validate_iin
from permissions.rules import everybody, nobody

if TYPE_CHECKING:
    from permissions.models.membership import Membership

SYSTEM = "system"

validate_name = RegexValidator(
    re.compile(r"^[А-ЯЁӘҒҚҢӨҰҮҺІ][-А-ЯЁӘҒҚҢӨҰҮҺІ '’.]*\Z", re.IGNORECASE),
    _("Write the name in Kazakh or Russian letters."),
)


class Language(models.TextChoices):
    """The languages of the interface and of what the centre publishes."""

    KK = "kk", "Қазақша"
    RU = "ru", "Русский"
    EN = "en", "English"


class Scoped(Protocol):
    """Lies in a region, a district, an organisation and a subject, or in some of them."""

    @property
    def region_id(self) -> int | None: ...  # noqa: D102
    @property
    def district_id(self) -> int | None: ...  # noqa: D102
    @property
    def organisation_id(self) -> int | None: ...  # noqa: D102
    @property
    def subject_id(self) -> int | None: ...  # noqa: D102


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    exclude=["password", "last_login", "iin"],
)
class User(AbstractUser):
    """A person with an account; what they may do follows from their memberships."""

    first_name = models.CharField(_("First name"), max_length=100, validators=[validate_name])
    last_name = models.CharField(_("Last name"), max_length=100, validators=[validate_name])
    patronymic = models.CharField(
        _("Patronymic"), max_length=100, blank=True, validators=[validate_name]
    )
    email = models.EmailField(_("E-mail"))
    iin = models.CharField(
        _("IIN"), max_length=12, unique=True, null=True, blank=True, validators=[validate_iin]
    )
    language = models.CharField(_("Language"), max_length=2, choices=Language, default=Language.KK)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="people",
        verbose_name=_("Organisation"),
    )
    position = models.CharField(_("Position"), max_length=200, blank=True)

    REQUIRED_FIELDS = ["email", "last_name", "first_name"]

    class Meta:
        verbose_name = _("Person")
        verbose_name_plural = _("People")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_once",
                violation_error_message=_("Somebody already uses this e-mail address."),
            ),
            models.UniqueConstraint(
                Lower("username"),
                name="user_username_once",
                violation_error_message=_("Somebody already uses this user name."),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """Give the last name, first name and patronymic, as far as they are known."""
        parts = (self.last_name, self.first_name, self.patronymic)
        return " ".join(part for part in parts if part) or self.username

    @property
    def short_name(self) -> str:
        """Give the last name with initials: "Сәрсенова А. Б."."""
        initials = [f"{part[0]}." for part in (self.first_name, self.patronymic) if part]
        return " ".join([self.last_name, *initials]) if self.last_name else self.username

    def get_full_name(self) -> str:
        """Give the full name where Django itself asks for it."""
        return self.full_name

    @property
    def masked_iin(self) -> str:
        """Give the IIN with all but four digits hidden, or nothing."""
        return masked(self.iin)

    @property
    def is_system(self) -> bool:
        """Say whether this is the actor of timers and jobs, whom nobody can log in as."""
        return self.username == SYSTEM

    @cached_property
    def memberships_now(self) -> tuple[Membership, ...]:
        """Read the memberships that are in force today, once."""
        return tuple(self.memberships.in_force())

    @property
    def roles_now(self) -> frozenset[str]:
        """Give the names of the roles that this person holds today, in whatever scope."""
        return frozenset(membership.role_id for membership in self.memberships_now)

    def covers(self, role: str, obj: Scoped) -> bool:
        """Say whether this person holds ``role`` in a scope that ``obj`` lies in."""
        return any(m.covers(obj) for m in self.memberships_now if m.role_id == role)

    def covered(self, role: str) -> Q:
        """Give ``covers`` as a condition on rows with the same four scope columns."""
        scopes = [m.covered() for m in self.memberships_now if m.role_id == role]
        if not all(scopes):
            return everybody()
        rows = nobody()
        for scope in scopes:
            rows |= scope
        return rows
