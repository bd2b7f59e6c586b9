"""What the page of a case says of signatures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from workflows.shown import Section, Tab
from workflows.signatures import Signature, still_to_sign

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from documents.models import Version
    from workflows.models import Case

TEMPLATE = "workflows/sections/signatures.html"


def section(
    case: Case,
    versions: Iterable[Version],
    *,
    wanted: Sequence[str] = (),
    tab: Tab = Tab.DOCUMENTS,
    title: Any = None,
) -> Section | None:
    """Show the signatures under versions that the reader may read; takes one statement.

    ``wanted`` are the capacities in which each is to be signed: those that are still to sign are
    named. ``None`` where there is neither a version nor a signature to speak of.
    """
    versions = list(versions)
    rows = Signature.objects.filter(version__in=versions).defer("blob").select_related("scan")
    signed: dict[int, list[Signature]] = {}
    for signature in rows:
        signed.setdefault(signature.version_id, []).append(signature)
    shown = [
        {
            "version": version,
            "signatures": (found := signed.get(version.pk, [])),
            "missing": still_to_sign(found, wanted),
        }
        for version in versions
        if version.pk in signed or wanted
    ]
    if not shown:
        return None
    return Section(title or _("Signatures"), TEMPLATE, {"signed": shown, "case": case}, tab)
