"""The whole story of RV, action by action: where the review goes, who has it, what is kept."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from documents.models import Version
from permissions.people import system
from tests.workflows.processes.builders import (
    act,
    expertise_in,
    file,
    pdf,
    registry_row,
    remark,
    review_in,
    review_of,
    scored,
)
from tests.workflows.processes.reading import ended, invalid, not_allowed, not_now, stands, told
from workflows import access, engine
from workflows.processes.review import Review
from workflows.rubrics import Criterion, Score

if TYPE_CHECKING:
    from tests.workflows.processes.builders import People


def test_review_is_opened_by_its_parent_only(people: People) -> None:
    with not_allowed("Such a case is opened by its parent case, not by a person."):
        engine.start(Review, actor=people.methodist)


def test_invitation_is_the_experts(people: People) -> None:
    review = review_in("invited", people)
    assert stands(review) == ("invited", people.expert, date(2026, 2, 4))
    assert told(review) == ("start", people.methodist, {})


def test_expert_accepts_and_declares_no_conflict(people: People) -> None:
    review = act(review_in("invited", people), "accept", people.expert, no_conflict=True)
    assert stands(review) == ("in_progress", people.expert, date(2026, 2, 12))
    assert told(review) == ("accept", people.expert, {"no_conflict": True})


@pytest.mark.parametrize("state", ["invited", "in_progress"])
def test_expert_declines_with_a_reason(state: str, people: People) -> None:
    review = act(review_in(state, people), "decline", people.expert, reason="Авторды танимын")
    assert ended(review) == ("declined", "negative")
    assert told(review) == ("decline", people.expert, {"reason": "Авторды танимын"})
    assert not access.may_see(people.expert, review)
    assert stands(review.parent)[0] == "in_review"


def test_remark_has_its_place_its_severity_and_the_version_it_is_about(people: People) -> None:
    case = expertise_in("in_review", people)
    review = act(review_of(case, people.expert), "accept", people.expert, no_conflict=True)
    review = act(review, "add_remark", people.expert, **remark("should", "Дереккөз керек"))
    assert stands(review)[:2] == ("in_progress", people.expert)
    assert told(review) == ("add_remark", people.expert, {})
    made = review.remarks_made.get()
    assert (made.place, made.severity, made.text) == ("12-бет", "should", "Дереккөз керек")
    assert (made.case_id, made.sent, made.answer) == (case.pk, False, "")
    work = Version.objects.get(document__dossier=case.dossier, document__kind__code="work")
    assert made.version == work


def test_expert_takes_a_remark_back(people: People) -> None:
    review = review_in("in_progress", people)
    for text in ("Бірінші", "Екінші"):
        act(review, "add_remark", people.expert, **remark(text=text))
    first = review.remarks_made.get(text="Бірінші")
    review = act(review, "drop_remark", people.expert, remark=first.pk)
    assert told(review) == ("drop_remark", people.expert, {})
    assert [r.text for r in review.remarks_made.all()] == ["Екінші"]


def test_expert_scores_bit_by_bit(people: People) -> None:
    review = review_in("in_progress", people)
    first, second, *_others = Criterion.objects.filter(rubric=review.rubric)
    review = act(review, "score", people.expert, **{f"criterion_{first.pk}": 2})
    given = {f"criterion_{first.pk}": 3, f"criterion_{second.pk}": 5, "note": "Кейін"}
    review = act(review, "score", people.expert, **given)
    assert stands(review)[:2] == ("in_progress", people.expert)
    assert told(review) == ("score", people.expert, {})
    kept = Score.objects.filter(review_id=review.pk).order_by("criterion__position")
    assert [(s.criterion, s.value) for s in kept] == [(first, 3), (second, 5)]
    assert (registry_row(review).note, registry_row(review).recommendation) == ("Кейін", "")


def test_submitted_review_is_the_methodists(people: People) -> None:
    review = review_in("in_progress", people)
    review = act(review, "submit", people.expert, **scored(review, 4, recommendation="approve"))
    assert stands(review) == ("submitted", people.methodist, date(2026, 2, 4))
    assert told(review) == ("submit", people.expert, {"recommendation": "approve"})
    values = Score.objects.filter(review_id=review.pk).values_list("value", flat=True)
    assert list(values) == [4] * Criterion.objects.filter(rubric=review.rubric).count()
    assert registry_row(review).note == "Тек кеңеске"


def test_submission_scores_every_criterion_and_recommends(people: People) -> None:
    review = review_in("in_progress", people)
    criterion = Criterion.objects.filter(rubric=review.rubric)[0]
    missing = scored(review, recommendation="") | {f"criterion_{criterion.pk}": ""}
    required = {f"criterion_{criterion.pk}": "This field is required."}
    with invalid(recommendation="This field is required.", **required):
        act(review, "submit", people.expert, **missing)
    beyond = scored(review) | {f"criterion_{criterion.pk}": 6}
    unknown = "Select a valid choice. 6 is not one of the available choices."
    with invalid(**{f"criterion_{criterion.pk}": unknown}):
        act(review, "submit", people.expert, **beyond)


def test_accepting_needs_the_declaration(people: People) -> None:
    review = review_in("invited", people)
    with invalid(no_conflict="This field is required."):
        act(review, "accept", people.expert)


def test_declining_needs_a_reason(people: People) -> None:
    review = review_in("invited", people)
    with invalid(reason="This field is required."):
        act(review, "decline", people.expert, reason="  ")


def test_remark_of_another_expert_cannot_be_taken_back(people: People) -> None:
    case = expertise_in("in_review", people)
    mine, theirs = (
        act(review_of(case, expert), "accept", expert, no_conflict=True)
        for expert in (people.expert, people.expert2)
    )
    act(theirs, "add_remark", people.expert2, **remark())
    other = theirs.remarks_made.get()
    message = "Select a valid choice. That choice is not one of the available choices."
    with invalid(remark=message):
        act(mine, "drop_remark", people.expert, remark=other.pk)


def test_formal_review_is_returned_once_with_a_reason(people: People) -> None:
    review = review_in("submitted", people)
    review = act(review, "give_back", people.methodist, reason="Негіздеңіз")
    assert stands(review) == ("in_progress", people.expert, date(2026, 2, 12))
    assert told(review) == ("give_back", people.methodist, {"reason": "Негіздеңіз"})
    act(review, "submit", people.expert, **scored(review, 2))
    with not_now("A review is returned only once."):
        act(review, "give_back", people.methodist, reason="Тағы да")


def test_accepted_review_counts(people: People) -> None:
    review = act(review_in("submitted", people), "take", people.methodist)
    assert ended(review) == ("accepted", "positive")
    assert told(review) == ("take", people.methodist, {})
    assert access.may_see(people.expert, review)


@pytest.mark.parametrize("state", ["invited", "in_progress", "submitted"])
def test_open_review_ends_with_its_case(state: str, people: People) -> None:
    review = review_in(state, people)
    act(review.parent, "withdraw", people.author, reason="Өз еркіммен")
    assert ended(review) == ("cancelled", "neutral")
    assert told(review) == ("cancel", system(), {})
    assert not access.may_see(people.expert, review)


def test_reviewer_reads_the_work_and_no_paper_that_names_the_author(people: People) -> None:
    case = expertise_in("in_review", people)
    review = review_of(case, people.expert)
    filed = Version.objects.filter(document__dossier=case.dossier)
    read = {v.document.kind.code for v in filed if review.may_read(people.expert, v)}
    assert read == {"work", "explanatory_note"}


def test_reviewer_reads_nothing_of_another_case(people: People) -> None:
    review = review_in("invited", people)
    other = file(expertise_in("draft", people), people.author, "work", pdf("other"))
    version = Version.objects.get(document__dossier=other.dossier)
    assert not review.may_read(people.expert, version)
