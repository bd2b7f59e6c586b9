"""Work moves to a substitute and comes back; the trail says who acted for whom."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import override

from permissions.models import Absence
from permissions.roles import Role
from tests.people import DeclaredRelationFactory, person
from tests.workflows.pages import Visitor
from tests.workflows.processes import builders
from tests.workflows.timed import Timed
from workflows import absences, access, audit, engine
from workflows.models import Case
from workflows.refusals import NotAllowed
from workflows.standing_in import StandIn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from permissions.models import User

    Start = Callable[..., Any]
    Act = Callable[..., Any]

MONDAY = datetime(2026, 11, 16, 10, tzinfo=timezone.get_default_timezone())
TODAY = MONDAY.date()
FRIDAY = TODAY + timedelta(days=4)
NEXT_WEEK = MONDAY + timedelta(days=7)
PAGE = "/absences/"


@pytest.fixture(autouse=True)
def travel(db: None) -> Iterator[Any]:
    with time_machine.travel(MONDAY, tick=False) as traveller, override("en"):
        yield traveller


@pytest.fixture
def other(db: None) -> User:
    """Another methodist."""
    return person("other", Role.METHODIST)


@pytest.fixture
def third(db: None) -> User:
    return person("third", Role.METHODIST)


@pytest.fixture
def request_(start: Start, methodist: User) -> Timed:
    made: Timed = start(Timed)
    return made


def away(who: User, substitute: User, first: date = TODAY, last: date = FRIDAY) -> Absence:
    made = absences.absent(who, substitute, first, last, by=who)
    absences.settle(timezone.now())
    return made


def against(who: User, substitute: User, first: date = TODAY, last: date = FRIDAY) -> Any:
    with pytest.raises(ValidationError) as refused:
        absences.absent(who, substitute, first, last, by=who)
    assert not Absence.objects.filter(person=who, substitute=substitute, first=first).exists()
    return refused.value.message_dict


def now(case: Case) -> Timed:
    return Timed.objects.get(pk=case.pk)


def test_forty_cases_move_and_return(
    travel: Any, start: Start, methodist: User, other: User
) -> None:
    cases = [start(Timed) for _n in range(40)]
    away(methodist, other)
    held = Case.objects.filter(pk__in=[case.pk for case in cases])
    assert set(held.values_list("holder", flat=True)) == {other.pk}
    absences.settle(timezone.now())
    assert StandIn.objects.count() == 40
    page = Visitor(other).get("/work/")
    assert page.text.count(f"for {methodist.short_name}") == 25  # as many as a shelf shows
    travel.move_to(NEXT_WEEK)
    absences.settle(timezone.now())
    assert set(held.values_list("holder", flat=True)) == {methodist.pk}
    actions = cases[0].events.values_list("action", "actor__username", "on_behalf_of")
    assert list(actions)[1:] == [
        ("clock.stand_in", "system", methodist.pk),
        ("clock.return", "system", None),
    ]
    assert f"for {methodist.short_name}" not in Visitor(other).get("/work/").text
    assert not access.may_see(other, cases[0])
    assert list(audit.Audit().broken()) == []


def test_substitute_acts_for_the_absent_person_and_keeps_the_ball(
    request_: Timed, act: Act, author: User, methodist: User, other: User
) -> None:
    away(methodist, other)
    case = act(now(request_), "ask", other)
    event = case.events.get(seq=case.version)
    assert (event.actor, event.on_behalf_of) == (other, methodist)
    case = act(case, "reply", author)
    assert case.holder_id == methodist.pk  # until the next sweep
    absences.settle(timezone.now())
    assert now(request_).holder == other
    said = Visitor(person("clerk", Role.SECRETARY)).get(f"/cases/{case.label}/").text
    assert f"{other.full_name} for {methodist.full_name}" in said


def test_absent_person_can_still_act(
    request_: Timed, act: Act, methodist: User, other: User
) -> None:
    away(methodist, other)
    case = act(now(request_), "ask", methodist)
    assert case.events.get(seq=case.version).on_behalf_of is None


def test_substitute_may_nothing_before_and_after(
    travel: Any, request_: Timed, act: Act, methodist: User, other: User
) -> None:
    away(methodist, other, first=TODAY + timedelta(days=1))
    with pytest.raises(NotAllowed):
        act(now(request_), "ask", other)
    travel.move_to(MONDAY + timedelta(days=1))
    absences.settle(timezone.now())
    assert now(request_).holder == other
    travel.move_to(NEXT_WEEK)
    with pytest.raises(NotAllowed):  # though nothing was given back yet
        act(now(request_), "ask", other)


def test_controls_are_on_for_the_substitute(request_: Timed, methodist: User, other: User) -> None:
    away(methodist, other)
    on = [o.move.name for o in engine.available(now(request_), other) if o.may and o.can]
    assert on == ["answer", "ask", "extend_term"]
    page = Visitor(other).get(f"/cases/{request_.label}/")
    assert f"for {methodist.short_name}" in page.text
    assert page.control("ask")["href"] == f"/cases/{request_.label}/ask/"


def test_conflicted_substitute_is_refused_with_the_reason(
    request_: Timed, author: User, methodist: User, other: User
) -> None:
    DeclaredRelationFactory.create(person=other, other=author)
    said = against(methodist, other)["substitute"][0]
    assert said.startswith(f"This person has a conflict of interest in {request_.label}: ")
    assert "declared a tie" in said


def test_work_that_came_later_stays_where_the_substitute_has_a_conflict(
    start: Start, author: User, methodist: User, other: User
) -> None:
    away(methodist, other)
    DeclaredRelationFactory.create(person=other, other=author)
    case = start(Timed)
    absences.settle(timezone.now())
    assert now(case).holder == methodist


def test_own_matters_and_personal_ones_stay(db: None, other: User) -> None:
    people = builders.gather()
    case = builders.expertise_in("in_review", people)
    review = builders.review_of(case, people.expert)
    away(people.expert, people.expert3)
    away(people.methodist, people.other_methodist)
    assert Case.objects.get(pk=review.pk).holder == people.expert
    waiting = Case.objects.get(pk=case.pk)
    assert (waiting.holder, waiting.waiting) == (people.other_methodist, True)


def test_chain_of_absences_is_followed_and_unwound(
    travel: Any, request_: Timed, methodist: User, other: User, third: User
) -> None:
    away(methodist, other)
    away(other, third, last=TODAY + timedelta(days=1))
    assert now(request_).holder == third
    travel.move_to(MONDAY + timedelta(days=2))
    absences.settle(timezone.now())
    assert now(request_).holder == other
    travel.move_to(NEXT_WEEK)
    absences.settle(timezone.now())
    assert now(request_).holder == methodist
    moved = request_.events.filter(action="clock.stand_in")
    assert set(moved.values_list("on_behalf_of", flat=True)) == {methodist.pk}


def test_substitute_who_is_away_too_is_refused_also_in_a_loop(
    methodist: User, other: User, third: User
) -> None:
    away(other, third)
    assert "away too, from 16.11.2026 to 20.11.2026" in against(methodist, other)["substitute"][0]
    assert "away too" in against(third, other)["substitute"][0]


@pytest.mark.parametrize(
    ("first", "last", "field", "said"),
    [
        (TODAY - timedelta(days=9), TODAY - timedelta(days=1), "first", "past already"),
        (FRIDAY, TODAY, "last", "before the first"),
        (FRIDAY, FRIDAY + timedelta(days=9), "first", "from 16.11.2026 to 20.11.2026"),
    ],
)
def test_days_that_cannot_be_are_refused(
    methodist: User, other: User, third: User, first: date, last: date, field: str, said: str
) -> None:
    away(methodist, other)
    assert said in against(methodist, third, first, last)[field][0]


def test_nobody_stands_in_for_themselves(methodist: User) -> None:
    assert "for themselves" in against(methodist, methodist)["substitute"][0]


def test_person_sets_an_absence_and_comes_back_early(
    request_: Timed, methodist: User, other: User, secretary: User
) -> None:
    visitor = Visitor(methodist)
    form = visitor.get(PAGE)
    assert other.full_name in form.text
    assert f'<option value="{secretary.pk}"' not in form.text
    typed = {"first": "2026-11-16", "last": "2026-11-20", "substitute": str(other.pk)}
    visitor.client.post(PAGE, typed)
    absence = Absence.objects.get(person=methodist)
    assert absence.set_by == methodist
    absences.settle(timezone.now())
    assert now(request_).holder == other
    visitor.client.post(PAGE, {"end": str(absence.pk)})
    absences.settle(timezone.now())
    assert now(request_).holder == methodist


def test_form_keeps_what_was_typed_beside_what_is_wrong(methodist: User, other: User) -> None:
    typed = {"first": "2026-11-10", "last": "2026-11-20", "substitute": str(other.pk)}
    answer = Visitor(methodist).client.post(PAGE, typed)
    said = answer.content.decode()
    assert answer.status_code == 422
    assert "The first day is past already." in said
    assert 'value="2026-11-20"' in said


def test_head_sets_it_for_others_who_are_in_the_same_role(
    head: User, methodist: User, other: User, secretary: User
) -> None:
    visitor = Visitor(head)
    typed = {"person": str(methodist.pk), "first": "2026-11-16", "last": "2026-11-20"}
    answer = visitor.client.post(PAGE, typed | {"substitute": str(secretary.pk)})
    assert "does not hold the same role" in answer.content.decode()
    visitor.client.post(PAGE, typed | {"substitute": str(other.pk)})
    assert Absence.objects.get().set_by == head


def test_others_neither_set_nor_end_it(
    author: User, methodist: User, other: User, third: User
) -> None:
    assert Visitor(author).client.get(PAGE).status_code == 403
    absence = away(methodist, other)
    assert Visitor(third).client.post(PAGE, {"end": str(absence.pk)}).status_code == 403
    typed = {"person": str(methodist.pk), "first": "2026-11-23", "last": "2026-11-24"}
    Visitor(third).client.post(PAGE, typed | {"substitute": str(other.pk)})
    assert Absence.objects.filter(person=methodist).count() == 1


@pytest.mark.parametrize("rows", [1, 30])
def test_page_costs_the_same_for_any_number_of_absences(
    rows: int, methodist: User, other: User, django_assert_num_queries: Any
) -> None:
    days = (TODAY + timedelta(days=n) for n in range(rows))
    Absence.objects.bulk_create(
        Absence(person=methodist, substitute=other, first=d, last=d, set_by=methodist) for d in days
    )
    visitor = Visitor(methodist)
    with django_assert_num_queries(5):
        page = visitor.get(PAGE)
    assert len(page.values("data-absence")) == rows
