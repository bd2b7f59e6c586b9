"""Sites and their yearly reports brought to any state by the actions that lead there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from permissions.models import Subject
from tests.documents import samples
from tests.workflows import sessions
from tests.workflows.processes import builders
from tests.workflows.processes.builders import act, file, registry_row
from workflows import engine
from workflows.models import Case
from workflows.processes.innovation import Innovation

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.workflows.processes.builders import People

FILED = ("innovation_programme", "justification", "council_consent")
WRITTEN = {"done": "Сабақтар өткізілді", "reached": "Оқу сапасы 7 % өсті", "difficulties": ""}


def described(**changed: Any) -> dict[str, Any]:
    """Fill the form that the head of an organisation starts with."""
    return {
        "title_kk": "Жобалық оқыту ауыл мектебінде",
        "title_ru": "Проектное обучение в сельской школе",
        "kind": "innovation",
        "direction": "methods",
        "subject": Subject.objects.get(code="mathematics").pk,
        "language": "kk",
        "years_asked": 3,
        "goals": "Оқушының дербестігін арттыру",
        "stages": "Дайындық, енгізу, қорыту",
        "results_expected": "Оқу сапасы 10 % өседі",
        "partners": "Педагогика институты",
    } | changed


def start(people: People, **changed: Any) -> Any:
    head = people.school_head
    given = described(organisation=head.organisation_id, **changed)
    return engine.start(Innovation, actor=head, data=given)


def order(**changed: Any) -> dict[str, Any]:
    return {"order_number": "45-Н", "order_date": timezone.localdate()} | changed


def issue(case: Case, people: People, **changed: Any) -> Any:
    upload = samples.upload(builders.pdf(f"order {case.pk}"), "order.pdf")
    return act(case, "issue_order", people.head, files={"order": upload}, **order(**changed))


def reports_of(case: Case) -> list[Any]:
    rows = Case.objects.filter(parent=case.pk, process_code="YR").order_by("pk")
    return [registry_row(row) for row in rows]


def write(report: Any) -> Any:
    """Write and file a report."""
    act(report, "write", report.reporter, **WRITTEN)
    return file(report, report.reporter, "yearly_report")


def submit(report: Any) -> Any:
    write(report)
    return act(report, "submit", report.reporter)


def accept(report: Any) -> Any:
    return act(submit(report), "accept", report.methodist)


def report_in_full(case: Case, people: People) -> Any:
    """Submit the final report of a site."""
    upload = samples.upload(builders.pdf(f"final {case.pk}"), "final.pdf")
    files = {"final_report": upload}
    results = "Оқу сапасы 12 % өсті"
    return act(case, "submit_final_report", people.school_head, files=files, results=results)


def _draft(people: People) -> Any:
    return start(people)


def _submitted(people: People) -> Any:
    case = _draft(people)
    for kind in FILED:
        file(case, people.school_head, kind)
    act(case, "record_conclusion", people.school_head, **builders.conclusion())
    return act(case, "submit", people.school_head)


def _incomplete(people: People) -> Any:
    return act(_submitted(people), "return_incomplete", people.secretary, missing="Хаттама")


def _registered(people: People) -> Any:
    return act(_submitted(people), "register", people.secretary, methodist=people.methodist.pk)


def _in_review(people: People) -> Any:
    return builders.assign(_registered(people), people, people.expert, people.expert2)


def _summary(people: People) -> Any:
    case = _in_review(people)
    for expert in (people.expert, people.expert2):
        act(builders.submit_review(case, expert), "take", people.methodist)
    return registry_row(case)


def _revision(people: People) -> Any:
    case = _summary(people)
    keys = list(case.remarks.values_list("pk", flat=True))
    return act(case, "send_remarks", people.methodist, remarks=keys, **builders.SUMMARY)


def _ready(people: People) -> Any:
    return act(_summary(people), "recommend", people.methodist, **builders.SUMMARY)


def _before_council(people: People) -> Any:
    return sessions.before(_ready(people), people)


def _approved(people: People) -> Any:
    return sessions.decide(_before_council(people), people, "approve", level="region", years=2)


def _running(people: People) -> Any:
    return issue(_approved(people), people)


def _outcome_ready(people: People) -> Any:
    return act(_running(people), "suggest_stopping", people.methodist, reason="Есеп берілмеді")


def _before_outcome(people: People) -> Any:
    return sessions.before(_outcome_ready(people), people)


def _stopped(people: People) -> Any:
    return sessions.decide(_before_outcome(people), people, "stop")


def _completed(people: People) -> Any:
    case = sessions.decide(_before_council(people), people, "approve", level="trial", years=1)
    case = issue(case, people)
    for report in reports_of(case):
        accept(report)
    case = sessions.before(report_in_full(case, people), people)
    return sessions.decide(case, people, "complete")


def _rejected(people: People) -> Any:
    return sessions.decide(_before_council(people), people, "reject")


def _withdrawn(people: People) -> Any:
    return act(_submitted(people), "withdraw", people.school_head, reason="Кейінге қалдырдық")


def _discarded(people: People) -> Any:
    return act(_draft(people), "discard", people.school_head)


SITES: dict[str, Callable[[People], Any]] = {
    "draft": _draft,
    "submitted": _submitted,
    "incomplete": _incomplete,
    "registered": _registered,
    "in_review": _in_review,
    "summary": _summary,
    "revision": _revision,
    "ready": _ready,
    "before_council": _before_council,
    "approved": _approved,
    "running": _running,
    "outcome_ready": _outcome_ready,
    "before_outcome": _before_outcome,
    "completed": _completed,
    "stopped": _stopped,
    "rejected": _rejected,
    "withdrawn": _withdrawn,
    "discarded": _discarded,
}


def site_in(state: str, people: People) -> Any:
    """Bring a new site of the author's school to a state."""
    case = SITES[state](people)
    assert case.state == state
    return case


def _awaited(people: People) -> Any:
    return reports_of(_running(people))[0]


def _handed_in(people: People) -> Any:
    return submit(_awaited(people))


def _accepted(people: People) -> Any:
    return act(_handed_in(people), "accept", people.methodist)


def _cancelled(people: People) -> Any:
    return reports_of(_stopped(people))[0]


REPORTS: dict[str, Callable[[People], Any]] = {
    "awaited": _awaited,
    "submitted": _handed_in,
    "accepted": _accepted,
    "cancelled": _cancelled,
}


def report_in(state: str, people: People) -> Any:
    """Bring the report of the first year of a new site to a state."""
    report = REPORTS[state](people)
    assert report.state == state
    return report
