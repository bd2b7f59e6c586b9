"""What an administrator can and cannot do on the admin pages."""

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from documents.models import Document, Dossier, Version
from permissions.models import Membership, Subject, User
from permissions.people import grant_role, system, withdraw_role
from permissions.roles import Role
from tests.people import OrganisationFactory, UserFactory
from workflows.models import Case, Event

PAGES = [
    "region",
    "district",
    "organisation",
    "subject",
    "user",
    "membership",
    "expert",
    "declaredrelation",
]


def page(name: str, what: str = "changelist", *args: object) -> str:
    return reverse(f"admin:permissions_{name}_{what}", args=args)


@pytest.fixture
def office(client: Client, admin: User) -> Client:
    """A browser in which the administrator is logged in."""
    client.force_login(admin)
    return client


@pytest.mark.parametrize("name", PAGES)
def test_administrator_reads_and_adds(office: Client, expert: User, name: str) -> None:
    assert office.get(page(name)).status_code == 200
    assert office.get(page(name, "add")).status_code == 200


@pytest.mark.parametrize("name", PAGES)
def test_nobody_else_comes_in(client: Client, secretary: User, head: User, name: str) -> None:
    for person in (secretary, head):
        client.force_login(person)
        assert client.get(page(name)).status_code == 302
        person.is_staff = True
        person.save()
        assert client.get(page(name)).status_code == 403


def test_former_administrator_is_out_at_once(office: Client, admin: User) -> None:
    assert office.get(page("user")).status_code == 200
    withdraw_role(admin, Role.ADMINISTRATOR, by=system())
    assert office.get(page("user")).status_code == 302


def test_administrator_reads_no_content_of_cases(office: Client) -> None:
    apps_shown = office.get(reverse("admin:index")).context["app_list"]
    shown = {model["model"] for app in apps_shown for model in app["models"]}
    cases = {model for model in apps.get_models() if issubclass(model, Case)}
    assert User in shown
    assert not shown & (cases | {Event, Dossier, Document, Version})


def test_login_to_the_admin_site_goes_through_the_one_login_page(client: Client) -> None:
    response = client.get(reverse("admin:login"))
    assert response.status_code == 302
    assert response.headers["Location"].startswith(reverse("account_login"))


def test_iin_is_masked_in_the_list(office: Client) -> None:
    UserFactory.create(iin="850101300015")
    text = office.get(page("user")).content.decode()
    assert "85••••••••15" in text
    assert "850101300015" not in text


def test_person_page_shows_no_superuser_and_no_system(office: Client) -> None:
    boss = User.objects.create_superuser(
        "boss", "boss@example.kz", "x", last_name="Бос", first_name="Бос"
    )
    for hidden in (boss, system()):
        response = office.get(page("user", "change", hidden.pk))
        assert response.status_code == 302
    assert "boss" not in office.get(page("user")).content.decode()


def test_administrator_cannot_make_superusers_or_give_bare_rights(
    office: Client, author: User
) -> None:
    form = office.get(page("user", "change", author.pk)).context["adminform"].form
    assert not set(form.fields) & {
        "is_superuser",
        "is_staff",
        "groups",
        "user_permissions",
        "email",
    }


def test_administrator_changes_a_person(office: Client, author: User) -> None:
    form = office.get(page("user", "change", author.pk)).context["adminform"].form
    data = {name: form[name].value() or "" for name in form.fields if name != "password"}
    response = office.post(
        page("user", "change", author.pk), data | {"position": "Мұғалім", "is_active": "on"}
    )
    assert response.status_code == 302
    author.refresh_from_db()
    assert author.position == "Мұғалім"


@pytest.mark.parametrize("name", ["user", "organisation", "membership"])
def test_nothing_is_deleted(office: Client, author: User, name: str) -> None:
    rows = {
        "user": author,
        "organisation": author.organisation,
        "membership": author.memberships.get(),
    }
    row = rows[name]
    assert row is not None
    assert office.post(page(name, "delete", row.pk), {"post": "yes"}).status_code == 403
    assert type(row)._default_manager.filter(pk=row.pk).exists()


def test_role_is_given_by_the_administrator(office: Client, admin: User, author: User) -> None:
    physics = Subject.objects.get(code="physics")
    response = office.post(
        page("membership", "add"), {"user": author.pk, "role": "expert", "subject": physics.pk}
    )
    assert response.status_code == 302
    given = Membership.objects.get(user=author, role__name="expert")
    assert (given.granted_by, given.subject) == (admin, physics)
    assert author.groups.filter(name="expert").exists()


def test_role_that_is_held_is_not_given_twice(office: Client, author: User) -> None:
    response = office.post(page("membership", "add"), {"user": author.pk, "role": "author"})
    assert response.status_code in {200, 302}
    assert Membership.objects.filter(user=author, role__name="author").count() == 1


def test_unknown_role_is_refused(office: Client, author: User) -> None:
    response = office.post(page("membership", "add"), {"user": author.pk, "role": "king"})
    assert response.status_code == 200
    assert "role" in response.context["adminform"].form.errors


def test_roles_are_withdrawn_by_the_administrator(
    office: Client, admin: User, author: User, expert: User
) -> None:
    keep = grant_role(expert, Role.MENTOR, by=system())
    chosen = Membership.objects.exclude(pk=keep.pk).filter(user__in=[author, expert])
    response = office.post(
        page("membership"),
        {"action": "withdraw", "_selected_action": [str(each.pk) for each in chosen]},
    )
    assert response.status_code == 302
    for person, roles in ((author, frozenset()), (expert, frozenset({"mentor"}))):
        fresh = User.objects.get(pk=person.pk)
        assert fresh.roles_now == roles
    ended = Membership.objects.get(user=author)
    assert ended.withdrawn_by == admin


def test_membership_is_never_rewritten(office: Client, author: User) -> None:
    membership = author.memberships.get()
    response = office.post(page("membership", "change", membership.pk), {"role": "administrator"})
    assert response.status_code == 403
    membership.refresh_from_db()
    assert membership.role_id == "author"


@pytest.mark.parametrize("count", [1, 30])
def test_lists_cost_the_same_for_many_rows(
    office: Client, count: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for organisation in OrganisationFactory.create_batch(count):
        person = UserFactory.create(organisation=organisation)
        grant_role(person, Role.METHODIST, organisation=organisation, by=system())
    for name in ("user", "organisation", "membership"):
        with django_assert_max_num_queries(12):
            office.get(page(name))
