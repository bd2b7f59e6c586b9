"""Who may do what where: every actor, action and state of EX and RV, as a table to be read.

Under each state stands each action that leads on from it, with all those who may do it; whoever
is not named may not. ``expert`` and ``expert2`` sit on the panel, ``expert3`` does not.
``methodist`` leads the case, ``district`` is the methodist of the author's district.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.workflows.processes.builders import EXPERTISES, REVIEWS, expertise_in, review_in, who_may
from workflows import access, registry
from workflows.processes import expertise, review

if TYPE_CHECKING:
    from tests.workflows.processes.builders import People
    from workflows.models import Case

EX = {
    "draft": {
        "confirm_coauthorship": "coauthor",
        "decline_coauthorship": "coauthor",
        "describe": "author",
        "discard": "author",
        "file": "author",
        "invite_coauthor": "author",
        "record_conclusion": "author",
        "remove_coauthor": "author",
        "submit": "author",
        "withdraw_document": "author",
    },
    "submitted": {
        "record_conclusion": "author district",
        "register": "secretary",
        "return_incomplete": "secretary",
        "withdraw": "author",
    },
    "incomplete": {
        "confirm_coauthorship": "coauthor",
        "decline_coauthorship": "coauthor",
        "describe": "author",
        "file": "author",
        "invite_coauthor": "author",
        "record_conclusion": "author district",
        "remove_coauthor": "author",
        "resubmit": "author",
        "withdraw": "author",
        "withdraw_document": "author",
    },
    "registered": {
        "assign": "methodist",
        "withdraw": "author",
    },
    "in_review": {
        "collect": "system",
        "invite": "methodist",
        "replace": "methodist",
        "withdraw": "author",
    },
    "summary": {
        "another_round": "methodist",
        "recommend": "methodist",
        "send_remarks": "methodist",
        "withdraw": "author",
    },
    "revision": {
        "answer": "author",
        "describe": "author",
        "file": "author",
        "revise": "author",
        "withdraw": "author",
    },
    "ready": {
        "put_on_agenda": "secretary",
        "withdraw": "author",
    },
    "before_council": {
        "approve": "system",
        "defer": "secretary system",
        "refer": "system",
        "reject": "system",
        "require_revision": "system",
        "withdraw": "author",
    },
    "approved": {"overturn": "system"},
    "rejected": {"overturn": "system"},
    "withdrawn": {},
    "discarded": {},
}

RV = {
    "invited": {
        "accept": "expert",
        "cancel": "system",
        "decline": "expert",
        "lapse": "system",
    },
    "in_progress": {
        "cancel": "system",
        "decline": "expert",
        "submit": "expert",
    },
    "submitted": {
        "cancel": "system",
        "give_back": "methodist",
        "take": "methodist",
    },
    "accepted": {},
    "declined": {},
    "cancelled": {},
}

MAKERS = "author coauthor"
STAFF = "secretary methodist other_methodist head"
OFFICES = f"{STAFF} district department"

SEE_EX = {
    "draft": MAKERS,
    "submitted": f"{MAKERS} {OFFICES}",
    "incomplete": f"{MAKERS} {OFFICES}",
    "registered": f"{MAKERS} {OFFICES}",
    "in_review": f"{MAKERS} {OFFICES}",
    "summary": f"{MAKERS} {OFFICES}",
    "revision": f"{MAKERS} {OFFICES}",
    "ready": f"{MAKERS} {OFFICES} member chair",
    "before_council": f"{MAKERS} {OFFICES} member chair",
    "approved": f"{MAKERS} {OFFICES} member chair",
    "rejected": f"{MAKERS} {OFFICES} member chair",
    "withdrawn": f"{MAKERS} {OFFICES}",
    "discarded": MAKERS,
}

SEE_RV = {
    "invited": f"expert {STAFF}",
    "in_progress": f"expert {STAFF}",
    "submitted": f"expert {STAFF}",
    "accepted": f"expert {STAFF}",
    "declined": STAFF,
    "cancelled": STAFF,
}


def test_table_has_every_state_and_action() -> None:
    for table, model in ((EX, expertise.Expertise), (RV, review.Review)):
        declared = {(str(m.source), m.name) for m in registry.moves(model)}
        assert {(state, name) for state, row in table.items() for name in row} == declared
        assert list(table) == model.process.states.values
    assert EX.keys() == SEE_EX.keys() == EXPERTISES.keys()
    assert RV.keys() == SEE_RV.keys() == REVIEWS.keys()


@pytest.mark.parametrize("state", EX)
def test_who_may_do_what_and_who_sees_an_expertise(state: str, people: People) -> None:
    case = expertise_in(state, people)
    assert who_may(case, people) == read(EX[state])
    assert seers(case, people) == set(SEE_EX[state].split())


@pytest.mark.parametrize("state", RV)
def test_who_may_do_what_and_who_sees_a_review(state: str, people: People) -> None:
    case = review_in(state, people)
    assert who_may(case, people) == read(RV[state])
    assert seers(case, people) == set(SEE_RV[state].split())


def test_whoever_may_act_also_sees() -> None:
    for table, seen in ((EX, SEE_EX), (RV, SEE_RV)):
        for state, row in table.items():
            actors = {name for may in row.values() for name in may.split()} - {"system"}
            assert actors <= set(seen[state].split()), state


def read(row: dict[str, str]) -> dict[str, set[str]]:
    return {action: set(names.split()) for action, names in row.items()}


def seers(case: Case, people: People) -> set[str]:
    everybody = people.by_name().items()
    return {name for name, person in everybody if access.may_see(person, case)}
