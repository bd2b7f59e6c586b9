"""My reviews: what an expert did in a period, as a page and as a certificate; letters for Word."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from django.test import Client
from docx import Document
from pypdf import PdfReader

from documents.papers.typesetting import Kind
from tests.workflows.pages import Visitor
from tests.workflows.processes import builders
from tests.workflows.test_papers import LATIN, work
from workflows.papers import Paper

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workflows.models import Case

YEAR = "since=2026-01-01&until=2026-12-31"


@pytest.fixture
def people(db: None) -> Iterator[builders.People]:
    with time_machine.travel(builders.MONDAY, tick=True):
        yield builders.gather()


def read(answer: Any) -> str:
    pages = PdfReader(BytesIO(answer.content)).pages
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))


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


@pytest.mark.parametrize(
    ("language", "facts"),
    [
        ("kk", ("Анықтама", "Математика апталығы", "2026 жылғы 1 қаңтар", "саны: 1")),
        ("ru", ("Справка", "Неделя математики", "рецензий: 1")),
    ],
)
def test_certificate_of_an_expert(
    language: str, facts: tuple[str, ...], people: builders.People
) -> None:
    review = builders.review_in("accepted", people)
    answer = Visitor(people.expert).client.get(f"/reviews/?{YEAR}&language={language}")
    assert answer["Content-Type"] == "application/pdf"
    said = read(answer)
    for fact in (*facts, people.expert.full_name, review.number, "02.02.2026"):
        assert str(fact) in said
    assert LATIN.findall(said.replace(str(review.number), "")) == []
    assert people.author.full_name not in said.replace(people.expert.full_name, "")


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
