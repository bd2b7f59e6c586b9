"""Taking a vote: ballots are child cases of the session, one for each who may vote."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from permissions.people import system
from workflows import engine
from workflows.councils import attendance, motions, stages
from workflows.councils.agenda import AgendaItem, ItemState, items
from workflows.councils.bodies import VOTING, members_on
from workflows.councils.counting import Ends, judge, quorum
from workflows.councils.motions import Choice, Motion, MotionState
from workflows.councils.recusals import recused
from workflows.once import forget, once

if TYPE_CHECKING:
    from datetime import datetime

    from permissions.models import User
    from workflows.councils.bodies import CouncilMember
    from workflows.spec import Act

OPEN_BALLOT, CAST_BALLOT = "open", "cast"


def seats(session: Any) -> list[CouncilMember]:
    """List who sits on the council on the day of a session, read once for the instance."""
    return once(session, "seats", lambda: members_on(session.council_id, session.day))


def voters(session: Any) -> list[User]:
    """List the persons who have a vote in a session."""
    return [seat.person for seat in seats(session) if seat.office in VOTING]


def entitled(session: Any, item: AgendaItem) -> list[User]:
    """List who may vote on an item: the members without the recused."""
    away = recused(item)
    return [person for person in voters(session) if person.pk not in away]


def present(session: Any, item: AgendaItem) -> list[User]:
    """List who may vote on an item and is there; where ballots are sent, all who may vote."""
    if session.absentee:
        return entitled(session, item)
    here = attendance.present_now(session)
    return [person for person in entitled(session, item) if person.pk in here]


def quorum_of(session: Any, item: AgendaItem) -> int:
    """Give how many must be present for an item."""
    return quorum(session.rules.counted_by, len(entitled(session, item)))


def start_vote(session: Any, motion: Motion, act: Act) -> None:
    """Give a ballot to everyone present who may vote on the motion."""
    item = motion.item
    people = present(session, item)
    motion.state, motion.opened_at = MotionState.OPEN, act.at
    motion.entitled, motion.present = len(entitled(session, item)), len(people)
    motion.quorum = quorum_of(session, item)
    motion.save(update_fields=["state", "opened_at", "entitled", "present", "quorum"])
    if motion.secret:
        motions.open_box(motion)
    shown = item.matter
    common: dict[str, Any] = {"motion_id": motion.pk, "until": session.day}
    common["title_kk"] = shown.title_kk if shown else item.topic_kk
    common["title_ru"] = shown.title_ru if shown else item.topic_ru
    engine.start_children(
        session,
        stages.BALLOT,
        actor=act.actor,
        children=[common | {"member_id": person.pk} for person in people],
        at=act.at,
        quiet=not session.absentee,
    )


def ballots(motion: Motion) -> list[Any]:
    """List the ballots of a motion that are still out, with their members."""
    rows = stages.ballots().filter(motion=motion.pk, open=True)
    return list(rows.select_related("member").order_by("pk"))


def stop_vote(session: Any, motion: Motion, at: datetime) -> None:
    """Take the ballots in and count them."""
    out = ballots(motion)
    cast = [ballot for ballot in out if ballot.state == CAST_BALLOT]
    if motion.secret:
        chosen = motions.empty_box(motion)
    else:
        chosen = [ballot.choice for ballot in cast]
        motion.votes = [
            {"person": ballot.member_id, "name": ballot.member.full_name, "choice": ballot.choice}
            for ballot in sorted(cast, key=lambda ballot: ballot.member.full_name)
        ]
    _end(out, at)
    counted = motions.tally(chosen)
    if session.absentee:
        motion.present = counted.cast
    motion.votes_for, motion.against, motion.abstained = (
        counted.votes_for,
        counted.against,
        counted.abstained,
    )
    motion.closed_at = at
    ends = judge(
        session.rules.counted_by, entitled=motion.entitled, present=motion.present, tally=counted
    )
    if ends is Ends.TIED and not can_break(session, motion):
        ends = Ends.LOST
    motion.state = MotionState(ends.value)
    motion.save()
    settle(motion)
    forget(session)


def void_vote(motion: Motion, at: datetime) -> None:
    """Take the ballots in uncounted; the motion can be put to the vote again."""
    if motion.secret:
        motions.empty_box(motion)
        motion.box.delete()
    for ballot in ballots(motion):
        engine.act_on(ballot, "void", actor=system(), at=at)
    motion.state, motion.opened_at = MotionState.DRAFT, None
    motion.entitled = motion.present = motion.quorum = 0
    motion.save()


def can_break(session: Any, motion: Motion) -> bool:
    """Tell whether the chair could break a tie: is there, and not recused."""
    may = {person.pk for person in present(session, motion.item)}
    return session.chair_id in may


def break_tie(motion: Motion, choice: str) -> None:
    """Let the chair's casting vote decide."""
    motion.casting = choice
    motion.state = MotionState.CARRIED if choice == Choice.FOR else MotionState.LOST
    motion.save(update_fields=["casting", "state"])
    settle(motion)


def settle(motion: Motion) -> None:
    """Let a carried resolution decide its item."""
    if motion.state == MotionState.CARRIED and motion.action:
        AgendaItem.objects.filter(pk=motion.item_id).update(state=ItemState.DECIDED)


def open_motions(session: Any) -> list[Motion]:
    """List the motions of a session whose vote is open."""
    return motions_in(session, MotionState.OPEN)


def tied_motions(session: Any) -> list[Motion]:
    """List the motions of a session that wait for the chair's casting vote."""
    return motions_in(session, MotionState.TIED)


def motions_in(session: Any, state: MotionState) -> list[Motion]:
    """List the motions of a session in a state, in the order of the agenda."""
    return [
        motion for item in items(session) for motion in item.motions.all() if motion.state == state
    ]


def _end(out: list[Any], at: datetime) -> None:
    for ballot in out:
        name = "count" if ballot.state == CAST_BALLOT else "lapse"
        engine.act_on(ballot, name, actor=system(), at=at)
