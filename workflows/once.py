"""Reading something of a case once for its instance, since rules, guards and pages all ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from workflows.models import Case

Found = TypeVar("Found")


def once(case: Case, name: str, read: Callable[[], Found]) -> Found:
    """Give what ``read`` found the first time for this instance.

    An instance is what one request or one action sees: the engine reads the case anew
    for each action, and so do the guards of a parent whose child has ended.
    """
    known: dict[str, Found] = case.__dict__.setdefault("_read_once", {})
    if name not in known:
        known[name] = read()
    return known[name]


def forget(case: Case) -> None:
    """Have everything read anew: something happened to the case."""
    case.__dict__.pop("_read_once", None)
