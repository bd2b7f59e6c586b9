"""What was filed with a case, as its guards and its page read it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from documents import checklist
from documents.models import Version
from workflows.once import once
from workflows.papers import meant_for_all

if TYPE_CHECKING:
    from collections.abc import Iterable

    from documents.checklist import Item
    from documents.models import Document
    from workflows.models import Case

# Papers that name the author or the organisation by their nature.
NAMING = frozenset(
    {
        "outside_review",
        "council_extract",
        "trial_certificate",
        "district_conclusion",
        "signature_scan",
        "council_consent",
        "resources",
        "order",
        "final_report",
    }
)


@dataclass(frozen=True, slots=True)
class Filed:
    """A document with its versions, the newest first."""

    document: Document
    latest: Version
    earlier: tuple[Version, ...]


def versions(case: Case) -> list[Version]:
    """List what people filed with a case: by kind, by document, the newest version first."""
    return [version for version in _everything(case) if not version.rendered]


def under_review(review: Case) -> list[Version]:
    """List what people filed with the work that a review is about, in the order of `versions`.

    That is the case of the review, or the one whose decision it appeals against: what was filed
    with the appeal itself may say whose work it is.
    """
    work = Q(document__dossier__case__appeals__children=review.pk) | Q(
        document__dossier__case__children=review.pk, document__dossier__case__appeal=None
    )
    return once(review, "work under review", lambda: [v for v in _read(work) if not v.rendered])


def papers(case: Case, *, whole: bool) -> list[Version]:
    """List what the system filed with a case, as far as it is for who sees it ``whole`` or not."""
    rendered = [version for version in _everything(case) if version.rendered]
    return rendered if whole else meant_for_all(rendered)


def _everything(case: Case) -> list[Version]:
    filed = Q(document__dossier_id=case.dossier_id)
    return once(case, "versions", lambda: _read(filed))


def _read(condition: Q) -> list[Version]:
    rows = Version.objects.filter(condition, document__withdrawn_at=None)
    rows = rows.select_related("document__kind", "uploaded_by", "paper")
    return list(rows.order_by("document__kind__position", "document_id", "-number"))


def required(case: Any) -> list[Item]:
    """Compare what was filed with the list of required documents that the case keeps."""
    keys = (case.dossier_id, case.document_list_id)
    return once(case, "required", lambda: checklist.status(*keys))


def missing(case: Any) -> list[Item]:
    """Name the required documents that are not filed."""
    return [item for item in required(case) if not item.fulfilled]


def is_blind(version: Version) -> bool:
    """Tell whether a reviewer may read it: it is no paper about the author or from their school.

    What the system wrote names the author too, or tells what other reviewers found.
    """
    return not version.rendered and version.document.kind.code not in NAMING


def by_document(found: Iterable[Version]) -> list[Filed]:
    """Put versions, in the order of `versions`, under their documents."""
    return [
        Filed(document, latest, tuple(earlier))
        for document, (latest, *earlier) in groupby(found, key=lambda version: version.document)
    ]
