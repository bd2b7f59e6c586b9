"""Accounts, roles in scopes, and the history of both."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.db.models import Model
from pytest_django import DjangoAssertNumQueries

from permissions.models import District, Membership, Region, Subject, User
from permissions.people import grant_role, settle_all_groups, system, withdraw_role
from permissions.roles import Role
from tests.people import OrganisationFactory, UserFactory, person


def place(**keys: int) -> Any:
    empty = dict.fromkeys(("region_id", "district_id", "organisation_id", "subject_id"))
    return SimpleNamespace(**{**empty, **keys})


def history(row: Model) -> list[Any]:
    events = apps.get_model("permissions", f"{type(row).__name__}Event")
    return list(events._default_manager.filter(pgh_obj_id=row.pk).order_by("pgh_id"))


def test_names_are_shown_in_full_and_short() -> None:
    someone = User(last_name="Сәрсенова", first_name="Айгүл", patronymic="Бекқызы")
    assert someone.full_name == "Сәрсенова Айгүл Бекқызы"
    assert str(someone) == someone.get_full_name() == someone.full_name
    assert someone.short_name == "Сәрсенова А. Б."


def test_names_without_patronymic_or_without_any() -> None:
    assert User(last_name="Ли", first_name="Анна").short_name == "Ли А."
    assert User(username="nobody").short_name == User(username="nobody").full_name == "nobody"


@pytest.mark.parametrize("name", ["Әубәкірова", "Қожа-Ахмет", "Ұлы", "д’Артаньян", "Ёлкина"])
def test_name_accepts_kazakh_and_russian_letters(name: str) -> None:
    User._meta.get_field("last_name").run_validators(name)


@pytest.mark.parametrize("name", ["Smith", "<b>", "Иван1", "-Иванов", "Иванов\n"])
def test_name_refuses_what_is_no_such_name(name: str) -> None:
    with pytest.raises(ValidationError):
        User._meta.get_field("last_name").run_validators(name)


def test_email_and_username_are_unique_in_any_case(author: User) -> None:
    for taken in ({"email": author.email.upper()}, {"username": author.username.upper()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            UserFactory.create(**taken)
        with pytest.raises(ValidationError):
            UserFactory.build(organisation=None, **taken).validate_constraints()


def test_iin_is_masked() -> None:
    assert User(iin="850101300015").masked_iin == "85••••••••15"
    assert User().masked_iin == ""


def test_memberships_are_read_with_one_query(
    secretary: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    fresh = User.objects.get(pk=secretary.pk)
    kostanay = Region.objects.get()
    with django_assert_num_queries(1):
        assert fresh.roles_now == {"secretary"}
        assert fresh.covers("secretary", place(region_id=kostanay.pk))
        assert not fresh.covers("methodist", place(region_id=kostanay.pk))
        fresh.covered("secretary")


def test_membership_covers_only_its_scope(db: None) -> None:
    rudny, arkalyk = District.objects.get(code="rudny"), District.objects.get(code="arkalyk")
    physics, music = Subject.objects.get(code="physics"), Subject.objects.get(code="music")
    methodist = person("m")
    grant_role(methodist, Role.METHODIST, district=rudny, subject=physics, by=system())
    assert methodist.covers("methodist", place(district_id=rudny.pk, subject_id=physics.pk))
    assert not methodist.covers("methodist", place(district_id=rudny.pk, subject_id=music.pk))
    assert not methodist.covers("methodist", place(district_id=arkalyk.pk, subject_id=physics.pk))
    assert not methodist.covers("methodist", place(district_id=rudny.pk))


def test_membership_without_scope_covers_everything(author: User) -> None:
    assert author.covers("author", place())
    assert author.covers("author", place(region_id=1, district_id=2))


def test_membership_holds_from_first_day_until_the_last(db: None) -> None:
    someone = person("someone")
    role = grant_role(someone, Role.EXPERT, by=system())
    Membership.objects.update(since=dt.date(2026, 3, 2), until=dt.date(2026, 3, 10))
    held = {}
    for day in (1, 2, 9, 10):
        with time_machine.travel(dt.datetime(2026, 3, day, 12, tzinfo=dt.UTC), tick=False):
            held[day] = "expert" in User.objects.get(pk=someone.pk).roles_now
    assert held == {1: False, 2: True, 9: True, 10: False}
    assert str(role) == f"{someone}: {Role.EXPERT.label}"


def test_grant_puts_into_the_group_and_withdraw_takes_out(db: None) -> None:
    someone = person("someone")
    grant_role(someone, Role.EXPERT, by=system())
    assert someone.roles_now == {"expert"}
    assert list(someone.groups.values_list("name", flat=True)) == ["expert"]
    assert withdraw_role(someone, Role.EXPERT, by=system())
    assert someone.roles_now == frozenset()
    assert not someone.groups.exists()
    ended = Membership.objects.get(user=someone)
    assert ended.until == ended.since
    assert ended.withdrawn_by == system()


def test_group_stays_while_another_scope_holds(db: None) -> None:
    someone = person("someone")
    first, second = District.objects.all()[:2]
    grant_role(someone, Role.DISTRICT_METHODIST, district=first, by=system())
    grant_role(someone, Role.DISTRICT_METHODIST, district=second, by=system())
    withdraw_role(someone, Role.DISTRICT_METHODIST, district=first, by=system())
    assert someone.groups.filter(name="district_methodist").exists()
    assert not someone.covers("district_methodist", place(district_id=first.pk))
    assert someone.covers("district_methodist", place(district_id=second.pk))


def test_grant_twice_is_one_membership(db: None) -> None:
    someone = person("someone")
    first = grant_role(someone, Role.EXPERT, by=system())
    assert grant_role(someone, Role.EXPERT, by=system()) == first
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(user=someone, role=first.role, granted_by=someone)


def test_role_can_be_given_again_after_it_was_taken(db: None) -> None:
    someone = person("someone")
    first = grant_role(someone, Role.EXPERT, by=system())
    withdraw_role(someone, Role.EXPERT, by=system())
    assert grant_role(someone, Role.EXPERT, by=system()) != first
    assert someone.roles_now == {"expert"}


def test_withdraw_of_what_is_not_held_says_so(author: User) -> None:
    assert not withdraw_role(author, Role.EXPERT, by=system())


def test_only_an_administrator_gives_and_takes_roles(
    author: User, secretary: User, admin: User
) -> None:
    for powerless in (author, secretary):
        with pytest.raises(PermissionDenied):
            grant_role(author, Role.ADMINISTRATOR, by=powerless)
        with pytest.raises(PermissionDenied):
            withdraw_role(author, Role.AUTHOR, by=powerless)
    assert author.roles_now == {"author"}
    assert grant_role(author, Role.EXPERT, by=admin).granted_by == admin


def test_unknown_role_is_an_error(author: User) -> None:
    with pytest.raises(ValueError, match="king"):
        grant_role(author, "king", by=system())


def test_administrator_may_enter_the_admin_site_while_the_role_holds(db: None) -> None:
    someone = person("someone")
    grant_role(someone, Role.ADMINISTRATOR, by=system())
    assert User.objects.get(pk=someone.pk).is_staff
    withdraw_role(someone, Role.ADMINISTRATOR, by=system())
    assert not User.objects.get(pk=someone.pk).is_staff


def test_groups_settle_when_roles_begin_and_run_out(author: User, admin: User) -> None:
    past, future = dt.date(2020, 1, 2), dt.date(2100, 1, 1)
    leaving, coming = person("leaving"), person("coming")
    for each in (leaving, coming, admin):
        grant_role(each, Role.EXPERT, by=system())
    Membership.objects.filter(user=leaving).update(since=past, until=past)
    coming.groups.clear()
    Membership.objects.filter(user=admin, role__name="administrator").update(since=future)
    assert settle_all_groups() == 3
    assert not leaving.groups.exists()
    assert [group.name for group in coming.groups.all()] == ["expert"]
    assert not User.objects.get(pk=admin.pk).is_staff
    assert [group.name for group in author.groups.all()] == ["author"]
    assert settle_all_groups() == 0


def test_membership_cannot_end_before_it_starts(author: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        author.memberships.update(until=dt.date(1999, 1, 1))


def test_system_actor_cannot_log_in(db: None) -> None:
    actor = User.objects.get(username="system")
    assert actor == system()
    assert actor.is_system
    assert not actor.is_active
    assert not actor.has_usable_password()
    assert system().roles_now == frozenset()


def test_system_is_cheap(db: None, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    system()
    with django_assert_num_queries(0):
        assert system().is_system


def test_history_keeps_changes_of_people_without_their_secrets(author: User) -> None:
    author.position = "Мұғалім"
    author.iin = "850101300015"
    author.save()
    written = history(author)
    assert [event.pgh_label for event in written] == ["insert", "update"]
    assert written[-1].position == "Мұғалім"
    columns = {field.name for field in written[-1]._meta.fields}
    assert not columns & {"password", "iin", "last_login"}


def test_history_ignores_a_mere_login(author: User) -> None:
    before = len(history(author))
    author.last_login = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    author.save()
    assert len(history(author)) == before


def test_history_keeps_memberships(db: None) -> None:
    someone = person("someone")
    membership = grant_role(someone, Role.EXPERT, by=system())
    withdraw_role(someone, Role.EXPERT, by=system())
    assert [event.pgh_label for event in history(membership)] == ["insert", "update"]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE permissions_userevent SET last_name = 'x'",
        "DELETE FROM permissions_membershipevent",
        "TRUNCATE permissions_organisationevent",
    ],
)
def test_history_cannot_be_rewritten(author: User, statement: str) -> None:
    with (
        pytest.raises(ProgrammingError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_organisation_history(db: None) -> None:
    school = OrganisationFactory.create()
    school.name_kk = "Жаңа мектеп"
    school.save()
    assert [event.name_kk for event in history(school)][-1] == "Жаңа мектеп"
