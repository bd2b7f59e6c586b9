"""Mentorings brought to any state by the actions that lead there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from permissions.models import Subject
from permissions.roles import Role
from tests import people as persons
from tests.workflows.processes.builders import act, registry_row
from workflows import engine, pairs
from workflows.processes.mentoring import Mentoring

if TYPE_CHECKING:
    from collections.abc import Callable

    from permissions.models import User
    from tests.workflows.processes.builders import People

REASON = {"reason": "Уақыт жетпейді"}
# A day of the winter in which the tests are told.
FRIDAY = date(2026, 1, 30)


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody of a table, with two mentors; the author is the teacher."""

    people: People
    mentor: User
    mentor2: User

    @property
    def teacher(self) -> User:
        return self.people.author

    @property
    def methodist(self) -> User:
        return self.people.methodist

    def by_name(self) -> dict[str, User]:
        mentors = {"mentor": self.mentor, "mentor2": self.mentor2}
        return self.people.by_name() | mentors


def gather(people: People) -> Cast:
    """Add two mentors; the first knows mathematics, in Kazakh and in Russian."""
    first = persons.person("mentor", Role.MENTOR)
    profile = persons.ExpertFactory.create(user=first)
    for language in ("kk", "ru"):
        persons.CompetenceFactory.create(expert=profile, language=language)
    return Cast(people, first, persons.person("mentor2", Role.MENTOR))


def wished(**changed: Any) -> dict[str, Any]:
    """Fill the form that a teacher starts with."""
    return {
        "theme": "Математика сабағындағы бағалау",
        "subject": Subject.objects.get(code="mathematics").pk,
        "language": "kk",
        "wish": "Қалыптастырушы бағалауды жүргізу қиын",
    } | changed


def proposed(*texts: str, until: str = "2026-11-02") -> dict[str, str]:
    """Fill the form of goals."""
    found = {"until": until}
    for number, text in enumerate(texts or ("Бағалау парағын енгізу",), start=1):
        found |= {f"goal-{number}-text": text, f"goal-{number}-sign": "Әр сабақта қолданылады"}
    return found


def met(**changed: Any) -> dict[str, Any]:
    """Fill the form of a meeting."""
    return {
        "held_on": "2026-02-02",
        "minutes": 60,
        "way": "in_person",
        "topic": "Дескрипторлар құру",
        "agreed": "Бір сабаққа қатысу",
    } | changed


def reported(case: Any, reached: str = "whole") -> dict[str, Any]:
    """Fill the form of the mentor's report."""
    found = {f"goal_{goal.pk}": reached for goal in pairs.goals(registry_row(case))}
    return found | {"results": "Бағалау парағы енгізілді", "advice": ""}


def start(cast: Cast, **changed: Any) -> Any:
    return engine.start(Mentoring, actor=cast.teacher, data=wished(**changed))


def offer(case: Any, cast: Cast, mentor: User) -> Any:
    return act(case, "offer", cast.methodist, mentor=mentor.pk)


def log(case: Any, person: User, **changed: Any) -> Any:
    """Write down a meeting, and give it."""
    act(case, "log_meeting", person, **met(**changed))
    return pairs.meetings(registry_row(case))[-1]


def confirmed(case: Any, cast: Cast) -> Any:
    """Write down a meeting as the mentor and confirm it as the teacher."""
    meeting = log(case, cast.mentor)
    return act(case, "confirm_meeting", cast.teacher, meeting=meeting.pk)


def _matching(cast: Cast) -> Any:
    return act(start(cast), "take", cast.methodist)


def _offered(cast: Cast) -> Any:
    return offer(_matching(cast), cast, cast.mentor)


def _planning(cast: Cast) -> Any:
    return act(_offered(cast), "accept", cast.mentor)


def _agreeing(cast: Cast) -> Any:
    return act(_planning(cast), "propose_goals", cast.mentor, **proposed())


def _active(cast: Cast) -> Any:
    return act(_agreeing(cast), "agree", cast.teacher)


def _report(cast: Cast) -> Any:
    return act(confirmed(_active(cast), cast), "conclude", cast.mentor)


def _review(cast: Cast) -> Any:
    case = _report(cast)
    return act(case, "report", cast.mentor, **reported(case))


def _feedback(cast: Cast) -> Any:
    return act(_review(cast), "accept_report", cast.methodist)


def _completed(cast: Cast) -> Any:
    given = {"rating": 5, "feedback": "Рақмет"}
    return act(_feedback(cast), "give_feedback", cast.teacher, **given)


MENTORINGS: dict[str, Callable[[Cast], Any]] = {
    "requested": start,
    "matching": _matching,
    "offered": _offered,
    "planning": _planning,
    "agreeing": _agreeing,
    "active": _active,
    "report": _report,
    "review": _review,
    "feedback": _feedback,
    "completed": _completed,
    "ended": lambda cast: act(_active(cast), "end_early", cast.teacher, **REASON),
    "unmatched": lambda cast: act(_matching(cast), "give_up", cast.methodist, **REASON),
    "withdrawn": lambda cast: act(_offered(cast), "withdraw", cast.teacher, **REASON),
}


def mentoring_in(state: str, cast: Cast) -> Any:
    """Bring a new mentoring of the author with ``cast.mentor`` to a state."""
    case = MENTORINGS[state](cast)
    assert case.state == state
    return case
