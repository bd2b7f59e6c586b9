"""Proofs, made at every start, that each declared process is sound.

`unsound` works on declarations alone: it needs no database and no registered model.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.checks import Error, register
from django.core.exceptions import FieldDoesNotExist
from django.db.models import ForeignKey

from permissions.roles import Role
from workflows import catalogue, registry
from workflows.spec import Children, InRole, Person

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from django.core.checks import CheckMessage

    from permissions.rules import Rule
    from workflows.models import Case
    from workflows.spec import Holder, Move, Process, Step


@register
def processes_are_sound(**_kwargs: Any) -> list[CheckMessage]:
    """Prove every registered process."""
    models = registry.models()
    codes = {model.process.code for model in models}
    return [
        error
        for model in models
        for error in unsound(model.process, registry.moves(model), model, codes)
    ]


@register
def processes_are_translated(**_kwargs: Any) -> list[CheckMessage]:
    """Prove that every registered process can be read in each language."""
    return [
        error
        for model in registry.models()
        for error in untranslated(model.process, registry.moves(model))
    ]


def unsound(
    process: Process, moves: Iterable[Move], model: type[Case], codes: Collection[str]
) -> list[Error]:
    """List what is wrong with a declaration; ``codes`` are the processes that exist."""
    moves = tuple(moves)
    return [*_in_editions(process, moves), *_names(process, moves, model, codes)]


def untranslated(process: Process, moves: Iterable[Move]) -> list[Error]:
    """List the labels of a declaration that the catalogue lacks."""
    return [
        _error(process, "E009", f"{where}: “{text}” has no translation into {languages}.")
        for where, text, languages in catalogue.untranslated(process, moves)
    ]


def _error(process: Process, number: str, message: str) -> Error:
    return Error(f"Process {process.code}: {message}", obj=process.code, id=f"sarap.{number}")


def _in_editions(process: Process, moves: tuple[Move, ...]) -> Iterator[Error]:
    """Prove each edition by itself, and say once what is wrong in several."""
    told = set()
    for edition in range(1, process.edition + 1):
        steps = {
            str(state): step
            for state, step in process.steps.items()
            if registry.in_edition(step, edition)
        }
        arrows = [move for move in moves if registry.in_edition(move.action, edition)]
        for number, message in (
            *_states(process, steps),
            *_arrows(steps, arrows),
            *_paths(str(process.initial), steps, arrows),
        ):
            if (number, message) not in told:
                told.add((number, message))
                yield _error(process, number, f"edition {edition}: {message}")


def _states(process: Process, steps: Mapping[str, Step]) -> Iterator[tuple[str, str]]:
    known = set(process.states.values)
    for state in sorted(steps.keys() - known):
        yield "E001", f"step “{state}” is no state."
    for state in sorted(known - {str(state) for state in process.steps}):
        yield "E001", f"state “{state}” has no step."
    initial = steps.get(str(process.initial))
    if initial is None or initial.final:
        yield "E013", f"a case cannot begin in “{process.initial}”."
    for state, step in steps.items():
        if step.final and (step.holder or step.term):
            yield "E006", f"final state “{state}” has a holder or a term."
        if not step.final and step.holder is None:
            yield "E004", f"open state “{state}” has no holder."
        if not step.final and step.term is None:
            yield "E005", f"open state “{state}” has no term; say Unlimited() if it needs none."


def _arrows(steps: Mapping[str, Step], arrows: list[Move]) -> Iterator[tuple[str, str]]:
    seen = set()
    for move in arrows:
        for state in (move.source, move.target):
            if state not in steps:
                yield "E012", f"action “{move.name}” leads from or to “{state}”, which is no state."
        if (move.name, move.source) in seen:
            yield "E014", f"action “{move.name}” leads from “{move.source}” to two states."
        seen.add((move.name, move.source))


def _paths(
    initial: str, steps: Mapping[str, Step], arrows: list[Move]
) -> Iterator[tuple[str, str]]:
    reached = _closure({initial}, {(move.source, move.target) for move in arrows})
    for state in steps:
        if state not in reached:
            yield "E002", f"state “{state}” cannot be reached."
    finals = {state for state, step in steps.items() if step.final}
    ending = _closure(finals, {(move.target, move.source) for move in arrows})
    for state, step in steps.items():
        if not step.final and state not in ending:
            yield "E003", f"from open state “{state}” no final state can be reached."


def _closure(states: set[str], arrows: set[tuple[str, str]]) -> set[str]:
    reached = set(states)
    while more := {end for start, end in arrows if start in reached} - reached:
        reached |= more
    return reached


def _names(
    process: Process, moves: tuple[Move, ...], model: type[Case], codes: Collection[str]
) -> Iterator[Error]:
    """Prove that whatever the declaration names exists."""
    rules: list[tuple[str, Rule | None]] = [("seen_by", process.seen_by)]
    if process.opens is not None:
        rules.append(("opens", process.opens))
    rules += [(f"action “{move.name}”", move.action.by) for move in moves]
    for where, rule in dict(rules).items():
        if rule is None:
            yield _error(process, "E007", f"{where} has no rule.")
        else:
            yield from _roles(process, where, rule.roles)
    for state, step in process.steps.items():
        if step.holder is not None:
            yield from _holder(process, f"state “{state}”", step.holder, model, codes)
    for child in process.children:
        if child not in codes:
            yield _error(process, "E011", f"it names unknown process “{child}” as a child.")
    for name, ended in {move.name: move.action.after_children for move in moves}.items():
        if ended is not None and ended not in codes:
            yield _error(process, "E011", f"action “{name}” follows unknown process “{ended}”.")


def _roles(process: Process, where: str, roles: Iterable[str]) -> Iterator[Error]:
    for role in roles:
        if role not in Role.values:
            yield _error(process, "E008", f"{where} names unknown role “{role}”.")


def _holder(
    process: Process, where: str, holder: Holder, model: type[Case], codes: Collection[str]
) -> Iterator[Error]:
    match holder:
        case InRole(role):
            yield from _roles(process, where, [role])
        case Person(field):
            yield from _person(process, where, field, model)
        case Children(code, waits):
            yield from _person(process, where, waits.field, model)
            if code not in codes:
                yield _error(process, "E011", f"{where} waits for unknown process “{code}”.")


def _person(process: Process, where: str, name: str, model: type[Case]) -> Iterator[Error]:
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        field = None
    if not isinstance(field, ForeignKey):
        yield _error(process, "E010", f"{where} is held by “{name}”, which is no foreign key.")
