"""Each guard refuses in its words, and lets the action through when what it asks for is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from permissions.people import system
from tests.workflows.processes.builders import (
    FILED,
    SUMMARY,
    act,
    conclusion,
    described,
    expertise_in,
    file,
    pdf,
    review_of,
    start,
    submit_review,
)
from tests.workflows.processes.reading import not_allowed, not_now
from workflows import engine, guards, registry
from workflows.processes.expertise import Expertise
from workflows.processes.review import Review
from workflows.remarks import Remark
from workflows.spec import Guard

if TYPE_CHECKING:
    from tests.workflows.processes.builders import People


def test_every_guard_of_the_module_is_asked_somewhere() -> None:
    known = {guard.name for guard in vars(guards).values() if isinstance(guard, Guard)}
    used = {
        guard.name
        for model in (Expertise, Review)
        for move in registry.moves(model)
        for guard in move.action.needs
    }
    assert known <= used


def test_submission_needs_the_work(people: People) -> None:
    case = start(people)
    with not_now("File the work itself first."):
        act(case, "submit", people.author)
    file(case, people.author, "explanatory_note")
    with not_now("File the work itself first."):
        act(case, "submit", people.author)
    file(case, people.author, "work")
    assert act(case, "submit", people.author).state == "submitted"


def test_withdrawal_of_a_document_needs_one(people: People) -> None:
    case = start(people)
    with not_now("Nothing has been filed yet."):
        act(case, "withdraw_document", people.author)
    file(case, people.author, "work")
    document = case.dossier.documents.get().pk
    act(case, "withdraw_document", people.author, document=document)
    with not_now("Nothing has been filed yet."):
        act(case, "withdraw_document", people.author, document=document)


def test_submission_needs_every_coauthor(people: People) -> None:
    case = expertise_in("draft", people)
    file(case, people.author, "work")
    with not_now("Not every co-author has confirmed yet."):
        act(case, "submit", people.author)
    act(case, "confirm_coauthorship", people.coauthor)
    assert act(case, "submit", people.author).state == "submitted"


def test_second_submission_needs_a_coauthor_named_meanwhile(people: People) -> None:
    case = expertise_in("incomplete", people)
    act(case, "invite_coauthor", people.author, person="outsider")
    with not_now("Not every co-author has confirmed yet."):
        act(case, "resubmit", people.author)
    act(case, "remove_coauthor", people.author, person=people.outsider.pk)
    assert act(case, "resubmit", people.author).state == "submitted"


def test_registration_needs_the_required_documents(people: People) -> None:
    case = start(people)
    for kind in FILED[:2]:
        file(case, people.author, kind)
    act(case, "record_conclusion", people.author, **conclusion())
    act(case, "submit", people.author)
    with not_now(
        "Documents are missing. Outside review: filed 0, needed 1; "
        "Extract from the minutes of the pedagogical council: filed 0, needed 1"
    ):
        act(case, "register", people.secretary, methodist=people.methodist.pk)


def test_registration_needs_the_conclusion(people: People) -> None:
    case = start(people)
    for kind in FILED:
        file(case, people.author, kind)
    act(case, "submit", people.author)
    with not_now("The conclusion of the district or city council is not recorded."):
        act(case, "register", people.secretary, methodist=people.methodist.pk)
    act(case, "record_conclusion", people.district, **conclusion())
    case = act(case, "register", people.secretary, methodist=people.methodist.pk)
    assert case.state == "registered"


@pytest.mark.parametrize(
    ("field", "reason"),
    [
        ("title_kk", "The title is missing in Kazakh."),
        ("title_ru", "The title is missing in Russian."),
    ],
)
def test_registration_needs_both_titles(field: str, reason: str, people: People) -> None:
    case = start(people, **{field: ""})
    for kind in FILED:
        file(case, people.author, kind)
    act(case, "record_conclusion", people.author, **conclusion())
    act(case, "submit", people.author)
    with not_now(reason):
        act(case, "register", people.secretary, methodist=people.methodist.pk)


def test_panel_is_filled_up_only_when_somebody_has_declined(people: People) -> None:
    case = expertise_in("in_review", people)
    full = "The panel has as many experts as at its beginning."
    with not_now(full):
        act(case, "invite", people.methodist, experts=[people.expert3.pk])
    act(review_of(case, people.expert), "decline", people.expert, reason="Уақытым жоқ")
    act(case, "invite", people.methodist, experts=[people.expert3.pk])
    with not_now(full):
        act(case, "invite", people.methodist, experts=[people.expert.pk])


def test_replacing_needs_an_open_review(people: People) -> None:
    case = expertise_in("in_review", people)
    for expert in (people.expert, people.expert2):
        act(review_of(case, expert), "decline", expert, reason="Уақытым жоқ")
    with not_now("No review is open."):
        act(case, "replace", people.methodist, review=people.expert.pk, reason="Мерзім")


def test_collecting_needs_all_reviews(people: People) -> None:
    case = expertise_in("in_review", people)
    act(submit_review(case, people.expert), "take", people.methodist)
    with not_now("Not all reviews are in yet."):
        act(case, "collect", system())
    with not_allowed("This happens by itself."):
        act(case, "collect", people.methodist)


def test_sending_needs_remarks(people: People) -> None:
    case = expertise_in("in_review", people)
    for expert in (people.expert, people.expert2):
        act(submit_review(case, expert, remarks=0), "take", people.methodist)
    with not_now("The reviews of this round have no remarks to send."):
        act(case, "send_remarks", people.methodist, **SUMMARY)


def test_remarks_are_sent_once(people: People) -> None:
    case = expertise_in("revision", people)
    act(case, "answer", people.author, **{f"remark_{r.pk}": "Иә" for r in case.remarks.all()})
    file(case, people.author, "work", pdf("2"))
    act(case, "revise", people.author)
    with not_now("The reviews of this round have no remarks to send."):
        act(case, "send_remarks", people.methodist, **SUMMARY)


def test_revision_needs_an_answer_to_every_must_remark(people: People) -> None:
    case = expertise_in("revision", people)
    file(case, people.author, "work", pdf("2"))
    first, second = case.remarks.all()
    act(case, "answer", people.author, **{f"remark_{first.pk}": "Түзетілді"})
    with not_now("Answer every remark that must be mended first."):
        act(case, "revise", people.author)
    Remark.objects.filter(pk=second.pk).update(severity="should")
    assert act(case, "revise", people.author).state == "summary"


def test_revision_needs_a_version_filed_since_it_was_asked_for(people: People) -> None:
    case = expertise_in("revision", people)
    act(case, "answer", people.author, **{f"remark_{r.pk}": "Иә" for r in case.remarks.all()})
    with not_now("File a new version of the work first."):
        act(case, "revise", people.author)
    file(case, people.author, "explanatory_note", pdf("2"))
    with not_now("File a new version of the work first."):
        act(case, "revise", people.author)
    file(case, people.author, "work", pdf("2"))
    assert act(case, "revise", people.author).state == "summary"


def test_revision_keeps_both_titles(people: People) -> None:
    case = expertise_in("revision", people)
    act(case, "answer", people.author, **{f"remark_{r.pk}": "Иә" for r in case.remarks.all()})
    file(case, people.author, "work", pdf("2"))
    act(case, "describe", people.author, **described(title_kk=""))
    with not_now("The title is missing in Kazakh."):
        act(case, "revise", people.author)


def test_coauthor_confirms_once(people: People) -> None:
    case = expertise_in("draft", people)
    act(case, "confirm_coauthorship", people.coauthor)
    with not_now("You have confirmed already."):
        act(case, "confirm_coauthorship", people.coauthor)


def test_removing_a_coauthor_needs_one(people: People) -> None:
    case = start(people)
    with not_now("No co-author is named."):
        act(case, "remove_coauthor", people.author)


def test_refusal_of_a_guard_is_shown_before_it_is_tried(people: People) -> None:
    options = engine.available(start(people), people.author)
    (submit,) = (option for option in options if option.move.name == "submit")
    assert submit.may
    assert str(getattr(submit.can, "reason", "")) == "File the work itself first."
