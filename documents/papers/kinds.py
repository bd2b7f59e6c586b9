"""The kinds of papers that the system sets in type."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """The papers, by the names of their templates."""

    CONCLUSION = "conclusion"
    REMARKS = "remarks"
    DECISION = "decision"
    CERTIFICATE = "certificate"
    REVIEWER = "reviewer"
    GUIDE = "guide"
    MINUTES = "minutes"
    EXTRACT = "extract"
    AGENDA = "agenda"
    CONTENTS = "contents"
