from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.utils import timezone
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from permissions.models import User
from tests.workflows.pages import Visitor

Start = Callable[..., Any]
Act = Callable[..., Any]


def sheet(visitor: Visitor, path: str) -> list[list[Any]]:
    answer = visitor.client.get(path)
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)), read_only=True)
    return [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]


def test_sheet_of_cases_is_the_list(start: Start, act: Act, author: User, secretary: User) -> None:
    toys = [act(start(title=f"=HYPERLINK({n})"), "submit", author) for n in range(30)]
    visitor = Visitor(secretary)
    head, *rows = sheet(visitor, "/cases/?sort=number&page=2&export=xlsx")
    assert head[:3] == ["Number", "Process", "Title in Kazakh"]
    assert [row[0] for row in rows] == sorted(toy.number for toy in toys)
    listed = visitor.get("/cases/?sort=number").values("data-case")
    assert [row[0] for row in rows][: len(listed)] == listed
    line = dict(zip(head, rows[0], strict=True))
    first = min(toys, key=lambda toy: toy.number)
    assert line["Title in Kazakh"] == first.title_kk
    assert line["Due"] == datetime.combine(timezone.localdate(first.due_at), datetime.min.time())


def test_sheet_keeps_the_filter(start: Start, act: Act, author: User) -> None:
    draft, sent = start(), act(start(), "submit", author)
    rows = sheet(Visitor(author), "/cases/?holder=mine&export=xlsx")[1:]
    assert [row[0] for row in rows] == [draft.label]
    assert sent.number not in {row[0] for row in rows}


def test_sheet_holds_nothing_that_the_person_may_not_see(
    start: Start, act: Act, author: User, outsider: User
) -> None:
    act(start(), "submit", author)
    assert len(sheet(Visitor(author), "/cases/?export=xlsx")) == 2
    assert len(sheet(Visitor(outsider), "/cases/?export=xlsx")) == 1
    for path in ("/cases/?export=xlsx", "/work/?export=csv"):
        assert Visitor().client.get(path).status_code == 302


def test_page_offers_the_sheet_of_what_it_shows(start: Start, author: User) -> None:
    start()
    page = Visitor(author).get("/cases/?holder=mine&page=1")
    assert "?holder=mine&export=xlsx" in page.values("href")


@pytest.mark.parametrize("rows", [1, 40])
def test_sheet_costs_the_same_statements_for_any_number_of_cases(
    rows: int,
    start: Start,
    act: Act,
    author: User,
    secretary: User,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _number in range(rows):
        act(start(), "submit", author)
    visitor = Visitor(secretary)
    sheet(visitor, "/cases/?export=xlsx")
    with django_assert_num_queries(4):
        assert len(sheet(visitor, "/cases/?export=xlsx")) == rows + 1
    with django_assert_num_queries(6):
        assert len(sheet(visitor, "/work/?export=xlsx")) == rows + 1


def test_sheet_of_my_work_holds_more_than_the_page(start: Start, act: Act, author: User) -> None:
    drafts = {start().label for _number in range(30)}
    sent = act(start(), "submit", author)
    visitor = Visitor(author)
    assert 'data-export="xlsx"' in visitor.get("/work/").text
    head, *rows = sheet(visitor, "/work/?export=xlsx")
    assert head[:2] == ["Part of my work", "Number"]
    assert {row[1] for row in rows if row[0] == "Also with you"} == drafts
    assert [row[1] for row in rows if row[0] == "Waiting for others"] == [sent.number]
