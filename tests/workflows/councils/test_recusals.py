"""Whom the rules keep away from a case before a council, and by which tie."""

from __future__ import annotations

from typing import TYPE_CHECKING

from permissions.models import DeclaredRelation
from permissions.roles import Role
from tests import people as persons
from tests.workflows.processes import builders
from workflows.councils.recusals import conflicts_with

if TYPE_CHECKING:
    from permissions.models import Organisation, User


def colleague(username: str, organisation: Organisation | None) -> User:
    made = persons.person(username, Role.COUNCIL_MEMBER)
    made.organisation = organisation
    made.save(update_fields=["organisation"])
    return made


def test_every_tie_to_a_case_is_found(db: None) -> None:
    people = builders.gather()
    case = builders.expertise_in("ready", people)
    mentor, relative = (
        persons.person(name, Role.COUNCIL_MEMBER) for name in ("mentor", "relative")
    )
    for person, kind in (
        (mentor, DeclaredRelation.Kind.MENTOR),
        (relative, DeclaredRelation.Kind.RELATIVE),
    ):
        persons.DeclaredRelationFactory.create(person=person, other=people.author, kind=kind)
    expected = {
        people.author: ["own", "organisation"],
        people.coauthor: ["coauthor", "organisation"],
        colleague("author's colleague", people.author.organisation): ["organisation"],
        colleague("coauthor's colleague", people.coauthor.organisation): ["organisation"],
        mentor: ["mentor"],
        relative: ["relation"],
        people.expert: ["expert"],
        people.member: [],
        people.chair: [],
    }
    found = conflicts_with(case, list(expected))
    assert found == {person.pk: kinds for person, kinds in expected.items()}
