"""Cases and events in words, as the pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.forms import DateField
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, ngettext

from permissions.models import User
from workflows import calendar, clock, deadlines_told, registry
from workflows.spec import Children, Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from django.forms import Field
    from django_stubs_ext import StrOrPromise

    from workflows.models import Case, Event
    from workflows.spec import Action, Move

SOON = 5


@dataclass(frozen=True, slots=True)
class Due:
    """When a case is due; ``left`` counts working days and is negative when it is late."""

    at: datetime
    left: int
    late: bool

    @property
    def soon(self) -> bool:
        """Whether few working days are left."""
        return not self.late and self.left <= SOON

    @property
    def words(self) -> str:
        """The time left, in words."""
        if self.late:
            days = -self.left
            if days == 0:
                return gettext("overdue since today")
            return ngettext("%(n)s working day late", "%(n)s working days late", days) % {"n": days}
        if self.left <= 0:
            return gettext("due today")
        left = ngettext("%(n)s working day left", "%(n)s working days left", self.left)
        return left % {"n": self.left}


def due(case: Case, now: datetime) -> Due | None:
    """Tell when a case is due, or ``None`` where nothing is."""
    if case.due_at is None:
        return None
    left = calendar.working_days_between(timezone.localdate(now), timezone.localdate(case.due_at))
    return Due(case.due_at, left, late=case.due_at < now)


@dataclass(frozen=True, slots=True)
class Row:
    """A case as a list shows it."""

    case: Case
    process: StrOrPromise
    state: StrOrPromise
    outcome: str
    holder: StrOrPromise
    due: Due | None
    tap: Move | None = None
    instead_of: str = ""


def rows(cases: Iterable[Case], person: User, taps: Mapping[int, Move] | None = None) -> list[Row]:
    """Put cases into words for a person, with the moves to be offered; costs no statement."""
    now = timezone.now()
    return [
        Row(
            case=case,
            process=registry.process_of(case).label,
            state=registry.state_label(case),
            outcome=case.outcome,
            holder=holder(case, person),
            due=due(case, now),
            tap=taps.get(case.pk) if taps else None,
            instead_of=instead_of(case),
        )
        for case in cases
    ]


def instead_of(case: Case) -> str:
    """Say for whom the reader has a case, if it was read with that and is somebody else's."""
    names = getattr(case, "stands_in_for", None)
    return said_instead(User(**names) if names else None)


def said_instead(absent: User | None) -> str:
    """Say for whom somebody acts, if for anybody."""
    return gettext("for %(person)s") % {"person": absent.short_name} if absent else ""


def holder(case: Case, person: User) -> StrOrPromise:
    """Say who has the ball, by part and not by name; nothing for a case that has ended."""
    step = registry.step_of(case)
    if step.holder is None:
        return ""
    if case.holder_id == person.pk and not isinstance(step.holder, Children):
        return gettext("you")
    return step.holder.label


def term(case: Case) -> int | None:
    """Give the working days of the term where a case stands, as its due date was counted."""
    if case.due_at is None or not isinstance(registry.step_of(case).term, Term):
        return None
    first, last = timezone.localdate(case.held_since), timezone.localdate(case.due_at)
    return calendar.working_days_between(first, last)


def counted(case: Case) -> list[str]:
    """Tell step by step how the due date was counted; nothing where no days were."""
    days = term(case)
    return deadlines_told.told(timezone.localdate(case.held_since), days) if days else []


@dataclass(frozen=True, slots=True)
class Happened:
    """An event as the trail shows it; ``said`` is what the person filled in."""

    seq: int
    at: datetime
    label: StrOrPromise
    told: str
    who: StrOrPromise
    state: StrOrPromise
    said: tuple[tuple[StrOrPromise, str], ...]


def trail(case: Case, events: Iterable[Event], person: User, *, whole: bool) -> list[Happened]:
    """Put events into words. Without the whole trail: public ones, and persons by their part.

    Each event comes after the reminders that followed it, since the newest come first.
    """
    actions = {move.name: move.action for move in registry.moves(registry.model(case.process_code))}
    states = registry.process_of(case).states
    told: list[Happened] = []
    for event in seen(case, events, person, whole=whole):
        told += reminders(event, person, whole=whole)
        told.append(
            Happened(
                seq=event.seq,
                at=event.at,
                label=_label(event, actions),
                told=_told(event, actions),
                who=_who(event, actions, person, whole=whole),
                state=states(event.target).label if event.target != event.source else "",
                said=tuple(_said(event, actions.get(event.action))),
            )
        )
    return told


def reminders(event: Event, person: User, *, whole: bool) -> Iterator[Happened]:
    """Tell of the reminders that followed an event, as far as it was read with them."""
    label = gettext("The holder was reminded")
    for sent in getattr(event, "reminded", ()):
        names = (sent["last_name"], sent["first_name"], sent["patronymic"])
        who = " ".join(name for name in names if name) if whole else ""
        if sent["by"] == person.pk:
            who = gettext("you")
        at = timezone.localtime(datetime.fromisoformat(sent["at"]))
        yield Happened(event.seq, at, label, label, who, "", ())


def seen(case: Case, events: Iterable[Event], person: User, *, whole: bool) -> list[Event]:
    """List the events that a person may read: all, or the public ones and their own."""
    actions = {move.name: move.action for move in registry.moves(registry.model(case.process_code))}
    return [event for event in events if whole or _shown(event, actions, person)]


def _shown(event: Event, actions: dict[str, Action], person: User) -> bool:
    action = actions.get(event.action)
    return action is None or action.public or event.actor_id == person.pk


def _label(event: Event, actions: dict[str, Action]) -> StrOrPromise:
    if event.action == registry.START:
        return gettext("Case opened")
    if event.action in clock.TOLD:
        return clock.Tick(event.action).label
    action = actions.get(event.action)
    return action.label if action else event.action


def _told(event: Event, actions: dict[str, Action]) -> str:
    """Tell of an event in a sentence, or by the name of its action where there is none."""
    action = actions.get(event.action)
    told = action.told if action else clock.TOLD.get(event.action, "")
    if told:
        try:
            return str(told % event.data)
        except KeyError:  # recorded before the sentence named it
            pass
    return str(_label(event, actions))


def _who(event: Event, actions: dict[str, Action], person: User, *, whole: bool) -> StrOrPromise:
    if event.actor_id == person.pk:
        return gettext("you")
    if whole and event.on_behalf_of is not None:
        names = {"actor": event.actor.full_name, "other": event.on_behalf_of.full_name}
        return gettext("%(actor)s for %(other)s") % names
    if whole and not event.actor.is_system:
        return event.actor.full_name
    action = actions.get(event.action)
    return action.by.who if action else ""


def _said(event: Event, action: Action | None) -> Iterable[tuple[StrOrPromise, str]]:
    fields: dict[str, Field] = action.form.base_fields if action and action.form else {}
    # The database keeps the names of an event in no order of ours.
    for name, field in fields.items():
        value = event.data.get(name)
        if value not in (None, "", []):
            yield field.label or name, _text(field, value)


def _text(field: Field, value: Any) -> str:
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(field, DateField):
        day = parse_date(value)
        return date_format(day, "d.m.Y") if day else str(value)
    if isinstance(value, dict):
        return str(value.get((get_language() or "kk")[:2]) or value.get("kk", ""))
    if isinstance(value, list):
        return "\n".join(_text(field, item) for item in value)
    choices = getattr(field, "_choices", None)
    known = dict(choices) if isinstance(choices, list) else {}
    return str(known.get(value, value))
