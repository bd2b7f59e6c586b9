"""Forms with rows: as many as were sent, and what is refused in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.translation import override

from permissions.models import User
from workflows.ask import Group
from workflows.forms import grouped, refilled, suited
from workflows.rows import RowsAsk

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django_stubs_ext import StrOrPromise


class Guest(forms.Form):
    name = forms.CharField(max_length=20)
    age = forms.IntegerField(required=False)
    meal = forms.ChoiceField(
        choices=[("f", "Fish"), ("s", "Soup")], initial="s", widget=forms.RadioSelect
    )


class Party(RowsAsk):
    row: ClassVar[type[forms.Form]] = Guest
    row_name: ClassVar[str] = "guest"
    row_told: ClassVar[tuple[str, ...]] = ("name", "age")
    row_title: ClassVar[StrOrPromise] = "Guest {n}"
    row_more: ClassVar[StrOrPromise] = "One more"
    after_rows: ClassVar[tuple[str, ...]] = ("thanks",)
    groups: ClassVar[tuple[Group, ...]] = (
        Group("Where", ("place",)),
        Group("Who", help="All of them.", rows=True),
    )
    known: ClassVar[tuple[Mapping[str, Any], ...]] = ()

    place = forms.CharField()
    thanks = forms.CharField(required=False)

    def saved_rows(self) -> Iterable[Mapping[str, Any]]:
        return self.known


class Known(Party):
    known = ({"name": "Асан", "age": 5, "meal": "f"},)


def party(data: Any = None, form: type[Party] = Party) -> Party:
    return form(data, case=None, actor=User())


def test_form_begins_with_what_is_saved_and_an_empty_row() -> None:
    form = party(form=Known)
    assert [[field.value() for field in row.fields] for row in form.rows()] == [
        ["Асан", 5, "f"],
        [None, None, "s"],
    ]
    assert [row.title for row in form.rows()] == ["Guest 1", "Guest 2"]
    assert list(form.fields)[-1] == "thanks"


def test_rows_are_what_was_sent_by_whatever_number() -> None:
    sent = {"place": "Үй", "guest-3-name": "Үсен", "guest-3-meal": "f", "guest-7-name": " "}
    form = party(sent | {"guest-12345-name": "far", "guest-x-name": "no"}, form=Known)
    assert form.is_valid()
    assert form.cleaned_data["rows"] == [{"name": "Үсен", "age": None, "meal": "f"}]
    assert [row.number for row in form.rows()] == ["3", "7"]


def test_row_that_was_begun_is_wanted_whole() -> None:
    form = party({"place": "Үй", "guest-1-age": "x", "guest-2-age": "4", "guest-2-meal": "f"})
    with override("en"):
        errors = {name: list(map(str, told)) for name, told in form.errors.items()}
    assert errors == {
        "guest-1-age": ["Enter a whole number."],
        "guest-1-name": ["This field is required."],
        "guest-1-meal": ["This field is required."],
        "guest-2-name": ["This field is required."],
    }


def test_no_row_is_needed() -> None:
    form = party({"place": "Үй"})
    assert form.is_valid()
    assert form.cleaned_data["rows"] == []


def test_refilled_form_has_the_rows_that_were_typed_and_one_more_if_asked_for() -> None:
    form = refilled(party(form=Known), QueryDict("guest-4-name=Asan&guest-4-meal=f&more=1"))
    assert [row.number for row in form.rows()] == ["4", "5"]
    assert [field.value() for field in form.rows()[0].fields] == ["Asan", None, "f"]
    # What nobody has seen yet begins as it would have.
    assert form["guest-5-meal"].value() == "s"
    assert not form.errors


def test_page_gets_the_rows_in_their_group_and_an_empty_one_to_copy() -> None:
    form = party({"guest-2-name": "Асан"})
    suited(form)
    loose, where, who = grouped(form)
    assert [field.name for field in loose.fields] == ["thanks"]
    assert ([field.name for field in where.fields], where.rows) == (["place"], None)
    assert who.rows is not None
    assert (who.title, who.help, who.fields) == ("Who", "All of them.", ())
    assert [row.title for row in who.rows.rows] == ["Guest 2"]
    assert [field.html_name for field in who.rows.next.fields] == [
        "guest-{n}-name",
        "guest-{n}-age",
        "guest-{n}-meal",
    ]
    empty = str(who.rows.next.fields[0])
    # Like the others it is counted and not cut off.
    assert 'data-most="20"' in empty
    assert "required" not in empty
