"""The mentorings of the demo: one completed, one under way, one waiting for a mentor's answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from config.demo.telling import Scene, Telling
from config.demo.work import Work
from permissions.models import Subject
from workflows import engine, pairs
from workflows.pairs import months_after
from workflows.processes.mentoring import Mentoring

if TYPE_CHECKING:
    from collections.abc import Mapping

    from permissions.models import User

MONTHS = 9


@dataclass(frozen=True)
class Wish(Work):
    """What a teacher asks for; the mentors who are asked stand where others have a panel."""

    process: ClassVar[Any] = Mentoring
    source: ClassVar[str] = "mentorings"

    @property
    def title(self) -> str:
        """The theme."""
        return str(self.told["theme"])

    def described(self) -> dict[str, Any]:
        """Give what the teacher fills in."""
        filled = {name: self.told[name] for name in ("theme", "language", "wish")}
        return filled | {"subject": Subject.objects.get(code=self.told["subject"]).pk}


def _act(told: Telling, name: str, actor: User, data: Mapping[str, Any] | None = None) -> None:
    """Act at the time of the scene: the forms look at the calendar."""
    with told.clock.now_is():
        told.case = engine.perform(
            told.case,
            name,
            actor=actor,
            seen_version=told.case.version,
            data=data,
            at=told.clock.moment,
        )


def _take(told: Telling) -> None:
    _act(told, "take", told.leader)


def _ask(told: Telling) -> None:
    """Ask the next of the mentors named for the case."""
    name = told.panel[len(pairs.pairings(told.case))]
    _act(told, "offer", told.leader, {"mentor": told.cast[name].pk})


def _decline(told: Telling) -> None:
    _act(told, "decline", told.case.mentor, {"reason": told.work.told["declined"]})


def _plan(told: Telling) -> None:
    mentor = told.case.mentor
    _act(told, "accept", mentor)
    given: dict[str, Any] = {"until": months_after(told.clock.day, MONTHS)}
    for number, (text, sign) in enumerate(told.work.told["goals"], start=1):
        given |= {f"goal-{number}-text": text, f"goal-{number}-sign": sign}
    _act(told, "propose_goals", mentor, given)


def _agree(told: Telling) -> None:
    _act(told, "agree", told.work.author)


def _meet(told: Telling) -> None:
    """Write down the next meeting; teacher and mentor take turns."""
    number = len(pairs.meetings(told.case))
    topic, agreed = told.work.told["meetings"][number]
    given = {
        "held_on": told.clock.day,
        "minutes": 60 + 30 * (number % 2),
        "way": list(pairs.Way)[number % 3],
        "topic": topic,
        "agreed": agreed,
    }
    _act(told, "log_meeting", (told.case.mentor, told.work.author)[number % 2], given)


def _confirm(told: Telling) -> None:
    """Confirm the last meeting as the other one of the pair."""
    meeting = pairs.meetings(told.case)[-1]
    mentor, teacher = told.case.mentor, told.work.author
    other = teacher if meeting.logged_by_id == mentor.pk else mentor
    _act(told, "confirm_meeting", other, {"meeting": meeting.pk})


def _report(told: Telling) -> None:
    mentor = told.case.mentor
    _act(told, "conclude", mentor)
    given = {name: told.work.told[name] for name in ("results", "advice")}
    for goal, reached in zip(pairs.goals(told.case), ("whole", "partly"), strict=True):
        given[f"goal_{goal.pk}"] = reached
    _act(told, "report", mentor, given)


def _accept_report(told: Telling) -> None:
    _act(told, "accept_report", told.leader)


def _thank(told: Telling) -> None:
    given = {"rating": "5", "feedback": told.work.told["feedback"]}
    _act(told, "give_feedback", told.work.author, given)


ask, meet, confirm = Scene(2, _ask), Scene(18, _meet), Scene(1, _confirm)

OFFERED_AGAIN = (Scene(1, _take), ask, Scene(2, _decline), ask)
BEGUN = (Scene(1, _take), ask, Scene(2, _plan), Scene(2, _agree))
UNDER_WAY = (*BEGUN, meet, confirm, meet)
COMPLETED = (
    *BEGUN,
    *(meet, confirm) * 3,
    Scene(10, _report),
    Scene(3, _accept_report),
    Scene(4, _thank),
)
