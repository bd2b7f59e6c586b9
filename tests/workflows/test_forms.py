"""Inputs that suit what people write, and forms that begin with what was typed before."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django import forms
from django.http import QueryDict
from django.utils import translation

from permissions.models import Subject, User
from workflows.ask import Ask
from workflows.forms import refilled, suited
from workflows.widgets import Whole


class Everything(Ask):
    name = forms.CharField(max_length=20)
    story = forms.CharField(widget=forms.Textarea, max_length=4000)
    day = forms.DateField(initial=date(2026, 11, 3))
    hours = Whole(min_value=1, max_value=20_000)
    agreed = forms.BooleanField()
    size = forms.ChoiceField(choices=[("s", "Small"), ("l", "Large")])
    shape = forms.ChoiceField(choices=[("r", "Round")], required=False)
    weight = forms.ChoiceField(choices=[("k", "1 kg"), ("t", "1 t")], initial="t")
    subject = forms.ModelChoiceField(Subject.objects.all())
    other = forms.ModelChoiceField(Subject.objects.all(), empty_label="None of them")
    colours = forms.MultipleChoiceField(choices=[("r", "r"), ("g", "g"), ("b", "b")])
    file = forms.FileField()


def everything(data: Any = None) -> Everything:
    return Everything(data, case=None, actor=User())


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_dates_are_written_and_read_with_the_day_first(language: str) -> None:
    with translation.override(language):
        field = str(suited(everything())["day"])
        assert 'type="text"' in field
        assert 'value="03.11.2026"' in field
        day = everything().fields["day"]
        for written in ("03.11.2026", "3.11.2026", "03.11.26", "2026-11-03", " 03.11.2026 "):
            assert day.clean(written) == date(2026, 11, 3)
        with pytest.raises(forms.ValidationError):
            day.clean("11/03/2026")


@pytest.mark.parametrize("written", ["12000", "12 000", "12\xa0000", "12\u202f000", " 12 000 "])
def test_whole_numbers_are_read_with_spaces(written: str) -> None:
    assert everything().fields["hours"].clean(written) == 12_000


@pytest.mark.parametrize("written", ["12,5", "көп", "0", "20 001", ""])
def test_what_is_no_such_number_is_refused(written: str) -> None:
    with pytest.raises(forms.ValidationError):
        everything().fields["hours"].clean(written)


def test_browser_counts_and_does_not_cut_off() -> None:
    form = suited(everything())
    for name, most in (("name", 20), ("story", 4000)):
        assert "maxlength" not in form.fields[name].widget.attrs
        assert f'data-most="{most}"' in str(form[name])
    assert not everything({"name": "а" * 21}).is_valid()


def test_refilled_form_shows_what_was_typed_and_no_error() -> None:
    typed = "name=&story=%D0%91%D1%96%D1%80&day=31.13.20&hours=12+000&colours=g&colours=b"
    form = suited(refilled(everything(), QueryDict(typed)))
    assert not form.errors
    assert form["name"].value() == ""
    assert form["story"].value() == "Бір"
    assert 'value="31.13.20"' in str(form["day"])
    assert 'value="12 000"' in str(form["hours"])
    assert form["agreed"].value() is False
    assert form["colours"].value() == ["g", "b"]


@pytest.mark.usefixtures("db")
def test_box_of_choices_says_that_nothing_is_chosen_yet() -> None:
    with translation.override("en"):
        say_that_nothing_is_chosen(suited(everything()))


def say_that_nothing_is_chosen(form: Everything) -> None:
    for name, said in (
        ("size", "Choose…"),
        ("shape", "Not chosen"),
        ("subject", "Choose…"),
        ("other", "None of them"),
    ):
        assert f'<option value="" selected>{said}</option>' in str(form[name])
    # Where there is a usual choice, it is chosen.
    assert '<option value=""' not in str(form["weight"])
    refused = everything({"size": ""})
    assert refused.errors["size"] == ["This field is required."]
