"""The minutes on the page of a session: their file, and who signed it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from documents.papers.typesetting import Kind
from workflows import dossiers, signed
from workflows.councils.minutes import SIGNERS
from workflows.shown import Section, Tab

if TYPE_CHECKING:
    from permissions.models import User


def sections(session: Any, person: User) -> list[Section]:
    """List the papers of a session and the signatures under its minutes, the latest first."""
    found = [
        version
        for version in dossiers.papers(session, whole=True)
        if not session.keeps_back(person, version)
    ]
    rows = [[version.paper] for version in found]
    if not rows:
        return []
    context = {"papers": sorted(rows, key=lambda row: -row[0].seq), "inside": True}
    shown = [Section(_("Papers"), "workflows/sections/papers.html", context, Tab.DOCUMENTS)]
    latest = next((v for v in found if v.paper.kind == Kind.MINUTES), None)
    if latest is not None:
        signatures = signed.section(session, [latest], wanted=SIGNERS)
        shown += [signatures] if signatures else []
    return shown
