"""What a state of a process means: who has the ball, for how long, or how the case ended."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Outcome(StrEnum):
    """How a final state reads to the people concerned."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True)
class Person:
    """The person whom a foreign key of the case names has the ball.

    With ``waits`` there is nothing to do for them but to wait for others.
    """

    field: str
    label: StrOrPromise
    waits: bool = False


@dataclass(frozen=True, slots=True)
class InRole:
    """Whoever holds a role in a scope that covers the case has the ball."""

    role: str
    label: StrOrPromise


@dataclass(frozen=True, slots=True)
class Children:
    """The holders of the child cases have the ball; the named person waits for them.

    ``told`` says how far they are, with the numbers ``done`` and ``all``.
    """

    process: str
    waits: Person
    label: StrOrPromise
    told: StrOrPromise | None = None


Holder = Person | InRole | Children


@dataclass(frozen=True, slots=True)
class Term:
    """How long a state may last: working days, a default that a centre can change.

    Where ``over`` names states, the term is one for all of them: what they have used of it counts,
    and while the case stands elsewhere, as with its author, it pauses.
    """

    days: int
    over: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Until:
    """A state that lasts until the day in a date column of the case."""

    field: str


@dataclass(frozen=True, slots=True)
class Unlimited:
    """A state that may last as long as it takes, said on purpose."""


@dataclass(frozen=True, slots=True)
class Step:
    """What a state means: who has the ball, for how long, or how the case ended.

    An open state has ``holder`` and ``term``; a final one has ``outcome``. ``appeal`` is how long
    the decision that led here can be appealed, if it can.
    ``since`` and ``until`` are the editions of the process in which the state exists.
    """

    holder: Holder | None = None
    term: Term | Until | Unlimited | None = None
    outcome: Outcome | None = None
    since: int = 1
    until: int | None = None
    appeal: Term | None = None

    @property
    def final(self) -> bool:
        """Whether a case ends here."""
        return self.outcome is not None
