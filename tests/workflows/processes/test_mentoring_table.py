"""Who may do what where: every actor, action and state of MN, as a table to be read.

``author`` is the teacher, ``mentor`` the one who is asked; otherwise as in ``test_table``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.workflows.processes.builders import who_may
from tests.workflows.processes.mentorings import MENTORINGS, mentoring_in
from workflows import access, registry
from workflows.processes.mentoring import Mentoring

if TYPE_CHECKING:
    from tests.workflows.processes.mentorings import Cast

PAIR = "author mentor"
TOGETHER = {"change_mentor": "author mentor methodist", "end_early": "author"}

MN = {
    "requested": {
        "describe": "author",
        "take": "methodist other_methodist",
        "withdraw": "author",
    },
    "matching": {"give_up": "methodist", "offer": "methodist", "withdraw": "author"},
    "offered": {
        "accept": "mentor",
        "decline": "mentor",
        "recall": "methodist",
        "withdraw": "author",
    },
    "planning": TOGETHER | {"propose_goals": "mentor"},
    "agreeing": TOGETHER | {"agree": "author", "ask_other_goals": "author"},
    "active": TOGETHER
    | {
        "conclude": "author mentor methodist",
        "confirm_meeting": PAIR,
        "log_meeting": PAIR,
        "refuse_meeting": PAIR,
    },
    "report": {"end_early": "author", "report": "mentor"},
    "review": {"accept_report": "methodist", "return_report": "methodist"},
    "feedback": {"complete": "methodist", "give_feedback": "author"},
    "completed": {},
    "ended": {},
    "unmatched": {},
    "withdrawn": {},
}

CENTRE = "author methodist other_methodist head"
WITH_MENTOR = f"{CENTRE} mentor"
SEES = dict.fromkeys(MN, WITH_MENTOR) | {
    "requested": CENTRE,
    "matching": CENTRE,
    "unmatched": CENTRE,
    "withdrawn": CENTRE,
}


def names(text: str) -> set[str]:
    return set(text.split())


@pytest.mark.parametrize("state", MENTORINGS)
def test_who_may_do_what_and_who_sees_a_mentoring(cast: Cast, state: str) -> None:
    case = mentoring_in(state, cast)
    everybody: Any = cast
    assert who_may(case, everybody) == {move: names(who) for move, who in MN[state].items()}
    seeing = {name for name, person in cast.by_name().items() if access.may_see(person, case)}
    assert seeing == names(SEES[state])


def test_table_is_whole() -> None:
    assert set(MN) == set(Mentoring.process.states.values)
    for state, moves in MN.items():
        declared = {move.name for move in registry.moves(Mentoring) if move.source == state}
        assert set(moves) == declared, state
