"""A person reads and changes what is known of them; what others rely on stays in other hands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from permissions.people import grant_role, system, withdraw_role
from permissions.roles import Role
from tests.people import OrganisationFactory

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from permissions.models import Region, User

PROFILE = "/accounts/profile/"


def log_in(client: Client, person: User, language: str = "en") -> Any:
    person.language = language
    person.save(update_fields=["language"])
    client.force_login(person)
    return client


def typed(person: User, **changed: Any) -> dict[str, Any]:
    return {
        "last_name": person.last_name,
        "first_name": person.first_name,
        "patronymic": person.patronymic,
        "organisation": person.organisation_id,
        "position": person.position,
        "language": person.language,
    } | changed


def text(client: Client) -> str:
    answer = client.get(PROFILE)
    assert answer.status_code == 200
    return answer.content.decode()


def test_author_changes_names_work_and_language(client: Client, author: User) -> None:
    log_in(client, author)
    school = OrganisationFactory.create()
    answer = client.post(
        PROFILE,
        typed(author, last_name="Ахметова", organisation=school.pk, position="Мұғалім")
        | {"language": "ru"},
    )
    assert answer.headers["Location"] == PROFILE
    author.refresh_from_db()
    assert (author.last_name, author.organisation, author.position) == (
        "Ахметова",
        school,
        "Мұғалім",
    )
    assert author.language == "ru"
    assert "Ваш профиль сохранён." in text(client)


@pytest.mark.parametrize(
    ("field", "value"),
    [("last_name", ""), ("first_name", "Anna"), ("organisation", ""), ("language", "de")],
)
def test_what_is_wrong_is_told_and_nothing_changes(
    client: Client, author: User, field: str, value: str
) -> None:
    log_in(client, author)
    answer = client.post(PROFILE, typed(author, position="Мұғалім", **{field: value}))
    assert answer.status_code == 422
    assert 'value="Мұғалім"' in answer.content.decode()
    assert "Please correct the marked fields." in answer.content.decode()
    author.refresh_from_db()
    assert author.position == ""


def test_whoever_judges_does_not_choose_their_organisation(client: Client, expert: User) -> None:
    log_in(client, expert)
    before, other = expert.organisation, OrganisationFactory.create()
    page = text(client)
    assert 'name="organisation"' not in page
    assert "An administrator changes it" in page
    client.post(PROFILE, typed(expert, organisation=other.pk, position="Доцент"))
    expert.refresh_from_db()
    assert (expert.organisation, expert.position) == (before, "Доцент")


def test_whoever_has_no_organisation_yet_names_one(client: Client, expert: User) -> None:
    expert.organisation = None
    expert.save(update_fields=["organisation"])
    log_in(client, expert)
    school = OrganisationFactory.create()
    client.post(PROFILE, typed(expert, organisation=school.pk))
    expert.refresh_from_db()
    assert expert.organisation == school


def test_organisation_that_works_no_more_can_be_kept(client: Client, author: User) -> None:
    log_in(client, author)
    closed = OrganisationFactory.create(is_active=False)
    answer = client.post(PROFILE, typed(author, organisation=closed.pk))
    assert answer.status_code == 422
    own = author.organisation
    assert own is not None
    own.is_active = False
    own.save(update_fields=["is_active"])
    assert client.post(PROFILE, typed(author, position="Мұғалім")).status_code == 302


def test_nobody_changes_what_is_not_asked_for(client: Client, author: User) -> None:
    log_in(client, author)
    sent = {"username": "admin", "email": "other@example.kz", "is_staff": "on", "iin": "1"}
    client.post(PROFILE, typed(author, **sent))
    author.refresh_from_db()
    assert (author.username, author.email) == ("author", "author@example.kz")
    assert not author.is_staff
    assert author.iin is None


def test_roles_are_listed_with_their_scope_and_first_day(
    client: Client, expert: User, kostanay: Region
) -> None:
    log_in(client, expert)
    page = text(client)
    (membership,) = expert.memberships.in_force()
    assert page.count("data-role") == 1
    assert "Expert" in page
    assert kostanay.name_en in page
    assert f"since {membership.since:%d.%m.%Y}" in page
    withdraw_role(expert, Role.EXPERT, by=system(), region=kostanay)
    assert "You hold no role now." in text(client)


def test_experts_are_led_to_their_reviews(client: Client, author: User, expert: User) -> None:
    log_in(client, author)
    assert "/reviews/" not in text(client)
    client = Client()
    log_in(client, expert)
    assert "/reviews/" in text(client)


def test_profile_leads_to_address_and_password(client: Client, author: User) -> None:
    log_in(client, author)
    page = text(client)
    assert 'href="/accounts/email/"' in page
    assert 'href="/accounts/password/change/"' in page
    assert author.email in page


def test_strangers_log_in_first(client: Client, db: None) -> None:
    answer = client.get(PROFILE)
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/accounts/login/?next={PROFILE}"


@pytest.mark.parametrize("rows", [1, 30])
def test_profile_costs_the_same_for_any_number_of_roles_and_organisations(
    client: Client, author: User, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for school in OrganisationFactory.create_batch(rows):
        grant_role(author, Role.AUTHOR, organisation=school, by=system())
    log_in(client, author)
    with django_assert_num_queries(7):
        assert text(client).count("data-role") == rows + 1
