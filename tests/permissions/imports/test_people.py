from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from permissions.imports import people
from permissions.imports.fates import Fate
from permissions.models import District, Subject, User
from permissions.roles import Role
from tests.people import OrganisationFactory, UserFactory
from tests.permissions.imports.tables import lines

IIN = "850101300015"
ROW = {"last_name": "Әбенова", "first_name": "Гүлнәр", "email": "Abenova@example.kz", "iin": IIN}


@pytest.fixture(autouse=True)
def _english(db: None) -> object:
    with override("en"):
        yield


def fates(*rows: dict[str, str]) -> list[str]:
    return [outcome.fate.value for outcome in people.plan(lines(*rows)).outcomes]


def do(by: User, *rows: dict[str, str]) -> None:
    people.plan(lines(*rows)).carry_out(by)


def test_new_person_comes_with_a_role_in_a_scope(admin: User) -> None:
    school = OrganisationFactory.create(name_kk="Бірінші мектеп")
    row = ROW | {
        "organisation": "бірінші мектеп",
        "role": "District methodist",
        "role_district": "rudny",
        "language": "ru",
    }
    do(admin, row)
    made = User.objects.get(iin=IIN)
    assert (made.organisation, made.language, made.username) == (school, "ru", "abenova@example.kz")
    assert not made.has_usable_password()
    (membership,) = made.memberships_now
    assert membership.role_id == Role.DISTRICT_METHODIST
    assert membership.scope() == {"district_id": District.objects.get(code="rudny").pk}
    assert membership.granted_by == admin
    assert [group.name for group in made.groups.all()] == [Role.DISTRICT_METHODIST]
    assert fates(row) == ["unchanged"]


def test_second_row_of_a_person_gives_a_second_role(admin: User) -> None:
    rows = [
        ROW | {"role": "Эксперт", "role_subject": "mathematics"},
        ROW | {"role": "author"},
        ROW | {"role": "author"},
    ]
    assert fates(*rows) == ["new", "changed", "unchanged"]
    do(admin, *rows)
    made = User.objects.get(iin=IIN)
    assert made.roles_now == {Role.EXPERT, Role.AUTHOR}
    assert {m.subject for m in made.memberships_now if m.role_id == Role.EXPERT} == {
        Subject.objects.get(code="mathematics")
    }
    assert set(made.groups.values_list("name", flat=True)) == {Role.EXPERT, Role.AUTHOR}


def test_administrator_from_a_table_is_staff(admin: User) -> None:
    do(admin, ROW | {"role": "administrator"})
    assert User.objects.get(iin=IIN).is_staff


def test_change_shows_no_iin_and_touches_nothing_else(admin: User) -> None:
    person = UserFactory.create(email="abenova@example.kz", patronymic="Ерланқызы", position="")
    plan = people.plan(lines(ROW | {"position": "Мұғалім"}))
    said = {str(label): (old, new) for label, old, new in plan.outcomes[0].changes}
    assert said["IIN"] == ("", "85••••••••15")
    assert said["Position"] == ("", "Мұғалім")
    plan.carry_out(admin)
    after = User.objects.get(pk=person.pk)
    assert (after.last_name, after.position, after.patronymic) == (
        "Әбенова",
        "Мұғалім",
        "Ерланқызы",
    )
    assert (after.email, after.username, after.password) == (
        "abenova@example.kz",
        person.username,
        person.password,
    )


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"iin": "850101300016"}, "IIN"),
        ({"email": "не адрес"}, "E-mail"),
        ({"email": "a" * 64 + "@" + "b" * 60 + "." + "c" * 60 + ".kz"}, "E-mail"),
        ({"last_name": "Smith"}, "Last name"),
        ({"role": "король"}, "Role"),
        ({"role_district": "rudny"}, "Role"),
        ({"role": "author", "role_subject": "алхимия"}, "Role for the subject"),
        ({"organisation": "Хогвартс"}, "Organisation"),
        ({"language": "fr"}, "Language"),
    ],
)
def test_wrong_cell_is_named_with_the_reason(
    admin: User, change: dict[str, str], column: str
) -> None:
    plan = people.plan(lines(ROW | change))
    ((label, reason),) = plan.outcomes[0].wrong
    assert str(label) == column
    assert reason
    plan.carry_out(admin)
    assert not User.objects.filter(first_name="Гүлнәр").exists()


def test_ambiguous_organisation_is_wrong(admin: User) -> None:
    OrganisationFactory.create_batch(2, name_kk="Мектеп")
    assert fates(ROW | {"organisation": "Мектеп"}) == ["wrong"]


def test_people_are_never_confused(admin: User) -> None:
    UserFactory.create(email="other@example.kz", iin=IIN)
    UserFactory.create(email="third@example.kz", iin="900202400014")
    UserFactory.create(username="abenova@example.kz", email="fourth@example.kz")
    assert fates(ROW, ROW | {"email": "third@example.kz"}) == ["wrong", "wrong"]
    assert fates({name: text for name, text in ROW.items() if name != "iin"}) == ["wrong"]


def test_superusers_and_the_system_are_left_alone(admin: User) -> None:
    User.objects.create_superuser("boss", "abenova@example.kz", "x")
    plan = people.plan(lines(ROW | {"role": "author"}))
    assert plan.outcomes[0].fate == Fate.WRONG
    plan.carry_out(admin)
    assert User.objects.get(username="boss").last_name == ""


def test_only_administrators_give_roles(secretary: User) -> None:
    with pytest.raises(PermissionDenied):
        do(secretary, ROW | {"role": "author"})
    assert not User.objects.filter(iin=IIN).exists()


def test_thousand_rows_take_a_fixed_number_of_statements(
    admin: User,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    bare = {name: text for name, text in ROW.items() if name != "iin"}
    rows = [bare | {"email": f"p{n}@example.kz", "role": "author"} for n in range(1000)]
    with django_assert_max_num_queries(6):
        plan = people.plan(lines(*rows))
    with django_assert_max_num_queries(14):
        plan.carry_out(admin)
    assert User.objects.filter(groups__name=Role.AUTHOR, last_name="Әбенова").count() == 1000
    assert set(fates(*rows)) == {"unchanged"}
