"""The whole story of RV, action by action: where the review goes, who has it, what is kept."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from documents.forms import FilingsField
from documents.models import Document, Version
from documents.store import store
from permissions.people import system
from tests.documents import samples
from tests.workflows.pages import Page, Visitor
from tests.workflows.processes.builders import (
    MONDAY,
    act,
    expertise_in,
    file,
    pdf,
    registry_row,
    remark,
    remarked,
    review_in,
    review_of,
    scored,
)
from tests.workflows.processes.reading import ended, invalid, not_allowed, not_now, stands, told
from workflows import access, engine
from workflows.asks.review import ReviewForm
from workflows.processes.review import Review
from workflows.rubrics import Criterion, Score

if TYPE_CHECKING:
    from tests.workflows.processes.builders import People
    from workflows.processes.expertise import Expertise

TOO_LONG = "Ensure this value has at most 4000 characters (it has 4001)."


def test_review_is_opened_by_its_parent_only(people: People) -> None:
    with not_allowed("Such a case is opened by its parent case, not by a person."):
        engine.start(Review, actor=people.methodist)


def test_invitation_is_the_experts(people: People) -> None:
    review = review_in("invited", people)
    assert stands(review) == ("invited", people.expert, date(2026, 2, 4))
    assert told(review) == ("start", people.methodist, {})


def test_expert_accepts_and_declares_no_conflict(people: People) -> None:
    review = act(review_in("invited", people), "accept", people.expert)
    assert stands(review) == ("in_progress", people.expert, date(2026, 2, 16))
    assert told(review) == ("accept", people.expert, {"no_conflict": True})


def test_declaration_stands_where_the_review_is_accepted_and_the_review_comes_next(
    people: People,
) -> None:
    review = review_in("invited", people)
    visitor = Visitor(people.expert)
    page = visitor.get(f"/cases/{review.label}/accept/")
    assert "By accepting I declare that I have no conflict of interest" in page.text
    # Nothing is typed there, so nothing is kept of it.
    assert not page.values("data-keep")
    answer = visitor.send(f"/cases/{review.label}/accept/")
    assert answer.url == f"/cases/{review.label}/submit/"
    assert visitor.get(answer.url).status == 200


@pytest.mark.parametrize("state", ["invited", "in_progress"])
def test_expert_declines_with_a_reason(state: str, people: People) -> None:
    review = act(review_in(state, people), "decline", people.expert, reason="Авторды танимын")
    assert ended(review) == ("declined", "negative")
    assert told(review) == ("decline", people.expert, {"reason": "Авторды танимын"})
    assert not access.may_see(people.expert, review)
    assert stands(review.parent)[0] == "in_review"


def test_remark_has_its_place_its_severity_and_the_version_it_is_about(people: People) -> None:
    case = expertise_in("in_review", people)
    file_again(case, people)
    review = act(review_of(case, people.expert), "accept", people.expert)
    found = remarked(remark("should", "Дереккөз керек"), remark() | {"place": ""})
    review = act(review, "submit", people.expert, **scored(review), **found)
    made, whole = review.remarks_made.all()
    assert (made.place, made.severity, made.text) == ("12-бет", "should", "Дереккөз керек")
    assert (made.case_id, made.sent, made.answer) == (case.pk, False, "")
    assert (whole.place, whole.where) == ("", "The whole work")
    filed = Version.objects.filter(document__dossier=case.dossier, document__kind__code="work")
    assert filed.count() == 2
    assert made.version == whole.version == filed.latest("number")


def file_again(case: Expertise, people: People) -> None:
    """Have a second version of the work, so that the latest is not the only one."""
    document = Document.objects.get(dossier=case.dossier, kind__code="work")
    upload = samples.upload(pdf("2"), "2.pdf")
    (filing,) = FilingsField().clean([upload])
    store(
        case.dossier,
        document.kind,
        filing,
        by=people.author,
        at=MONDAY + timedelta(hours=1),
        document=document,
    )


def test_row_without_a_text_is_not_kept_and_half_a_row_is_refused(people: People) -> None:
    review = review_in("in_progress", people)
    empty = {"place": "", "severity": "must", "text": " "}
    half = empty | {"place": "3-бет"}
    with invalid(**{"remark-2-text": "This field is required."}):
        found = remarked(empty, half)
        act(review, "submit", people.expert, **scored(review), **found)
    with invalid(**{"remark-1-severity": "This field is required."}):
        unsaid = remarked(remark() | {"severity": ""})
        act(review, "submit", people.expert, **scored(review), **unsaid)
    with invalid(**{"remark-1-text": TOO_LONG}):
        long = remarked(remark(text="ұ" * 4001))
        act(review, "submit", people.expert, **scored(review), **long)
    found = remarked(empty, remark())
    review = act(review, "submit", people.expert, **scored(review), **found)
    assert [one.text for one in review.remarks_made.all()] == [remark()["text"]]


def test_returned_review_begins_with_what_was_written_and_replaces_it(people: People) -> None:
    review = review_in("in_progress", people)
    found = remarked(remark(text="Бірінші"), remark(text="Екінші"))
    review = act(review, "submit", people.expert, **scored(review, 2), **found)
    review = act(review, "give_back", people.methodist, reason="Негіздеңіз")
    form = ReviewForm(case=review, actor=people.expert)
    assert [row.fields[0].value() for row in form.rows()] == ["Бірінші", "Екінші", None]
    assert {form[f"criterion_{criterion.pk}"].value() for criterion in form.criteria} == {2}
    assert (form["recommendation"].value(), form["note"].value()) == ("revise", "Тек кеңеске")
    review = act(review, "submit", people.expert, **scored(review), **remarked(remark(text="Үш")))
    assert [one.text for one in review.remarks_made.all()] == ["Үш"]


def test_page_gives_room_for_one_more_remark_and_does_nothing_else(people: People) -> None:
    review = review_in("in_progress", people)
    visitor = Visitor(people.expert)
    path = f"/cases/{review.label}/submit/"
    assert visitor.get(path).values("data-row") == ["1", "{n}"]
    criterion = review.rubric.criteria.all()[0]
    typed = {f"criterion_{criterion.pk}": 3, "note": "Кейін"} | remarked(remark(text="Бірінші"))
    page = Page(visitor.send(path, **typed, more="1"))
    assert page.status == 200
    assert page.values("data-row") == ["1", "2", "{n}"]
    assert "Бірінші" in page.text
    assert "Кейін" in page.text
    assert "Please correct" not in page.text
    # Whether it must be mended is chosen in the new row too, as in the first.
    chosen = [attrs["name"] for _tag, attrs in page.elements if "checked" in attrs]
    assert chosen == [
        f"criterion_{criterion.pk}",
        "remark-1-severity",
        "remark-2-severity",
        "remark-{n}-severity",
    ]
    assert registry_row(review).version == review.version
    assert not Score.objects.filter(review_id=review.pk).exists()


def test_rows_that_were_kept_come_back(people: People) -> None:
    review = review_in("in_progress", people)
    visitor = Visitor(people.expert)
    path = f"/cases/{review.label}/submit/"
    typed = remarked(remark(text="Бірінші"), remark(text="Екінші"), remark(text="Үшінші"))
    del typed["remark-2-text"], typed["remark-2-place"], typed["remark-2-severity"]
    keep(visitor, path, typed)
    page = visitor.get(path)
    assert page.values("data-row") == ["1", "3", "{n}"]
    assert "Үшінші" in page.text


def keep(visitor: Visitor, path: str, typed: dict[str, str]) -> None:
    """Save what is typed so far, as the page does."""
    page = visitor.get(path)
    ours = {name: page.field(name) for name in ("slip", "seen_version")}
    assert visitor.client.post(f"{path}?keep", ours | typed).status_code == 200


def test_documents_are_at_hand_while_the_review_is_written(people: People) -> None:
    case = expertise_in("in_review", people)
    review = act(review_of(case, people.expert), "accept", people.expert)
    filed = Document.objects.filter(dossier=case.dossier)
    shown = [str(d.pk) for d in filed if d.kind.code in {"work", "explanatory_note"}]
    page = Visitor(people.expert).get(f"/cases/{review.label}/submit/")
    assert sorted(filter(None, page.values("data-document"))) == sorted(shown)
    # The weight stands beside each criterion, and what each score means.
    for criterion in review.rubric.criteria.all():
        assert f"Weight: {criterion.weight}" in page.text


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


def test_declining_needs_a_reason(people: People) -> None:
    review = review_in("invited", people)
    with invalid(reason="This field is required."):
        act(review, "decline", people.expert, reason="  ")


def test_formal_review_is_returned_once_with_a_reason(people: People) -> None:
    review = review_in("submitted", people)
    review = act(review, "give_back", people.methodist, reason="Негіздеңіз")
    assert stands(review) == ("in_progress", people.expert, date(2026, 2, 16))
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
