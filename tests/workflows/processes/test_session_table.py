"""Who may do what in a session of a council and with a ballot, and who sees them.

The council of these tests is ``chair`` and ``member``; ``chair`` chairs the session. The states of
the minutes after ``closed`` are told in ``test_minutes``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.workflows.processes.builders import who_may
from tests.workflows.sessions import ballot_in, session_in
from workflows import access

if TYPE_CHECKING:
    from tests.workflows.processes.builders import People

PREPARES = dict.fromkeys(
    ("arrange", "cancel", "drop_item", "name_rapporteur", "order", "propose", "take_up"),
    "secretary",
)
CS = {
    "planned": PREPARES | dict.fromkeys(("add_topic", "call", "send_agenda"), "secretary"),
    "agenda_sent": PREPARES
    | dict.fromkeys(("attend", "not_held", "open_session", "recall_agenda"), "secretary")
    | {"come": "chair member", "recuse": "chair member"},
    "open": dict.fromkeys(
        (
            "attend",
            "close",
            "close_vote",
            "defer_item",
            "drop_item",
            "note_item",
            "open_vote",
            "propose",
            "remind_voters",
            "take_up",
            "void_vote",
        ),
        "secretary",
    )
    | dict.fromkeys(("come", "dissent", "go", "recuse"), "chair member")
    | {"cast_deciding": "chair"},
    "closed": {
        "carry_out": "secretary",
        "dissent": "chair member",
        "edit_minutes": "secretary",
        "finish_minutes": "secretary",
    },
    "not_held": {},
    "cancelled": {},
}
STAFF = "secretary methodist other_methodist head department"
SEE_CS = dict.fromkeys(CS, f"{STAFF} chair member") | {"planned": STAFF}

BA = {
    "open": {"cast": "member", "lapse": "system", "void": "system"},
    "cast": {"change": "member", "count": "system", "void": "system"},
    "counted": {},
    "lapsed": {},
    "void": {},
}


def names(text: str) -> set[str]:
    return set(text.split())


@pytest.mark.parametrize("state", CS)
def test_who_may_do_what_and_who_sees_a_session(state: str, people: People) -> None:
    session = session_in(state, people)
    assert who_may(session, people) == {action: names(who) for action, who in CS[state].items()}
    seen = {name for name, person in people.by_name().items() if access.may_see(person, session)}
    assert seen == names(SEE_CS[state])


@pytest.mark.parametrize("state", BA)
def test_who_may_do_what_and_who_sees_a_ballot(state: str, people: People) -> None:
    ballot = ballot_in(state, people)
    assert who_may(ballot, people) == {action: names(who) for action, who in BA[state].items()}
    seen = {name for name, person in people.by_name().items() if access.may_see(person, ballot)}
    assert seen == {"member", "system"}
