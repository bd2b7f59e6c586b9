"""Certificates of approved works: what each prints, and whether it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

import pghistory
from django.db import models
from django.db.models import Exists, OuterRef, Subquery, Value
from django.db.models.functions import Concat, Trim
from django.utils.translation import gettext_lazy as _

from permissions.models import User
from workflows.authorship import coauthors
from workflows.codes import LETTERS, grouped, new_code
from workflows.decisions import Decision, Level
from workflows.models import Case
from workflows.revocable import Revocable

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet
    from django_stubs_ext import WithAnnotations


class Status(models.TextChoices):
    """Whether a certificate holds."""

    VALID = "valid", _("Valid")
    EXPIRED = "expired", _("Expired")
    REVOKED = "revoked", _("Revoked")
    REPLACED = "replaced", _("Replaced on appeal")


class Told(TypedDict):
    """What is told of a certificate beside its row: whether its decision carries conditions."""

    conditional: bool


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Certificate(Revocable):
    """What a certificate prints; only its revocation can be added later."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="certificates")
    decision = models.OneToOneField(Decision, models.PROTECT, related_name="certificate")
    code = models.CharField(max_length=LETTERS, unique=True, default=new_code)
    register_number = models.CharField(max_length=32, unique=True)
    level = models.CharField(max_length=8, choices=Level)
    issued = models.DateField()
    valid_until = models.DateField()
    author = models.CharField(max_length=302)
    coauthors = models.JSONField(default=list)

    def __str__(self) -> str:
        return self.register_number

    @property
    def holders(self) -> list[str]:
        """The author and the co-authors, by their full names on the day of issue."""
        return [self.author, *self.coauthors]

    @property
    def grouped_code(self) -> str:
        """The code as it is printed, in groups that can be typed."""
        return grouped(self.code)

    @property
    def replaced_by(self) -> Decision | None:
        """The decision that an appeal put in the place of the one that this certificate prints."""
        return getattr(self.decision, "replaced_by", None)

    def status(self, day: date) -> Status:
        """Tell whether the certificate holds on a day; the last day of validity counts."""
        if self.revoked_at:
            return Status.REVOKED
        if self.replaced_by:
            return Status.REPLACED
        return Status.EXPIRED if day > self.valid_until else Status.VALID


def told() -> QuerySet[WithAnnotations[Certificate, Told]]:
    """Select certificates with all that is told of them in public, in one statement."""
    asked = Decision.objects.filter(pk=OuterRef("decision"), conditions__isnull=False)
    rows = Certificate.objects.select_related(
        "case__subject", "decision__replaced_by__certificate", "decision__replaces"
    )
    return rows.annotate(conditional=Exists(asked))


def issue(case: Case, decision: Decision, *, number: str, valid_until: date) -> None:
    """Issue the certificate of an approval; takes one statement where co-authors are known."""
    author = User.objects.filter(pk=case.initiator_id).annotate(
        name_then=Trim(Concat("last_name", Value(" "), "first_name", Value(" "), "patronymic"))
    )
    Certificate.objects.create(
        case=case,
        decision=decision,
        register_number=number,
        level=decision.level,
        issued=decision.date,
        valid_until=valid_until,
        author=Subquery(author.values("name_then")),
        coauthors=[named.person.full_name for named in coauthors(case)],
    )
