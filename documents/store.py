"""The one writer of versions."""

from collections.abc import Iterable
from datetime import datetime

from django.core.files.base import File
from django.db import transaction

from documents import contents
from documents.intake import Filing, accept
from documents.limits import check_number
from documents.models import Document, DocumentKind, Dossier, Version
from permissions.models import User


def store(  # noqa: PLR0913 - all of it is what a version records
    dossier: Dossier,
    kind: DocumentKind,
    upload: Filing | File[bytes],
    *,
    by: User,
    at: datetime,
    title: str = "",
    document: Document | None = None,
    note: str = "",
) -> Version:
    """File ``upload`` as the next version of ``document``, or as a new document.

    Filing again what is already the latest version of the document, or of a document of
    this kind in the dossier, changes nothing and returns that version: a double click
    files once. Raises ValidationError as `documents.intake.accept` does, and with the
    code too_many if the dossier is full. Takes four statements.
    """
    if document and (document.dossier_id, document.kind_id) != (dossier.pk, kind.pk):
        raise ValueError("The document is of another dossier or kind.")
    filing = upload if isinstance(upload, Filing) else accept(upload)
    # Before the lock, so that nobody waits for a disk. Without its row it is only unused bytes.
    sha256 = contents.keep(filing.file)
    with transaction.atomic(savepoint=False):
        filed = _filed(dossier)
        latest = {version.document_id: version for version in filed}
        if again := _same(latest.values(), sha256, kind, document):
            return again
        if not filing.rendered:  # A dossier full of what people filed still takes its papers.
            check_number(len(filed) + 1)
        if document is None:
            document = Document.objects.create(
                dossier=dossier, kind=kind, title=title, created_by=by, created_at=at
            )
        last = latest.get(document.pk)
        made = Version.objects.create(
            document=document,
            number=last.number + 1 if last else 1,
            sha256=sha256,
            size=filing.size,
            media_type=filing.media_type,
            name=filing.name,
            uploaded_by=by,
            uploaded_at=at,
            note=note,
            rendered=filing.rendered,
        )
        # `documents.orphans` may have removed an old content in the meantime; no more from here on.
        if not contents.holds(sha256):
            contents.keep(filing.file)
        return made


def withdraw(document: Document, at: datetime) -> None:
    """Let a document count no more; its versions stay."""
    document.withdrawn_at = at
    document.save(update_fields=["withdrawn_at"])


def open_version(version: Version) -> File[bytes]:
    """Open the content of a version for reading."""
    return contents.read(version.sha256)


def _filed(dossier: Dossier) -> list[Version]:
    """Lock the dossier against other filings and read its versions, oldest first."""
    Dossier.objects.select_for_update(no_key=True).get(pk=dossier.pk)
    return list(
        Version.objects.filter(document__dossier=dossier)
        .select_related("document")
        .order_by("document_id", "number")
    )


def _same(
    latest: Iterable[Version], sha256: str, kind: DocumentKind, document: Document | None
) -> Version | None:
    for version in latest:
        if version.document.withdrawn_at is not None:
            continue
        place = version.document == document if document else version.document.kind_id == kind.pk
        if place and version.sha256 == sha256:
            return version
    return None
