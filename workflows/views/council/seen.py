"""The parts of a session as the pages show them to one person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from workflows.councils.attendance import HERE
from workflows.councils.motions import Choice, Motion, MotionState
from workflows.councils.voting import CAST_BALLOT

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from permissions.models import User
    from workflows.councils.agenda import AgendaItem, Recusal
    from workflows.councils.attendance import Presence
    from workflows.councils.bodies import CouncilMember


@dataclass(frozen=True, slots=True)
class MotionSeen:
    """A motion with how many ballots are out, how many of them are cast, and who voted how.

    ``conditions`` says what it would ask of the author besides.
    """

    motion: Motion
    resolution: StrOrPromise = ""
    given: int = 0
    cast: int = 0
    voters: tuple[tuple[str, str], ...] = ()
    conditions: str = ""

    @property
    def is_open(self) -> bool:
        """Whether the vote is being taken."""
        return self.motion.state == MotionState.OPEN

    @property
    def counted(self) -> bool:
        """Whether the vote was taken and counted."""
        return self.motion.state not in {MotionState.DRAFT, MotionState.OPEN}

    @property
    def result(self) -> str:
        """The numbers of a vote that was counted, in words."""
        motion = self.motion
        said = _(
            "%(for)s for, %(against)s against, %(abstained)s abstained; "
            "%(present)s present of %(entitled)s entitled; quorum %(quorum)s"
        )
        return said % {
            "for": motion.votes_for,
            "against": motion.against,
            "abstained": motion.abstained,
            "present": motion.present,
            "entitled": motion.entitled,
            "quorum": motion.quorum,
        }


@dataclass(frozen=True, slots=True)
class BallotSeen:
    """The person's own ballot. Of a secret vote it is known only that it was cast."""

    ballot: Any
    motion: Motion

    @property
    def cast(self) -> bool:
        """Whether the person has voted."""
        return bool(self.ballot.state == CAST_BALLOT)

    @property
    def choices(self) -> list[tuple[str, str, bool]]:
        """What can be chosen, and what was, where the vote is open to all."""
        return [(c.value, str(c.label), c.value == self.ballot.choice) for c in Choice]


@dataclass(frozen=True, slots=True)
class ItemSeen:
    """An item of the agenda. Of a ``hidden`` one the person is shown its place and its title."""

    item: AgendaItem
    hidden: bool
    openable: bool = False
    entitled: int = 0
    present: int = 0
    quorum: int = 0
    away: int = 0
    recusals: tuple[Recusal, ...] = ()
    motions: tuple[MotionSeen, ...] = ()

    @property
    def last(self) -> MotionSeen | None:
        """The latest motion."""
        return self.motions[-1] if self.motions else None

    @property
    def has_quorum(self) -> bool:
        """Whether enough are there for this item, the recused left out."""
        return self.present >= self.quorum


@dataclass(frozen=True, slots=True)
class MemberSeen:
    """Who sits on the council, and whether they are there."""

    seat: CouncilMember
    votes: bool
    presence: Presence | None

    @property
    def here(self) -> bool:
        """Whether they are in the room or joined by a link."""
        return self.presence is not None and self.presence.mode in HERE


@dataclass(frozen=True, slots=True)
class Sight:
    """A session as one person sees it at this moment."""

    session: Any
    person: User
    items: tuple[ItemSeen, ...]
    members: tuple[MemberSeen, ...]
    ballots: tuple[BallotSeen, ...]
    keeps: bool
    current: ItemSeen | None
    latest: ItemSeen | None

    @property
    def voters(self) -> int:
        """How many have a vote in the session."""
        return sum(member.votes for member in self.members)

    @property
    def present(self) -> int:
        """How many of those who have a vote are there now."""
        return sum(member.votes and member.here for member in self.members)

    @property
    def me(self) -> MemberSeen | None:
        """The person's own seat."""
        return next((m for m in self.members if m.seat.person_id == self.person.pk), None)
