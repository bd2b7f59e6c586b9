"""Pages cost the same number of statements for one row as for thirty; the issue allows twelve."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from pytest_django import DjangoAssertNumQueries

from permissions.models import User
from tests.people import UserFactory
from tests.workflows.pages import Visitor
from tests.workflows.processes import builders
from workflows import access

Start = Callable[..., Any]
Act = Callable[..., Any]
Exactly = DjangoAssertNumQueries

ROWS = pytest.mark.parametrize("rows", [1, 30])


@pytest.fixture(autouse=True)
def _warm(db: None) -> None:
    # The key of this permission is read once in the life of a process.
    access._view_permission()


@ROWS
def test_my_work_of_an_author(
    rows: int, start: Start, act: Act, author: User, django_assert_num_queries: Exactly
) -> None:
    for _number in range(rows):
        act(start(), "submit", author)
        start()
    visitor = Visitor(author)
    with django_assert_num_queries(8):
        page = visitor.get("/work/")
    assert len(page.values("data-case")) == 2 * min(rows, 25)


@ROWS
def test_my_work_of_a_secretary(
    rows: int,
    start: Start,
    act: Act,
    author: User,
    secretary: User,
    django_assert_num_queries: Exactly,
) -> None:
    for _number in range(rows):
        act(start(), "submit", author)
    visitor = Visitor(secretary)
    with django_assert_num_queries(8):
        page = visitor.get("/work/")
    assert len(page.values("data-case")) == min(rows, 25)


@ROWS
def test_cases(
    rows: int, start: Start, author: User, secretary: User, django_assert_num_queries: Exactly
) -> None:
    for _number in range(rows):
        start()
    for person in (author, secretary):
        visitor = Visitor(person)
        with django_assert_num_queries(7):
            page = visitor.get("/cases/")
        assert len(page.values("data-case")) == min(rows, 25)


@ROWS
def test_case_with_children_and_events(
    rows: int,
    start: Start,
    act: Act,
    author: User,
    secretary: User,
    django_assert_num_queries: Exactly,
) -> None:
    toy = start()
    for _number in range(rows):
        toy = act(toy, "note", author, reason="Ескерту")
    workers = UserFactory.create_batch(rows, organisation=author.organisation)
    toy = act(act(toy, "submit", author), "split", secretary, workers=[w.pk for w in workers])
    visitor = Visitor(secretary)
    with django_assert_num_queries(8):
        page = visitor.get(f"/cases/{toy.number}/")
    assert len(page.values("data-child")) == rows
    assert len(page.values("data-event")) == rows + 3


@pytest.fixture
def people(db: None) -> Iterator[builders.People]:
    with time_machine.travel(builders.MONDAY, tick=True):
        yield builders.gather()


@ROWS
def test_draft_of_an_expertise(
    rows: int, people: builders.People, django_assert_num_queries: Exactly
) -> None:
    case = builders.start(people)
    for number in range(rows):
        builders.file(case, people.author, "work", builders.pdf(str(number)))
    visitor = Visitor(people.author)
    with django_assert_num_queries(11):
        page = visitor.get(f"/cases/{case.code}/")
    assert len(page.values("data-document")) == rows
    assert len(page.values("data-event")) == rows + 1


@ROWS
def test_expertise_in_review_and_its_review(
    rows: int, people: builders.People, django_assert_num_queries: Exactly
) -> None:
    review = builders.review_in("in_progress", people)
    parent: Any = review.parent
    found = [builders.remark(text=f"№ {number}") for number in range(rows)]
    written = builders.scored(review) | builders.remarked(*found)
    builders.act(review, "submit", people.expert, **written)
    visitor = Visitor(people.methodist)
    for address, statements in ((parent.number, 12), (review.number, 12)):
        with django_assert_num_queries(statements):
            page = visitor.get(f"/cases/{address}/")
        assert len(page.values("data-remark")) == rows
    visitor = Visitor(people.expert)
    with django_assert_num_queries(12):
        page = visitor.get(f"/cases/{review.number}/")
    assert len(page.values("data-remark")) == rows


@pytest.mark.parametrize("state", builders.EXPERTISES)
def test_expertise_in_any_state_costs_at_most_twelve(
    state: str, people: builders.People, django_assert_max_num_queries: Exactly
) -> None:
    case = builders.expertise_in(state, people)
    seen = 0
    for person in (
        people.author,
        people.coauthor,
        people.secretary,
        people.methodist,
        people.chair,
    ):
        visitor = Visitor(person)
        with django_assert_max_num_queries(12):
            seen += visitor.get(f"/cases/{case.label}/").status == 200
    assert seen


@pytest.mark.parametrize("state", builders.REVIEWS)
def test_review_in_any_state_costs_at_most_twelve(
    state: str, people: builders.People, django_assert_max_num_queries: Exactly
) -> None:
    case = builders.review_in(state, people)
    seen = 0
    for person in (people.author, people.expert, people.secretary, people.methodist):
        visitor = Visitor(person)
        with django_assert_max_num_queries(12):
            seen += visitor.get(f"/cases/{case.label}/").status == 200
    assert seen
