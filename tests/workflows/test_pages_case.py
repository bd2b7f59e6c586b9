"""The page of a case in words: its head, its way, its trail; blind where it must be."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from django.utils.translation import override

from documents.models import DocumentKind
from permissions.models import User
from tests.documents import samples
from tests.documents.test_changes import docx
from tests.workflows.pages import Page, Visitor
from tests.workflows.processes import builders
from workflows.models import Case
from workflows.views import standing

if TYPE_CHECKING:
    from collections.abc import Iterator

TELLING = "Құпияатауы.docx"
NOTE = "Құпияескерту"


@pytest.fixture
def people(db: None) -> Iterator[builders.People]:
    with time_machine.travel(builders.MONDAY, tick=True):
        yield builders.gather()


def page(person: User, case: Case, rest: str = "") -> Page:
    return Visitor(person).get(f"/cases/{builders.registry_row(case).label}/{rest}")


def text_of(found: Page, attribute: str) -> str:
    """Read the text of the one element with an attribute."""
    after: str = found.text.partition(attribute)[2]
    return after.partition(">")[2].partition("<")[0]


def test_head_says_with_whom_and_until_when(people: builders.People) -> None:
    case = builders.expertise_in("submitted", people)
    found = page(people.author, case)
    said = "With the secretary until 5 February, 3 working days left."
    assert text_of(found, "data-standing") == said
    step = "Next step, by the secretary: “Register”. After it: “Registered”."
    assert text_of(found, "data-next-step") == step


def test_head_says_what_is_the_readers_own_step(people: builders.People) -> None:
    case = builders.start(people)
    found = page(people.author, case)
    assert text_of(found, "data-standing") == "With you, without a due date."
    assert text_of(found, "data-next-step") == "Your next step: “Submit”. After it: “Submitted”."


def test_head_says_how_late_a_case_is(people: builders.People) -> None:
    case = builders.expertise_in("submitted", people)
    with time_machine.travel(datetime(2026, 2, 10, 5, tzinfo=UTC), tick=True):
        found = page(people.author, case)
    said = "With the secretary; it was due on 5 February: 3 working days late."
    assert text_of(found, "data-standing") == said


def test_author_learns_how_many_reviews_are_in_and_nothing_else(people: builders.People) -> None:
    User.objects.filter(pk=people.expert.pk).update(last_name="Сарапшыев")
    case = builders.expertise_in("in_review", people)
    assert text_of(page(people.author, case), "data-progress") == "0 of 2 reviews are in."
    builders.act(builders.submit_review(case, people.expert), "take", people.methodist)
    for person in (people.author, people.coauthor, people.methodist, people.district):
        assert text_of(page(person, case), "data-progress") == "1 of 2 reviews are in."
    found = page(people.author, case)
    assert text_of(found, "data-next-step").startswith("When the last one is in")
    assert "Сарапшыев" not in found.text
    assert found.values("data-child") == []


def test_another_round_is_counted_anew(people: builders.People) -> None:
    case = builders.expertise_in("summary", people)
    case = builders.act(case, "another_round", people.methodist)
    assert text_of(page(people.author, case), "data-progress") == "0 of 2 reviews are in."


def test_next_step_of_a_hidden_move_names_only_the_state(people: builders.People) -> None:
    case = builders.expertise_in("registered", people)
    assert text_of(page(people.author, case), "data-next-step") == "Next state: “In review”."
    assert "“Assign experts”" in page(people.methodist, case).text


def test_panel_stands_for_the_list_of_child_cases(people: builders.People) -> None:
    case = builders.expertise_in("in_review", people)
    assert len(page(people.methodist, case).values("data-child")) == 2
    assert "Related cases" not in page(people.methodist, case).text


def test_way_is_told_in_words_and_drawn(people: builders.People) -> None:
    case = builders.expertise_in("in_review", people)
    found = page(people.methodist, case)
    assert found.values("data-stop")[:4] == ["draft", "submitted", "registered", "in_review"]
    assert found.values("data-stop")[-1] == "approved"
    assert found.values("aria-current").count("step") == 2  # once in the list, once in the chart
    # Whoever sees the case by a grant is not shown that experts were assigned.
    drawn = page(people.author, case).text
    assert drawn.count('class="taken"') == 2
    assert found.text.count('class="taken"') == 3


def test_trail_is_read_in_sentences(people: builders.People) -> None:
    case = builders.expertise_in("summary", people)
    found = page(people.methodist, case).text
    for sentence in (
        "Submitted for consideration",
        f"Registered under the number {case.number}",
        "All reviews are in",
        "Documents were filed",
    ):
        assert f"<b>{sentence}</b>" in found
    assert "work.pdf" in found


def test_parts_of_the_page_have_a_table_of_contents(people: builders.People) -> None:
    case = builders.expertise_in("approved", people)
    found = page(people.methodist, case)
    linked = [v for v in found.values("href") if v and v.startswith("#") and v != "#content"]
    assert linked == ["#matter", "#documents", "#reviews", "#decision", "#way", "#history"]
    assert {link[1:] for link in linked} <= set(found.values("id"))


def test_day_is_said_as_people_say_it() -> None:
    with time_machine.travel(datetime(2026, 11, 24, tzinfo=UTC)):
        days = []
        for language in ("kk", "ru", "en"):
            with override(language):
                days.append(standing.day(datetime(2026, 12, 4, 12, tzinfo=UTC)))
        with override("en"):
            days.append(standing.day(datetime(2027, 1, 4, 12, tzinfo=UTC)))
    assert days == ["4 желтоқсан", "4 декабря", "4 December", "4 January 2027"]


@pytest.fixture
def revised(people: builders.People) -> Any:
    """A work in its second version, under another name that tells its author."""
    case = builders.start(people)
    builders.file(case, people.author, "work", docx("Бірінші нұсқа", "Сағат саны: 34."))
    document = case.dossier.documents.get()
    upload = samples.upload(docx("Бірінші нұсқа", "Сағат саны: 68."), TELLING)
    given = {"kind": document.kind_id, "replaces": document.pk, "note": NOTE}
    return builders.act(case, "file", people.author, files={"file": upload}, **given)


def latest(case: Case) -> Any:
    return case.dossier.documents.get(kind__code="work").versions.order_by("-number")[0]


def test_changes_are_shown_to_whoever_reads_the_versions(
    people: builders.People, revised: Case
) -> None:
    path = f"documents/{latest(revised).pk}/changes/"
    found = page(people.author, revised, path)
    assert found.status == 200
    assert "<del>34</del><ins>68</ins>" in found.text
    assert f"/cases/{revised.label}/{path}" in page(people.author, revised).values("href")
    assert page(people.outsider, revised, path).status == 404
    first = latest(revised).document.versions.get(number=1)
    assert page(people.author, revised, f"documents/{first.pk}/changes/").status == 404
    assert page(people.author, revised, f"{path}?since=7").status == 404


def test_changes_of_pictures_are_refused_in_words(people: builders.People) -> None:
    case = builders.start(people)
    builders.file(case, people.author, "work", samples.png())
    version = latest(case)
    key = version.document_id
    builders.file(case, people.author, "work", samples.jpeg(), replaces=key)
    found = page(people.author, case, f"documents/{latest(case).pk}/changes/")
    assert found.status == 200
    assert "cannot be compared" in found.text


def test_remarks_stand_beside_what_changed_since(people: builders.People) -> None:
    case = builders.expertise_in("revision", people)
    document = case.dossier.documents.get(kind__code="work")
    builders.file(case, people.author, "work", builders.pdf("жаңа"), replaces=document.pk)
    newest = latest(case)
    found = page(people.author, case)
    assert f"/cases/{case.number}/documents/{newest.pk}/changes/?since=1" in found.values("href")
    beside = page(people.author, case, f"documents/{newest.pk}/changes/?since=1")
    assert beside.values("data-remark") == found.values("data-remark") != []


def test_expert_meets_no_file_name_note_or_telling_download(people: builders.People) -> None:
    case = builders.start(people)
    upload = samples.upload(builders.pdf("құпия"), TELLING.replace("docx", "pdf"))
    key = DocumentKind.objects.get(code="work").pk
    builders.act(case, "file", people.author, files={"file": upload}, kind=key, note=NOTE)
    for kind in builders.FILED[1:]:
        builders.file(case, people.author, kind)
    builders.act(case, "record_conclusion", people.author, **builders.conclusion())
    builders.act(case, "submit", people.author)
    builders.act(case, "register", people.secretary, methodist=people.methodist.pk)
    builders.assign(case, people, people.expert, people.expert2)
    review = builders.review_of(case, people.expert)
    found = page(people.expert, review)
    version = latest(case)
    neutral = f"work-{version.document_id}-1.pdf"
    assert neutral in found.text
    assert "Құпия" not in found.text
    path = f"/cases/{review.number}/documents/{version.pk}/"
    assert path in found.values("href")
    for query in ("", "?inline=1"):
        answer = Visitor(people.expert).client.get(path + query)
        assert b"".join(answer.streaming_content)
        assert neutral in answer["Content-Disposition"]
        assert "UTF-8" not in answer["Content-Disposition"].upper()


def test_document_is_shown_inline_in_a_frame_of_ours(people: builders.People) -> None:
    case = builders.start(people)
    builders.file(case, people.author, "work")
    version = latest(case)
    path = f"/cases/{case.code}/documents/{version.pk}/?inline=1"
    assert path in page(people.author, case).values("src")
    answer = Visitor(people.author).client.get(path)
    assert b"".join(answer.streaming_content) == builders.pdf(f"work {case.pk}")
    assert answer["Content-Disposition"].startswith("inline")
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
