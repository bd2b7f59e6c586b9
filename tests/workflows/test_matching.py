"""Mentors are ranked by subject, language, district, past and places, each with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import time_machine
from django.utils.translation import override

from permissions.models import District, Membership, Subject, User
from permissions.people import grant_role, system
from permissions.roles import Role
from tests import people as persons
from tests.workflows.processes import builders, mentorings
from tests.workflows.processes.builders import act
from tests.workflows.processes.mentorings import REASON, mentoring_in, offer, wished
from tests.workflows.processes.reading import invalid
from workflows import engine
from workflows.matching import Candidate, candidates
from workflows.pairs import MentorPlaces
from workflows.processes.mentoring import Mentoring

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import DjangoAssertNumQueries

    from tests.workflows.processes.mentorings import Cast


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with override("en"):
        yield


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    with time_machine.travel(builders.MONDAY, tick=True):
        yield mentorings.gather(builders.gather())


@pytest.fixture
def case(cast: Cast) -> Mentoring:
    found: Mentoring = mentoring_in("matching", cast)
    return found


def named(case: Mentoring) -> list[str]:
    return [one.person.username for one in candidates(case)]


def of(case: Mentoring, person: User) -> Candidate:
    return next(one for one in candidates(case) if one.person == person)


def mentor(username: str, *, district: str = "arkalyk", language: str = "ru") -> User:
    made = persons.person(username, Role.MENTOR, district=district)
    User.objects.filter(pk=made.pk).update(language=language)
    return made


def test_mentors_are_ranked_and_told_in_words(case: Mentoring, cast: Cast) -> None:
    User.objects.filter(pk=cast.mentor2.pk).update(language="ru")
    near = mentor("near", district="rudny")
    speaks = mentor("speaks", language="kk")
    assert named(case) == ["mentor", "speaks", "near", "mentor2"]
    told = {one.person.username: one.reason for one in candidates(case)}
    assert told == {
        "mentor": "same subject, same language, another district, 4 of 4 places free",
        "speaks": "another subject, same language, another district, 4 of 4 places free",
        "near": "another subject, another language, same district, 4 of 4 places free",
        "mentor2": "another subject, another language, another district, 4 of 4 places free",
    }
    assert not any(of(case, person).barred for person in (near, speaks))


def test_membership_for_a_subject_is_knowledge_of_it_and_no_other(
    case: Mentoring, cast: Cast
) -> None:
    of_mentor2 = Membership.objects.filter(user=cast.mentor2)
    of_mentor2.update(subject=Subject.objects.get(code="mathematics"))
    assert of(case, cast.mentor2).knows_subject
    of_mentor2.update(subject=Subject.objects.get(code="music"))
    assert named(case) == ["mentor"]
    of_mentor2.update(subject=None, district=District.objects.get(code="arkalyk"))
    assert named(case) == ["mentor"]


def test_places_are_counted_and_the_full_mentor_cannot_be_asked(
    case: Mentoring, cast: Cast
) -> None:
    MentorPlaces.objects.create(person=cast.mentor, places=2)
    assert of(case, cast.mentor).reason.endswith("2 of 2 places free")
    others = [mentoring_in("offered", cast) for _number in range(2)]
    full = of(case, cast.mentor)
    assert (full.barred, full.free) == (True, 0)
    assert named(case) == ["mentor2", "mentor"]
    reason = "same subject, same language, another district, 0 of 2 places free"
    with invalid(mentor=f"{cast.mentor.full_name} cannot be the mentor here: {reason}"):
        offer(case, cast, cast.mentor)
    act(others[0], "decline", cast.mentor, **REASON)
    assert of(case, cast.mentor).free == 1
    assert offer(case, cast, cast.mentor).state == "offered"


def test_conflicts_of_interest_bar(case: Mentoring, cast: Cast) -> None:
    persons.DeclaredRelationFactory.create(person=cast.mentor, other=cast.teacher)
    User.objects.filter(pk=cast.mentor2.pk).update(organisation=cast.teacher.organisation)
    told = {one.person: one.reason for one in candidates(case) if one.barred}
    assert told == {
        cast.mentor: "The person has declared a tie with someone in this case.",
        cast.mentor2: "The person works in the organisation that the case is from.",
    }
    name, reason = cast.mentor.full_name, told[cast.mentor]
    with invalid(mentor=f"{name} cannot be the mentor here: {reason}"):
        offer(case, cast, cast.mentor)


def test_teacher_and_leading_methodist_are_not_offered(case: Mentoring, cast: Cast) -> None:
    for person in (cast.teacher, cast.methodist):
        grant_role(person, Role.MENTOR, region=case.region, by=system())
    assert set(named(case)) == {"mentor", "mentor2"}


def test_past_pairs_count_for_and_those_who_left_this_case_against(cast: Cast) -> None:
    mentoring_in("completed", cast)
    case = mentoring_in("matching", cast)
    again = of(case, cast.mentor)
    assert again.reason.endswith("4 of 4 places free, mentored this teacher before")
    assert not again.barred
    case = act(offer(case, cast, cast.mentor), "decline", cast.mentor, **REASON)
    assert named(case) == ["mentor2", "mentor"]
    assert of(case, cast.mentor).reason.endswith("was asked for this request in vain")
    case = act(offer(case, cast, cast.mentor2), "accept", cast.mentor2)
    case = act(case, "change_mentor", cast.teacher, **REASON)
    assert of(case, cast.mentor2).reason.endswith("was the mentor in this case before")
    other = engine.start(Mentoring, actor=cast.people.outsider, data=wished())
    other = act(other, "take", cast.methodist)
    assert of(other, cast.mentor).reason.endswith("4 of 4 places free")


@pytest.mark.parametrize("more", [0, 12])
def test_ranking_takes_three_statements(
    case: Mentoring, more: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(more):
        mentor(f"mentor-{number}")
    with django_assert_num_queries(3):
        assert len(candidates(case)) == 2 + more
