"""Documents that bear a code: anybody can ask what such a document is and whether it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pghistory
from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from documents.models import Version
from workflows import codes
from workflows.models import Case
from workflows.revocable import Revocable
from workflows.signatures import still_to_sign

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from permissions.models import User
    from workflows.signatures import Signature


class Standing(models.TextChoices):
    """Whether an attested document counts."""

    VALID = "valid", _("In force")
    UNSIGNED = "unsigned", _("Not signed by everybody yet")
    SUPERSEDED = "superseded", _("Replaced by a later document")
    REVOKED = "revoked", _("Revoked")


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Attestation(Revocable):
    """A stored version with the code that it prints; only its revocation can be added later.

    ``kind`` is a code of the process; people read the kind of the document. ``number`` is what
    the document prints, ``supersedes`` the document in whose place it comes. It counts once it
    is signed in the capacities of ``signers``.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="attestations")
    version = models.OneToOneField(Version, models.PROTECT, related_name="attestation")
    code = models.CharField(max_length=codes.LETTERS, unique=True)
    kind = models.CharField(max_length=32)
    number = models.CharField(max_length=60)
    issued_at = models.DateTimeField()
    signers = models.JSONField(default=list)
    supersedes = models.OneToOneField("self", models.PROTECT, null=True, related_name="successor")

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"

    @property
    def grouped_code(self) -> str:
        """The code as it is printed."""
        return codes.grouped(self.code)

    def missing(self, signatures: Iterable[Signature]) -> list[str]:
        """Name the capacities in which it is still to be signed, in words."""
        return still_to_sign(signatures, self.signers)

    def standing(self, signatures: Iterable[Signature]) -> Standing:
        """Whether it counts with these signatures; read with ``select_related("successor")``."""
        if self.revoked_at:
            return Standing.REVOKED
        if hasattr(self, "successor"):
            return Standing.SUPERSEDED
        return Standing.UNSIGNED if self.missing(signatures) else Standing.VALID


def reserve_code() -> str:
    """Give a code to print in a document that is still to be made."""
    return codes.new_code()


def address(code: str) -> str:
    """Give the address at which anybody checks a code: what a QR mark says."""
    return settings.SARAP_ADDRESS + reverse("verify", args=[code])


def attest(  # noqa: PLR0913 (the columns of one row)
    case: Case,
    version: Version,
    kind: str,
    at: datetime,
    *,
    code: str | None = None,
    number: str | None = None,
    signers: Iterable[str] = (),
    supersedes: Attestation | None = None,
) -> Attestation:
    """Bind a code to a stored version; ``number`` is that of the case unless it is said."""
    return Attestation.objects.create(
        case=case,
        version=version,
        kind=kind,
        issued_at=at,
        code=code or reserve_code(),
        number=case.label if number is None else number,
        signers=list(signers),
        supersedes=supersedes,
    )


def revoke(attestation: Attestation, *, by: User, reason: str, at: datetime) -> None:
    """Revoke a document, once and for good; whether ``by`` may is for the caller to know.

    Raises `NotNow`.
    """
    otherwise = _("The document is revoked already.")
    attestation.be_revoked(by=by, reason=reason, at=at, otherwise=otherwise)


def find(code: str) -> Attestation | None:
    """Find the document with a code, with what its public page tells; takes one statement."""
    rows = Attestation.objects.select_related("version__document__kind", "successor")
    return rows.filter(code=code).first()
