"""What must hold in a session before an action, with the words for when it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from permissions.rules import ALLOWED, Refused, Verdict
from workflows.councils import attendance, closing, voting
from workflows.councils.agenda import (
    ItemState,
    item_in_hand,
    items,
    moves_of,
    waiting_item,
)
from workflows.councils.counting import quorum
from workflows.councils.motions import MotionState, last_motion
from workflows.councils.recusals import recused
from workflows.councils.stages import BEFORE
from workflows.spec import Guard, Sitting

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def _unless(refusal: StrOrPromise, *, holds: bool) -> Verdict:
    return ALLOWED if holds else Refused(refusal)


def _has_items(session: Any, _actor: Any) -> Verdict:
    return _unless(_("Nothing is on the agenda yet."), holds=bool(items(session)))


def _quorum_to_open(session: Any, _actor: Any) -> Verdict:
    if session.absentee:
        return ALLOWED
    there = attendance.present_now(session) & {person.pk for person in voting.voters(session)}
    return _enough(len(there), quorum(session.rules.counted_by, len(voting.voters(session))))


def _quorum_for_item(session: Any, _actor: Any) -> Verdict:
    item = item_in_hand(session)
    if item is None or session.absentee:
        return ALLOWED
    return _enough(len(voting.present(session, item)), voting.quorum_of(session, item))


def _enough(present: int, needed: int) -> Verdict:
    if present >= needed:
        return ALLOWED
    words = _("There is no quorum: {present} of at least {needed} are there.")
    return Refused(format_lazy(words, present=present, needed=needed))


def _item_in_hand(session: Any, _actor: Any) -> Verdict:
    return _unless(_("Take up an item first."), holds=item_in_hand(session) is not None)


def _motion_is(session: Any, *states: str) -> bool:
    item = item_in_hand(session)
    motion = last_motion(item) if item else None
    return motion is not None and motion.state in states


def _motion_ready(session: Any, _actor: Any) -> Verdict:
    ready = _motion_is(session, MotionState.DRAFT)
    return _unless(_("Say first what is put to the vote."), holds=ready)


def _vote_open(session: Any, _actor: Any) -> Verdict:
    return _unless(_("No vote is open."), holds=bool(voting.open_motions(session)))


def _no_vote_open(session: Any, _actor: Any) -> Verdict:
    return _unless(_("Close the vote first."), holds=not voting.open_motions(session))


def _tied(session: Any, _actor: Any) -> Verdict:
    return _unless(_("The votes are not equal."), holds=bool(voting.tied_motions(session)))


def _not_tied(session: Any, _actor: Any) -> Verdict:
    waiting = _("The votes are equal: the chair decides first.")
    return _unless(waiting, holds=not voting.tied_motions(session))


def _actor_impartial(session: Any, actor: Any) -> Verdict:
    item = item_in_hand(session)
    away = item is not None and actor.pk in recused(item)
    return _unless(_("You are recused from the item in hand."), holds=not away)


def _still_there(session: Any, _actor: Any) -> Verdict:
    item = item_in_hand(session)
    if item is None or item.matter is None:
        return ALLOWED
    gone = _("The case is no longer before the council. Drop the item.")
    return _unless(gone, holds=bool(moves_of(item.matter, Sitting.DECIDE)))


def _all_done(session: Any, _actor: Any) -> Verdict:
    left = [item for item in items(session) if not item.done]
    if not left:
        return ALLOWED
    words = _("Item {item} is neither decided nor deferred.")
    return Refused(format_lazy(words, item=left[0].place))


def _all_applied(session: Any, _actor: Any) -> Verdict:
    waiting = _("The decisions are still being carried out.")
    return _unless(waiting, holds=not closing.to_apply(session))


def _some_left(session: Any, _actor: Any) -> Verdict:
    return _unless(_("Every decision is carried out."), holds=bool(closing.to_apply(session)))


def _all_prepared(session: Any, _actor: Any) -> Verdict:
    if not session.absentee:
        return ALLOWED
    for item in items(session):
        motion = last_motion(item)
        if motion is None or motion.state != MotionState.DRAFT:
            words = _("Say first what is put to the vote under item {item}.")
            return Refused(format_lazy(words, item=item.place))
    return ALLOWED


def _not_under_way(case: Any, actor: Any) -> Verdict:
    item = waiting_item(case)
    free = item is None or actor.is_system or item.session.state in BEFORE
    return _unless(_("The session is under way: defer the item there."), holds=free)


def _can_take_up(session: Any, _actor: Any) -> Verdict:
    waiting = any(item.state == ItemState.WAITING for item in items(session))
    return _unless(_("No item is waiting."), holds=waiting)


def _is_topic(session: Any, _actor: Any) -> Verdict:
    item = item_in_hand(session)
    is_topic = item is not None and item.matter_id is None
    return _unless(_("A case is decided or deferred, not noted."), holds=is_topic)


HAS_ITEMS = Guard("something is on the agenda", _has_items)
QUORUM_TO_OPEN = Guard("a quorum is present", _quorum_to_open)
QUORUM_FOR_ITEM = Guard("a quorum without the recused is present", _quorum_for_item)
ITEM_IN_HAND = Guard("an item is in hand", _item_in_hand)
MOTION_READY = Guard("a motion is ready", _motion_ready)
VOTE_OPEN = Guard("a vote is open", _vote_open)
NO_VOTE_OPEN = Guard("no vote is open", _no_vote_open)
TIED = Guard("votes are equal", _tied)
NOT_TIED = Guard("no votes are equal", _not_tied)
ACTOR_IMPARTIAL = Guard("who acts is not recused", _actor_impartial)
STILL_THERE = Guard("the case is still before the council", _still_there)
ALL_DONE = Guard("every item is decided or deferred", _all_done)
ALL_APPLIED = Guard("every decision is carried out", _all_applied)
SOME_LEFT = Guard("a decision is not carried out yet", _some_left)
ALL_PREPARED = Guard("every item of an absentee vote has a motion", _all_prepared)
NOT_UNDER_WAY = Guard("the session has not begun", _not_under_way)
CAN_TAKE_UP = Guard("an item is waiting", _can_take_up)
IS_TOPIC = Guard("the item is a topic", _is_topic)
