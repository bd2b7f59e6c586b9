"""What each action costs: the statements inside its transaction, one by one.

An action takes at most eight. Those that open or end child cases take more, by a number for
each child that stands here. The roles of the person are read with the request, before it.
Notices and papers that follow from an action are deferred together, in one statement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from documents.models import DocumentKind
from permissions.models import User
from tests import people as persons
from tests.documents import samples
from tests.workflows import sessions
from tests.workflows.processes.builders import (
    SUMMARY,
    act,
    conclusion,
    described,
    expertise_in,
    file,
    pdf,
    registry_row,
    remark,
    remarked,
    review_in,
    review_of,
    scored,
    start,
    submit_review,
)
from tests.workflows.processes.reading import counted
from workflows import engine, registry
from workflows.councils.agenda import AgendaItem
from workflows.councils.motions import last_motion
from workflows.processes.expertise import Expertise
from workflows.processes.review import Review

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.workflows.processes.builders import People
    from workflows.models import Case

MOST = 8

EX = {
    "describe": 5,
    "file": 7,
    "withdraw_document": 5,
    "invite_coauthor": 6,
    "remove_coauthor": 6,
    "confirm_coauthorship": 4,
    "decline_coauthorship": 5,
    "record_conclusion": 3,
    "submit": 4,
    "discard": 2,
    "resubmit": 4,
    "return_incomplete": 4,
    "register": 8,
    "send_remarks": 8,
    "answer": 4,
    "revise": 5,
    "recommend": 5,
    "put_on_agenda": 8,
    "defer": 5,
    "approve": 8,
    "require_revision": 6,
    "refer": 5,
    "reject": 5,
    "withdraw": 3,
}

RV = {
    "accept": 4,
    "decline": 6,
    "submit": 8,
    "give_back": 6,
    "take": 5,
}

# The last review takes these more: its parent goes on by itself.
COLLECT = 2

# Without children, and for each child.
OPENS = {"assign": (13, 3), "another_round": (13, 3), "invite": (13, 3)}
ENDS = (3, 3)
REPLACE = 20


def case_for(name: str, people: People) -> Any:
    """Bring a case to where an action of EX can be done."""
    places: dict[str, Callable[[], Any]] = {
        "invite_coauthor": lambda: start(people),
        "withdraw_document": lambda: start_with_work(people),
        "submit": lambda: act(start_with_work(people), "confirm_coauthorship", people.coauthor),
        "revise": lambda: answered(people),
    }
    if name in places:
        return registry_row(places[name]())
    source = next(m.source for m in registry.moves(Expertise) if m.name == name)
    return registry_row(expertise_in(source, people))


def start_with_work(people: People) -> Any:
    return file(expertise_in("draft", people), people.author, "work")


def answered(people: People) -> Any:
    case = expertise_in("revision", people)
    act(case, "answer", people.author, **answers(case))
    return file(case, people.author, "work", pdf("2"))


def answers(case: Any) -> dict[str, str]:
    return {f"remark_{remark.pk}": "Түзетілді" for remark in case.remarks.all()}


def given(name: str, case: Any, people: People) -> dict[str, Any]:
    """Fill the form of an action."""
    reason = {"reason": "Себебі бар"}
    filled: dict[str, Callable[[], dict[str, Any]]] = {
        "describe": described,
        "file": lambda: {"kind": DocumentKind.objects.get(code="work").pk},
        "withdraw_document": lambda: {"document": case.dossier.documents.get().pk},
        "invite_coauthor": lambda: {"person": "coauthor"},
        "remove_coauthor": lambda: {"person": people.coauthor.pk},
        "record_conclusion": conclusion,
        "return_incomplete": lambda: {"missing": "Жоспар"},
        "register": lambda: {"methodist": people.methodist.pk},
        "send_remarks": lambda: SUMMARY | {"remarks": [r.pk for r in case.remarks.all()]},
        "answer": lambda: answers(case),
        "recommend": lambda: SUMMARY,
        "put_on_agenda": lambda: {"session": planned(people).pk},
        "defer": lambda: reason,
        "withdraw": lambda: reason,
        "approve": lambda: carried(case, people, "approve", level="region"),
        "require_revision": lambda: carried(case, people, "require_revision"),
        "refer": lambda: carried(case, people, "refer"),
        "reject": lambda: carried(case, people, "reject"),
        "decline": lambda: reason,
        "give_back": lambda: reason,
        "submit_review": lambda: scored(case) | remarked(remark(), remark()),
    }
    return filled[name]() if name in filled else {}


def planned(people: People) -> Any:
    sessions.seat_all(people.chair, [people.member])
    return sessions.plan(people.secretary)


def carried(case: Any, people: People, resolution: str, **more: str) -> dict[str, Any]:
    """Hold and close a session that decides a case, short of carrying the decision out."""
    item = AgendaItem.objects.get(matter_id=case.pk)
    session = sessions.row(item.session)
    session = sessions.convene(session, people.secretary, [people.chair, people.member])
    sessions.resolve(session, people.secretary, item, resolution, **more)
    act(session, "close", people.secretary)
    motion = last_motion(item)
    assert motion is not None
    return sessions.TEXTS | more | {"motion": motion.pk}


ACTORS = {
    "confirm_coauthorship": "coauthor",
    "decline_coauthorship": "coauthor",
    "register": "secretary",
    "return_incomplete": "secretary",
    "put_on_agenda": "secretary",
    "defer": "secretary",
    "approve": "system",
    "require_revision": "system",
    "refer": "system",
    "reject": "system",
    "send_remarks": "methodist",
    "recommend": "methodist",
}


def cost(case: Case, name: str, person: User, data: dict[str, Any], files: Any = None) -> int:
    """Count what an action costs a person who has just come."""
    case = registry_row(case)
    actor = User.objects.get(pk=person.pk)
    assert actor.memberships_now is not None
    with counted() as found:
        engine.perform(case, name, actor=actor, seen_version=case.version, data=data, files=files)
    return len(found)


def test_every_action_has_a_cost() -> None:
    ex = {move.name for move in registry.moves(Expertise)}
    # What an appeal costs stands with the appeals.
    assert ex == {*EX, *OPENS, "replace", "collect", "overturn"}
    assert {move.name for move in registry.moves(Review)} == {*RV, "cancel", "lapse"}
    assert max(*EX.values(), *RV.values(), RV["take"] + COLLECT) <= MOST


@pytest.mark.parametrize("name", EX)
def test_statements_of_an_action_of_an_expertise(name: str, people: People) -> None:
    case = case_for(name, people)
    person = people.by_name()[ACTORS.get(name, "author")]
    data = given(name, case, people)
    upload = samples.upload(pdf("3"), "жаңа.pdf")
    assert cost(case, name, person, data, {"file": upload}) == EX[name]


@pytest.mark.parametrize("name", RV)
def test_statements_of_an_action_of_a_review(name: str, people: People) -> None:
    source = next(m.source for m in registry.moves(Review) if m.name == name)
    review = review_in(source, people)
    person = people.methodist if name in {"take", "give_back"} else people.expert
    data = given("submit_review" if name == "submit" else name, review, people)
    assert cost(review, name, person, data) == RV[name]


def test_statements_of_the_last_review(people: People) -> None:
    case = expertise_in("in_review", people)
    act(submit_review(case, people.expert), "take", people.methodist)
    last = submit_review(case, people.expert2)
    assert cost(last, "take", people.methodist, {}) == RV["take"] + COLLECT
    assert registry_row(case).state == "summary"


@pytest.mark.parametrize("count", [2, 3, 7])
def test_statements_of_assigning(count: int, people: People) -> None:
    experts = [people.expert, people.expert2, people.expert3]
    experts += [persons._expert(f"more{n}") for n in range(4)]
    case = expertise_in("registered", people)
    base, each = OPENS["assign"]
    data = {"experts": [expert.pk for expert in experts[:count]]}
    assert cost(case, "assign", people.methodist, data) == base + each * count


def test_statements_of_another_round(people: People) -> None:
    case = expertise_in("summary", people)
    base, each = OPENS["another_round"]
    assert cost(case, "another_round", people.methodist, {}) == base + each * 2


def test_statements_of_inviting(people: People) -> None:
    case = expertise_in("in_review", people)
    act(review_of(case, people.expert), "decline", people.expert, reason="Уақытым жоқ")
    data = {"experts": [people.expert3.pk]}
    assert cost(case, "invite", people.methodist, data) == sum(OPENS["invite"])


def test_statements_of_replacing(people: People) -> None:
    case = expertise_in("in_review", people)
    data = {"review": people.expert.pk, "reason": "Мерзім", "experts": [people.expert3.pk]}
    assert cost(case, "replace", people.methodist, data) == REPLACE


@pytest.mark.parametrize("open_reviews", [1, 2])
def test_statements_of_withdrawing_from_review(open_reviews: int, people: People) -> None:
    case = expertise_in("in_review", people)
    if open_reviews == 1:
        act(submit_review(case, people.expert), "take", people.methodist)
    base, each = ENDS
    data = {"reason": "Өз еркіммен"}
    assert cost(case, "withdraw", people.author, data) == base + each * open_reviews
