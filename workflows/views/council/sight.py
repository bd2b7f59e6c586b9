"""What one person sees of a session: nothing of an item from which they keep away."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from workflows import queries
from workflows.authorship import Coauthor
from workflows.councils import attendance, stages, voting
from workflows.councils.agenda import AgendaItem, item_in_hand, items
from workflows.councils.attendance import HERE
from workflows.councils.bodies import VOTING, CouncilMember
from workflows.councils.motions import Choice, Motion, MotionState
from workflows.councils.recusals import recused
from workflows.councils.rules import SECRETARY
from workflows.councils.voting import CAST_BALLOT

if TYPE_CHECKING:
    from permissions.models import User
    from workflows.councils.agenda import Recusal
    from workflows.councils.attendance import Presence


@dataclass(frozen=True, slots=True)
class MotionSeen:
    """A motion with how many ballots are out, how many of them are cast, and who voted how."""

    motion: Motion
    given: int = 0
    cast: int = 0
    voters: tuple[tuple[str, str], ...] = ()

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
    current: ItemSeen | None = field(default=None)

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


def look(session: Any, person: User) -> Sight:
    """See a session as a person may; costs a fixed number of statements."""
    agenda = items(session)
    hidden = _hidden(agenda, person)
    openable = _openable(agenda, person)
    keeps = bool(SECRETARY(person, session))
    knows = keeps or person.pk == session.chair_id
    out = _counted(session)
    seen = tuple(
        ItemSeen(item, hidden=True, recusals=_own(item, person))
        if item.pk in hidden
        else ItemSeen(
            item,
            hidden=False,
            openable=item.matter_id in openable,
            entitled=len(voting.entitled(session, item)),
            present=len(voting.present(session, item)),
            quorum=voting.quorum_of(session, item),
            away=len(item.recusals.all()),
            recusals=tuple(item.recusals.all()) if knows else (),
            motions=tuple(_motion(motion, out) for motion in item.motions.all()),
        )
        for item in agenda
    )
    members = _members(session)
    return Sight(
        session=session,
        person=person,
        items=seen,
        members=members,
        ballots=_ballots(session, person),
        keeps=keeps,
        current=_current(session, seen),
    )


def _hidden(agenda: list[AgendaItem], person: User) -> set[int]:
    """Give the keys of the items from which a person keeps away, or whose matter they made."""
    matters = [item.matter_id for item in agenda if item.matter_id]
    made = set(
        Coauthor.objects.filter(case__in=matters, person=person).values_list("case_id", flat=True)
    )
    return {
        item.pk
        for item in agenda
        if person.pk in recused(item)
        or (item.matter and (item.matter_id in made or item.matter.initiator_id == person.pk))
    }


def _openable(agenda: list[AgendaItem], person: User) -> set[int]:
    matters = [item.matter_id for item in agenda if item.matter_id]
    rows = queries.visible_cases(person).filter(pk__in=matters)
    return set(rows.values_list("pk", flat=True))


def _own(item: AgendaItem, person: User) -> tuple[Recusal, ...]:
    return tuple(one for one in item.recusals.all() if one.person_id == person.pk)


def _counted(session: Any) -> dict[int, tuple[int, int]]:
    """Count, for each open vote, the ballots that are out and those that are cast."""
    rows = stages.ballots().filter(parent=session.pk, open=True).order_by().values("motion")
    found = rows.annotate(given=Count("pk"), cast=Count("pk", filter=Q(state=CAST_BALLOT)))
    return {row["motion"]: (row["given"], row["cast"]) for row in found}


def _motion(motion: Motion, out: dict[int, tuple[int, int]]) -> MotionSeen:
    given, cast = out.get(motion.pk, (0, 0))
    labels = dict(Choice.choices)
    named = tuple((vote["name"], str(labels[vote["choice"]])) for vote in motion.votes)
    return MotionSeen(motion, given, cast, named)


def _ballots(session: Any, person: User) -> tuple[BallotSeen, ...]:
    rows = stages.ballots().filter(parent=session.pk, open=True, member=person.pk)
    found = rows.select_related("motion__item__matter").order_by("motion__item__place", "pk")
    return tuple(BallotSeen(ballot, ballot.motion) for ballot in found)


def _members(session: Any) -> tuple[MemberSeen, ...]:
    now = attendance.now(session)
    return tuple(
        MemberSeen(seat, seat.office in VOTING, now.get(seat.person_id))
        for seat in voting.seats(session)
    )


def _current(session: Any, seen: tuple[ItemSeen, ...]) -> ItemSeen | None:
    """Give the item in hand, or else the one that was voted on last in a session under way."""
    in_hand = item_in_hand(session)
    if in_hand is not None:
        return next(one for one in seen if one.item.pk == in_hand.pk)
    if session.state != stages.OPEN:
        return None
    voted = [one for one in seen if one.last and one.last.motion.closed_at]
    return max(voted, key=_closed_at, default=None)


def _closed_at(seen: ItemSeen) -> Any:
    return seen.last.motion.closed_at if seen.last else None
