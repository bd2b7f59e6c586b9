"""What authors do in the demo: draft, file, submit, mend, withdraw."""

from __future__ import annotations

from typing import Any

from config.demo.telling import Scene, Telling
from documents import checklist
from documents.models import Document, DocumentKind
from workflows.remarks import Remark

SECOND = 2


def _file(told: Telling, kind: DocumentKind, *, second: bool = False) -> None:
    paper = told.work.paper(kind.code, told.clock.day, second=second)
    told.act("file", told.work.author, {"kind": kind.pk}, {"file": paper})


def _file_missing(told: Telling, *leave_out: str) -> None:
    """File what the list of required documents asks for, but for some kinds."""
    for item in checklist.missing(told.case.dossier, told.case.document_list):
        kind = item.requirement.kind
        if kind.code not in leave_out:
            for number in range(item.have + 1, item.need + 1):
                _file(told, kind, second=number == SECOND)


def _conclude(told: Telling, actor: str | None = None) -> None:
    """Record the conclusion of the district: the author does, or its methodist."""
    conclusion: dict[str, Any] = {
        "conclusion_number": f"{4 + told.work.turn % 9}-{told.work.turn + 11}",
        "conclusion_date": told.clock.day,
        "conclusion_result": ("supported", "with_remarks")[told.work.turn % 2],
    }
    told.act("record_conclusion", actor or told.work.author, conclusion)


def _file_all(told: Telling) -> None:
    _file_missing(told)
    if told.work.turn % SECOND:
        _file(told, DocumentKind.objects.get(code="district_conclusion"))


def _start(told: Telling) -> None:
    _file(told, DocumentKind.objects.get(code="work"))


def _prepare(told: Telling) -> None:
    _file_all(told)
    _conclude(told)


def _prepare_badly(told: Telling) -> None:
    _file_missing(told, "council_extract", "outside_review")


def _describe(told: Telling) -> None:
    """Say better what the work is."""
    told.act("describe", told.work.author, told.work.described())


def _ask_coauthor(told: Telling) -> None:
    told.act("invite_coauthor", told.work.author, {"person": "coauthor"})


def _confirm(told: Telling) -> None:
    told.act("confirm_coauthorship", "coauthor")


def _decline(told: Telling) -> None:
    told.act("decline_coauthorship", "coauthor")


def _go_on_alone(told: Telling) -> None:
    told.act("remove_coauthor", told.work.author, {"person": told.cast["coauthor"].pk})


def _resubmit(told: Telling) -> None:
    _file_all(told)
    _conclude(told)
    told.act("resubmit", told.work.author)


def _answer(told: Telling, count: int | None = None) -> None:
    """Answer the remarks that were sent, or only the first of them."""
    known = {remark["text"]: remark["answer"] for remark in told.work.words()["remarks"]}
    remarks = list(Remark.objects.filter(case_id=told.case.pk, sent=True))
    answers = {f"remark_{r.pk}": r.answer or known[r.text] for r in remarks[:count]}
    told.act("answer", told.work.author, answers)


def _revise(told: Telling) -> None:
    _answer(told)
    answers = Remark.objects.filter(case_id=told.case.pk, sent=True).values_list(
        "answer", flat=True
    )
    work = Document.objects.get(dossier=told.case.dossier_id, kind__code="work")
    told.act(
        "file",
        told.work.author,
        {"kind": work.kind_id, "replaces": work.pk, "note": told.work.words()["version"]},
        {"file": told.work.paper("work", told.clock.day, changes=tuple(answers))},
    )
    told.act("revise", told.work.author)


def _withdraw(told: Telling, reason: str) -> None:
    told.act("withdraw", told.work.author, {"reason": told.work.words()[reason]})


start = Scene(0, _start)
prepare = Scene(0, _prepare)
prepare_badly = Scene(0, _prepare_badly)
prepare_unconcluded = Scene(0, _file_all)
district_concludes = Scene(1, lambda told: _conclude(told, "district"))
describe = Scene(1, _describe)
ask_coauthor = Scene(1, _ask_coauthor)
coauthor_confirms = Scene(2, _confirm)
coauthor_declines = Scene(2, _decline)
go_on_alone = Scene(2, _go_on_alone)
submit = Scene(1, lambda told: told.act("submit", told.work.author))
resubmit = Scene(4, _resubmit)
answer_one = Scene(3, lambda told: _answer(told, 1))
revise = Scene(8, _revise)
discard = Scene(6, lambda told: told.act("discard", told.work.author))
withdraw = Scene(6, lambda told: _withdraw(told, "withdrawn"))
withdraw_in_review = Scene(2, lambda told: _withdraw(told, "withdrawn_in_review"))
