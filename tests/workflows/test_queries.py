from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from permissions.models import District, Region, User
from permissions.people import grant_role, system
from permissions.roles import Role
from tests.people import UserFactory, person
from workflows import access, queries
from workflows.models import Case

Start = Callable[..., Any]
Act = Callable[..., Any]


def found(list_of: queries.Found) -> list[int]:
    return [case.pk for case in list_of.cases]


def test_draft_is_with_its_author_alone(start: Start, author: User, secretary: User) -> None:
    toy = start()
    assert found(queries.held_by(author)) == [toy.pk]
    assert found(queries.to_take(secretary)) == []
    assert found(queries.awaited_by(author)) == []


def test_submitted_case_is_to_take_for_the_role_and_awaited_by_the_author(
    start: Start, act: Act, author: User, secretary: User, methodist: User
) -> None:
    toy = act(start(), "submit", author)
    assert found(queries.held_by(author)) == []
    assert found(queries.awaited_by(author)) == [toy.pk]
    assert found(queries.to_take(secretary)) == [toy.pk]
    assert found(queries.to_take(methodist)) == []


def test_role_elsewhere_has_nothing_to_take(start: Start, act: Act, author: User) -> None:
    act(start(), "submit", author)
    abroad = UserFactory.create(username="abroad")
    elsewhere = Region.objects.create(code="elsewhere", name_kk="Басқа", name_ru="Другая")
    grant_role(abroad, Role.SECRETARY, region=elsewhere, by=system())
    assert found(queries.to_take(abroad)) == []


def test_case_in_two_scopes_of_a_person_is_listed_once(
    start: Start, act: Act, author: User, secretary: User
) -> None:
    toy = act(start(), "submit", author)
    grant_role(secretary, Role.SECRETARY, by=system())
    grant_role(secretary, Role.METHODIST, district=District.objects.all()[0], by=system())
    again = User.objects.get(pk=secretary.pk)
    with CaptureQueriesContext(connection) as statements:
        assert found(queries.to_take(again)) == [toy.pk]
    assert len(statements) == 2  # memberships, and one union
    assert "UNION" in statements[-1]["sql"]


def test_worklists_write_the_condition_of_their_indexes_literally(
    secretary: User, db: None
) -> None:
    for query in (queries.held_by, queries.to_take):
        with CaptureQueriesContext(connection) as statements:
            query(secretary)
        rows = statements[-1]["sql"].split('FROM "workflows_case"')[1]
        where = rows.split(" WHERE ")[1]
        assert re.search(r'(\(| AND )"workflows_case"."open"(\)| AND )', where)


def test_worklist_stops_at_its_limit(start: Start, author: User) -> None:
    for _number in range(3):
        start()
    held = queries.held_by(author, most=2)
    assert (len(held.cases), held.more) == (2, True)


def test_visible_cases_agree_with_may_see(start: Start, act: Act, author: User) -> None:
    start()
    act(start(), "submit", author)
    people = [author, person("s1", Role.SECRETARY), person("m1", Role.METHODIST)]
    for someone in people:
        seen = {case.pk for case in Case.objects.all() if access.may_see(someone, case)}
        assert {case.pk for case in queries.visible_cases(someone)} == seen


@pytest.mark.parametrize("by", ["number", "code"])
def test_case_is_found_by_number_and_by_code(by: str, start: Start, act: Act, author: User) -> None:
    toy = act(start(), "submit", author)
    case = queries.case_at(getattr(toy, by))
    assert case is not None
    assert case.pk == toy.pk
    assert type(case) is type(toy)


def test_unknown_address_finds_nothing(db: None) -> None:
    assert queries.case_at("EX-1999-0001") is None


def test_events_after_a_version_are_the_latest_first(start: Start, act: Act, author: User) -> None:
    toy = act(act(start(), "note", author, reason="a"), "note", author, reason="b")
    assert [event.seq for event in queries.events_of(toy, after=1)] == [3, 2]
