from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from permissions.alphabet import by_name, in_order, sort_key
from permissions.forms import NamedField
from permissions.models import District, Organisation, Subject, User
from tests.people import OrganisationFactory

# In the order of the Kazakh alphabet, each beside the letter it is told from.
WORDS = [
    *("Алтын", "Әлем", "Гүл", "Ғылым", "Көк", "Құс", "Нан", "Ңә", "Осы", "Өмір"),
    *("Тау", "Уақыт", "Ұлы", "Үміт", "Хат", "Һәм", "Шаң", "Ыстық", "Ізгі", "Юла"),
]


@pytest.fixture
def many(db: None) -> list[Organisation]:
    made = [
        OrganisationFactory.create(name_kk=word if n % 2 else word.lower(), name_ru=word, bin=None)
        for n, word in enumerate(reversed(WORDS))
    ]
    return made[::-1]


def sheet(client: Client, path: str) -> list[list[Any]]:
    content = b"".join(client.get(path).streaming_content)  # type: ignore[attr-defined]
    rows = load_workbook(io.BytesIO(content), read_only=True).worksheets[0].iter_rows()
    return [[cell.value for cell in row] for row in rows]


def log_in(client: Client, person: User, language: str = "kk") -> Client:
    person.language = language
    person.save(update_fields=["language"])
    client.force_login(person)
    return client


def test_database_orders_as_the_alphabet_does(many: list[Organisation]) -> None:
    found = list(Organisation.objects.order_by(in_order("name_kk")))
    assert found == many
    assert found == sorted(found, key=lambda one: sort_key(one.name_kk))


def test_numbers_in_names_sort_by_size(db: None) -> None:
    names = ["№ 1 мектеп", "№ 2 мектеп", "№ 02 гимназия", "№ 10 мектеп", "№ 123456789012 мектеп"]
    names += ["Лицей", "Лицей № 9", "Лицей № 9а", "Лицей № 11"]
    for name in reversed(names):
        OrganisationFactory.create(name_kk=name, bin=None)
    rows = Organisation.objects.order_by(in_order("name_kk"))
    found = [row.name_kk for row in rows]
    assert found == sorted(names, key=sort_key)
    found = [name for name in found if name.endswith("мектеп") or name.startswith("Лицей")]
    assert found == [name for name in names if "гимназия" not in name]


def test_names_are_ordered_as_the_reader_sees_them(db: None) -> None:
    Subject.objects.all().delete()
    Subject.objects.create(code="a", name_kk="Ағылшын", name_ru="Язык", name_en="")
    Subject.objects.create(code="b", name_kk="Өнер", name_ru="Искусство", name_en="Art")
    for language, codes in {"kk": ["a", "b"], "ru": ["b", "a"], "en": ["b", "a"]}.items():
        with override(language):
            found = Subject.objects.order_by(by_name())
            assert list(found.values_list("code", flat=True)) == codes


def test_page_and_sheet_list_in_alphabetical_order(
    client: Client, admin: User, many: list[Organisation]
) -> None:
    log_in(client, admin)
    shown = list(client.get("/directories/organisation/").context["object_list"])
    saved = sheet(client, "/directories/organisation/?export=xlsx")
    names = [one.name_kk for one in many]
    assert [one.name_kk for one in shown if one in many] == names
    assert [row[0] for row in saved if row[0] in names] == names


@pytest.mark.parametrize("wish", ["name_kk", "district", "kind"])
def test_columns_sort_both_ways(
    client: Client, admin: User, many: list[Organisation], wish: str
) -> None:
    Organisation.objects.filter(pk=many[3].pk).update(
        kind="college", district=District.objects.get(code="arkalyk")
    )
    log_in(client, admin)
    path = "/directories/organisation/?_orderby="
    keys: dict[str, Callable[[Any], str]] = {
        "name_kk": lambda one: sort_key(one.name_kk),
        "district": lambda one: sort_key(one.district.name_kk),
        "kind": lambda one: str(one.kind),
    }
    for prefix in ("", "-"):
        found = [keys[wish](one) for one in client.get(path + prefix + wish).context["object_list"]]
        assert found == sorted(found, reverse=bool(prefix))
        assert len(found) == len(many) + 1


def test_sheet_holds_what_the_list_was_narrowed_to(
    client: Client, admin: User, many: list[Organisation]
) -> None:
    log_in(client, admin, "en")
    head, *rows = sheet(client, "/directories/organisation/?_search=Құс&export=xlsx")
    assert head[:3] == ["Name in Kazakh", "Name in Russian", "Name in English"]
    assert [row[1] for row in rows] == ["Құс"]
    assert str(many[0].district) in rows[0]
    assert "School" in rows[0]
    assert "yes" in rows[0]


def test_sheet_is_headed_in_the_language_of_the_person(client: Client, admin: User) -> None:
    log_in(client, admin, "ru")
    content = b"".join(client.get("/directories/region/?export=csv").streaming_content)  # type: ignore[attr-defined]
    head, row = csv.reader(io.StringIO(content.decode("utf-8-sig")))
    assert head[0] == "Наименование на казахском языке"
    assert "Костанайская область" in row


def test_sheets_are_for_those_who_read_the_list(client: Client, author: User) -> None:
    path = "/directories/organisation/?export=xlsx"
    assert client.get(path).status_code == 302
    client.force_login(author)
    assert client.get(path).status_code == 403


def test_unknown_kind_of_sheet_is_the_page(client: Client, admin: User) -> None:
    client.force_login(admin)
    answer = client.get("/directories/region/?export=exe")
    assert answer["Content-Type"].startswith("text/html")
    assert 'data-export="xlsx"' in answer.content.decode()


@pytest.mark.parametrize("rows", [1, 60])
def test_sheet_costs_the_same_statements_for_any_number_of_rows(
    client: Client, admin: User, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    OrganisationFactory.create_batch(rows)
    client.force_login(admin)
    with django_assert_num_queries(4):
        assert len(sheet(client, "/directories/organisation/?export=xlsx")) > rows


def test_choices_are_in_alphabetical_order_of_the_reader(db: None) -> None:
    Subject.objects.all().delete()
    for place, word in enumerate(reversed(WORDS)):
        russian = chr(ord("а") + place)
        Subject.objects.create(code=f"s{place}", name_kk=word, name_ru=russian)
    field: Any = NamedField(Subject.objects.all(), empty_label="—")
    with override("kk"):
        assert [label for _value, label in field.choices] == ["—", *WORDS]
    with override("ru"):
        assert [label for _value, label in field.choices][1:4] == ["а", "б", "в"]


ADD, LIST = "/directories/organisation/add/", "/directories/organisation/"


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("path", [ADD, LIST, "/admin/permissions/organisation/add/"])
def test_choices_of_edit_forms_and_filters_are_in_the_order_of_the_reader(
    client: Client, admin: User, language: str, path: str
) -> None:
    admin.is_staff = True
    admin.save()
    log_in(client, admin, language)
    context = client.get(path).context
    forms = {ADD: lambda: context["form"], LIST: lambda: context["view"].filterset.form}
    form = forms.get(path, lambda: context["adminform"].form)()
    with override(language):
        shown = [str(label) for value, label in form.fields["district"].choices if value]
        assert shown == sorted(shown, key=sort_key)
    assert len(shown) == District.objects.count()
