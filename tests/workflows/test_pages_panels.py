"""A methodist assigns experts to several cases at once: proposed, changed, confirmed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import time_machine

from permissions.models import Expert, User
from tests.workflows.pages import Page, Visitor
from tests.workflows.processes import builders
from workflows.models import Case
from workflows.panel import Seat
from workflows.views import panels

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import DjangoAssertNumQueries

ASSIGN = "/work/panels/EX/assign/"


@pytest.fixture
def people(db: None) -> Iterator[builders.People]:
    with time_machine.travel(builders.MONDAY, tick=True):
        yield builders.gather()


def registered(people: builders.People) -> Case:
    return builders.expertise_in("registered", people)


def chosen(page: Page) -> dict[str, list[str]]:
    """Give what a browser would send of the boxes that are ticked."""
    found: dict[str, list[str]] = {}
    for tag, attrs in page.elements:
        if tag == "input" and "checked" in attrs:
            found.setdefault(str(attrs["name"]), []).append(str(attrs["value"]))
    return found


def panel(case: Any) -> set[int]:
    return set(Seat.objects.filter(case_id=case.pk).values_list("person_id", flat=True))


def test_proposed_panels_are_shown_with_reasons_and_confirmed(people: builders.People) -> None:
    first, second = registered(people), registered(people)
    visitor = Visitor(people.methodist)
    work = visitor.get("/work/")
    assert work.values("data-batch") == ["assign"]
    assert ASSIGN in work.values("href")
    page = visitor.get(ASSIGN)
    assert page.values("data-case") == [first.number, second.number]
    assert "same subject, same language, 0 of" in page.text
    assert "same subject, same language, 1 of" in page.text  # counting the case before
    report = visitor.get(visitor.client.post(ASSIGN, chosen(page)).url)
    assert report.values("data-done") == [first.number, second.number]
    experts = {people.expert.pk, people.expert2.pk, people.expert3.pk}
    assert panel(first) == panel(second) == experts


def test_methodist_changes_a_panel_and_leaves_a_case_out(people: builders.People) -> None:
    first, second = registered(people), registered(people)
    visitor = Visitor(people.methodist)
    given = chosen(visitor.get(ASSIGN))
    given["case"] = given["case"][:1]
    given[f"experts_{first.pk}"] = [str(people.expert.pk), str(people.expert3.pk)]
    visitor.client.post(ASSIGN, given)
    assert panel(first) == {people.expert.pk, people.expert3.pk}
    assert panel(second) == set()


def test_wrong_panel_comes_back_with_what_was_picked(people: builders.People) -> None:
    User.objects.filter(pk=people.expert3.pk).update(organisation=people.author.organisation)
    first, second = registered(people), registered(people)
    visitor = Visitor(people.methodist)
    given = chosen(visitor.get(ASSIGN))
    assert str(people.expert3.pk) not in given[f"experts_{first.pk}"]
    given[f"experts_{first.pk}"] = [str(people.expert.pk)]
    given[f"experts_{second.pk}"] = [str(people.expert.pk), str(people.expert3.pk)]
    page = Page(visitor.client.post(ASSIGN, given))
    assert page.status == 422
    assert "Choose from 2 to 7 experts." in page.text
    assert "Somebody who was chosen cannot review this case." in page.text
    assert chosen(page)[f"experts_{first.pk}"] == [str(people.expert.pk)]
    assert panel(first) == panel(second) == set()


def test_nothing_chosen_is_told(people: builders.People) -> None:
    case = registered(people)
    page = Page(Visitor(people.methodist).client.post(ASSIGN, {}))
    assert page.status == 422
    assert "Choose at least one case." in page.text
    assert page.values("data-case") == [case.number]


def test_case_for_which_nobody_is_free_says_so(people: builders.People) -> None:
    Expert.objects.update(capacity=1)
    registered(people)
    registered(people)
    page = Visitor(people.methodist).get(ASSIGN)
    assert page.text.count("Nobody is free for this case.") == 1


def test_another_methodist_is_refused_for_each_case(people: builders.People) -> None:
    case = registered(people)
    given = chosen(Visitor(people.methodist).get(ASSIGN))
    other = Visitor(people.other_methodist)
    assert other.get(ASSIGN).values("data-case") == []
    report = other.get(other.client.post(ASSIGN, given).url)
    assert report.values("data-not-done") == [case.number]
    assert panel(case) == set()


def test_only_actions_that_invite_a_panel_are_here(people: builders.People) -> None:
    for path in ("EX/register/", "EX/nothing/", "XX/assign/", "EX/invite/"):
        assert Visitor(people.methodist).get(f"/work/panels/{path}").status == 404


def test_most_urgent_come_first_and_the_others_are_named(
    people: builders.People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(panels, "MOST", 1)
    first, _second = registered(people), registered(people)
    page = Visitor(people.methodist).get(ASSIGN)
    assert page.values("data-case") == [first.number]
    assert "the others follow when they are done" in page.text


@pytest.mark.parametrize("rows", [1, 20])
def test_page_costs_the_same_for_any_number_of_cases(
    people: builders.People, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(rows):
        registered(people)
    visitor = Visitor(people.methodist)
    with django_assert_num_queries(12):
        assert len(visitor.get(ASSIGN).values("data-case")) == rows
