"""Sessions in words: the rules of a council, and what a screen reader is told of a change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from workflows import registry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workflows.views.council.seen import Sight


def rules(edition: Any) -> list[str]:
    """Tell an edition of a council's rules in sentences."""
    if edition.quorum_number is not None:
        quorum = _("Quorum: at least %(n)s members.") % {"n": edition.quorum_number}
    else:
        part = {"n": edition.quorum_numerator, "of": edition.quorum_denominator}
        quorum = _("Quorum: at least %(n)s/%(of)s of those who may vote on the item.") % part
    majority = _("Majority: %(majority)s.") % {"majority": edition.get_majority_display().lower()}
    casting = (
        _("When votes are equal, the chair decides.")
        if edition.casting_vote
        else _("When votes are equal, the motion is not carried.")
    )
    since = {"day": f"{edition.in_force_from:%d.%m.%Y}"}
    return [quorum, majority, casting, _("Rules in force from %(day)s.") % since]


def said(sight: Sight) -> str:
    """Tell in a sentence how the session stands, without what changes with every ballot."""
    current = sight.current or sight.latest
    if current is None:
        return str(registry.state_label(sight.session))
    place = {"place": current.item.place}
    if current.hidden:
        return _("Item %(place)s is in hand. You keep away from it.") % place
    last = current.last
    if last is None:
        return _("Item %(place)s is in hand.") % place
    told = place | {"state": last.motion.get_state_display(), "result": last.result}
    if last.counted:
        return _("Item %(place)s: %(state)s. %(result)s.") % told
    return _("Item %(place)s: %(state)s.") % told


def orders(keys: Sequence[int]) -> list[dict[str, str]]:
    """Give, for each item, the orders in which it stands one place higher and one lower."""
    return [{"up": _swapped(keys, at - 1), "down": _swapped(keys, at)} for at in range(len(keys))]


def _swapped(keys: Sequence[int], at: int) -> str:
    if not 0 <= at < len(keys) - 1:
        return ""
    moved = [*keys[:at], keys[at + 1], keys[at], *keys[at + 2 :]]
    return ",".join(str(key) for key in moved)
