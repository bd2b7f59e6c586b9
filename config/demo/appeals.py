"""Appeals and conditions in the demo: how one goes to its end, and one is under way."""

from __future__ import annotations

from typing import Any

from config.demo import councils, data
from config.demo.telling import Scene, Telling
from workflows import engine
from workflows.calendar import add_working_days
from workflows.processes.appeal import Appeal
from workflows.processes.condition import Condition

# The methodist who leads an appeal, by the one who led the case.
OTHERS = {"methodist2": "methodist3", "methodist4": "methodist"}
SOON, LATER = 25, 110


def _file(told: Telling) -> None:
    """Have the author appeal; the story goes on with the appeal."""
    grounds = told.work.words()["appeal"]
    with told.clock.now_is():
        told.case = engine.start(
            Appeal,
            actor=told.work.author,
            data={"about": told.case.number, "grounds": grounds},
            at=told.clock.moment,
        )


def _register(told: Telling) -> None:
    told.leader = told.cast[OTHERS[told.leader.username]]
    told.act("register", councils.SECRETARY, {"methodist": told.leader.pk})


def conditions(told: Telling) -> dict[str, str]:
    """Fill the rows of two conditions: one to be fulfilled soon, one later."""
    found = {}
    for number, texts in enumerate(data.read("words")["conditions"]):
        until = add_working_days(told.clock.day, (SOON, LATER)[number])
        found[f"conditions_{number}_until"] = f"{until:%d.%m.%Y}"
        for language, text in texts.items():
            found[f"conditions_{number}_text_{language}"] = text
    return found


def _first(told: Telling) -> Condition:
    return Condition.objects.filter(parent_id=told.case.pk).order_by("pk")[0]


def _act(told: Telling, name: str, actor: Any, given: dict[str, str]) -> None:
    condition = _first(told)
    engine.perform(
        condition,
        name,
        actor=actor,
        seen_version=condition.version,
        data=given,
        at=told.clock.tick(),
    )


def _report(told: Telling) -> None:
    _act(told, "hand_in", told.work.author, {"report": told.work.words()["fulfilled"]})


file = Scene(3, _file)
register = Scene(2, _register)
uphold = Scene(councils.NOTICE, lambda told: councils.hold(told, "uphold", "upheld"))
approve_conditionally = Scene(
    councils.NOTICE,
    lambda told: councils.hold(told, "approve", "approved", **conditions(told)),
)
report = Scene(15, _report)
accept_report = Scene(3, lambda told: _act(told, "accept", told.leader, {}))
