from __future__ import annotations

import pytest
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from permissions.imports import organisations
from permissions.imports.fates import Fate
from permissions.models import District, Organisation, User
from permissions.numbers import check_digit
from tests.people import OrganisationFactory
from tests.permissions.imports.tables import lines

BIN = "990140000007"
ROW = {"name_kk": "Бірінші мектеп", "name_ru": "Первая школа", "district": "rudny", "bin": BIN}


@pytest.fixture(autouse=True)
def _english(db: None) -> object:
    with override("en"):
        yield


def fates(*rows: dict[str, str]) -> list[str]:
    return [outcome.fate.value for outcome in organisations.plan(lines(*rows)).outcomes]


def test_new_organisation_is_made_once_however_often_it_is_imported(admin: User) -> None:
    row = ROW | {"kind": "Колледж", "is_active": "no", "phone": "+7 714"}
    plan = organisations.plan(lines(row))
    assert plan.outcomes[0].fate == Fate.NEW
    assert not Organisation.objects.filter(bin=BIN).exists()
    plan.carry_out(admin)
    made = Organisation.objects.get(bin=BIN)
    assert (made.kind, made.is_active, made.phone) == ("college", False, "+7 714")
    assert made.district == District.objects.get(code="rudny")
    assert fates(row) == ["unchanged"]


def test_change_says_what_was_and_what_will_be(admin: User) -> None:
    found = OrganisationFactory.create(**(ROW | {"district": District.objects.get(code="rudny")}))
    row = ROW | {"name_ru": "Школа", "kind": "school", "district": "Қостанай қаласы"}
    plan = organisations.plan(lines(row))
    (outcome,) = plan.outcomes
    said = {str(label): (old, new) for label, old, new in outcome.changes}
    assert said == {
        "Name in Russian": ("Первая школа", "Школа"),
        "District or city": (
            str(District.objects.get(code="rudny")),
            str(District.objects.get(code="kostanay-city")),
        ),
    }
    plan.carry_out(admin)
    found.refresh_from_db()
    assert (found.name_ru, found.district.code) == ("Школа", "kostanay-city")


def test_empty_cells_change_nothing(admin: User) -> None:
    found = OrganisationFactory.create(
        **(ROW | {"district": District.objects.get(code="rudny"), "phone": "1", "kind": "college"})
    )
    assert fates(ROW) == ["unchanged"]
    found.refresh_from_db()
    assert found.phone == "1"


def test_organisation_without_bin_is_known_by_name_and_gets_its_bin(admin: User) -> None:
    found = OrganisationFactory.create(
        name_kk="БІРІНШІ мектеп", district=District.objects.get(code="rudny"), bin=None
    )
    organisations.plan(lines(ROW)).carry_out(admin)
    found.refresh_from_db()
    assert (found.bin, found.name_kk) == (BIN, "Бірінші мектеп")
    assert fates(ROW | {"district": "arkalyk", "bin": "990140000016"}) != ["changed"]


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"bin": "990140000008"}, "BIN"),
        ({"district": "Атлантида"}, "District or city"),
        ({"kind": "замок"}, "Kind"),
        ({"email": "не адрес"}, "E-mail"),
        ({"name_kk": "я" * 301}, "Name in Kazakh"),
        ({"is_active": "мүмкін"}, "Works now"),
    ],
)
def test_wrong_cell_is_named_with_the_reason(
    admin: User, change: dict[str, str], column: str
) -> None:
    plan = organisations.plan(lines(ROW | change))
    ((label, reason),) = plan.outcomes[0].wrong
    assert str(label) == column
    assert reason
    plan.carry_out(admin)
    assert not Organisation.objects.filter(name_ru="Первая школа").exists()


def test_missing_cells_and_contradicting_rows_are_wrong(admin: User) -> None:
    without = {name: text for name, text in ROW.items() if name != "name_ru"}
    assert fates(without) == ["wrong"]
    assert fates(ROW, ROW, ROW | {"name_ru": "Другая"}) == ["new", "unchanged", "wrong"]


def test_thousands_of_rows_take_a_fixed_number_of_statements(
    admin: User,
    django_assert_num_queries: DjangoAssertNumQueries,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    bodies = [f"9901400{n:04d}" for n in range(1000)]
    digits = [(body, check_digit(body)) for body in bodies]
    rows = [
        ROW | {"name_kk": body, "bin": f"{body}{digit}"}
        for body, digit in digits
        if digit is not None
    ]
    with django_assert_num_queries(2):
        plan = organisations.plan(lines(*rows))
    with django_assert_max_num_queries(4):
        plan.carry_out(admin)
    assert Organisation.objects.filter(name_ru="Первая школа").count() == len(rows)
    changed = organisations.plan(lines(*({**row, "phone": "1"} for row in rows)))
    with django_assert_max_num_queries(5):
        changed.carry_out(admin)
    assert Organisation.objects.filter(phone="1").count() == len(rows)
