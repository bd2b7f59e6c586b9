"""The main road of a process: from any state the shortest way to an end that is good."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from workflows import registry
from workflows.spec import Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workflows.models import Case
    from workflows.spec import Move

FAR = 1_000


@cache
def distances(model: type[Case], edition: int) -> Mapping[str, int]:
    """Count, for each state that has a way to a good end, the moves of the shortest one.

    A good end is a positive one, or a neutral one in a process that has no positive.
    """
    moves = [m for m in registry.moves(model) if registry.in_edition(m.action, edition)]
    steps = model.process.steps.items()
    outcomes = {str(s): step.outcome for s, step in steps if registry.in_edition(step, edition)}
    is_any_positive = Outcome.POSITIVE in outcomes.values()
    good = Outcome.POSITIVE if is_any_positive else Outcome.NEUTRAL
    found = {state: 0 for state, outcome in outcomes.items() if outcome == good}
    ends = list(found)
    for target in ends:  # grows while it is walked
        for move in moves:
            if move.target == target and move.source not in found:
                found[move.source] = found[target] + 1
                ends.append(move.source)
    return found


def distance(model: type[Case], edition: int, state: str) -> int:
    """Count the moves from a state to a good end; `FAR` where there is no way."""
    return distances(model, edition).get(state, FAR)


def next_move(model: type[Case], edition: int, state: str) -> Move | None:
    """Give the move that leads on along the main road, if the state is on it."""
    here = distance(model, edition, state)
    for move in registry.moves(model):
        is_on = move.source == state and registry.in_edition(move.action, edition)
        if is_on and distance(model, edition, move.target) < here:
            return move
    return None


def ahead(model: type[Case], edition: int, state: str) -> list[str]:
    """List the states that the main road leads through after a state, in order."""
    found: list[str] = []
    while move := next_move(model, edition, state):
        state = move.target
        found.append(state)
    return found
