"""The kinds of papers, each declared by the module that knows what it says.

A kind is a name in `documents.papers.typesetting.Kind`, a template of that name, a kind of
document that it is filed as, and what it says:

    paper_kinds.declare(Kind.MINUTES, filed_as="paper_minutes", says=_minutes)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from documents.papers.typesetting import Kind
    from workflows.models import Event


@dataclass(frozen=True, slots=True)
class Declared:
    """What a kind of paper is filed as, and what it says of a case and an event.

    ``says`` answers in the active language, of the case as it was at the event: its columns are
    what the event left, whatever has been written since.
    """

    filed_as: str
    says: Callable[[Any, Event], dict[str, Any]]


_declared: dict[Kind, Declared] = {}


def declare(kind: Kind, *, filed_as: str, says: Callable[[Any, Event], dict[str, Any]]) -> None:
    """Declare a kind of paper, once, as its module is imported.

    ``filed_as`` is the code of a kind of document with ``rendered=True``. Raises `ValueError` for
    a kind that is declared already.
    """
    if kind in _declared:
        raise ValueError(f"The paper {kind} is declared already.")
    _declared[kind] = Declared(filed_as, says)


def declared(kind: Kind) -> Declared:
    """Find what is declared of a kind; raises `KeyError`."""
    return _declared[kind]


def kinds() -> list[Kind]:
    """List the kinds that can be filed with a case."""
    return list(_declared)
