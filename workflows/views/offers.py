"""What a list offers beside its cases: one tap for one of them, one form for several."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from workflows import registry, road
from workflows.asks.leading import AssignForm
from workflows.spec import Person

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django_stubs_ext import StrOrPromise

    from permissions.models import User
    from workflows.models import Case
    from workflows.spec import Action, Move, Process


@dataclass(frozen=True, slots=True)
class Offer:
    """An action that can be done to several of a person's cases at once."""

    process: Process
    name: str
    label: StrOrPromise
    count: int
    address: str


def offers(cases: Iterable[Case]) -> list[Offer]:
    """Find what can be done together to two or more of the cases; costs no statement."""
    counted = Counter(
        (case.process_code, move)
        for case in cases
        if not case.waiting
        for move in registry.moves_from(case)
        if move.action.together or asks_for_panel(move.action)
    )
    return [_offer(code, move, count) for (code, move), count in counted.items() if count > 1]


def _offer(code: str, move: Move, count: int) -> Offer:
    page = "work:panels" if asks_for_panel(move.action) else "work:together"
    address = reverse(page, args=[code, move.name])
    return Offer(registry.model(code).process, move.name, move.action.label, count, address)


def asks_for_panel(action: Action) -> bool:
    """Tell whether an action invites a panel, for which each case has its own proposal."""
    return action.form is not None and issubclass(action.form, AssignForm)


def taps(cases: Iterable[Case], person: User) -> dict[int, Move]:
    """Find, by the key of each case, the next step of a person who holds it.

    It is done with one tap where it needs neither a form nor a second thought, and begun with one
    where it has a form. Takes a statement for each process that has a move to tap for a case here.
    """
    cases = list(cases)
    steps = {case.pk: move for case in cases if (move := _next(case, person))}
    asking = {pk: move for pk, move in steps.items() if move.action.asks}
    found = {pk: move for pk, move in steps.items() if _is_simple(move)}
    codes = {case.process_code for case in cases if case.pk in found}
    own: dict[int, Case] = {}
    for code in sorted(codes):
        own |= {child.pk: child for child in registry.model(code).objects.filter(pk__in=found)}
    return asking | {pk: move for pk, move in found.items() if move.action.by(person, own[pk])}


def _next(case: Case, person: User) -> Move | None:
    holder = registry.step_of(case).holder
    if case.waiting or case.holder_id != person.pk or not isinstance(holder, Person):
        return None
    return road.next_move(registry.model(case.process_code), case.edition, case.state)


def _is_simple(move: Move) -> bool:
    return not move.action.needs and is_plain(move.action)


def is_plain(action: Action) -> bool:
    """Tell whether an action is done by naming it: no form, nothing to confirm, no child."""
    return not action.asks and action.confirm is None and action.after_children is None
