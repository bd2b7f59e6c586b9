"""The main road leads from every open state to a good end, the shortest way."""

from __future__ import annotations

from tests.workflows.toys import Changing, Toy
from workflows import road
from workflows.processes.expertise import Expertise


def test_road_of_the_expertise_leads_to_approval() -> None:
    ahead = road.ahead(Expertise, 1, "draft")
    assert ahead == [
        "submitted",
        "registered",
        "in_review",
        "summary",
        "ready",
        "before_council",
        "approved",
    ]
    assert road.ahead(Expertise, 1, "incomplete")[0] == "submitted"
    assert road.ahead(Expertise, 1, "revision")[0] == "summary"


def test_road_ends_where_a_case_ends() -> None:
    assert road.next_move(Toy, 1, "done") is None
    assert road.next_move(Toy, 1, "refused") is None
    assert road.distance(Toy, 1, "refused") == road.FAR


def test_road_is_that_of_the_edition() -> None:
    first = [road.next_move(Changing, edition, "open") for edition in (1, 2)]
    targets = [move.target for move in first if move]
    assert targets[0] != targets[1]
    assert targets[1] == "hearing"
