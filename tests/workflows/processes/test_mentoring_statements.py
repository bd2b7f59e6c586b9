"""What each action of a mentoring costs: the statements of its transaction, at most eight."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tests.workflows.processes import builders
from tests.workflows.processes.builders import registry_row
from tests.workflows.processes.mentorings import (
    REASON,
    log,
    mentoring_in,
    met,
    proposed,
    reported,
    start,
    wished,
)
from tests.workflows.processes.reading import counted
from workflows import access, engine, registry
from workflows.processes.mentoring import Mentoring

if TYPE_CHECKING:
    import time_machine

    from permissions.models import User
    from tests.workflows.processes.mentorings import Cast

MN = {
    "describe": 5,
    "take": 5,
    "offer": 8,
    "decline": 6,
    "recall": 5,
    "accept": 5,
    "change_mentor": 6,
    "propose_goals": 7,
    "ask_other_goals": 4,
    "agree": 3,
    "log_meeting": 4,
    "confirm_meeting": 5,
    "refuse_meeting": 5,
    "conclude": 4,
    "report": 7,
    "return_report": 3,
    "accept_report": 3,
    "give_feedback": 4,
    "withdraw": 4,
    "give_up": 2,
    "end_early": 3,
    "complete": 3,
}


class Walk:
    """Acts on a case and counts what that costs, by action."""

    def __init__(self, case: Any) -> None:
        self.case = case
        self.spent: dict[str, int] = {}

    def act(self, name: str, actor: User, **data: Any) -> None:
        self.case = registry_row(self.case)
        with counted() as statements:
            self.case = engine.perform(
                self.case, name, actor=actor, seen_version=self.case.version, data=data
            )
        self.spent[name] = max(len(statements), self.spent.get(name, 0))


def test_statements_of_each_action(cast: Cast, clock: time_machine.Traveller) -> None:
    access._view_permission()  # is read once in the life of a process
    teacher, mentor, methodist = cast.teacher, cast.mentor, cast.methodist
    walk = Walk(start(cast))
    walk.act("describe", teacher, **wished())
    walk.act("take", methodist)
    walk.act("offer", methodist, mentor=mentor.pk)
    walk.act("decline", mentor, **REASON)
    walk.act("offer", methodist, mentor=mentor.pk)
    walk.act("recall", methodist, **REASON)
    walk.act("offer", methodist, mentor=cast.mentor2.pk)
    walk.act("accept", cast.mentor2)
    walk.act("change_mentor", teacher, **REASON)
    walk.act("offer", methodist, mentor=mentor.pk)
    walk.act("accept", mentor)
    walk.act("propose_goals", mentor, **proposed())
    walk.act("ask_other_goals", teacher, **REASON)
    walk.act("propose_goals", mentor, **proposed("Бір", "Екі", "Үш"))
    walk.act("agree", teacher)
    walk.act("log_meeting", teacher, **met())
    walk.act("confirm_meeting", mentor, meeting=log(walk.case, teacher).pk)
    walk.act("refuse_meeting", mentor, meeting=log(walk.case, teacher).pk, **REASON)
    walk.act("conclude", mentor)
    walk.act("report", mentor, **reported(walk.case))
    walk.act("return_report", methodist, **REASON)
    walk.act("report", mentor, **reported(walk.case))
    walk.act("accept_report", methodist)
    walk.act("give_feedback", teacher, rating=4, feedback="Жақсы")
    spent = walk.spent
    for name, state, actor in (
        ("withdraw", "requested", teacher),
        ("give_up", "matching", methodist),
        ("end_early", "planning", teacher),
        ("complete", "feedback", methodist),
    ):
        other = Walk(mentoring_in(state, cast))
        if name == "complete":
            clock.move_to(builders.MONDAY + timedelta(days=15))
        other.act(name, actor, **REASON)
        spent |= other.spent
    assert spent == MN
    assert max(spent.values()) <= 8
    assert set(MN) == {move.name for move in registry.moves(Mentoring)}
