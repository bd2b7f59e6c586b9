"""What minutes say of each item: the discussion, the motions, how the votes fell, what followed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from permissions.conflicts import Kind
from permissions.people import system
from workflows import registry
from workflows.councils import attendance
from workflows.councils.agenda import AgendaItem, ItemState, Recusal, Source
from workflows.councils.counting import quorum
from workflows.councils.motions import Choice, Motion
from workflows.councils.voting import voters
from workflows.once import once

if TYPE_CHECKING:
    from datetime import datetime

    from workflows.models import Case
    from workflows.spec import Move

# The minutes name what ties a person to a case, and no more.
TIES = {
    Kind.OWN: _("own case"),
    Kind.COAUTHOR: _("co-author"),
    Kind.ORGANISATION: _("same organisation"),
    Kind.MENTOR: _("mentor or mentee"),
    Kind.RELATION: _("declared tie"),
    Kind.EXPERT: _("expert in this case"),
}
# What the trail of a session calls being through with an item without a resolution.
SETTLED = ("defer_item", "note_item")
# What a resolution holds that the minutes do not list among its facts.
TOLD_APART = ("motion", "text_kk", "text_ru")


def on_agenda(session: Any) -> list[AgendaItem]:
    """List the items that the minutes speak of, in order, with all that they say of them."""
    rows = AgendaItem.objects.filter(session_id=session.pk).exclude(state=ItemState.DROPPED)
    found = rows.select_related("matter", "rapporteur").order_by("place", "pk")
    return list(found.prefetch_related("recusals__person", "motions", "dissents__person"))


def told(session: Any, item: AgendaItem) -> dict[str, Any]:
    """Say an item in the active language, as it was recorded."""
    away = {recusal.person_id for recusal in item.recusals.all()}
    entitled = [person for person in voters(session) if person.pk not in away]
    motions = sorted(item.motions.all(), key=lambda motion: motion.number)
    return {
        "place": item.place,
        "title": item.title,
        "number": item.matter.label if item.matter else "",
        "rapporteur": item.rapporteur.full_name if item.rapporteur else "",
        "recusals": [
            {"name": recusal.person.full_name, "kind": _kind(recusal)}
            for recusal in sorted(item.recusals.all(), key=lambda row: row.person.full_name)
        ],
        "entitled": len(entitled),
        "quorum": quorum(session.rules.counted_by, len(entitled)),
        "present": _present(session, item, {person.pk for person in entitled}, motions),
        "heard": item.heard_ru if get_language() == "ru" else item.heard_kk,
        "motions": [_motion(session, item, motion) for motion in motions],
        "state": item.state,
        "reason": item.reason,
        "not_applied": item.not_applied,
        "dissents": [
            {"name": dissent.person.full_name, "text": dissent.text}
            for dissent in item.dissents.all()
        ],
    }


def _kind(recusal: Recusal) -> str:
    """Name the kinds of conflict; what a member said of their own stays with them."""
    if recusal.source == Source.DECLARED:
        return gettext("declared by the member")
    return ", ".join(str(TIES[Kind(kind)]) for kind in recusal.kinds)


def _present(
    session: Any, item: AgendaItem, entitled: set[int], motions: list[Motion]
) -> int | None:
    """Count who was there for an item: at its last vote, or when the council was through with it.

    Nothing where neither happened, or where nobody meets.
    """
    voted = [motion.present for motion in motions if motion.opened_at]
    if voted:
        return voted[-1]
    settled = _settled(session).get(item.place)
    if settled is None or session.absentee:
        return None
    return len(there_at(session, settled) & entitled)


def _settled(session: Any) -> dict[int, datetime]:
    """Give when the council was through with each item without a resolution, by its place."""
    rows = session.events.filter(action__in=SETTLED).order_by("seq")
    return once(session, "settled", lambda: dict(rows.values_list("data__item", "at")))


def there_at(session: Any, moment: datetime) -> set[int]:
    """Give the keys of those who were there at a moment."""
    return {
        row.person_id
        for row in attendance.attendance(session)
        if row.mode in attendance.HERE
        and row.since <= moment
        and (row.until is None or row.until > moment)
    }


def _motion(session: Any, item: AgendaItem, motion: Motion) -> dict[str, Any]:
    move = _move(item.matter, motion.action)
    names: dict[str, list[str]] = {choice.value: [] for choice in Choice}
    for vote in motion.votes:
        names[vote["choice"]].append(vote["name"])
    numbers = ("entitled", "present", "quorum", "votes_for", "against", "abstained")
    return {
        "number": motion.number,
        "resolution": str(move.action.label) if move else "",
        "text": motion.text,
        "facts": _facts(item.matter, move, motion.data),
        "secret": motion.secret,
        "absentee": session.absentee,
        "state": motion.state,
        "voted": motion.closed_at is not None,
        "casting": motion.casting,
        "names": names,
        **{name: getattr(motion, name) for name in numbers},
    }


def _move(matter: Case | None, name: str) -> Move | None:
    """Find how a process calls a resolution, wherever the case stands by now."""
    if matter is None or not name:
        return None
    moves = registry.moves(registry.model(matter.process_code))
    return next((move for move in moves if move.name == name), None)


def _facts(matter: Case | None, move: Move | None, data: dict[str, Any]) -> list[dict[str, str]]:
    """Say what a resolution holds beside its text, as its form words it."""
    if matter is None or move is None or move.action.form is None:
        return []
    form = move.action.form(data, case=matter, actor=system())
    found = []
    for name, field in form.fields.items():
        value = data.get(name)
        if name in TOLD_APART or value in (None, "", []):
            continue
        found.append({"label": str(field.label), "value": _shown(field, value)})
    return found


def _shown(field: forms.Field, value: Any) -> str:
    """Say what was typed into a field as its form shows it."""
    in_words = getattr(field, "in_words", None)
    if in_words is not None:
        return str(in_words(value))
    if isinstance(field, forms.ModelChoiceField):
        row = field.queryset.filter(pk=value).first() if field.queryset is not None else None
        return field.label_from_instance(row) if row is not None else str(value)
    choices = {str(key): label for key, label in getattr(field, "choices", ()) or ()}
    return str(choices.get(str(value), value))
