import pytest
from pytest_django import DjangoAssertNumQueries

from permissions import conflicts
from permissions.conflicts import Kind
from permissions.models import DeclaredRelation, User
from permissions.people import grant_role, system, withdraw_role
from permissions.roles import Role
from tests.people import DeclaredRelationFactory, UserFactory


def kinds(person: User, author: User, *coauthors: User) -> list[Kind]:
    persons = {author.pk, *(each.pk for each in coauthors)}
    organisations = {author.organisation_id} - {None}
    found = conflicts.of(
        person,
        persons=persons,
        organisations={key for key in organisations if key is not None},
        coauthors={each.pk for each in coauthors},
    )
    return [conflict.kind for conflict in found]


def test_stranger_has_no_conflict(expert: User, author: User, coauthor: User) -> None:
    assert kinds(expert, author, coauthor) == []


def test_author_and_coauthor_are_barred(author: User, coauthor: User) -> None:
    assert kinds(author, author, coauthor) == [Kind.OWN, Kind.ORGANISATION]
    assert kinds(coauthor, author, coauthor) == [Kind.COAUTHOR]


def test_colleague_is_barred(author: User) -> None:
    colleague = UserFactory.create(organisation=author.organisation)
    assert kinds(colleague, author) == [Kind.ORGANISATION]


def test_role_in_the_organisation_bars_while_it_holds(expert: User, author: User) -> None:
    grant_role(expert, Role.ORGANISATION_HEAD, organisation=author.organisation, by=system())
    assert kinds(expert, author) == [Kind.ORGANISATION]
    withdraw_role(expert, Role.ORGANISATION_HEAD, organisation=author.organisation, by=system())
    assert kinds(expert, author) == []


def test_people_without_organisation_are_no_colleagues(db: None) -> None:
    author, other = UserFactory.create_batch(2, organisation=None)
    assert kinds(other, author) == []


@pytest.mark.parametrize("declared_by_expert", [True, False])
@pytest.mark.parametrize(
    ("relation", "kind"),
    [
        (DeclaredRelation.Kind.RELATIVE, Kind.RELATION),
        (DeclaredRelation.Kind.MENTOR, Kind.MENTOR),
        (DeclaredRelation.Kind.SUBORDINATE, Kind.RELATION),
    ],
)
def test_declared_relation_bars_whoever_declared_it(
    expert: User, author: User, relation: str, kind: Kind, declared_by_expert: bool
) -> None:
    pair = (expert, author) if declared_by_expert else (author, expert)
    DeclaredRelationFactory.create(person=pair[0], other=pair[1], kind=relation)
    assert kinds(expert, author) == [kind]


def test_relation_with_a_coauthor_bars(expert: User, author: User, coauthor: User) -> None:
    DeclaredRelationFactory.create(person=coauthor, other=expert)
    assert kinds(expert, author) == []
    assert kinds(expert, author, coauthor) == [Kind.RELATION]


def test_relation_with_someone_else_does_not_bar(expert: User, author: User) -> None:
    DeclaredRelationFactory.create(person=expert)
    assert kinds(expert, author) == []


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.COUNCIL_CHAIR, Role.CENTRE_HEAD])
def test_conflict_is_the_persons_whatever_their_role(author: User, role: Role) -> None:
    colleague = UserFactory.create(organisation=author.organisation)
    grant_role(colleague, role, by=system())
    assert kinds(colleague, author) == [Kind.ORGANISATION]


def test_every_kind_has_its_own_reason() -> None:
    reasons = {str(conflicts.Conflict(kind).reason) for kind in Kind}
    assert len(reasons) == len(Kind)


@pytest.mark.parametrize("count", [1, 30])
def test_many_candidates_cost_two_queries(
    author: User, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    candidates = UserFactory.create_batch(count)
    DeclaredRelationFactory.create(person=candidates[0], other=author)
    with django_assert_num_queries(2):
        found = conflicts.find(candidates, persons={author.pk}, organisations={1})
    assert set(found) == {candidate.pk for candidate in candidates}
    assert [key for key, ties in found.items() if ties] == [candidates[0].pk]
