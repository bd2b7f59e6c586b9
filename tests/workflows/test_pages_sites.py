"""The public list of sites at work: which, of whom, by which order; found by words and district."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from django.utils import timezone

from permissions.models import District
from permissions.people import system
from tests.workflows import sessions
from tests.workflows.pages import Visitor
from tests.workflows.processes import builders, innovations
from workflows import holding, trail
from workflows.spec import Act

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import DjangoAssertNumQueries


@pytest.fixture
def people(db: None) -> Iterator[builders.People]:
    with time_machine.travel(builders.MONDAY, tick=True):
        yield builders.gather()


@pytest.fixture
def site(people: builders.People) -> Any:
    return innovations.site_in("running", people)


def test_sites_at_work_are_listed_with_their_orders(site: Any) -> None:
    page = Visitor().get("/sites/")
    assert page.values("data-site") == [site.number]
    for text in (
        site.title_kk,
        site.title_ru,
        str(site.organisation),
        "Site of the region",
        "Order No. 45-Н of 02.02.2026, works until 02.02.2028",
        "1 site at work",
    ):
        assert text in page.text
    assert page.inline() == []


def test_list_says_nothing_of_people(site: Any, people: builders.People) -> None:
    text = Visitor().get("/sites/").text
    for person in (people.methodist, people.expert, people.head):
        assert person.last_name not in text or person.last_name in str(site.organisation)
    assert "Педагогика институты" not in text


def test_site_stays_listed_until_the_council_has_ended_it(
    site: Any, people: builders.People
) -> None:
    builders.act(site, "suggest_stopping", people.methodist, reason="Есеп жоқ")
    assert Visitor().get("/sites/").values("data-site") == [site.number]
    case = sessions.before(builders.registry_row(site), people)
    assert Visitor().get("/sites/").values("data-site") == [site.number]
    sessions.decide(case, people, "stop")
    page = Visitor().get("/sites/")
    assert page.values("data-site") == []
    assert "No site is at work now" in page.text


@pytest.mark.parametrize("words", ["жобалық", "ПРОЕКТНОЕ", "мектеп", "школа"])
def test_site_is_found_by_theme_or_organisation(site: Any, words: str) -> None:
    assert Visitor().get(f"/sites/?q={words}").values("data-site") == [site.number]


def test_site_is_found_by_district(site: Any) -> None:
    other = District.objects.get(code="arkalyk").pk
    assert Visitor().get(f"/sites/?district={site.district_id}").values("data-site")
    page = Visitor().get(f"/sites/?q=жоба&district={other}")
    assert page.values("data-site") == []
    assert "No site matches" in page.text
    assert "/sites/" in page.values("href")


@pytest.mark.parametrize("typed", ["?district=x", "?page=99", "?q=" + "а" * 101])
def test_list_answers_what_is_badly_asked(site: Any, typed: str) -> None:
    assert Visitor().get(f"/sites/{typed}").status == 200


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_list_is_open_in_every_language(site: Any, language: str) -> None:
    visitor = Visitor()
    visitor.client.post("/language/", {"language": language, "next": "/sites/"})
    page = visitor.get("/sites/")
    assert page.elements[0] == ("html", {"lang": language})
    assert page.values("data-site") == [site.number]


@pytest.mark.parametrize("rows", [1, 30])
def test_statements_of_the_list(
    site: Any,
    people: builders.People,
    rows: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(rows - 1):
        another(site, people, number)
    visitor = Visitor()
    visitor.get("/sites/")
    with django_assert_num_queries(3):
        page = visitor.get("/sites/")
    assert len(page.values("data-site")) == min(rows, 25)


# The moves from a draft to a site at work.
ROAD = (
    ("submit", "draft", "submitted"),
    ("register", "submitted", "registered"),
    ("assign", "registered", "in_review"),
    ("collect", "in_review", "summary"),
    ("recommend", "summary", "ready"),
    ("put_on_agenda", "ready", "before_council"),
    ("approve", "before_council", "approved"),
    ("issue_order", "approved", "running"),
)


def another(site: Any, people: builders.People, number: int) -> None:
    """Make another site at work by its events alone."""
    case = innovations.start(people, title_kk=f"Алаң {number}")
    ordered = {"order_number": str(number), "order_date": site.order_date}
    ordered |= {"runs_until": site.runs_until, "methodist": people.methodist}
    for name, value in ordered.items():
        setattr(case, name, value)
    case.save(update_fields=list(ordered))
    act = Act(system(), {}, timezone.now())
    for action, source, target in ROAD:
        holding.give_ball(case, target, act.at)
        trail.record(case, action, source, target, act, admit=None)
