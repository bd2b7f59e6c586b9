"""Diagrams of a process as SVG, for the pages.

There is one row a state, in the order in which a case reaches them. To the right of
a state stand the actions that leave it; each runs to the lane of the state it leads to.
Actions that leave the state as it is are not drawn. `stops` tells the same in words.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from django.utils.translation import gettext as _

from workflows import registry, road

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from django_stubs_ext import StrOrPromise

    from workflows.models import Case
    from workflows.spec import Move, Step

# Lengths are in SVG units, which are pixels at full size.
LINE, SLOT = 15, 20
BOX_WIDTH = 120
BOX_LETTERS = 16
EXIT_WIDTH = 117
EXIT_LETTERS = 16
GAP = 14
LANE = 9
MARGIN = 4

INK = "#1f2933"
PALE = "#52606d"
FILLS = {"open": "#e6f0fa", "positive": "#dcf2e3", "negative": "#fbe4e2", "neutral": "#eceff1"}
STROKES = {"open": "#2f6fb0", "positive": "#2e7d4f", "negative": "#b3362b", "neutral": "#667079"}


@dataclass(frozen=True, slots=True)
class Row:
    """A state with its place in the drawing and the actions that leave it."""

    state: str
    kind: str
    lines: tuple[str, ...]
    top: float
    exits: tuple[tuple[str, str], ...]  # (label, target)

    @property
    def box_height(self) -> float:
        """How high the box of the state is."""
        return LINE * len(self.lines) + 18

    @property
    def height(self) -> float:
        """How high the row is: arrows come in above, and each exit stands below its label."""
        return max(self.box_height, self.exit(len(self.exits) - 1) - self.top + SLOT / 2)

    @property
    def entry(self) -> float:
        """Where arrows come in."""
        return self.top + SLOT / 2

    def exit(self, place: int) -> float:
        """Where the ``place``-th action leaves."""
        lines = sum(len(exit_lines(label)) for label, _target in self.exits[: place + 1])
        return self.top + SLOT / 2 + LINE * lines + (SLOT - LINE) * (place + 1)


@dataclass(frozen=True, slots=True)
class Stop:
    """A state as one line of the way in words: done, current, next or later."""

    state: str
    label: StrOrPromise
    place: str


def exit_lines(label: str) -> list[str]:
    """Break the label of an action into lines that fit beside a state."""
    return textwrap.wrap(label, EXIT_LETTERS)


def kind(step: Step) -> str:
    """Give the kind of a state, by which it is coloured: open, or the outcome."""
    return str(step.outcome or "open")


def svg(
    model: type[Case],
    *,
    edition: int | None = None,
    current: str | None = None,
    taken: Collection[tuple[str, str]] = (),
) -> str:
    """Draw a process in the active language.

    ``current`` is where a case stands, ``taken`` the moves it has made, each a source and a
    target. Without ``edition`` the newest is drawn.
    """
    rows = rows_of(model, edition or model.process.edition)
    lanes = _lanes(rows)
    first_lane = MARGIN + BOX_WIDTH + GAP / 2 + EXIT_WIDTH + GAP / 2
    width = first_lane + LANE * (max(lanes.values(), default=0) + 1) + MARGIN
    height = rows[-1].top + rows[-1].height + MARGIN
    title = _("Diagram: %(process)s") % {"process": model.process.label}
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img"'
        f' aria-label={quoteattr(title)} viewBox="0 0 {width:.0f} {height:.0f}"'
        f' width="{width:.0f}" height="{height:.0f}" font-family="inherit" font-size="12">'
    )
    parts = [head, f"<title>{escape(title)}</title>"]
    for row in rows:
        x = first_lane + LANE * lanes.get(row.state, 0)
        parts += _arrows(row, rows, x, taken)
    for row in rows:
        parts += _exits(row, taken)
    done = {state for move in taken for state in move} - {current}
    for row in rows:
        parts += _box(row, current=current == row.state, done=row.state in done)
    return "".join([*parts, "</svg>"])


def stops(
    model: type[Case], *, edition: int, current: str, taken: Collection[tuple[str, str]]
) -> list[Stop]:
    """Tell in words where a case was, where it stands and what the main road leads through."""
    states = model.process.states
    done = {state for move in taken for state in move if state} - {current}
    order = [row.state for row in rows_of(model, edition)]
    found = [Stop(state, states(state).label, "done") for state in order if state in done]
    found.append(Stop(current, states(current).label, "current"))
    for place, state in enumerate(road.ahead(model, edition, current)):
        found.append(Stop(state, states(state).label, "later" if place else "next"))
    return found


def rows_of(model: type[Case], edition: int) -> list[Row]:
    """Give a row for each state of an edition, in the order in which a case reaches them."""
    process = model.process
    moves = [
        move
        for move in registry.moves(model)
        if registry.in_edition(move.action, edition) and move.source != move.target
    ]
    rows: list[Row] = []
    top: float = MARGIN
    for state in _order(str(process.initial), moves):
        exits = tuple((str(m.action.label), m.target) for m in moves if m.source == state)
        lines = tuple(textwrap.wrap(str(process.states(state).label), BOX_LETTERS))
        row = Row(state, kind(process.steps[state]), lines, top, exits)
        rows.append(row)
        top += row.height + GAP
    return rows


def _order(initial: str, moves: Iterable[Move]) -> list[str]:
    """List states as a case reaches them on its longest way without a return."""
    moves = list(moves)
    depth = {initial: 0}  # in the order in which states are first reached

    def follow(state: str, way: tuple[str, ...]) -> None:
        for move in moves:
            if move.source == state and move.target not in way:
                deeper = len(way)
                if deeper > depth.get(move.target, 0):
                    depth[move.target] = deeper
                    follow(move.target, (*way, move.target))

    follow(initial, (initial,))
    leaving = {move.source for move in moves}
    return sorted(depth, key=lambda state: (state not in leaving, depth[state]))


def _lanes(rows: list[Row]) -> dict[str, int]:
    """Give each state that is led to a lane, sharing one where two do not meet."""
    spans = {}
    for row in rows:
        ends = [r.exit(n) for r in rows for n, (_l, t) in enumerate(r.exits) if t == row.state]
        if ends:
            spans[row.state] = (min(*ends, row.entry), max(*ends, row.entry))
    lanes: dict[str, int] = {}
    for state, (start, end) in sorted(spans.items(), key=lambda item: item[1][1] - item[1][0]):
        meeting = {
            lanes[other]
            for other in lanes
            if spans[other][0] - SLOT < end and start < spans[other][1] + SLOT
        }
        lanes[state] = next(lane for lane in count() if lane not in meeting)
    return lanes


def _arrows(
    row: Row, rows: list[Row], x: float, taken: Collection[tuple[str, str]]
) -> Iterator[str]:
    """Draw what leads to a state: a line from each exit to its lane, and an arrow from there."""
    edge = MARGIN + BOX_WIDTH
    for source in rows:
        for place, (_label, target) in enumerate(source.exits):
            if target == row.state:
                y = source.exit(place)
                pen = _pen((source.state, target) in taken)
                path = f"M{edge} {y:.0f}H{x:.0f}V{row.entry:.0f}H{edge + 6}"
                yield f'<path d="{path}" fill="none" {pen}/>'
    if any(target == row.state for source in rows for _label, target in source.exits):
        y = row.entry
        yield f'<path d="M{edge} {y:.0f}l8 -4v8z" fill="{PALE}"/>'


def _pen(taken: bool) -> str:  # noqa: FBT001 (private, and named by its one caller)
    if taken:
        return f'class="taken" stroke="{INK}" stroke-width="2.5"'
    return f'class="open" stroke="{PALE}" stroke-width="1"'


def _exits(row: Row, taken: Collection[tuple[str, str]]) -> Iterator[str]:
    for place, (label, target) in enumerate(row.exits):
        weight = ' font-weight="bold"' if (row.state, target) in taken else ""
        x, lines = MARGIN + BOX_WIDTH + GAP / 2, exit_lines(label)
        top = row.exit(place) - 4 - LINE * (len(lines) - 1)
        spans = (
            f'<tspan x="{x:.0f}" y="{top + LINE * below:.0f}">{escape(line)}</tspan>'
            for below, line in enumerate(lines)
        )
        yield f'<text fill="{INK}"{weight}>{" ".join(spans)}</text>'


def _box(row: Row, *, current: bool, done: bool) -> Iterator[str]:
    mark, width = (' aria-current="step"', 4) if current else ("", 1.5)
    yield (
        f'<g class="state {row.kind}{" done" * done}" data-step={quoteattr(row.state)}{mark}>'
        f'<rect x="{MARGIN}" y="{row.top:.0f}" width="{BOX_WIDTH}" height="{row.height:.0f}"'
        f' rx="10" fill="{FILLS[row.kind]}" stroke="{STROKES[row.kind]}" stroke-width="{width}"/>'
    )
    middle = row.top + row.height / 2 - LINE * (len(row.lines) - 1) / 2 + 4
    for place, line in enumerate(row.lines):
        y = middle + LINE * place
        yield (
            f'<text x="{MARGIN + BOX_WIDTH / 2:.0f}" y="{y:.0f}" text-anchor="middle"'
            f' fill="{INK}" font-weight="{"bold" if current else "normal"}">{escape(line)}</text>'
        )
    if done:
        x, y = MARGIN + BOX_WIDTH - 16, row.top + 8
        yield f'<path class="tick" d="M{x} {y:.0f}l4 4l7 -8" fill="none" stroke="{INK}"/>'
    yield "</g>"
