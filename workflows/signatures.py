"""Signatures under frozen files: who signed which version as what, in which of three modes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from documents import store
from documents.models import DocumentKind, Version
from permissions.numbers import masked
from workflows.refusals import NotNow

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from documents.intake import Filing
    from documents.signing.signed import Signed
    from permissions.models import User
    from workflows.reauthentication import Proof

SCAN_KIND = "signature_scan"


class Mode(models.TextChoices):
    """How a document is signed."""

    SIMPLE = "simple", _("Signed in Sarap")
    CMS = "cms", _("Electronic signature (CMS)")
    SCAN = "scan", _("Signed on paper")


class Capacity(models.TextChoices):
    """As what people sign; a process may have others of its own."""

    CHAIR = "chair", _("Council chair")
    DEPUTY = "deputy", _("Deputy chair of the council")
    SECRETARY = "secretary", _("Secretary of the council")
    HEAD = "head", _("Head of the centre")


# What each mode proves, in words for whoever relies on it.
PROVES = {
    Mode.SIMPLE: _(
        "The person gave their password again and confirmed this very file. Sarap itself bears"
        " witness to it; nobody outside can check it without Sarap."
    ),
    Mode.CMS: _(
        "The person signed this very file with a key of their own. Anybody can check it without"
        " Sarap: with the file, the detached signature and the certificate of the authority."
    ),
    Mode.SCAN: _(
        "The person signed on paper, and a picture of it is filed here. That the signature is"
        " theirs can be seen only on the paper; the file itself is not protected by it."
    ),
}


class Signature(models.Model):
    """A signature under one version, never changed; ``name`` is the signer's on that day.

    ``digest`` is the SHA-256 of the frozen file; the database refuses any other. ``evidence``
    tells how the mode made sure; ``blob`` is the detached signature itself, ``scan`` the picture.
    """

    version = models.ForeignKey(Version, models.PROTECT, related_name="signatures")
    signer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    name = models.CharField(max_length=310)
    capacity = models.CharField(max_length=32)
    mode = models.CharField(max_length=6, choices=Mode)
    signed_at = models.DateTimeField()
    digest = models.CharField(max_length=64)
    evidence = models.JSONField(default=dict)
    blob = models.BinaryField(null=True)
    scan = models.ForeignKey(Version, models.PROTECT, null=True, related_name="+")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["signed_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "capacity"], name="signed_once_in_capacity"),
            models.CheckConstraint(
                name="signature_has_what_its_mode_needs",
                condition=Q(mode="simple", blob=None, scan=None)
                | Q(mode="cms", blob__isnull=False, scan=None)
                | Q(mode="scan", blob=None, scan__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.capacity} {self.mode}"

    @property
    def proves(self) -> Any:
        """What the mode proves, in words."""
        return PROVES[Mode(self.mode)]

    @property
    def revocation_day(self) -> date | None:
        """The day of the revocation list that was looked into, if one was."""
        said = self.evidence.get("revocation")
        return date.fromisoformat(said) if said else None

    @property
    def capacity_label(self) -> str:
        """As what the person signed, in words where the capacity has them."""
        known = dict(Capacity.choices)
        return str(known.get(self.capacity, self.capacity))


@dataclass(frozen=True, slots=True)
class Signing:
    """A signature that was checked and is not yet given; made by `workflows.asks.signing`."""

    mode: Mode
    digest: str
    proof: Proof | None = None
    signed: Signed | None = None
    blob: bytes | None = field(default=None, repr=False)
    scan: Filing | None = None


def sign(
    version: Version, signing: Signing, *, signer: User, capacity: str, by: User, at: datetime
) -> Signature:
    """Give the signature that a form checked; ``by`` fills in the form, ``signer`` signs.

    Only a paper signature may be recorded for somebody else. Raises `NotNow` where the version is
    not the one that was checked, or is signed in this capacity already.
    """
    if signing.digest != version.sha256:
        raise NotNow(_("The document has changed since the form was opened. Open it again."))
    if signing.mode != Mode.SCAN and signer.pk != by.pk:
        raise ValueError("Only a person themself signs in this mode.")
    if signing.scan is not None:
        kind = DocumentKind.objects.get(code=SCAN_KIND)
        dossier = version.document.dossier
        scan = store.store(dossier, kind, signing.scan, by=by, at=at, title=str(version))
        return record_scan(version, signer, capacity, at, scan, by)
    if signing.signed is not None and signing.blob is not None:
        return sign_cms(version, signer, capacity, at, signing.signed, signing.blob)
    if signing.proof is None:
        raise ValueError("Nothing proves this signature.")
    return sign_simple(version, signer, capacity, at, signing.proof)


def sign_simple(
    version: Version, signer: User, capacity: str, at: datetime, proof: Proof
) -> Signature:
    """Sign by having proven anew who one is."""
    evidence = {"means": proof.means}
    return _give(version, signer, capacity, at, mode=Mode.SIMPLE, evidence=evidence)


def sign_cms(
    version: Version, signer: User, capacity: str, at: datetime, signed: Signed, blob: bytes
) -> Signature:
    """Sign by a detached signature that `documents.signing.verification` found to hold."""
    evidence = _told(signed)
    return _give(version, signer, capacity, at, mode=Mode.CMS, evidence=evidence, blob=blob)


def record_scan(
    version: Version, signer: User, capacity: str, at: datetime, scan: Version, by: User
) -> Signature:
    """Record that a person signed on paper, with the picture of it."""
    given = {"mode": Mode.SCAN, "evidence": {"sha256": scan.sha256}, "scan": scan}
    return _give(version, signer, capacity, at, recorded_by=by, **given)


def signatures_of(version: Version) -> list[Signature]:
    """List the signatures under a version, the first one first; takes one statement."""
    rows = Signature.objects.filter(version=version).defer("blob")
    return list(rows.select_related("signer", "scan"))


def is_signed_by(version: Version, capacities: Iterable[str]) -> bool:
    """Tell whether a version is signed in each of the capacities."""
    wanted = set(capacities)
    rows = Signature.objects.filter(version=version, capacity__in=wanted)
    return rows.count() == len(wanted)


def still_to_sign(signatures: Iterable[Signature], wanted: Iterable[str]) -> list[str]:
    """Name, in words, the capacities in which none of the signatures is given."""
    done = {signature.capacity for signature in signatures}
    return [Signature(capacity=one).capacity_label for one in wanted if one not in done]


def _give(version: Version, signer: User, capacity: str, at: datetime, **given: Any) -> Signature:
    # The case is locked by the action, so nobody signs between this look and the insert.
    if Signature.objects.filter(version=version, capacity=capacity).exists():
        raise NotNow(_("The document is signed in this capacity already."))
    return Signature.objects.create(
        version=version,
        signer=signer,
        name=signer.short_name,
        capacity=capacity,
        signed_at=at,
        digest=version.sha256,
        **{"recorded_by": signer} | given,
    )


def _told(signed: Signed) -> Mapping[str, Any]:
    """Write down what was found; the IIN only as its owner knows it again."""
    return {
        "name": signed.name,
        "organisation": signed.organisation,
        "iin": masked(signed.iin),
        "bin": signed.bin,
        "issuer": signed.issuer,
        "serial": signed.serial,
        "algorithm": signed.algorithm,
        "not_before": signed.not_before.isoformat(),
        "not_after": signed.not_after.isoformat(),
        "signed_at": signed.signed_at.isoformat() if signed.signed_at else None,
        "revocation": signed.revocation.isoformat() if signed.revocation else None,
    }
