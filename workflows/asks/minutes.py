"""What is asked for when minutes are written."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from workflows.ask import Ask


class MinutesForm(Ask):
    """What the minutes say before the items."""

    kept: ClassVar[tuple[str, ...]] = ("opening_kk", "opening_ru")

    opening_kk = forms.CharField(
        label=_("Opening in Kazakh"), widget=forms.Textarea, required=False, max_length=8000
    )
    opening_ru = forms.CharField(
        label=_("Opening in Russian"), widget=forms.Textarea, required=False, max_length=8000
    )


class BackForm(Ask):
    """Why finished minutes are edited again."""

    recorded: ClassVar[tuple[str, ...]] = ("reason",)

    reason = forms.CharField(label=_("Reason"), max_length=1000)
