"""What a process adds to the case page."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django_stubs_ext import StrOrPromise


class Tab(StrEnum):
    """Where on the case page a section stands."""

    MATTER = "matter"
    DOCUMENTS = "documents"
    REVIEWS = "reviews"
    DECISION = "decision"
    WAY = "way"
    HISTORY = "history"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the case page that a process adds: a title and a template with its context.

    A case model that defines ``sections(person) -> list[Section]`` decides for itself what
    each person sees; ``template`` is a name such as ``workflows/sections/remarks.html``.
    A section that ``lists_children`` stands for the page's own list of child cases.
    """

    title: StrOrPromise
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    tab: Tab = Tab.MATTER
    lists_children: bool = False
