"""The declared processes: which model a code names, which moves a state allows."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, TypeVar

from workflows.models import Case
from workflows.spec import Action, Move, Process, Step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django_stubs_ext import StrOrPromise

START = "start"

CaseModel = TypeVar("CaseModel", bound=type[Case])
_models: dict[str, type[Case]] = {}


def register(model: CaseModel) -> CaseModel:
    """Make a process known under its code; a decorator for its model.

    Raises `ValueError` when another model has the code.
    """
    known = _models.setdefault(model.process.code, model)
    if known is not model:
        raise ValueError(f"{model.process.code} is already {known.__name__}.")
    return model


def models() -> tuple[type[Case], ...]:
    """List the models of all processes, in the order of their codes."""
    return tuple(_models[code] for code in sorted(_models))


def model(code: str) -> type[Case]:
    """Give the model of a process."""
    return _models[code]


def process_of(case: Case) -> Process:
    """Give the declaration of a case's process, also for a case read without its child row."""
    return _models[case.process_code].process


def step_of(case: Case) -> Step:
    """Tell what the current state of a case means."""
    return process_of(case).steps[case.state]


def state_label(case: Case) -> StrOrPromise:
    """Name the current state of a case."""
    label: StrOrPromise = process_of(case).states(case.state).label
    return label


@cache
def moves(model: type[Case]) -> tuple[Move, ...]:
    """List every move that a process declares, in all editions, in the order of its states."""
    states = {state: place for place, state in enumerate(model.process.states.values)}
    field = Case._meta.get_field("state")
    found = [
        Move(t.name, str(t.source), str(t.target), t.custom["action"])
        for t in field.get_all_transitions(model)
    ]
    return tuple(sorted(found, key=lambda m: (states.get(m.source, len(states)), m.name)))


def in_edition(declared: Action | Step, edition: int) -> bool:
    """Tell whether an action or a step exists in an edition of its process."""
    return declared.since <= edition and (declared.until is None or edition <= declared.until)


def moves_from(case: Case) -> Iterator[Move]:
    """List the moves that lead on from where a case stands, in the case's own edition."""
    for move in moves(_models[case.process_code]):
        if move.source == case.state and in_edition(move.action, case.edition):
            yield move


def find(case: Case, name: str) -> Move | None:
    """Find the move that an action makes from where a case stands."""
    return next((move for move in moves_from(case) if move.name == name), None)
