"""What strangers see: the front page, the register, how it works, contacts; nothing of people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from django.utils.translation import override

from permissions.models import Subject, User
from tests.workflows.pages import Page, Visitor
from tests.workflows.processes import builders
from workflows.certificates import Certificate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import DjangoAssertNumQueries

OPEN = ("/", "/register/", "/sites/", "/how-it-works/", "/contacts/")


@pytest.fixture
def people(db: None) -> Iterator[builders.People]:
    with time_machine.travel(builders.MONDAY, tick=True):
        yield builders.gather()


@pytest.fixture
def approved(people: builders.People) -> Any:
    User.objects.filter(pk=people.author.pk).update(last_name="Авторова")
    User.objects.filter(pk=people.coauthor.pk).update(last_name="Соавторов")
    return builders.expertise_in("approved", people)


@pytest.mark.parametrize("path", OPEN)
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_open_page_is_for_everybody(path: str, language: str, db: None) -> None:
    visitor = Visitor()
    visitor.client.post("/language/", {"language": language, "next": path})
    page = visitor.get(path)
    assert page.status == 200
    assert page.elements[0] == ("html", {"lang": language})
    assert page.inline() == []
    assert {"/register/", "/how-it-works/", "/contacts/", "/verify/"} <= set(page.values("href"))


def test_front_page_leads_people_with_an_account_to_their_work(author: User) -> None:
    assert Visitor(author).client.get("/").url == "/work/"
    strangers = Visitor().get("/").values("href")
    assert {"/accounts/login/", "/accounts/signup/"} <= set(strangers)


def test_register_tells_of_works_and_not_of_people(approved: Any) -> None:
    page = Visitor().get("/register/")
    certificate = Certificate.objects.get(case_id=approved.pk)
    assert page.values("data-entry") == [certificate.register_number]
    assert page.value("data-status") == "valid"
    for text in (approved.title_kk, approved.title_ru, "Recommended for the region", "02.02.2026"):
        assert text in page.text
    for hidden in ("Авторова", "Соавторов", certificate.code, approved.number):
        assert hidden not in page.text


def test_register_is_searched_by_title_number_and_subject(approved: Any) -> None:
    number = Certificate.objects.get().register_number
    other = Subject.objects.exclude(pk=approved.subject_id)[0]

    def found(query: str) -> list[str | None]:
        return Visitor().get(f"/register/?{query}").values("data-entry")

    for query in ("q=НЕДЕЛЯ", "q=апталығы", f"q={number}", f"subject={approved.subject_id}"):
        assert found(query) == [number], query
    assert found("q=Авторова") == []
    assert found(f"subject={other.pk}") == []
    assert "No work matches" in Visitor().get("/register/?q=nothing").text
    assert found("subject=nonsense") == [number]


def test_register_says_when_a_work_no_longer_holds(approved: Any) -> None:
    with time_machine.travel("2040-01-01"):
        assert Visitor().get("/register/").value("data-status") == "expired"


def test_register_costs_the_same_for_one_work_and_many(
    approved: Any, people: builders.People, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    visitor = Visitor()
    visitor.get("/register/")
    with django_assert_num_queries(3):
        visitor.get("/register/")
    builders.expertise_in("approved", people)
    with django_assert_num_queries(3):
        page = visitor.get("/register/")
    assert len(page.values("data-entry")) == 2


def test_empty_register_says_so(db: None) -> None:
    assert "The register is empty" in Visitor().get("/register/").text


def test_how_it_works_tells_and_draws_each_process(db: None) -> None:
    page = Visitor().get("/how-it-works/")
    assert "EX" in page.values("data-way")
    assert "RV" not in page.values("data-way")
    assert "who acts: the secretary, up to 3 working days" in page.text
    assert "before_council" in page.values("data-step")


@pytest.mark.parametrize(("language", "address"), [("kk", "Қостанай қ."), ("ru", "г. Костанай")])
def test_contacts_come_from_the_settings(
    language: str, address: str, settings: Any, db: None
) -> None:
    settings.SARAP_LETTERHEAD = {
        "address_kk": "Қостанай қ.",
        "address_ru": "г. Костанай",
        "phone": "+7 7142 00-00-00",
        "email": "centre@example.kz",
    }
    visitor = Visitor()
    visitor.client.post("/language/", {"language": language, "next": "/contacts/"})
    with override(language):
        page: Page = visitor.get("/contacts/")
    assert address in page.text
    assert "+7 7142 00-00-00" in page.text
    assert "centre@example.kz" in page.text


def test_contacts_without_settings_say_so(settings: Any, db: None) -> None:
    settings.SARAP_LETTERHEAD = dict.fromkeys(("address_kk", "address_ru", "phone", "email"), "")
    assert "has not given its address" in Visitor().get("/contacts/").text
