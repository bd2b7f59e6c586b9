"""Setting papers in type: one template for each kind, with the words of both languages."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import typst

from documents.papers import letterhead, passages, wording
from documents.papers.dates import FORMS, MONTHS
from documents.papers.kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

TEMPLATES = Path(__file__).parent / "templates"
# For archives, and readable aloud: typst writes the structure of the text into the file.
STANDARD: Final = "a-2a"
__all__ = ["Kind", "passages", "pictures", "render"]


def render(kind: Kind, language: str, data: Mapping[str, Any]) -> bytes:
    """Set a paper as PDF/A; equal data under an equal letterhead gives equal bytes.

    ``language`` is ``kk`` or ``ru``; ``data["date"]`` is the day the paper bears, as ISO,
    and ``data["trace"]`` tells papers apart that say the same. ``data["specimen"]`` marks it as
    no real one. Raises `typst.TypstError` where a template asks for what the data lacks.
    """
    day = datetime.fromisoformat(data["date"]).replace(tzinfo=UTC)
    given = _given(kind, language, data)
    made: bytes = typst.compile(**given, format="pdf", pdf_standards=STANDARD, timestamp=day)
    return made


def pictures(kind: Kind, language: str, data: Mapping[str, Any], *, ppi: float) -> list[bytes]:
    """Set a paper as PNG, page by page; otherwise like `render`."""
    made = typst.compile(**_given(kind, language, data), format="png", ppi=ppi)
    return made if isinstance(made, list) else [made]


def _given(kind: Kind, language: str, data: Mapping[str, Any]) -> dict[str, Any]:
    said = wording.filled(kind, language, data)
    given = {**data, "said": said, "language": language, "centre": letterhead.now()}
    given |= {"months": MONTHS[language], "forms": FORMS[language]}
    return {
        "input": TEMPLATES / f"{kind}.typ",
        "root": TEMPLATES,
        "font_paths": _fonts(),
        "sys_inputs": {"data": json.dumps(given, ensure_ascii=False)},
    }


@cache
def _fonts() -> typst.Fonts:
    """Take the fonts that typst brings: a server's own would make each server's papers differ."""
    return typst.Fonts(include_system_fonts=False)
