"""Many cases with one form, one case with one tap; each by itself, and told what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import time_machine

from permissions.models import User
from tests.workflows.pages import Page, Visitor
from tests.workflows.processes import builders
from workflows import batches
from workflows.models import Case

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import DjangoAssertNumQueries

REGISTER = "/work/together/EX/register/"
TAKE = "/work/together/RV/take/"


@pytest.fixture
def people(db: None) -> Iterator[builders.People]:
    with time_machine.travel(builders.MONDAY, tick=True):
        yield builders.gather()


def submitted(people: builders.People) -> Case:
    return builders.expertise_in("submitted", people)


def chosen(*cases: Case) -> list[str]:
    now = [Case.objects.get(pk=case.pk) for case in cases]
    return [f"{case.label}:{case.version}" for case in now]


def state(case: Case) -> str:
    return str(Case.objects.get(pk=case.pk).state)


def number(case: Case) -> str | None:
    return Case.objects.get(pk=case.pk).number


def test_cases_are_registered_together(people: builders.People) -> None:
    first, second = submitted(people), submitted(people)
    visitor = Visitor(people.secretary)
    assert visitor.get("/work/").values("data-batch") == ["register"]
    page = visitor.get(REGISTER)
    assert page.values("data-case") == [first.code, second.code]
    assert [v for v in page.values("value") if v in chosen(first, second)] == chosen(first, second)
    given = {"case": chosen(first, second), "methodist": people.methodist.pk}
    answer = visitor.client.post(REGISTER, given)
    done = visitor.get(answer.url)
    assert done.values("data-done") == [number(first), number(second)]
    assert done.values("data-not-done") == []
    assert done.values("data-unfinished") == []
    assert state(first) == state(second) == "registered"
    assert answer.url in visitor.get("/work/").values("href")


def test_what_cannot_be_done_is_told_and_keeps_nothing_else(people: builders.People) -> None:
    first, second = submitted(people), submitted(people)
    given = {"case": chosen(first, second), "methodist": people.methodist.pk}
    builders.act(first, "return_incomplete", people.secretary, missing="Жоспар")
    visitor = Visitor(people.secretary)
    done = visitor.get(visitor.client.post(REGISTER, given).url)
    assert done.values("data-not-done") == [first.code]
    assert "The case has moved on" in done.text
    assert done.values("data-done") == [number(second)]
    assert "1 case of 2 was not done" in visitor.get("/work/").text


def test_large_batch_waits_for_the_worker_and_tells_how_far_it_is(
    people: builders.People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "AT_ONCE", 1)
    first, second = submitted(people), submitted(people)
    visitor = Visitor(people.secretary)
    given = {"case": chosen(first, second), "methodist": people.methodist.pk}
    address = visitor.client.post(REGISTER, given).url
    page = visitor.get(address)
    assert page.values("data-waiting") == [first.code, second.code]
    assert page.value("data-dealt") == "0"
    assert page.values("data-unfinished")
    assert address in page.values("href")  # without scripts one asks again by hand
    batch = int(address.split("/")[-2])
    batches._do_next(batch)
    page = visitor.get(address)
    assert page.values("data-waiting") == [second.code]
    assert page.values("data-done") == [number(first)]
    assert "1 of 2 dealt with" in visitor.get("/work/").text
    batches.go_on(batch)
    assert visitor.get(address).values("data-unfinished") == []
    assert "2 cases are done" in visitor.get("/work/").text


def test_batch_is_seen_by_its_maker_only(people: builders.People) -> None:
    case = submitted(people)
    visitor = Visitor(people.secretary)
    given = {"case": chosen(case), "methodist": people.methodist.pk}
    address = visitor.client.post(REGISTER, given).url
    assert visitor.get(address).status == 200
    for person in (people.methodist, people.admin, people.head):
        assert Visitor(person).get(address).status == 404
    assert Visitor().client.get(address).url == f"/accounts/login/?next={address}"


def test_case_that_is_named_twice_is_done_once(people: builders.People) -> None:
    case = submitted(people)
    visitor = Visitor(people.secretary)
    given = {"case": chosen(case) * 3, "methodist": people.methodist.pk}
    page = visitor.get(visitor.client.post(REGISTER, given).url)
    assert page.values("data-done") == [number(case)]
    assert page.values("data-not-done") == []


def test_wrong_form_comes_back_with_the_choice_and_does_nothing(people: builders.People) -> None:
    first, second = submitted(people), submitted(people)
    visitor = Visitor(people.secretary)
    page = Page(visitor.client.post(REGISTER, {"case": chosen(second), "methodist": "0"}))
    assert page.status == 422
    assert page.values("data-case") == [first.code, second.code]
    checked = [a["value"] for tag, a in page.elements if tag == "input" and "checked" in a]
    assert checked == chosen(second)
    none = Page(visitor.client.post(REGISTER, {"methodist": people.methodist.pk}))
    assert none.status == 422
    assert "Choose at least one case." in none.text
    assert state(first) == state(second) == "submitted"


@pytest.mark.parametrize("wrong", ["", "x", "x:y", "EX-1:1", f"1:{'9' * 30}", "²:²"])
def test_what_no_page_sends_chooses_nothing(people: builders.People, wrong: str) -> None:
    given = {"case": [wrong], "methodist": people.methodist.pk}
    assert Visitor(people.secretary).client.post(REGISTER, given).status_code == 422


def test_cases_that_a_person_does_not_see_are_left_alone(people: builders.People) -> None:
    case = submitted(people)
    given = {"case": chosen(case), "methodist": people.methodist.pk}
    assert Visitor(people.outsider).client.post(REGISTER, given).status_code == 422
    # Whoever sees the case and may not act is refused by the engine itself.
    author = Visitor(people.author)
    done = author.get(author.client.post(REGISTER, given).url)
    assert done.values("data-not-done") == [case.label]
    assert state(case) == "submitted"


def test_only_what_is_declared_for_many_is_offered(people: builders.People) -> None:
    visitor = Visitor(people.secretary)
    for path in ("EX/withdraw/", "EX/nothing/", "XX/take/", "EX/approve/"):
        assert visitor.get(f"/work/together/{path}").status == 404
    assert "No case waits for this now" in visitor.get(REGISTER).text


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
    with django_assert_num_queries(9):
        assert visitor.get("/work/").values("data-tap") == ["take"]
    builders.submit_review(case, people.expert2)
    with django_assert_num_queries(9):
        page = visitor.get("/work/")
    assert page.values("data-tap") == ["take", "take"]
    assert page.values("data-batch") == ["take"]


@pytest.mark.parametrize("rows", [1, 30])
def test_choosing_and_report_cost_the_same_for_any_number(
    people: builders.People, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    cases = [submitted(people) for _ in range(rows)]
    visitor = Visitor(people.secretary)
    visitor.get(REGISTER)
    with django_assert_num_queries(9):
        assert len(visitor.get(REGISTER).values("data-case")) == rows
    sent = [(case, case.version) for case in cases]
    batch = batches.make(people.secretary, "EX", "register", sent, data={})
    batches.go_on(batch.pk)
    with django_assert_num_queries(5):
        assert len(visitor.get(f"/work/batches/{batch.pk}/").values("data-not-done")) == rows


def test_author_is_offered_nothing_of_others(people: builders.People) -> None:
    submitted(people)
    submitted(people)
    page = Visitor(User.objects.get(pk=people.author.pk)).get("/work/")
    assert page.values("data-batch") == []
    assert page.values("data-tap") == []
