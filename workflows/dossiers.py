"""What was filed with a case, as its guards and its page read it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from documents import checklist
from documents.models import Version
from workflows.once import once

if TYPE_CHECKING:
    from collections.abc import Iterable

    from documents.checklist import Item
    from documents.models import Document
    from workflows.models import Case


@dataclass(frozen=True, slots=True)
class Filed:
    """A document with its versions, the newest first."""

    document: Document
    latest: Version
    earlier: tuple[Version, ...]


def versions(case: Case) -> list[Version]:
    """List the versions filed with a case: by kind, by document, the newest version first."""
    rows = Version.objects.filter(document__dossier_id=case.dossier_id)
    rows = rows.select_related("document__kind", "uploaded_by")
    ordered = rows.order_by("document__kind__position", "document_id", "-number")
    return once(case, "versions", lambda: list(ordered))


def required(case: Any) -> list[Item]:
    """Compare what was filed with the list of required documents that the case keeps."""
    return once(case, "required", lambda: checklist.status(case.dossier, case.document_list))


def by_document(found: Iterable[Version]) -> list[Filed]:
    """Put versions, in the order of `versions`, under their documents."""
    return [
        Filed(document, latest, tuple(earlier))
        for document, (latest, *earlier) in groupby(found, key=lambda version: version.document)
    ]
