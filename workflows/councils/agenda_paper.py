"""The agenda as a paper, filed with the session each time that it is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import override

from documents.papers.dates import written
from documents.papers.typesetting import Kind
from workflows.councils import papers
from workflows.councils.agenda import items

if TYPE_CHECKING:
    from datetime import datetime

    from documents.models import Version

LANGUAGES = ("kk", "ru")


def file(session: Any, at: datetime) -> Version:
    """Typeset the agenda as it is sent, in both languages, and file it."""
    said = {
        "date": session.day.isoformat(),
        "number": session.label,
        "trace": f"{session.label}.agenda",
        "parts": [_part(session, language) for language in LANGUAGES],
    }
    return papers.file(session, Kind.AGENDA, said, seq=session.version + 1, at=at)


def _part(session: Any, language: str) -> dict[str, Any]:
    with override(language):
        return {
            "language": language,
            "council": session.council.name,
            "number": session.label,
            "day": written(language, session.day.isoformat()),
            "time": f"{session.time:%H:%M}" if session.time else "",
            "held": session.held_as,
            "venue": session.place,
            "chair": session.chair.full_name,
            "secretary": session.secretary.full_name,
            "items": [
                {
                    "place": item.place,
                    "title": item.title,
                    "number": item.matter.label if item.matter else "",
                    "rapporteur": item.rapporteur.full_name if item.rapporteur else "",
                }
                for item in items(session)
            ],
        }
