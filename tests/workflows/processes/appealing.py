"""Appeals and conditions brought to any state by the actions that lead there."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from permissions.models import User
from tests import people as persons
from tests.workflows import sessions
from tests.workflows.processes import builders
from tests.workflows.processes.builders import SUMMARY, act, registry_row
from workflows import engine
from workflows.processes.appeal import Appeal
from workflows.processes.condition import Condition

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.workflows.processes.builders import People

GROUNDS = "Сарапшылардың ескертулері жаңа нұсқада ескерілген."
REASON = {"reason": "Себебі бар"}


def fresh_experts() -> list[User]:
    """Give two experts who had no part in the first round."""
    names = ("expert3", "fresh")
    known = {person.username: person for person in User.objects.filter(username__in=names)}
    return [known.get(name) or persons._expert(name) for name in names]


def filed_on(case: Any, people: People) -> Appeal:
    data = {"about": case.number, "grounds": GROUNDS}
    return engine.start(Appeal, actor=people.author, data=data)


def _filed(people: People) -> Any:
    return filed_on(builders.expertise_in("rejected", people), people)


def _registered(people: People) -> Any:
    return act(_filed(people), "register", people.secretary, methodist=people.other_methodist.pk)


def _in_review(people: People) -> Any:
    keys = [expert.pk for expert in fresh_experts()]
    return act(_registered(people), "assign", people.other_methodist, experts=keys)


def _summary(people: People) -> Any:
    case = _in_review(people)
    for expert in fresh_experts():
        review = builders.submit_review(case, expert)
        act(review, "take", people.other_methodist)
    return registry_row(case)


def _ready(people: People) -> Any:
    return act(_summary(people), "recommend", people.other_methodist, **SUMMARY)


def _before_council(people: People) -> Any:
    return sessions.before(_ready(people), people)


def _upheld(people: People) -> Any:
    return sessions.decide(_before_council(people), people, "uphold")


def _replaced(people: People) -> Any:
    return sessions.decide(_before_council(people), people, "replace_decision", level="district")


def _inadmissible(people: People) -> Any:
    return act(_filed(people), "refuse", people.secretary, **REASON)


def _withdrawn(people: People) -> Any:
    return act(_filed(people), "withdraw", people.author, **REASON)


APPEALS: dict[str, Callable[[People], Any]] = {
    "filed": _filed,
    "registered": _registered,
    "in_review": _in_review,
    "summary": _summary,
    "ready": _ready,
    "before_council": _before_council,
    "upheld": _upheld,
    "replaced": _replaced,
    "inadmissible": _inadmissible,
    "withdrawn": _withdrawn,
}


def appeal_in(state: str, people: People) -> Appeal:
    """Bring a new appeal against a rejection to a state."""
    case: Appeal = registry_row(APPEALS[state](people))
    assert case.state == state
    return case


# Each state of CD: the condition of an approval.


def rows(*texts: str, days: int = 30) -> dict[str, Any]:
    """Fill the rows of conditions as a browser does."""
    until = timezone.localdate() + timedelta(days=days)
    found = {}
    for number, text in enumerate(texts or ("Тест тапсырмаларын қосу",)):
        found[f"conditions_{number}_text_kk"] = text
        found[f"conditions_{number}_text_ru"] = f"{text} (ru)"
        found[f"conditions_{number}_until"] = f"{until:%d.%m.%Y}"
    return found


def approved_with_conditions(people: People, *texts: str) -> Any:
    case = builders.expertise_in("before_council", people)
    data = {"level": "region"} | rows(*texts)
    return sessions.decide(case, people, "approve", **data)


def _open(people: People) -> Any:
    approved_with_conditions(people)
    return Condition.objects.get()


def _reported(people: People) -> Any:
    return act(_open(people), "hand_in", people.author, report="Қосылды, 12–20-беттер.")


def _unmet(people: People) -> Any:
    return act(_reported(people), "refuse", people.methodist, **REASON)


def _fulfilled(people: People) -> Any:
    return act(_reported(people), "accept", people.methodist)


def _not_fulfilled(people: People) -> Any:
    return act(_unmet(people), "close", people.secretary, reason="Сертификат күшінде қалады.")


def _lapsed(people: People) -> Any:
    case = approved_with_conditions(people)
    appeal = filed_on(case, people)
    act(appeal, "register", people.secretary, methodist=people.other_methodist.pk)
    keys = [expert.pk for expert in fresh_experts()]
    act(appeal, "assign", people.other_methodist, experts=keys)
    for expert in fresh_experts():
        act(builders.submit_review(appeal, expert), "take", people.other_methodist)
    act(appeal, "recommend", people.other_methodist, **SUMMARY)
    heard = sessions.before(appeal, people)
    sessions.decide(heard, people, "replace_decision", level="region")
    return Condition.objects.get()


CONDITIONS: dict[str, Callable[[People], Any]] = {
    "open": _open,
    "reported": _reported,
    "unmet": _unmet,
    "fulfilled": _fulfilled,
    "not_fulfilled": _not_fulfilled,
    "lapsed": _lapsed,
}


def condition_in(state: str, people: People) -> Condition:
    """Bring the condition of a new approval to a state."""
    case: Condition = registry_row(CONDITIONS[state](people))
    assert case.state == state
    return case
