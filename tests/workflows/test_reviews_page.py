"""My reviews: what an expert did in a period, as a page and as a certificate; letters for Word."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
import zxingcpp
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client
from docx import Document

from documents.papers.typesetting import Kind
from tests.workflows.pages import Visitor
from tests.workflows.processes import builders
from tests.workflows.test_papers import FOREIGN, LATIN, pictures, text, work
from workflows import reviewers
from workflows.papers import Paper

if TYPE_CHECKING:
    from collections.abc import Iterator

    from permissions.models import User
    from workflows.models import Case
    from workflows.reviewers import ReviewerCertificate


@pytest.fixture
def people(db: None) -> Iterator[builders.People]:
    with time_machine.travel(builders.MONDAY, tick=True):
        yield builders.gather()


def test_expert_sees_the_reviews_that_were_accepted(people: builders.People) -> None:
    case = builders.expertise_in("in_review", people)
    builders.act(builders.submit_review(case, people.expert), "take", people.methodist)
    builders.submit_review(case, people.expert2)  # Nobody has accepted it.
    page = Visitor(people.expert).get("/reviews/")
    assert page.values("data-review") == [f"{case.number}-RV1"]
    assert page.values("data-certificate") == ["kk", "ru"]
    other = Visitor(people.expert2).get("/reviews/")
    assert other.values("data-review") == other.values("data-certificate") == []
    assert "No accepted reviews in this period" in other.text


def test_period_counts_both_its_days(people: builders.People) -> None:
    builders.review_in("accepted", people)
    visitor = Visitor(people.expert)
    for since, until, count in (
        ("2026-02-02", "2026-02-02", 1),
        ("02.02.2026", "02.02.2026", 1),
        ("2026-02-03", "2026-12-31", 0),
        ("2025-01-01", "2026-02-01", 0),
    ):
        page = visitor.get(f"/reviews/?since={since}&until={until}")
        assert len(page.values("data-review")) == count
    backwards = visitor.get("/reviews/?since=2026-03-01&until=2026-02-01")
    assert "The period ends before it begins." in backwards.text


def issue(visitor: Visitor, language: str, **changed: str) -> Any:
    period = {"since": "2026-01-01", "until": "2026-12-31"}
    return visitor.client.post("/reviews/", {**period, "language": language} | changed)


def pdf_of(visitor: Visitor, code: str) -> bytes:
    answer: Any = visitor.client.get(f"/reviews/{code}/")
    assert answer["Content-Type"] == "application/pdf"
    return b"".join(answer.streaming_content)


def issued_to(person: User) -> ReviewerCertificate:
    return reviewers.of_person(person).latest("pk")


@pytest.mark.parametrize(
    ("language", "facts"),
    [
        ("kk", ("Анықтама", "Математика апталығы", "1 қаңтар мен 2026 жылғы 31", "саны: 1")),
        ("ru", ("Справка", "Неделя математики", "с 1 января 2026 года по 31", "рецензий: 1")),
    ],
)
def test_certificate_of_an_expert(
    language: str, facts: tuple[str, ...], people: builders.People
) -> None:
    review = builders.review_in("accepted", people)
    visitor = Visitor(people.expert)
    assert issue(visitor, language).status_code == 302
    found = issued_to(people.expert)
    pdf = pdf_of(visitor, found.code)
    said = text(pdf)
    for fact in (*facts, people.expert.full_name, review.number, "02.02.2026", found.grouped_code):
        assert str(fact) in said
    plain = FOREIGN.sub("", said.replace(str(review.number), ""))
    assert LATIN.findall(plain) == []
    assert people.author.full_name not in said.replace(people.expert.full_name, "")
    assert hashlib.sha256(pdf).hexdigest() == found.version.sha256
    page = visitor.get("/reviews/")
    assert page.values("data-issued") == [found.code]
    assert found.version.sha256 in page.text


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_qr_of_an_experts_certificate_leads_to_what_it_prints(
    language: str, people: builders.People
) -> None:
    review = builders.review_in("accepted", people)
    visitor = Visitor(people.expert)
    issue(visitor, language)
    found = issued_to(people.expert)
    pdf = pdf_of(visitor, found.code)
    (mark,) = zxingcpp.read_barcodes(pictures(pdf, scale=3)[0])
    path = mark.text.removeprefix("http://localhost:8000")
    assert path == f"/verify/{found.code}/"
    shown: Any = Client().get(path)
    said = shown.content.decode()
    assert shown.status_code == 200
    for fact in (found.name, "01.01.2026", "31.12.2026", found.grouped_code, found.version.sha256):
        assert fact in said
    for secret in (str(review.number), "Математика апталығы", "Неделя математики", "EX-2026"):
        assert secret not in said
    upload = SimpleUploadedFile("file.pdf", pdf)
    same: Any = Client().post(path, {"file": upload})
    assert same.context["is_same"] is True
    other: Any = Client().post(path, {"file": SimpleUploadedFile("file.pdf", pdf[:-1] + b"x")})
    assert other.context["is_same"] is False


def test_certificate_asked_for_twice_is_one_until_there_is_more_to_say(
    people: builders.People,
) -> None:
    case = builders.expertise_in("in_review", people)
    builders.act(builders.submit_review(case, people.expert), "take", people.methodist)
    visitor = Visitor(people.expert)
    issue(visitor, "kk")
    issue(visitor, "kk")
    assert reviewers.of_person(people.expert).count() == 1
    issue(visitor, "ru")
    again = builders.expertise_in("in_review", people)
    builders.act(builders.submit_review(again, people.expert), "take", people.methodist)
    issue(visitor, "kk")
    assert list(reviewers.of_person(people.expert).values_list("language", "reviews")) == [
        ("kk", 2),
        ("ru", 1),
        ("kk", 1),
    ]
    filed = reviewers.of_person(people.expert).values("version__document__dossier").distinct()
    assert filed.count() == 1


@pytest.mark.parametrize(
    "changed",
    [{"language": "en"}, {"since": "2027-01-01"}, {"until": "x"}, {"until": "2026-01-02"}],
)
def test_certificate_of_nothing_is_refused(
    changed: dict[str, str], people: builders.People
) -> None:
    builders.review_in("accepted", people)
    answer = issue(Visitor(people.expert), **({"language": "kk"} | changed))
    assert answer.status_code == 422
    assert not reviewers.of_person(people.expert).exists()


def test_certificate_is_sent_to_its_expert_only_and_never_changes(people: builders.People) -> None:
    builders.review_in("accepted", people)
    issue(Visitor(people.expert), "kk")
    found = issued_to(people.expert)
    assert Visitor(people.expert2).client.get(f"/reviews/{found.code}/").status_code == 404
    for change in (found.save, found.delete):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            change()


@pytest.mark.parametrize("count", [1, 30])
def test_page_of_reviews_costs_the_same(
    count: int, people: builders.People, django_assert_num_queries: Any
) -> None:
    builders.review_in("accepted", people)
    with time_machine.travel(builders.MONDAY, tick=False):
        for place in range(count):
            until = date(2026, 2, 2) + timedelta(days=place)
            reviewers.issue(people.expert, {"since": date(2026, 1, 1), "until": until}, "kk")
    visitor = Visitor(people.expert)
    visitor.get("/reviews/")
    with django_assert_num_queries(5):
        page = visitor.get("/reviews/")
    assert len(page.values("data-issued")) == count


def test_reviews_are_for_experts(people: builders.People) -> None:
    assert Visitor(people.author).client.get("/reviews/").status_code == 403
    assert 'href="/reviews/"' not in Visitor(people.author).get("/work/").text
    assert 'href="/reviews/"' in Visitor(people.expert).get("/work/").text
    stranger: Any = Client().get("/reviews/")
    assert stranger.status_code == 302
    assert "/accounts/login/" in stranger.url


def letter(case: Case, language: str) -> Paper:
    return Paper.objects.get(case=case, kind=Kind.DECISION, language=language)


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_letter_for_word_says_what_the_pdf_says(language: str, people: builders.People) -> None:
    case = builders.expertise_in("approved", people)
    work(case)
    found = letter(case, language)
    address = f"/cases/{case.label}/documents/{found.version_id}/word/"
    secretary = Visitor(people.secretary)
    assert address in secretary.get(f"/cases/{case.label}/").text
    answer = secretary.client.get(address)
    document = Document(BytesIO(answer.content))
    said = "\n".join(paragraph.text for paragraph in document.paragraphs)
    expected = {
        "kk": ("Кеңес шешімі туралы", "Құрметті авторлар!", "«Математика апталығы»", "Шешім"),
        "ru": ("О решении совета", "Уважаемые авторы!", "«Неделя математики»", "Решение"),
    }
    for fact in (*expected[language], "2026/0001", people.author.full_name, str(case.number)):
        assert fact in said
    assert LATIN.findall(said.replace("QR", "").replace(str(case.number), "")) == []


def test_letter_for_word_is_for_officials(people: builders.People) -> None:
    case = builders.expertise_in("rejected", people)
    work(case)
    address = f"/cases/{case.label}/documents/{letter(case, 'kk').version_id}/word/"
    author = Visitor(people.author)
    assert address not in author.get(f"/cases/{case.label}/").text
    assert author.client.get(address).status_code == 404
    conclusion = Paper.objects.filter(case=case, kind=Kind.CONCLUSION)[0].version_id
    other = f"/cases/{case.label}/documents/{conclusion}/word/"
    assert Visitor(people.secretary).client.get(other).status_code == 404
