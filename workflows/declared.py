"""The table of declared moves, filled from the declarations after each migration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workflows import clock, registry
from workflows.models import Case, DeclaredMove

if TYPE_CHECKING:
    from collections.abc import Iterator

FIELDS = ("process", "edition", "action", "source", "target", "final", "outcome")


def declare(using: str) -> None:
    """Make the table equal to what the code declares: the kernel accepts nothing else."""
    table = DeclaredMove.objects.using(using)
    there = {row[1:]: row[0] for row in table.values_list("pk", *FIELDS)}
    wanted = {row for model in registry.models() for row in _rows(model)}
    table.filter(pk__in=[there[row] for row in there.keys() - wanted]).delete()
    table.bulk_create(
        DeclaredMove(**dict(zip(FIELDS, row, strict=True))) for row in sorted(wanted - there.keys())
    )


def _rows(model: type[Case]) -> Iterator[tuple[str, int, str, str, str, bool, str]]:
    process = model.process
    for edition in range(1, process.edition + 1):
        yield (process.code, edition, registry.START, "", str(process.initial), False, "")
        for move in registry.moves(model):
            if registry.in_edition(move.action, edition):
                step = process.steps[move.target]
                outcome = str(step.outcome or "")
                arrow = (move.name, str(move.source), str(move.target))
                yield (process.code, edition, *arrow, step.final, outcome)
        for state, step in process.steps.items():
            if not step.final and registry.in_edition(step, edition):
                for tick in clock.Tick.values:
                    yield (process.code, edition, tick, str(state), str(state), False, "")
