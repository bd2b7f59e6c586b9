"""Who may do what where: every actor, action and state of SR, as a table to be read.

``school_head`` heads the organisation that asks, ``methodist`` answers; otherwise as in
``test_table``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.workflows.processes.builders import who_may
from tests.workflows.processes.requests import REQUESTS, request_in
from workflows import access, registry
from workflows.processes.request import Request

if TYPE_CHECKING:
    from tests.workflows.processes.builders import People

SR = {
    "draft": {
        "attach": "school_head",
        "describe": "school_head",
        "discard": "school_head",
        "submit": "school_head",
    },
    "submitted": {
        "attach": "school_head",
        "redirect": "secretary",
        "refuse": "secretary",
        "register": "secretary",
        "withdraw": "school_head",
    },
    "registered": {
        "assign": "head",
        "attach": "school_head",
        "redirect": "secretary",
        "refuse": "secretary",
        "withdraw": "school_head",
    },
    "in_work": {
        "attach": "school_head",
        "extend_term": "methodist",
        "file_result": "methodist",
        "log_visit": "methodist",
        "send_answer": "methodist",
        "withdraw": "school_head",
        "write_plan": "methodist",
    },
    "answered": {"accept": "school_head", "close": "system", "give_back": "school_head"},
    "closed": {},
    "redirected": {},
    "refused": {},
    "withdrawn": {},
    "discarded": {},
}
MINE = "school_head"
ALL = "school_head secretary methodist other_methodist head district department"


def names(text: str) -> set[str]:
    return set(text.split())


def test_who_may_do_what_and_who_sees_a_request(people: People) -> None:
    for state in REQUESTS:
        case = request_in(state, people)
        allowed = {move: names(who) for move, who in SR[state].items()}
        assert who_may(case, people) == allowed, state
        seen = {name for name, one in people.by_name().items() if access.may_see(one, case)}
        assert seen == names(MINE if state in {"draft", "discarded"} else ALL), state


def test_table_is_whole() -> None:
    assert set(SR) == set(Request.process.states.values)
    for state, moves in SR.items():
        declared = {move.name for move in registry.moves(Request) if move.source == state}
        assert set(moves) == declared, state
