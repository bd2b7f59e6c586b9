"""The states of a session by name, and its rows, for what must know them beside the process."""

from __future__ import annotations

from typing import Any

from workflows import registry

PLANNED = "planned"
AGENDA_SENT = "agenda_sent"
OPEN = "open"
CLOSED = "closed"
SECRETARY_SIGNS = "secretary_signs"
CHAIR_SIGNS = "chair_signs"
SIGNED = "signed"
NOT_HELD = "not_held"
CANCELLED = "cancelled"

BEFORE = (PLANNED, AGENDA_SENT)
SESSION = "CS"
BALLOT = "BA"


def sessions() -> Any:
    """Give the manager of sessions; the process that declares them is above this module."""
    return registry.model(SESSION).objects


def ballots() -> Any:
    """Give the manager of ballots."""
    return registry.model(BALLOT).objects
