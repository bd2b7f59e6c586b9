"""Many cases with one form, one case with one tap; each by itself, and told what became of it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
import time_machine

from permissions.models import User
from tests.workflows.pages import Page, Visitor
from tests.workflows.processes import builders
from workflows.models import Case

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import DjangoAssertNumQueries

AGENDA = "/work/together/EX/put_on_agenda/"
TAKE = "/work/together/RV/take/"


@pytest.fixture
def people(db: None) -> Iterator[builders.People]:
    with time_machine.travel(builders.MONDAY, tick=True):
        yield builders.gather()


def ready(people: builders.People) -> Case:
    """Bring a work to the council without co-authors, since one person is named only once."""
    return builders.expertise_in("ready", people)


def chosen(*cases: Case) -> list[str]:
    now = [Case.objects.get(pk=case.pk) for case in cases]
    return [f"{case.label}:{case.version}" for case in now]


def state(case: Case) -> str:
    return str(Case.objects.get(pk=case.pk).state)


def test_cases_are_put_on_the_agenda_together(people: builders.People) -> None:
    first, second = ready(people), ready(people)
    visitor = Visitor(people.secretary)
    assert visitor.get("/work/").values("data-batch") == ["put_on_agenda"]
    page = visitor.get(AGENDA)
    assert page.values("data-case") == [first.number, second.number]
    assert [v for v in page.values("value") if v in chosen(first, second)] == chosen(first, second)
    given = {"case": chosen(first, second), "agenda_date": "02.03.2026"}
    done = Page(visitor.client.post(AGENDA, given))
    assert done.values("data-done") == [first.number, second.number]
    assert done.values("data-not-done") == []
    assert state(first) == state(second) == "before_council"
    assert builders.registry_row(second).agenda_date == date(2026, 3, 2)


def test_what_cannot_be_done_is_told_and_keeps_nothing_else(people: builders.People) -> None:
    first, second = ready(people), ready(people)
    given = {"case": chosen(first, second), "agenda_date": "02.03.2026"}
    builders.act(first, "put_on_agenda", people.secretary, agenda_date="2026-03-02")
    done = Page(Visitor(people.secretary).client.post(AGENDA, given))
    assert done.values("data-not-done") == [first.number]
    assert "The case has moved on" in done.text
    assert done.values("data-done") == [second.number]


def test_wrong_form_comes_back_with_the_choice_and_does_nothing(people: builders.People) -> None:
    first, second = ready(people), ready(people)
    visitor = Visitor(people.secretary)
    page = Page(visitor.client.post(AGENDA, {"case": chosen(second), "agenda_date": "soon"}))
    assert page.status == 422
    assert page.values("data-case") == [first.number, second.number]
    checked = [a["value"] for tag, a in page.elements if tag == "input" and "checked" in a]
    assert checked == chosen(second)
    none = Page(visitor.client.post(AGENDA, {"agenda_date": "02.03.2026"}))
    assert none.status == 422
    assert "Choose at least one case." in none.text
    assert state(first) == state(second) == "ready"


def test_cases_that_a_person_does_not_see_are_left_alone(people: builders.People) -> None:
    case = ready(people)
    given = {"case": chosen(case), "agenda_date": "02.03.2026"}
    assert Visitor(people.outsider).client.post(AGENDA, given).status_code == 422
    # Whoever sees the case and may not act is refused by the engine itself.
    done = Page(Visitor(people.author).client.post(AGENDA, given))
    assert done.values("data-not-done") == [case.label]
    assert state(case) == "ready"


def test_only_what_is_declared_for_many_is_offered(people: builders.People) -> None:
    visitor = Visitor(people.secretary)
    for path in ("EX/withdraw/", "EX/nothing/", "XX/take/", "EX/approve/"):
        assert visitor.get(f"/work/together/{path}").status == 404
    assert "No case waits for this now" in visitor.get(AGENDA).text


def test_review_is_accepted_with_one_tap(people: builders.People) -> None:
    review = builders.review_in("submitted", people)
    visitor = Visitor(people.methodist)
    page = visitor.get("/work/")
    assert page.values("data-tap") == ["take"]
    answer = visitor.client.post(TAKE, {"case": chosen(review), "tap": "1"})
    assert answer.url == "/work/"
    assert f"{review.number}: done – Accept the review as it is." in visitor.get("/work/").text
    assert state(review) == "accepted"


def test_tap_that_comes_too_late_says_why(people: builders.People) -> None:
    review = builders.review_in("submitted", people)
    given = {"case": chosen(review), "tap": "1"}
    builders.act(review, "take", people.methodist)
    visitor = Visitor(people.methodist)
    visitor.client.post(TAKE, given)
    assert "nothing was done. The case has moved on" in visitor.get("/work/").text


def test_taps_cost_one_statement_however_many(
    people: builders.People, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    case = builders.expertise_in("in_review", people)
    builders.submit_review(case, people.expert)
    visitor = Visitor(people.methodist)
    visitor.get("/work/")
    with django_assert_num_queries(8):
        assert visitor.get("/work/").values("data-tap") == ["take"]
    builders.submit_review(case, people.expert2)
    with django_assert_num_queries(8):
        page = visitor.get("/work/")
    assert page.values("data-tap") == ["take", "take"]
    assert page.values("data-batch") == ["take"]


def test_author_is_offered_nothing_of_others(people: builders.People) -> None:
    ready(people)
    ready(people)
    page = Visitor(User.objects.get(pk=people.author.pk)).get("/work/")
    assert page.values("data-batch") == []
    assert page.values("data-tap") == []
