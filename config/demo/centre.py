"""What the centre does in the demo: check, register, sum up, bring before the council."""

from __future__ import annotations

from typing import Any

from django.utils import translation

from config.demo.telling import Scene, Telling
from documents import checklist
from workflows.remarks import Remark

SECRETARY = "secretary"


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


def _defer(told: Telling) -> None:
    told.act("defer", SECRETARY, {"reason": told.work.words()["deferred"]})


return_incomplete = Scene(2, _return)
register = Scene(2, _register)
assign = Scene(2, _assign)
send_remarks = Scene(2, _send_remarks)
another_round = Scene(1, lambda told: told.act("another_round", told.leader))
recommend = Scene(3, lambda told: told.act("recommend", told.leader, _summary(told, "approve")))
recommend_doubtful = Scene(
    3, lambda told: told.act("recommend", told.leader, _summary(told, "doubt"))
)
defer = Scene(3, _defer)
