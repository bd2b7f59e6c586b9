"""Papers of a council: one file with a Kazakh and a Russian part, a code and a QR mark."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from documents import intake, store
from documents.models import DocumentKind, Version
from documents.papers import marks
from documents.papers.typesetting import Kind, render
from permissions.people import system
from workflows import attestations
from workflows.attestations import Attestation
from workflows.codes import grouped
from workflows.papers import Paper

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from workflows.models import Case

BOTH = "Қазақша, русский"
# The paper is in both languages.
NO_ONE = ""

FILED_AS = {
    Kind.MINUTES: "paper_minutes",
    Kind.EXTRACT: "paper_extract",
    Kind.AGENDA: "paper_agenda",
}


def file(
    case: Case,
    kind: Kind,
    said: Mapping[str, Any],
    *,
    seq: int,
    at: datetime,
    signers: tuple[str, ...] = (),
) -> Version:
    """Typeset a paper and file it in the dossier of a case, with a code that anybody can check.

    Filed again, it is the next version of the same document, and the one before is superseded.
    It counts once it is signed in the capacities of ``signers``.
    """
    document_kind = DocumentKind.objects.get(code=FILED_AS[kind])
    code = attestations.reserve_code()
    said = dict(said) | printed(code)
    content = render(kind, "kk", said)
    number: str = said["number"]
    name = f"{document_kind.name_kk} {number}.pdf".replace("/", "-")
    with transaction.atomic():
        before = _before(case, kind, number)
        version = store.store(
            case.dossier,
            document_kind,
            intake.render(name, content),
            by=system(),
            at=at,
            title=BOTH,
            document=before.version.document if before else None,
        )
        # The mark is drawn anew from the address.
        kept = {name: value for name, value in said.items() if name != "qr"}
        Paper.objects.create(
            case_id=case.pk, seq=seq, kind=kind, language=NO_ONE, data=kept, version=version
        )
        attestations.attest(
            case,
            version,
            kind.value,
            at,
            code=code,
            number=number,
            signers=signers,
            supersedes=before,
        )
    return version


def printed(code: str) -> dict[str, str]:
    """Give what a paper prints of its code."""
    address = attestations.address(code)
    return {"code": grouped(code), "address": address, "qr": marks.qr(address)}


def latest(case: Case, kind: Kind) -> Version | None:
    """Give the latest version of a paper in the dossier of a case."""
    rows = Version.objects.filter(
        document__dossier_id=case.dossier_id, document__kind__code=FILED_AS[kind], rendered=True
    )
    return rows.select_related("document__kind").order_by("-document_id", "-number").first()


def _before(case: Case, kind: Kind, number: str) -> Attestation | None:
    """Find the paper in whose place another one comes."""
    rows = Attestation.objects.filter(case_id=case.pk, kind=kind.value, number=number)
    return rows.filter(successor__isnull=True).select_related("version__document").first()
