"""What each action of a site and of its reports costs, counted as in ``test_statements``.

What a site shares with an expertise is counted there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from documents.models import DocumentKind
from tests.documents import samples
from tests.workflows import sessions
from tests.workflows.processes import innovations
from tests.workflows.processes.builders import act, pdf
from tests.workflows.processes.innovations import described, reports_of, site_in
from tests.workflows.processes.test_statements import MOST, cost, planned
from workflows import registry, sites
from workflows.councils.agenda import AgendaItem
from workflows.councils.motions import last_motion
from workflows.processes.innovation import Innovation
from workflows.processes.yearly_report import YearlyReport

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.workflows.processes.builders import People


@pytest.fixture(autouse=True)
def _kinds_are_known(db: None) -> None:
    """Have the kinds of documents read that a process reads once."""
    for code in ("order", "final_report"):
        sites._kind(code)


# The action, the state it is done in, who does it.
IN = {
    ("describe", "draft", "school_head"): 5,
    ("withdraw", "registered", "school_head"): 3,
    ("put_on_agenda", "outcome_ready", "secretary"): 8,
    ("defer", "before_outcome", "secretary"): 5,
    ("approve", "before_council", "system"): 5,
    ("add_documents", "running", "school_head"): 7,
    ("suggest_stopping", "running", "methodist"): 3,
    ("return_to_site", "outcome_ready", "methodist"): 5,
    ("work_on", "before_outcome", "system"): 6,
}
YR = {
    ("write", "awaited", "school_head"): 4,
    ("file", "awaited", "school_head"): 8,
    ("submit", "awaited", "school_head"): 5,
    ("accept", "submitted", "methodist"): 4,
    ("give_back", "submitted", "methodist"): 4,
}
FINAL_REPORT = 8
# Without reports, and for each report that is opened or ended.
ORDER = (14, 3)
EXTEND = (11, 3)
STOP = (5, 2)
SHARED = {
    "another_round",
    "answer",
    "assign",
    "collect",
    "confirm_coauthorship",
    "decline_coauthorship",
    "discard",
    "file",
    "invite",
    "invite_coauthor",
    "overturn",
    "recommend",
    "record_conclusion",
    "refer",
    "register",
    "reject",
    "remove_coauthor",
    "replace",
    "require_revision",
    "resubmit",
    "return_incomplete",
    "revise",
    "send_remarks",
    "submit",
    "withdraw_document",
}


def given(name: str, case: Any, people: People) -> dict[str, Any]:
    """Fill the form of an action."""
    reason = {"reason": "Себебі бар"}
    filled: dict[str, Callable[[], dict[str, Any]]] = {
        "describe": lambda: described() | {"responsible": ""},
        "withdraw": lambda: reason,
        "put_on_agenda": lambda: {"session": planned(people).pk},
        "defer": lambda: reason,
        "approve": lambda: carried(case, people, "approve", level="region", years="2"),
        "work_on": lambda: carried(case, people, "work_on"),
        "add_documents": lambda: {"kind": DocumentKind.objects.get(code="other").pk},
        "suggest_stopping": lambda: reason,
        "return_to_site": lambda: reason,
        "write": lambda: innovations.WRITTEN,
        "file": lambda: {"kind": DocumentKind.objects.get(code="yearly_report").pk},
        "give_back": lambda: reason,
    }
    return filled[name]() if name in filled else {}


def carried(case: Any, people: People, resolution: str, **more: str) -> dict[str, Any]:
    """Hold and close a session that decides a case, short of carrying the decision out."""
    item = AgendaItem.objects.get(matter_id=case.pk, state="waiting")
    both = [people.chair, people.member]
    session = sessions.convene(sessions.row(item.session), people.secretary, both)
    sessions.resolve(session, people.secretary, item, resolution, **more)
    act(session, "close", people.secretary)
    motion = last_motion(item)
    assert motion is not None
    return sessions.TEXTS | more | {"motion": motion.pk}


def test_every_action_has_a_cost() -> None:
    own = {name for name, _state, _who in IN} | SHARED
    assert {move.name for move in registry.moves(Innovation)} == {
        *own,
        "issue_order",
        "submit_final_report",
        "complete",
        "extend",
        "stop",
    }
    assert {move.name for move in registry.moves(YearlyReport)} == {
        *(name for name, _state, _who in YR),
        "cancel",
    }
    assert max(*IN.values(), *YR.values(), FINAL_REPORT) <= MOST
    # What opens or ends the usual three reports moves four cases.
    for base, each in (ORDER, EXTEND, STOP):
        assert base + 3 * each <= 4 * MOST


@pytest.mark.parametrize(("name", "state", "who"), IN)
def test_statements_of_an_action_of_a_site(name: str, state: str, who: str, people: People) -> None:
    case = site_in(state, people)
    data = given(name, case, people)
    upload = samples.upload(pdf("3"), "жаңа.pdf")
    assert cost(case, name, people.by_name()[who], data, {"file": upload}) == IN[name, state, who]


@pytest.mark.parametrize(("name", "state", "who"), YR)
def test_statements_of_an_action_of_a_report(
    name: str, state: str, who: str, people: People
) -> None:
    report = innovations.report_in(state, people)
    if name == "submit":
        innovations.write(report)
    data = given(name, report, people)
    upload = samples.upload(pdf("3"), "жаңа.pdf")
    assert cost(report, name, people.by_name()[who], data, {"file": upload}) == YR[name, state, who]


def test_statements_of_the_final_report(people: People) -> None:
    case = site_in("running", people)
    for report in reports_of(case)[:1]:
        innovations.accept(report)
    second = reports_of(case)[1]
    with_year_begun(second)
    innovations.accept(second)
    files = {"final_report": samples.upload(pdf("4"), "есеп.pdf")}
    data = {"results": "Сапа өсті"}
    assert cost(case, "submit_final_report", people.school_head, data, files) == FINAL_REPORT


def with_year_begun(report: Any) -> None:
    YearlyReport.objects.filter(pk=report.pk).update(since="2026-01-01")


@pytest.mark.parametrize("years", [1, 5])
def test_statements_of_the_order(years: int, people: People) -> None:
    case = sessions.decide(
        site_in("before_council", people), people, "approve", level="region", years=years
    )
    files = {"order": samples.upload(pdf("5"), "бұйрық.pdf")}
    base, each = ORDER
    assert cost(case, "issue_order", people.head, innovations.order(), files) == base + each * years


@pytest.mark.parametrize("years", ["1", "3"])
def test_statements_of_extending(years: str, people: People) -> None:
    case = site_in("before_outcome", people)
    data = carried(case, people, "extend", more_years=years)
    base, each = EXTEND
    assert cost(case, "extend", people.system, data) == base + each * int(years)


@pytest.mark.parametrize("open_reports", [1, 2])
def test_statements_of_stopping(open_reports: int, people: People) -> None:
    case = site_in("before_outcome", people)
    if open_reports == 1:
        innovations.accept(reports_of(case)[0])
    data = carried(case, people, "stop")
    base, each = STOP
    assert cost(case, "stop", people.system, data) == base + each * open_reports
