"""Diagrams show every state and action of an edition, and mark where a case stands."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from django.utils.translation import override

from tests.workflows.toys import Changing, Toy
from workflows import charts, registry

if TYPE_CHECKING:
    from workflows.models import Case

SVG = "{http://www.w3.org/2000/svg}"
# A screen of 360 pixels less the edges of page and card.
PHONE = 328
MODELS = [*registry.models(), Toy, Changing]


def boxes(drawn: str) -> dict[str, ET.Element]:
    return {box.attrib["data-step"]: box for box in ET.fromstring(drawn).iter(f"{SVG}g")}


def texts(drawn: str) -> list[str]:
    return ["".join(text.itertext()) for text in ET.fromstring(drawn).iter(f"{SVG}text")]


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_svg_shows_every_state_and_every_move(model: type[Case], language: str) -> None:
    edition = model.process.edition
    moves = [
        move
        for move in registry.moves(model)
        if move.source != move.target and registry.in_edition(move.action, edition)
    ]
    with override(language):
        drawn = charts.svg(model)
        labels = [str(move.action.label) for move in moves]
        steps = model.process.steps
        states = {str(s) for s, step in steps.items() if registry.in_edition(step, edition)}
    assert boxes(drawn).keys() == states
    shown = texts(drawn)
    for label in labels:
        assert shown.count(label) >= labels.count(label)
    paths = [p for p in ET.fromstring(drawn).iter(f"{SVG}path") if p.get("fill") == "none"]
    assert len(paths) == len(moves)


@pytest.mark.parametrize("model", MODELS)
def test_svg_boxes_stand_one_below_the_other(model: type[Case]) -> None:
    rects = [box.find(f"{SVG}rect") for box in boxes(charts.svg(model)).values()]
    places = [(float(r.attrib["y"]), float(r.attrib["height"])) for r in rects if r is not None]
    for (upper, height), (lower, _) in pairwise(places):
        assert upper + height < lower


@pytest.mark.parametrize("model", MODELS)
def test_svg_lanes_of_different_states_do_not_overlap(model: type[Case]) -> None:
    rows = charts.rows_of(model, model.process.edition)
    lanes = charts._lanes(rows)
    spans: dict[int, list[tuple[float, float]]] = {}
    for row in rows:
        ends = [r.exit(n) for r in rows for n, (_l, t) in enumerate(r.exits) if t == row.state]
        if ends:
            spans.setdefault(lanes[row.state], []).append(
                (min(*ends, row.entry), max(*ends, row.entry))
            )
    for taken in spans.values():
        for (_start, end), (start, _end) in pairwise(sorted(taken)):
            assert end < start


def test_svg_begins_with_the_initial_state_and_ends_with_the_final_ones() -> None:
    assert list(boxes(charts.svg(Toy))) == ["draft", "check", "parts", "done", "refused"]


def test_svg_colours_states_by_their_kind() -> None:
    kinds = {state: box.attrib["class"] for state, box in boxes(charts.svg(Toy)).items()}
    assert kinds == {
        "draft": "state open",
        "check": "state open",
        "parts": "state open",
        "done": "state positive",
        "refused": "state negative",
    }


def test_svg_marks_the_current_state_and_the_moves_made() -> None:
    drawn = charts.svg(Toy, current="check", taken={("draft", "check")})
    current = [state for state, box in boxes(drawn).items() if box.get("aria-current")]
    assert current == ["check"]
    assert drawn.count('class="taken"') == 1
    assert 'class="taken"' not in charts.svg(Toy)


def test_svg_shows_the_edition_of_a_case() -> None:
    assert list(boxes(charts.svg(Changing, edition=1))) == ["open", "quick", "done"]
    assert list(boxes(charts.svg(Changing))) == ["open", "hearing", "done"]


def test_svg_escapes_labels(monkeypatch: pytest.MonkeyPatch) -> None:
    process = replace(Toy.process, label='A <b> & "c"')
    monkeypatch.setattr(Toy, "process", process)
    drawn = charts.svg(Toy)
    assert "<b>" not in drawn
    title = ET.fromstring(drawn).find(f"{SVG}title")
    assert title is not None
    assert 'A <b> & "c"' in str(title.text)


def test_svg_ticks_off_where_a_case_was() -> None:
    drawn = charts.svg(Toy, current="parts", taken={("draft", "check"), ("check", "parts")})
    done = [state for state, box in boxes(drawn).items() if "done" in box.attrib["class"].split()]
    assert done == ["draft", "check"]


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_svg_fits_a_phone(model: type[Case], language: str) -> None:
    with override(language):
        drawn = ET.fromstring(charts.svg(model))
    assert float(drawn.attrib["width"]) <= PHONE
    assert drawn.attrib["viewBox"].split()[2] == drawn.attrib["width"]
    assert float(drawn.attrib["font-size"]) >= 12


def test_stops_tell_where_a_case_was_stands_and_goes() -> None:
    found = charts.stops(Toy, edition=1, current="check", taken={("", "draft"), ("draft", "check")})
    assert [(stop.state, stop.place) for stop in found] == [
        ("draft", "done"),
        ("check", "current"),
        ("done", "next"),
    ]
    found = charts.stops(Toy, edition=1, current="refused", taken={("check", "refused")})
    assert [(stop.state, stop.place) for stop in found] == [
        ("check", "done"),
        ("refused", "current"),
    ]
