"""Expertises and reviews brought to any state by the actions that lead there."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from documents.models import DocumentKind
from permissions.models import District, Subject
from permissions.people import grant_role, system
from permissions.roles import Role
from permissions.rules import Allowed
from tests import people as persons
from tests.documents import samples
from tests.workflows import sessions
from workflows import engine, registry
from workflows.models import Case
from workflows.panel import Seat
from workflows.processes.expertise import Expertise
from workflows.processes.review import Review
from workflows.rubrics import Criterion

if TYPE_CHECKING:
    from collections.abc import Callable

    from permissions.models import User

QOSTANAY = ZoneInfo("Asia/Qostanay")
# A Monday; no holiday until 9 March.
MONDAY = datetime(2026, 2, 2, 10, 0, tzinfo=QOSTANAY)
FILED = ("work", "explanatory_note", "outside_review", "council_extract")
SUMMARY = {"summary_kk": "Қорытынды", "summary_ru": "Заключение"}


@dataclass(frozen=True, slots=True)
class People:
    """Everybody of whom the tables of who may do what speak, by the name they have there."""

    author: User
    coauthor: User
    school_head: User
    secretary: User
    methodist: User
    other_methodist: User
    expert: User
    expert2: User
    expert3: User
    district: User
    other_district: User
    member: User
    chair: User
    head: User
    department: User
    admin: User
    outsider: User
    system: User

    def by_name(self) -> dict[str, User]:
        return {field.name: getattr(self, field.name) for field in fields(self)}


def gather() -> People:
    author = persons.person("author", Role.AUTHOR, district="rudny", region=False)
    school_head = persons.UserFactory.create(
        username="school_head", organisation=author.organisation
    )
    grant_role(school_head, Role.ORGANISATION_HEAD, organisation=author.organisation, by=system())
    return People(
        author=author,
        coauthor=persons.person("coauthor", Role.AUTHOR, district="lisakovsk", region=False),
        school_head=school_head,
        secretary=persons.person("secretary", Role.SECRETARY),
        methodist=persons.person("methodist", Role.METHODIST),
        other_methodist=persons.person("other_methodist", Role.METHODIST),
        expert=persons._expert("expert"),
        expert2=persons._expert("expert2"),
        expert3=persons._expert("expert3"),
        district=district_methodist("district", "rudny"),
        other_district=district_methodist("other_district", "arkalyk"),
        member=persons.person("member", Role.COUNCIL_MEMBER),
        chair=persons.person("chair", Role.COUNCIL_CHAIR),
        head=persons.person("head", Role.CENTRE_HEAD),
        department=persons.person("department", Role.DEPARTMENT_HEAD),
        admin=persons.person("admin", Role.ADMINISTRATOR, region=False),
        outsider=persons.person("outsider", Role.AUTHOR, district="arkalyk", region=False),
        system=system(),
    )


def district_methodist(username: str, code: str) -> User:
    made = persons.person(username, district=code)
    scope = District.objects.get(code=code)
    grant_role(made, Role.DISTRICT_METHODIST, district=scope, by=system())
    return made


def described(**changed: Any) -> dict[str, Any]:
    """Fill the form that an author starts with."""
    return {
        "kind": "didactic_material",
        "title_kk": "Математика апталығы",
        "title_ru": "Неделя математики",
        "subject": Subject.objects.get(code="mathematics").pk,
        "grades": "5–7",
        "language": "kk",
        "hours": 34,
        "level_asked": "region",
        "annotation": "Пәнге қызығушылықты арттырады.",
        "trial": "",
    } | changed


def start(people: People, **changed: Any) -> Expertise:
    return engine.start(Expertise, actor=people.author, data=described(**changed))


def act(case: Any, name: str, actor: User, *, files: Any = None, **data: Any) -> Any:
    """Act on a case as it is now; what `perform` gives is the case as it is then."""
    case = registry_row(case)
    return engine.perform(
        case, name, actor=actor, seen_version=case.version, data=data, files=files
    )


def registry_row(case: Case) -> Any:
    """Read a case anew, of its own process."""
    return registry.model(case.process_code).objects.get(pk=case.pk)


def pdf(text: str = "") -> bytes:
    """Make a PDF unlike every other one."""
    return samples.pdf() + f"\n% {text}\n".encode()


def file(case: Case, actor: User, kind: str, content: bytes | None = None, **data: Any) -> Any:
    key = DocumentKind.objects.get(code=kind).pk
    upload = samples.upload(content or pdf(f"{kind} {case.pk}"), f"{kind}.pdf")
    return act(case, "file", actor, files={"file": upload}, kind=key, **data)


def review_of(case: Case, expert: User) -> Review:
    """Find the latest review of an expert in a case."""
    seat = Seat.objects.filter(case_id=case.pk, person=expert).order_by("-pk")[0]
    return Review.objects.get(pk=seat.review_id)


def scored(review: Review, value: int = 4, **changed: Any) -> dict[str, Any]:
    criteria = Criterion.objects.filter(rubric_id=review.rubric_id)
    scores = {f"criterion_{criterion.pk}": value for criterion in criteria}
    return scores | {"recommendation": "revise", "note": "Тек кеңеске"} | changed


def remark(severity: str = "must", text: str = "Қатені түзету керек") -> dict[str, str]:
    return {"place": "12-бет", "severity": severity, "text": text}


def remarked(*remarks: dict[str, str]) -> dict[str, str]:
    """Fill the rows of remarks in the form of a review."""
    return {
        f"remark-{number}-{name}": value
        for number, one in enumerate(remarks, start=1)
        for name, value in one.items()
    }


def submit_review(case: Case, expert: User, *, remarks: int = 1) -> Review:
    """Accept a review, make remarks and hand it in."""
    review = act(review_of(case, expert), "accept", expert)
    found = [remark(text=f"Ескерту {number + 1}") for number in range(remarks)]
    made: Review = act(review, "submit", expert, **scored(review), **remarked(*found))
    return made


def assign(case: Case, people: People, *experts: User) -> Any:
    return act(case, "assign", people.methodist, experts=[expert.pk for expert in experts])


# Each state of EX, and how to get there from the state before.


def _draft(people: People) -> Any:
    return act(start(people), "invite_coauthor", people.author, person="coauthor")


def _submitted(people: People) -> Any:
    case = _draft(people)
    act(case, "confirm_coauthorship", people.coauthor)
    for kind in FILED:
        file(case, people.author, kind)
    act(case, "record_conclusion", people.author, **conclusion())
    return act(case, "submit", people.author)


def _incomplete(people: People) -> Any:
    return act(_submitted(people), "return_incomplete", people.secretary, missing="Жоспар")


def _registered(people: People) -> Any:
    return act(_submitted(people), "register", people.secretary, methodist=people.methodist.pk)


def _in_review(people: People) -> Any:
    return assign(_registered(people), people, people.expert, people.expert2)


def _summary(people: People) -> Any:
    case = _in_review(people)
    for expert in (people.expert, people.expert2):
        act(submit_review(case, expert), "take", people.methodist)
    return registry_row(case)


def _revision(people: People) -> Any:
    case = _summary(people)
    keys = list(case.remarks.values_list("pk", flat=True))
    return act(case, "send_remarks", people.methodist, remarks=keys, **SUMMARY)


def _ready(people: People) -> Any:
    return act(_summary(people), "recommend", people.methodist, **SUMMARY)


def _before_council(people: People) -> Any:
    return sessions.before(_ready(people), people)


def _approved(people: People) -> Any:
    return sessions.decide(_before_council(people), people, "approve", level="region")


def _rejected(people: People) -> Any:
    return sessions.decide(_before_council(people), people, "reject")


def _withdrawn(people: People) -> Any:
    return act(_submitted(people), "withdraw", people.author, reason="Өз еркіммен")


def _discarded(people: People) -> Any:
    return act(_draft(people), "discard", people.author)


EXPERTISES: dict[str, Callable[[People], Any]] = {
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
    "rejected": _rejected,
    "withdrawn": _withdrawn,
    "discarded": _discarded,
}


def expertise_in(state: str, people: People) -> Expertise:
    """Bring a new expertise of the author and the co-author to a state."""
    case: Expertise = EXPERTISES[state](people)
    assert case.state == state
    return case


def conclusion(**changed: Any) -> dict[str, Any]:
    return {
        "conclusion_number": "17",
        "conclusion_date": date(2026, 1, 20),
        "conclusion_result": "supported",
    } | changed


# Each state of RV: the review of ``expert`` in an expertise whose other expert is ``expert2``.


def _invited(people: People) -> Any:
    return review_of(_in_review(people), people.expert)


def _in_progress(people: People) -> Any:
    return act(_invited(people), "accept", people.expert)


def _handed_in(people: People) -> Any:
    return submit_review(_in_review(people), people.expert)


def _accepted(people: People) -> Any:
    return act(_handed_in(people), "take", people.methodist)


def _declined(people: People) -> Any:
    return act(_invited(people), "decline", people.expert, reason="Уақытым жоқ")


def _cancelled(people: People) -> Any:
    review = _invited(people)
    act(review.parent, "withdraw", people.author, reason="Өз еркіммен")
    return registry_row(review)


REVIEWS: dict[str, Callable[[People], Any]] = {
    "invited": _invited,
    "in_progress": _in_progress,
    "submitted": _handed_in,
    "accepted": _accepted,
    "declined": _declined,
    "cancelled": _cancelled,
}


def review_in(state: str, people: People) -> Review:
    """Bring a new review of ``people.expert`` to a state."""
    review: Review = REVIEWS[state](people)
    assert review.state == state
    return review


def who_may(case: Case, people: People) -> dict[str, set[str]]:
    """Name, for each move from where a case stands, those whom its rule allows."""
    found: dict[str, set[str]] = {}
    for name, person in people.by_name().items():
        for option in engine.available(case, person):
            allowed = found.setdefault(option.move.name, set())
            if isinstance(option.may, Allowed):
                allowed.add(name)
    return found
