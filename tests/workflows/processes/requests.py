"""Requests of an organisation brought to any state by the actions that lead there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from tests.documents import samples
from tests.workflows.processes import builders
from tests.workflows.processes.builders import act
from workflows import engine
from workflows.processes.request import Request

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.workflows.processes.builders import People

ASKED = "Вариативтік компонент бойынша бағдарламаны сараптауға дайындауға көмек керек."
ANSWER = "Бағдарлама бірге қаралды, ескертулер қосымшада көрсетілді, көктемде тағы келеміз."
IN_RUSSIAN = "Программу рассмотрели вместе, замечания указаны в приложении, приедем ещё раз весной."
PLAN = "5 ақпан – мектепке бару, 12 ақпан – талдау."
ACCEPTED = {"rating": 5, "rated_because": "Рақмет"}
REASON = {"reason": "Себебі бар"}


def described(**changed: Any) -> dict[str, Any]:
    """Fill the form of the words of a request."""
    return {
        "kind": "programmes",
        "language": "kk",
        "title": "Робототехника бағдарламасына көмек",
        "text": ASKED,
        "contact": "Ғ. Сәрсенова, 8 (71431) 2-22-22",
    } | changed


def start(people: People, **changed: Any) -> Any:
    head = people.school_head
    return engine.start(
        Request, actor=head, data=described(organisation=head.organisation_id, **changed)
    )


def visit(**changed: Any) -> dict[str, Any]:
    return {"day": timezone.localdate(), "met": "Директор", "done": "Сабаққа қатыстым"} | changed


def paper(name: str) -> Any:
    return samples.upload(builders.pdf(name), f"{name}.pdf")


def prepare(case: Any, people: People) -> Any:
    """Plan, and file the result."""
    act(case, "write_plan", people.methodist, plan=PLAN)
    result = paper(f"result {case.pk}")
    return act(case, "file_result", people.methodist, files={"file": result})


def _draft(people: People) -> Any:
    return start(people)


def _submitted(people: People) -> Any:
    return act(start(people), "submit", people.school_head)


def _registered(people: People) -> Any:
    return act(_submitted(people), "register", people.secretary)


def _in_work(people: People) -> Any:
    return act(_registered(people), "assign", people.head, methodist=people.methodist.pk)


def _answered(people: People) -> Any:
    case = prepare(_in_work(people), people)
    return act(case, "send_answer", people.methodist, answer=ANSWER)


def _closed(people: People) -> Any:
    return act(_answered(people), "accept", people.school_head, **ACCEPTED)


def _redirected(people: People) -> Any:
    given = {"redirected_to": "Білім бөлімі"} | REASON
    return act(_submitted(people), "redirect", people.secretary, **given)


def _refused(people: People) -> Any:
    return act(_registered(people), "refuse", people.secretary, **REASON)


def _withdrawn(people: People) -> Any:
    return act(_submitted(people), "withdraw", people.school_head, **REASON)


def _discarded(people: People) -> Any:
    return act(_draft(people), "discard", people.school_head)


REQUESTS: dict[str, Callable[[People], Any]] = {
    "draft": _draft,
    "submitted": _submitted,
    "registered": _registered,
    "in_work": _in_work,
    "answered": _answered,
    "closed": _closed,
    "redirected": _redirected,
    "refused": _refused,
    "withdrawn": _withdrawn,
    "discarded": _discarded,
}


def request_in(state: str, people: People) -> Any:
    """Bring a new request of the author's school to a state."""
    case = REQUESTS[state](people)
    assert case.state == state
    return case
