"""Every rule is a decision on an object and a condition on rows; the two agree."""

from itertools import product
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import Group
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from permissions.models import District, Membership, Organisation, Region, Subject, User
from permissions.people import system
from permissions.roles import Role
from permissions.rules import Refused, Rule, has_role, holds, is_person, is_system
from tests.people import OrganisationFactory, UserFactory

ROLES = (Role.METHODIST, Role.EXPERT)
RULES = (
    *(holds(role, role.label) for role in ROLES),
    *(has_role(role, role.label) for role in ROLES),
    is_person("user", "the person"),
    is_person("withdrawn_by", "the withdrawer"),
    is_system(),
)


@pytest.fixture
def places(db: None) -> SimpleNamespace:
    """Two of each kind of scope."""
    Region.objects.create(code="other", name_kk="Басқа облыс", name_ru="Другая область")
    OrganisationFactory.create_batch(2)
    return SimpleNamespace(
        region=list(Region.objects.all()),
        district=list(District.objects.all()[:2]),
        organisation=list(Organisation.objects.all()[:2]),
        subject=list(Subject.objects.all()[:2]),
    )


@pytest.fixture
def people(db: None) -> list[User]:
    """Two people with rows of theirs, the system, and somebody who is not saved at all."""
    return [*UserFactory.create_batch(2), system(), User(username="unsaved")]


@pytest.fixture
def rows(places: SimpleNamespace, people: list[User]) -> list[Membership]:
    """Rows in every combination of scopes; memberships have the columns that cases have."""
    combinations = product(*([None, *found] for found in vars(places).values()))
    author = Group.objects.get(name="author")
    return Membership.objects.bulk_create(
        Membership(
            user=people[number % 2],
            granted_by=people[0],
            withdrawn_by=(None, people[0], people[1])[number % 3],
            role=author,
            **dict(zip(vars(places), combination, strict=True)),
        )
        for number, combination in enumerate(combinations)
    )


def trees(rules: st.SearchStrategy[Rule]) -> st.SearchStrategy[Rule]:
    pairs = st.tuples(rules, rules)
    return pairs.map(lambda pair: pair[0] & pair[1]) | pairs.map(lambda pair: pair[0] | pair[1])


choices = st.sampled_from((None, 0, 1))
scopes = st.tuples(choices, choices, choices, choices)
memberships = st.lists(st.tuples(st.sampled_from(ROLES), scopes), max_size=3)
rules = st.recursive(st.sampled_from(RULES), trees, max_leaves=4)


def give(person: User, held: list[tuple[Role, tuple[int | None, ...]]], places: Any) -> None:
    """Make the person hold these roles, as if they had been read from the database."""
    person.__dict__["memberships_now"] = tuple(
        Membership(
            role_id=role.value,
            **{
                name: None if at is None else found[at]
                for (name, found), at in zip(vars(places).items(), scope, strict=True)
            },
        )
        for role, scope in held
    )


@given(rule=rules, held=memberships, who=st.integers(min_value=0, max_value=3))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_rule_decides_on_objects_as_it_does_on_rows(
    rule: Rule,
    held: list[tuple[Role, tuple[int | None, ...]]],
    who: int,
    rows: list[Membership],
    places: SimpleNamespace,
    people: list[User],
) -> None:
    person = people[who]
    give(person, held, places)
    found = set(
        Membership.objects.filter(rule.rows(person), role__name="author").values_list(
            "pk", flat=True
        )
    )
    assert found == {row.pk for row in rows if rule(person, row)}


def test_rows_are_not_all_alike(
    rows: list[Membership], places: SimpleNamespace, people: list[User]
) -> None:
    give(people[0], [(Role.METHODIST, (None, 0, None, None))], places)
    decided = [bool(holds(Role.METHODIST, "m")(people[0], row)) for row in rows]
    assert decided.count(True) == len(rows) // 3


def test_refusal_of_either_names_both(people: list[User], rows: list[Membership]) -> None:
    either = holds(Role.METHODIST, "the methodist") | is_person("withdrawn_by", "the withdrawer")
    give(people[3], [], SimpleNamespace())
    answer = either(people[3], rows[0])
    assert isinstance(answer, Refused)
    assert "the methodist" in str(answer.reason)
    assert "the withdrawer" in str(answer.reason)


def test_refusal_of_both_gives_the_first_reason(people: list[User], rows: list[Membership]) -> None:
    both = is_person("user", "the owner") & is_person("withdrawn_by", "the withdrawer")
    answer = both(people[3], rows[0])
    assert isinstance(answer, Refused)
    assert "the owner" in str(answer.reason)
    assert "the withdrawer" not in str(answer.reason)


def test_rule_tells_the_roles_it_names() -> None:
    assert (RULES[0] | RULES[1] & RULES[4]).roles == ("methodist", "expert")
