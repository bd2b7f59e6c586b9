"""Conditions that a decision carries: child cases of the matter, until each is fulfilled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workflows import engine
from workflows.asks.conditions import ConditionsField

if TYPE_CHECKING:
    from workflows.councils.motions import Motion
    from workflows.decisions import Decision
    from workflows.spec import Act

CONDITION = "CD"


def impose(case: Any, act: Act, decision: Decision) -> None:
    """Open a child case for each condition of a decision; the methodist of the matter checks it."""
    rows = act.data.get("conditions")
    if not rows:
        return
    common = {
        "decision_id": decision.pk,
        "responsible_id": case.initiator_id,
        "methodist_id": case.methodist_id,
        "district_id": case.district_id,
        "organisation_id": case.organisation_id,
    }
    children = [common | row for row in rows]
    opened = engine.start_children(case, CONDITION, actor=act.actor, children=children, at=act.at)
    act.record["conditions"] = [child.label for child in opened]


def words(motion: Motion) -> str:
    """Say the conditions that a motion proposes, in the active language, each with its day."""
    return ConditionsField(required=False).in_words(motion.data.get("conditions"))
