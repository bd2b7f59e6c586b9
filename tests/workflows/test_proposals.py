"""Panels proposed for many cases are those that each case would be offered by itself, spread."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest
import time_machine

from permissions.models import Competence, Expert, Membership, Subject, User
from tests.people import DeclaredRelationFactory, _expert
from tests.workflows.processes import builders
from workflows import proposals
from workflows.panel import candidates
from workflows.processes.expertise import Expertise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import DjangoAssertNumQueries


@pytest.fixture
def people(db: None) -> Iterator[builders.People]:
    with time_machine.travel(builders.MONDAY, tick=True):
        yield builders.gather()


def registered(people: builders.People, number: int) -> list[Any]:
    made = [builders.expertise_in("registered", people) for _ in range(number)]
    return [Expertise.objects.get(pk=case.pk) for case in made]


def test_candidates_are_those_that_each_case_has_by_itself(people: builders.People) -> None:
    chance = random.Random(5)
    subjects = list(Subject.objects.order_by("code")[:3])
    experts = [_expert(f"chosen{n}") for n in range(8)]
    for expert in experts:
        Expert.objects.filter(user=expert).update(capacity=chance.randint(1, 4))
        for subject in chance.sample(subjects, 2):
            profile = Expert.objects.get(user=expert)
            Competence.objects.get_or_create(
                expert=profile, subject=subject, language=chance.choice(["kk", "ru"])
            )
    cases = registered(people, 6)
    for case in cases:
        case.subject = chance.choice(subjects)
        case.language = chance.choice(["kk", "ru"])
        case.save(update_fields=["subject", "language"])
    for expert in chance.sample(experts, 3):
        maker = chance.choice([people.author, people.coauthor])
        DeclaredRelationFactory.create(person=expert, other=maker, kind="mentor")
    User.objects.filter(pk=experts[0].pk).update(organisation=people.author.organisation)
    Membership.objects.filter(user=experts[1]).update(region=None)
    again = [Expertise.objects.get(pk=case.pk) for case in cases]
    found = proposals._ranked(again)
    for case in again:
        alone = candidates(case, language=case.language)
        assert [c.person.pk for c in found[case.pk]] == [
            c.person.pk for c in alone if c.person.pk != case.methodist_id
        ]
        assert {c.person.pk: c.conflicts for c in found[case.pk]} == {
            c.person.pk: c.conflicts for c in alone if c.person.pk != case.methodist_id
        }
    assert any(c.barred for some in found.values() for c in some)


def test_work_is_spread_over_the_cases(people: builders.People) -> None:
    for n in range(3):
        _expert(f"more{n}")
    first, second = proposals.propose(registered(people, 2))
    assert len(first.proposed) == len(second.proposed) == 3
    assert not first.proposed & second.proposed


def test_who_is_full_is_not_proposed(people: builders.People) -> None:
    Expert.objects.update(capacity=1)
    first, second = proposals.propose(registered(people, 2))
    assert len(first.proposed) == 3
    assert second.proposed == frozenset()
    assert {c.load for c in second.candidates} == {1}


@pytest.mark.parametrize("rows", [1, 30])
def test_proposals_cost_the_same_for_any_number_of_cases(
    people: builders.People, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    cases = registered(people, rows)
    with django_assert_num_queries(6):
        assert len(proposals.propose(cases)) == rows
