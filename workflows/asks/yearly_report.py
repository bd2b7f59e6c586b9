"""What the yearly report of a site asks for."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from workflows.ask import Ask


class WriteForm(Ask):
    """What happened in the year, in the language of the organisation."""

    kept: ClassVar[tuple[str, ...]] = ("done", "reached", "difficulties")
    bit_by_bit: ClassVar[bool] = True

    done = forms.CharField(
        label=_("What was done in the year"),
        widget=forms.Textarea,
        max_length=6000,
        required=False,
    )
    reached = forms.CharField(
        label=_("What was reached"),
        widget=forms.Textarea,
        max_length=6000,
        required=False,
        help_text=_("Measured by what the programme expected of this year."),
    )
    difficulties = forms.CharField(
        label=_("Difficulties, and what is asked of the centre"),
        widget=forms.Textarea,
        max_length=6000,
        required=False,
    )
