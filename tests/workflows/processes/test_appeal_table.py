"""Who may do what where in appeals and conditions, as `test_table` shows it of EX and RV.

``methodist`` led the case and ``expert`` and ``expert2`` reviewed it the first time;
``other_methodist`` leads the appeal and ``expert3`` sits on its panel.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.workflows.processes.appealing import APPEALS, CONDITIONS, appeal_in, condition_in
from tests.workflows.processes.builders import who_may
from tests.workflows.processes.test_table import MAKERS, OFFICES, read, seers
from workflows import registry
from workflows.processes.appeal import Appeal
from workflows.processes.condition import Condition

if TYPE_CHECKING:
    from tests.workflows.processes.builders import People

AP = {
    "filed": {
        "attach": "author",
        "refuse": "secretary",
        "register": "secretary",
        "withdraw": "author",
    },
    "registered": {
        "assign": "other_methodist",
        "withdraw": "author",
    },
    "in_review": {
        "collect": "system",
        "invite": "other_methodist",
        "replace": "other_methodist",
        "withdraw": "author",
    },
    "summary": {
        "another_round": "other_methodist",
        "recommend": "other_methodist",
        "withdraw": "author",
    },
    "ready": {
        "put_on_agenda": "secretary",
        "withdraw": "author",
    },
    "before_council": {
        "defer": "secretary system",
        "refer": "system",
        "replace_decision": "system",
        "uphold": "system",
        "withdraw": "author",
    },
    "upheld": {},
    "replaced": {},
    "inadmissible": {},
    "withdrawn": {},
}

CD = {
    "open": {
        "find_overdue": "methodist",
        "hand_in": "author",
        "lapse": "system",
    },
    "reported": {
        "accept": "methodist",
        "give_back": "methodist",
        "lapse": "system",
        "refuse": "methodist",
    },
    "unmet": {
        "close": "secretary",
        "lapse": "system",
    },
    "fulfilled": {},
    "not_fulfilled": {},
    "lapsed": {},
}

BEFORE = f"{MAKERS} {OFFICES}"
SEE_AP = {
    "filed": BEFORE,
    "registered": BEFORE,
    "in_review": BEFORE,
    "summary": BEFORE,
    "ready": f"{BEFORE} member chair",
    "before_council": f"{BEFORE} member chair",
    "upheld": f"{BEFORE} member chair",
    "replaced": f"{BEFORE} member chair",
    "inadmissible": BEFORE,
    "withdrawn": BEFORE,
}
SEE_CD = f"author {OFFICES}"


def test_table_has_every_state_and_action() -> None:
    for table, model in ((AP, Appeal), (CD, Condition)):
        declared = {(str(m.source), m.name) for m in registry.moves(model)}
        assert {(state, name) for state, row in table.items() for name in row} == declared
        assert list(table) == model.process.states.values
    assert AP.keys() == SEE_AP.keys() == APPEALS.keys()
    assert CD.keys() == CONDITIONS.keys()


@pytest.mark.parametrize("state", AP)
def test_who_may_do_what_and_who_sees_an_appeal(state: str, people: People) -> None:
    case = appeal_in(state, people)
    assert who_may(case, people) == read(AP[state])
    assert seers(case, people) == set(SEE_AP[state].split())


@pytest.mark.parametrize("state", CD)
def test_who_may_do_what_and_who_sees_a_condition(state: str, people: People) -> None:
    case = condition_in(state, people)
    assert who_may(case, people) == read(CD[state])
    assert seers(case, people) == set(SEE_CD.split())
