"""Who does not see what: authors the reviewers, reviewers the authors, makers their own review."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.template.loader import render_to_string

from permissions.models import Organisation, Region, User
from permissions.people import grant_role, system
from permissions.roles import Role
from tests import people as persons
from tests.workflows.processes.builders import (
    EXPERTISES,
    REVIEWS,
    act,
    expertise_in,
    registry_row,
    remark,
    review_in,
    review_of,
    who_may,
)
from tests.workflows.processes.reading import not_allowed
from workflows import access, engine, queries
from workflows.models import Case, Event
from workflows.panel import Seat
from workflows.views import words

if TYPE_CHECKING:
    from tests.workflows.processes.builders import People

SINCE_REVIEWED = ("in_review", "summary", "revision", "ready", "before_council", "approved")
OWN = "You take part in this case as an author, so you cannot decide on it."


def shown(case: Case, person: User) -> str:
    """Put into words all that the page of a case tells a person, besides its head."""
    case = registry_row(case)
    whole = bool(access.sees_by_rule(person, case))
    sections = case.sections(person)  # type: ignore[attr-defined]
    parts = [render_to_string(s.template, {"section": s.context, "case": case}) for s in sections]
    titles = [str(s.title) for s in sections]
    told = words.trail(case, queries.events_of(case), person, whole=whole)
    return "\n".join([*titles, *parts, *(f"{h.label} {h.who} {h.said}" for h in told)])


@pytest.fixture
def named(people: People) -> People:
    """The same people, each with a last name that nobody else has."""
    for username, last_name in (
        ("author", "Авторова"),
        ("coauthor", "Соавторов"),
        ("expert", "Сарапшыев"),
        ("expert2", "Сыншыев"),
    ):
        person = people.by_name()[username]
        person.last_name = last_name
        person.save(update_fields=["last_name"])
    organisation = people.author.organisation
    assert organisation
    Organisation.objects.filter(pk=organisation.pk).update(name_kk="Авторлық мектеп")
    return people


@pytest.mark.parametrize("state", SINCE_REVIEWED)
def test_makers_learn_nothing_of_the_reviewers(state: str, named: People) -> None:
    case = expertise_in(state, named)
    for person in (named.author, named.coauthor):
        seen = shown(case, person)
        for hidden in ("Сарапшыев", "Сыншыев", "RV1", "Panel of experts", "Assign experts"):
            assert hidden not in seen
        assert "Тек кеңеске" not in seen
        assert queries.children_of(case, person) == []
        for seat in Seat.objects.filter(case_id=case.pk).select_related("review"):
            assert not access.may_see(person, seat.review)
    inside = shown(case, named.methodist)
    assert "Сарапшыев" in inside
    assert "Panel of experts" in inside
    assert "Assign experts" in inside


def test_maker_sees_a_remark_once_it_is_sent_and_not_by_whom(named: People) -> None:
    case = expertise_in("summary", named)
    chosen, other = case.remarks.all()
    chosen.text, other.text = "Бірінші ескерту", "Екінші ескерту"
    chosen.save()
    other.save()
    for person in (named.author, named.coauthor):
        assert "ескерту" not in shown(case, person)
    assert "Екінші ескерту" in shown(case, named.secretary)
    given = {"summary_kk": "Қорытынды", "summary_ru": "Заключение", "remarks": [chosen.pk]}
    case = act(case, "send_remarks", named.methodist, **given)
    for person in (named.author, named.coauthor):
        seen = shown(case, person)
        assert "Бірінші ескерту" in seen
        assert "Екінші ескерту" not in seen
        assert "Сарапшыев" not in seen


def test_trail_of_a_maker_lacks_what_concerns_the_panel(named: People) -> None:
    case = expertise_in("in_review", named)
    act(review_of(case, named.expert), "decline", named.expert, reason="Уақытым жоқ")
    act(case, "invite", named.methodist, experts=[named.expert3.pk])
    fourth = persons._expert("expert4")
    given = {"reason": "Мерзім", "experts": [fourth.pk], "review": named.expert2.pk}
    act(case, "replace", named.methodist, **given)
    events = queries.events_of(case)
    told = words.trail(case, events, named.author, whole=False)
    labels = {str(happened.label) for happened in told}
    assert not labels & {"Assign experts", "Invite another expert", "Replace an expert"}
    whole = {str(h.label) for h in words.trail(case, events, named.methodist, whole=True)}
    assert {"Assign experts", "Invite another expert", "Replace an expert"} <= whole


@pytest.mark.parametrize("state", ["invited", "in_progress", "submitted", "accepted"])
def test_expert_sees_the_review_and_nothing_of_whose_work_it_is(state: str, named: People) -> None:
    review = review_in(state, named)
    parent = review.parent
    assert parent
    assert parent.district
    assert access.may_see(named.expert, review)
    assert not access.may_see(named.expert, parent)
    assert parent.district_id
    assert (review.district_id, review.organisation_id) == (None, None)
    assert named.author.pk not in {review.initiator_id, review.holder_id}
    seen = shown(review, named.expert)
    assert "Пәнге қызығушылықты арттырады." in seen
    hidden = (
        "Авторова",
        "Соавторов",
        "Авторлық мектеп",
        parent.district.name_en,
        parent.district.name_kk,
        "council_extract",
        "outside_review",
        "Сыншыев",
    )
    for name in hidden:
        assert name not in seen, name


def test_expert_does_not_see_the_other_reviews(named: People) -> None:
    review = review_in("submitted", named)
    other = review_of(review.parent, named.expert2)  # type: ignore[arg-type]
    assert not access.may_see(named.expert, other)


@pytest.mark.parametrize("state", ["declined", "cancelled"])
def test_expert_who_is_out_no_longer_sees_the_review(state: str, people: People) -> None:
    review = review_in(state, people)
    assert not access.may_see(people.expert, review)
    assert not queries.visible_cases(people.expert).exists()


def make_staff(person: User) -> User:
    """Give a person every office that could decide on a case."""
    region = Region.objects.get(code="kostanay")
    for role in Role:
        if role != Role.ADMINISTRATOR:
            grant_role(person, role, region=region, by=system())
    return User.objects.get(pk=person.pk)


def test_makers_with_offices_can_do_no_more_than_makers(people: People) -> None:
    cases = {state: expertise_in(state, people) for state in EXPERTISES}
    may = {state: who_may(case, people) for state, case in cases.items()}
    for who in ("author", "coauthor"):
        official = make_staff(people.by_name()[who])
        for state, case in cases.items():
            options = engine.available(registry_row(case), official)
            found = {option.move.name for option in options if option.may}
            assert found == {name for name, allowed in may[state].items() if who in allowed}, state
            assert not access.sees_by_rule(official, case)
            assert access.may_see(official, case)


def test_maker_with_offices_sees_nothing_of_their_own_review(named: People) -> None:
    review = review_in("accepted", named)
    for person in (named.author, named.coauthor):
        official = make_staff(person)
        assert not access.may_see(official, review)
        assert queries.children_of(review.parent, official) == []  # type: ignore[arg-type]
        assert "Сарапшыев" not in shown(review.parent, official)  # type: ignore[arg-type]


def test_maker_with_offices_is_told_why_they_may_not_decide(people: People) -> None:
    case = expertise_in("submitted", people)
    official = make_staff(people.author)
    with not_allowed(OWN):
        act(case, "return_incomplete", official, missing="Ештеңе")


def test_lists_and_cases_agree_on_who_sees_what(people: People) -> None:
    for state in EXPERTISES:
        expertise_in(state, people)
    for state in REVIEWS:
        review_in(state, people)
    act(
        review_of(expertise_in("in_review", people), people.expert),
        "accept",
        people.expert,
    )
    official = make_staff(people.coauthor)
    everybody = [*people.by_name().values(), official]
    cases = list(Case.objects.order_by("pk"))
    assert len(cases) > 40
    assert {case.process_code for case in cases} == {"BA", "CS", "EX", "RV"}
    for person in everybody:
        listed = set(Case.objects.filter(access.visible(person)).values_list("pk", flat=True))
        assert listed == {case.pk for case in cases if access.may_see(person, case)}, (
            person.username
        )


def test_what_is_not_for_everyone_is_not_in_the_trail(people: People) -> None:
    """Remarks, scores, notes and answers stay out of events: whoever sees a case reads those."""
    case = expertise_in("revision", people)
    answers = {f"remark_{r.pk}": "Жауап беремін" for r in case.remarks.all()}
    act(case, "answer", people.author, **answers)
    review = review_of(case, people.expert)
    assert remark()["text"]
    kept = str(list(Event.objects.filter(case_id__in=[case.pk, review.pk]).values_list("data")))
    for secret in ("Ескерту", "Тек кеңеске", "Жауап беремін"):
        assert secret not in kept
