"""What the centre does in the demo: check, register, sum up, bring before the council."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import translation

from config.demo.telling import Scene, Telling
from documents import checklist
from workflows.remarks import Remark

SECRETARY = "secretary"
VOTES = ((9, 9, 0, 0), (8, 7, 0, 1), (7, 6, 1, 0), (9, 8, 1, 0))
LEVELS = ("region", "region", "district", "trial")


def _return(told: Telling) -> None:
    words = told.work.words()
    with translation.override(told.work.language):
        found = checklist.missing(told.case.dossier, told.case.document_list)
        lines = [f"– {item}" for item in found]
    missing = "\n".join([words["missing_intro"], *lines, words["missing_outro"]])
    told.act("return_incomplete", SECRETARY, {"missing": missing})


def _register(told: Telling) -> None:
    told.act("register", SECRETARY, {"methodist": told.leader.pk})


def _assign(told: Telling) -> None:
    told.act("assign", told.leader, {"experts": told.experts()})


def _summary(told: Telling, kind: str) -> dict[str, Any]:
    texts = told.work.published("summary", kind)
    return {f"summary_{language}": text for language, text in texts.items()}


def _send_remarks(told: Telling) -> None:
    remarks = Remark.objects.filter(case_id=told.case.pk, sent=False).values_list("pk", flat=True)
    told.act("send_remarks", told.leader, _summary(told, "revise") | {"remarks": list(remarks)})


def _agenda(told: Telling, days: int) -> None:
    day = told.clock.day + timedelta(days=days)
    told.act("put_on_agenda", SECRETARY, {"agenda_date": day})


def _defer(told: Telling) -> None:
    told.act("defer", SECRETARY, {"reason": told.work.words()["deferred"]})


def _decide(told: Telling, action: str, kind: str) -> None:
    turn = told.work.turn
    present, votes_for, against, abstained = VOTES[turn % len(VOTES)]
    texts = told.work.published("decision", kind)
    decision: dict[str, Any] = {
        "date": told.clock.day,
        "present": present,
        "votes_for": votes_for,
        "votes_against": against,
        "abstained": abstained,
        "level": LEVELS[turn % len(LEVELS)],
    }
    told.act(
        action,
        SECRETARY,
        decision | {f"text_{language}": text for language, text in texts.items()},
    )


return_incomplete = Scene(2, _return)
register = Scene(2, _register)
assign = Scene(2, _assign)
send_remarks = Scene(2, _send_remarks)
another_round = Scene(1, lambda told: told.act("another_round", told.leader))
recommend = Scene(3, lambda told: told.act("recommend", told.leader, _summary(told, "approve")))
recommend_doubtful = Scene(
    3, lambda told: told.act("recommend", told.leader, _summary(told, "doubt"))
)
agenda = Scene(2, lambda told: _agenda(told, 7))
defer = Scene(3, _defer)
approve = Scene(5, lambda told: _decide(told, "approve", "approved"))
reject = Scene(5, lambda told: _decide(told, "reject", "rejected"))
council_wants_revision = Scene(5, lambda told: _decide(told, "require_revision", "revision"))
