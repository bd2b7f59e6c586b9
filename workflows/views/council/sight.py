"""What one person sees of a session: nothing of an item from which they keep away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q

from workflows import conditions, registry
from workflows.authorship import Coauthor
from workflows.councils import attendance, stages, voting
from workflows.councils.agenda import item_in_hand, items
from workflows.councils.bodies import VOTING
from workflows.councils.motions import Choice
from workflows.councils.recusals import recused
from workflows.councils.rules import SECRETARY
from workflows.councils.voting import CAST_BALLOT
from workflows.models import Case
from workflows.views.council.seen import BallotSeen, ItemSeen, MemberSeen, MotionSeen, Sight

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from permissions.models import User
    from workflows.councils.agenda import AgendaItem, Recusal
    from workflows.councils.motions import Motion


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
            motions=tuple(_motion(motion, item, out) for motion in item.motions.all()),
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
        latest=_latest(session, seen),
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
    """Give the keys of the cases on the agenda that a person sees by the rule of their process."""
    matters = {item.matter.pk: item.matter.process_code for item in agenda if item.matter}
    rule = Q(pk__in=())
    for code in set(matters.values()):
        rule |= Q(process_code=code) & registry.model(code).process.seen_by.rows(person)
    return set(Case.objects.filter(rule, pk__in=matters).values_list("pk", flat=True))


def _own(item: AgendaItem, person: User) -> tuple[Recusal, ...]:
    return tuple(one for one in item.recusals.all() if one.person_id == person.pk)


def _counted(session: Any) -> dict[int, tuple[int, int]]:
    """Count, for each open vote, the ballots that are out and those that are cast."""
    rows = stages.ballots().filter(parent=session.pk, open=True).order_by().values("motion")
    found = rows.annotate(given=Count("pk"), cast=Count("pk", filter=Q(state=CAST_BALLOT)))
    return {row["motion"]: (row["given"], row["cast"]) for row in found}


def _motion(motion: Motion, item: AgendaItem, out: dict[int, tuple[int, int]]) -> MotionSeen:
    given, cast = out.get(motion.pk, (0, 0))
    labels = dict(Choice.choices)
    named = tuple((vote["name"], str(labels[vote["choice"]])) for vote in motion.votes)
    asked = conditions.words(motion)
    return MotionSeen(motion, _resolution(motion, item), given, cast, named, asked)


def _resolution(motion: Motion, item: AgendaItem) -> StrOrPromise:
    """Name what a motion would have the council decide; nothing for a mere question."""
    if item.matter is None:
        return ""
    moves = registry.moves(registry.model(item.matter.process_code))
    return next((move.action.label for move in moves if move.name == motion.action), "")


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
    """Give the item in hand."""
    in_hand = item_in_hand(session)
    return next((one for one in seen if in_hand and one.item.pk == in_hand.pk), None)


def _latest(session: Any, seen: tuple[ItemSeen, ...]) -> ItemSeen | None:
    """Give the item that was voted on last, between two items of a session under way."""
    if session.state != stages.OPEN or item_in_hand(session) is not None:
        return None
    voted = [one for one in seen if one.last and one.last.motion.closed_at]
    return max(voted, key=_closed_at, default=None)


def _closed_at(seen: ItemSeen) -> Any:
    return seen.last.motion.closed_at if seen.last else None
