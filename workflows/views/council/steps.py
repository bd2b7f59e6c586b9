"""What a person can do in a session: the sensible next step first, then all else, with reasons."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from permissions.rules import Refused
from workflows import engine
from workflows.councils import stages
from workflows.councils.agenda import ItemState
from workflows.councils.motions import MotionState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django_stubs_ext import StrOrPromise

    from workflows.engine import Option
    from workflows.views.council.seen import ItemSeen, Sight

# These stand beside what they are about: an item, a member, the votes that are equal.
IN_PLACE = {
    *("order", "name_rapporteur", "drop_item", "take_up", "dissent"),
    *("come", "go", "recuse", "cast_deciding"),
}
SIGNING = {
    stages.SECRETARY_SIGNS: "sign_as_secretary",
    stages.CHAIR_SIGNS: "sign_as_chair",
}


@dataclass(frozen=True, slots=True)
class Step:
    """Something that can be done; ``posts`` with one press, otherwise its form is opened.

    ``reason`` says why it is off.
    """

    name: str
    label: StrOrPromise
    reason: StrOrPromise = ""
    posts: bool = False
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Steps:
    """What a person can do: ``may`` names the actions that stand beside what they are about."""

    next: Step | None
    others: tuple[Step, ...]
    may: frozenset[str]


def steps(sight: Sight) -> Steps:
    """List what the person can do in the session as it stands."""
    allowed = {o.move.name: o for o in engine.available(sight.session, sight.person) if o.may}
    first = _first(sight, allowed)
    chosen = allowed.get(first)
    return Steps(
        next=_step(chosen, sight) if chosen else None,
        others=tuple(
            _step(option, sight)
            for name, option in allowed.items()
            if name != first and name not in IN_PLACE
        ),
        may=frozenset(name for name, option in allowed.items() if option.can),
    )


def _step(option: Option, sight: Sight) -> Step:
    action = option.move.action
    reason = option.can.reason if isinstance(option.can, Refused) else ""
    if option.move.name == "take_up":
        item = _waiting(sight)
        label = _("Take up item %(place)s") % {"place": item.item.place if item else ""}
        fields = {"item": str(item.item.pk)} if item else {}
        return Step("take_up", label, reason, posts=True, fields=fields)
    posts = action.form is None and not action.confirm
    return Step(option.move.name, action.label, reason, posts=posts)


def _first(sight: Sight, allowed: Mapping[str, Option]) -> str:
    """Name the action that leads the session on from where it stands."""
    session = sight.session
    match session.state:
        case stages.PLANNED:
            return "send_agenda" if sight.items else "call"
        case stages.AGENDA_SENT:
            return "open_session"
        case stages.OPEN:
            return _first_in_session(sight, allowed)
        case stages.CLOSED:
            finish = allowed.get("finish_minutes")
            return "finish_minutes" if finish and finish.can else "edit_minutes"
        case _:
            return SIGNING.get(session.state, "")


def _first_in_session(sight: Sight, allowed: Mapping[str, Option]) -> str:
    close_vote = allowed.get("close_vote")
    if close_vote and close_vote.can:
        return "close_vote"
    if any(seen.last and seen.last.motion.state == MotionState.TIED for seen in sight.items):
        return ""
    in_hand = sight.current
    if in_hand is not None and not in_hand.hidden:
        return _first_for(in_hand, allowed)
    return "take_up" if _waiting(sight) else "close"


def _first_for(seen: ItemSeen, allowed: Mapping[str, Option]) -> str:
    """Name what leads an item in hand on: to its vote, or off the table where none can be."""
    last = seen.last.motion.state if seen.last else None
    if last == MotionState.DRAFT:
        vote = allowed.get("open_vote")
        return "open_vote" if vote and vote.can else "defer_item"
    if seen.item.matter_id is None:
        return "note_item"
    if last == MotionState.NO_QUORUM:
        return "defer_item"
    there = allowed.get("propose")
    return "propose" if there and there.can else "drop_item"


def _waiting(sight: Sight) -> ItemSeen | None:
    return next((one for one in sight.items if one.item.state == ItemState.WAITING), None)
