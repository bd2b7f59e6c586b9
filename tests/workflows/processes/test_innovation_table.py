"""Who may do what where: every actor, action and state of IN and YR, as a table to be read.

``school_head`` heads the organisation that applies; otherwise as in ``test_table``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.workflows.processes.builders import who_may
from tests.workflows.processes.innovations import REPORTS, SITES, report_in, site_in
from workflows import access, registry
from workflows.processes import innovation, yearly_report

if TYPE_CHECKING:
    from tests.workflows.processes.builders import People
    from workflows.models import Case

IN = {
    "draft": {
        "confirm_coauthorship": "",
        "decline_coauthorship": "",
        "describe": "school_head",
        "discard": "school_head",
        "file": "school_head",
        "invite_coauthor": "school_head",
        "record_conclusion": "school_head",
        "remove_coauthor": "school_head",
        "submit": "school_head",
        "withdraw_document": "school_head",
    },
    "submitted": {
        "record_conclusion": "school_head district",
        "register": "secretary",
        "return_incomplete": "secretary",
        "withdraw": "school_head",
    },
    "incomplete": {
        "confirm_coauthorship": "",
        "decline_coauthorship": "",
        "describe": "school_head",
        "file": "school_head",
        "invite_coauthor": "school_head",
        "record_conclusion": "school_head district",
        "remove_coauthor": "school_head",
        "resubmit": "school_head",
        "withdraw": "school_head",
        "withdraw_document": "school_head",
    },
    "registered": {"assign": "methodist", "withdraw": "school_head"},
    "in_review": {
        "collect": "system",
        "invite": "methodist",
        "replace": "methodist",
        "withdraw": "school_head",
    },
    "summary": {
        "another_round": "methodist",
        "recommend": "methodist",
        "send_remarks": "methodist",
        "withdraw": "school_head",
    },
    "revision": {
        "answer": "school_head",
        "describe": "school_head",
        "file": "school_head",
        "revise": "school_head",
        "withdraw": "school_head",
    },
    "ready": {"put_on_agenda": "secretary", "withdraw": "school_head"},
    "before_council": {
        "approve": "system",
        "defer": "secretary system",
        "refer": "system",
        "reject": "system",
        "require_revision": "system",
        "withdraw": "school_head",
    },
    "approved": {"issue_order": "head"},
    "running": {
        "add_documents": "school_head",
        "suggest_stopping": "methodist",
        "submit_final_report": "school_head",
    },
    "outcome_ready": {"put_on_agenda": "secretary", "return_to_site": "methodist"},
    "before_outcome": {
        "complete": "system",
        "defer": "secretary system",
        "extend": "system",
        "stop": "system",
        "work_on": "system",
    },
    "completed": {},
    "stopped": {},
    "rejected": {"overturn": "system"},
    "withdrawn": {},
    "discarded": {},
}

YR = {
    "awaited": {
        "cancel": "system",
        "file": "school_head",
        "submit": "school_head",
        "write": "school_head",
    },
    "submitted": {"accept": "methodist", "cancel": "system", "give_back": "methodist"},
    "accepted": {},
    "cancelled": {},
}

OFFICES = "secretary methodist other_methodist head district department"
COUNCIL = f"school_head {OFFICES} member chair"

SEES_IN = {
    "draft": "school_head",
    "submitted": f"school_head {OFFICES}",
    "incomplete": f"school_head {OFFICES}",
    "registered": f"school_head {OFFICES}",
    "in_review": f"school_head {OFFICES}",
    "summary": f"school_head {OFFICES}",
    "revision": f"school_head {OFFICES}",
    "ready": COUNCIL,
    "before_council": COUNCIL,
    "approved": COUNCIL,
    "running": COUNCIL,
    "outcome_ready": COUNCIL,
    "before_outcome": COUNCIL,
    "completed": COUNCIL,
    "stopped": COUNCIL,
    "rejected": COUNCIL,
    "withdrawn": f"school_head {OFFICES}",
    "discarded": "school_head",
}


def names(text: str) -> set[str]:
    return set(text.split())


def sees(case: Case, people: People) -> set[str]:
    return {name for name, person in people.by_name().items() if access.may_see(person, case)}


@pytest.mark.parametrize("state", SITES)
def test_who_may_do_what_and_who_sees_a_site(people: People, state: str) -> None:
    case = site_in(state, people)
    assert who_may(case, people) == {move: names(who) for move, who in IN[state].items()}
    assert sees(case, people) == names(SEES_IN[state])


@pytest.mark.parametrize("state", REPORTS)
def test_who_may_do_what_and_who_sees_a_yearly_report(people: People, state: str) -> None:
    report = report_in(state, people)
    assert who_may(report, people) == {move: names(who) for move, who in YR[state].items()}
    assert sees(report, people) == names(f"school_head {OFFICES}")


@pytest.mark.parametrize(
    ("model", "table"), [(innovation.Innovation, IN), (yearly_report.YearlyReport, YR)]
)
def test_tables_are_whole(model: type[Case], table: dict[str, dict[str, str]]) -> None:
    assert set(table) == set(model.process.states.values)
    for state, moves in table.items():
        declared = {move.name for move in registry.moves(model) if move.source == state}
        assert set(moves) == declared, state
