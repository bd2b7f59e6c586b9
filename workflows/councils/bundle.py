"""The materials of a session in one file: a contents page, then the documents of each item."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language

from documents import bundling
from documents.bundling import Part
from documents.papers.dates import written
from documents.papers.typesetting import Kind, render
from documents.store import open_version
from workflows import access, dossiers
from workflows.councils.agenda import AgendaItem, items
from workflows.councils.recusals import recused

if TYPE_CHECKING:
    from documents.models import Version
    from permissions.models import User

PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class Listed:
    """A document of an item: what it is called, and its version."""

    name: str
    version: Version


def readable(session: Any, person: User) -> list[tuple[AgendaItem, list[Listed]]]:
    """List the items whose materials a person may read, with the latest of each document.

    Whoever keeps away from an item, or may not see its case, gets nothing of it.
    """
    return [
        (item, _documents(item))
        for item in items(session)
        if item.matter is not None
        and person.pk not in recused(item)
        and access.sees_by_rule(person, item.matter)
    ]


def bundle(session: Any, person: User) -> bytes:
    """Bind what a person may read before a session, in the active language, as one PDF."""
    found = readable(session, person)
    parts = [
        Part(f"{item.place}. {item.title}", [_sheet(listed) for listed in documents])
        for item, documents in found
    ]
    return bundling.bind(parts, lambda pages: _contents(session, found, pages))


def _documents(item: AgendaItem) -> list[Listed]:
    matter: Any = item.matter
    filed = [entry.latest for entry in dossiers.by_document(dossiers.versions(matter))]
    written_by_us = [
        version
        for version in dossiers.papers(matter, whole=True)
        if version.paper.language in {"", _language()}
    ]
    return [Listed(_name(version), version) for version in [*filed, *written_by_us]]


def _name(version: Version) -> str:
    """Name a document by its kind, and by its title where it has one of its own."""
    kind, title = version.document.kind.name, version.document.title
    return kind if version.rendered or not title else f"{kind}: {title}"


def _sheet(listed: Listed) -> bundling.Sheet:
    if listed.version.media_type != PDF:
        return bundling.Sheet(listed.name, None)
    with open_version(listed.version) as content:
        return bundling.Sheet(listed.name, content.read())


def _contents(
    session: Any, found: list[tuple[AgendaItem, list[Listed]]], pages: list[list[int | None]]
) -> bytes:
    language = _language()
    day = session.day.isoformat()
    return render(
        Kind.CONTENTS,
        language,
        {
            "date": day,
            "trace": f"{session.label}.bundle",
            "number": session.label,
            "council": session.council.name,
            "day": written(language, day),
            "items": [
                {
                    "place": item.place,
                    "title": item.title,
                    "number": item.matter.label if item.matter else "",
                    "documents": [
                        {"name": listed.name, "file": listed.version.name, "page": page}
                        for listed, page in zip(documents, numbers, strict=True)
                    ],
                }
                for (item, documents), numbers in zip(found, pages, strict=True)
            ],
        },
    )


def _language() -> str:
    return "ru" if get_language() == "ru" else "kk"
