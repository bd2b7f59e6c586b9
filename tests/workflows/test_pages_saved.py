"""People name the filters of the list of cases; a link holds the query and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from permissions.models import User
from tests.workflows.pages import Visitor
from workflows.saved import SavedFilter
from workflows.views import saved

Start = Callable[..., Any]
SAVE = "/cases/saved/"


def test_filters_are_saved_under_a_name_and_found_again(start: Start, author: User) -> None:
    toy, visitor = start(), Visitor(author)
    given = {"name": "  Менің   қаралама ", "query": "state=TY.draft&page=3&next=//evil"}
    answer = visitor.client.post(SAVE, given)
    assert answer.url == "/cases/?state=TY.draft"
    page = visitor.get("/cases/")
    assert page.values("data-saved") == ["Менің қаралама"]
    assert "?state=TY.draft" in page.values("href")
    assert visitor.get("/cases/?state=TY.draft").values("data-case") == [toy.code]


def test_same_name_replaces_the_query(author: User) -> None:
    visitor = Visitor(author)
    for query in ("holder=mine", "holder=others"):
        visitor.client.post(SAVE, {"name": "Істер", "query": query})
    assert SavedFilter.objects.get().query == "holder=others"


def test_filters_are_the_persons_own(author: User, secretary: User) -> None:
    Visitor(author).client.post(SAVE, {"name": "Істер", "query": "holder=mine"})
    other = Visitor(secretary)
    assert other.get("/cases/").values("data-saved") == []
    other.client.post(SAVE, {"remove": SavedFilter.objects.get().pk})
    assert SavedFilter.objects.count() == 1
    answer = Visitor(author).client.post(
        SAVE, {"remove": SavedFilter.objects.get().pk, "query": "holder=others"}
    )
    assert answer.url == "/cases/?holder=others"
    assert SavedFilter.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "query", "said"),
    [
        ("", "holder=mine", "give them a name"),
        ("Істер", "", "give them a name"),
        ("Істер", "nonsense=1", "give them a name"),
        ("а" * 61, "holder=mine", "too long"),
        ("Істер", "q=" + "а" * 2000, "too long"),
    ],
)
def test_what_cannot_be_saved_is_told(author: User, name: str, query: str, said: str) -> None:
    visitor = Visitor(author)
    visitor.client.post(SAVE, {"name": name, "query": query})
    assert said in visitor.get("/work/").text
    assert not SavedFilter.objects.exists()


def test_saved_filters_are_limited(author: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saved, "MOST", 1)
    visitor = Visitor(author)
    for name in ("Бір", "Екі"):
        visitor.client.post(SAVE, {"name": name, "query": "holder=mine"})
    assert [one.name for one in SavedFilter.objects.all()] == ["Бір"]


def test_saving_is_for_people_with_an_account(db: None) -> None:
    assert Visitor().client.post(SAVE, {"name": "а", "query": "q=а"}).status_code == 302
    assert not SavedFilter.objects.exists()
