"""Setting papers in type: one template for each kind, with the words of both languages."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import typst

from documents.papers import letter, letterhead
from documents.papers.dates import FORMS, MONTHS

if TYPE_CHECKING:
    from collections.abc import Mapping

TEMPLATES = Path(__file__).parent / "templates"
# For archives, and readable aloud: typst writes the structure of the text into the file.
STANDARD: Final = "a-2a"


class Kind(StrEnum):
    """The papers, by the names of their templates."""

    CONCLUSION = "conclusion"
    REMARKS = "remarks"
    DECISION = "decision"
    CERTIFICATE = "certificate"
    REVIEWER = "reviewer"
    GUIDE = "guide"


def render(kind: Kind, language: str, data: Mapping[str, Any]) -> bytes:
    """Set a paper as PDF/A; equal data under an equal letterhead gives equal bytes.

    ``language`` is ``kk`` or ``ru``; ``data["date"]`` is the day the paper bears, as ISO,
    and ``data["trace"]`` tells papers apart that say the same.
    Raises `typst.TypstError` where a template asks for what the data lacks.
    """
    said = letter.with_words(language, data) if kind is Kind.DECISION else data
    given = {**said, "language": language, "centre": letterhead.now()}
    given |= {"months": MONTHS[language], "forms": FORMS[language]}
    day = datetime.fromisoformat(data["date"]).replace(tzinfo=UTC)
    return typst.compile(
        TEMPLATES / f"{kind}.typ",
        root=TEMPLATES,
        font_paths=_fonts(),
        format="pdf",
        pdf_standards=STANDARD,
        sys_inputs={"data": json.dumps(given, ensure_ascii=False)},
        timestamp=day,
    )


@cache
def _fonts() -> typst.Fonts:
    """Take the fonts that typst brings: a server's own would make each server's papers differ."""
    return typst.Fonts(include_system_fonts=False)
