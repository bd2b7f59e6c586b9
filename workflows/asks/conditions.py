"""Conditions of a decision: any number of rows on a form, and what their child cases ask for."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from documents.forms import FilingsField
from workflows.ask import Ask

EMPTY_ROWS = 3
MORE_ROWS = 9
MOST_LETTERS = 2000
NAMES = ("text_kk", "text_ru", "until")


class ConditionRows(forms.Widget):
    """Rows of plain fields: those that are filled, empty ones, and more that unfold."""

    template_name = "workflows/widgets/conditions.html"
    use_fieldset = True

    def value_from_datadict(self, data: Any, _files: Any, name: str) -> Any:
        """Read the rows in which something is written; a program gives them as a list."""
        if name in data:
            return data[name]
        known = re.compile(rf"{re.escape(name)}_(\d+)_({'|'.join(NAMES)})")
        rows: dict[int, dict[str, str]] = {}
        for key in data:
            found = known.fullmatch(key)
            if found and data[key].strip():
                rows.setdefault(int(found[1]), {})[found[2]] = data[key].strip()
        return [rows[number] for number in sorted(rows)]

    def value_omitted_from_data(self, _data: Any, _files: Any, _name: str) -> bool:
        """Answer no: a form without rows is one whose rows are empty."""
        return False

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """Give the filled rows and the empty ones after them."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        filled = value if isinstance(value, list) else []
        count = len(filled) + EMPTY_ROWS
        rows = [*filled, *({} for _row in range(EMPTY_ROWS + MORE_ROWS))]
        context["widget"] |= {"rows": rows[:count], "more": rows[count:]}
        return context


class ConditionsField(forms.Field):
    """Conditions with their texts and days; cleans to a list of rows, without the empty ones."""

    widget = ConditionRows
    default_error_messages = {
        "wanting": _("Condition %(row)s: write it in Kazakh and in Russian, and give a day."),
        "long": _("Condition %(row)s: at most %(most)s letters in each language."),
        "day": _("Condition %(row)s: write the day as 31.12.2026."),
        "invalid": _("The conditions cannot be read."),
    }

    def to_python(self, value: Any) -> list[dict[str, Any]]:
        """Read the rows; each wants both texts and a day."""
        if not value:
            return []
        if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return [self._row(number, row) for number, row in enumerate(value, start=1)]

    def in_words(self, value: Any) -> str:
        """Say each condition in the active language, with its day."""
        language = "ru" if get_language() == "ru" else "kk"
        said = [
            gettext("%(condition)s (until %(day)s)")
            % {"condition": row[f"text_{language}"], "day": date_format(row["until"], "d.m.Y")}
            for row in self.to_python(value)
        ]
        return "; ".join(said)

    def _row(self, number: int, row: dict[str, Any]) -> dict[str, Any]:
        texts = {name: str(row.get(name, "")).strip() for name in ("text_kk", "text_ru")}
        if not (all(texts.values()) and row.get("until")):
            self._refuse("wanting", number)
        if any(len(text) > MOST_LETTERS for text in texts.values()):
            self._refuse("long", number)
        try:
            until = forms.DateField().to_python(row["until"])
        except forms.ValidationError:
            self._refuse("day", number)
        return texts | {"until": until}

    def _refuse(self, code: str, number: int) -> None:
        params = {"row": number, "most": MOST_LETTERS}
        raise forms.ValidationError(self.error_messages[code], code=code, params=params)


class WithConditions(forms.Form):
    """The part of a resolution that lays conditions on the author."""

    conditions = ConditionsField(
        label=_("Conditions"),
        required=False,
        help_text=_(
            "What is still to be done, and until when. Each becomes a case of its own once the "
            "decision is carried out. Leave all empty where nothing is asked for."
        ),
    )

    def clean_conditions(self) -> list[dict[str, Any]]:
        """Refuse a past day while the resolution is worded; what was carried stays as it was."""
        rows: list[dict[str, Any]] = self.cleaned_data["conditions"]
        if "motion" not in self.fields:
            for number, row in enumerate(rows, start=1):
                if row["until"] <= timezone.localdate():
                    raise forms.ValidationError(
                        _("Condition %(row)s: the day must be in the future."),
                        params={"row": number},
                    )
        return rows


class ReportForm(Ask):
    """How a condition was fulfilled, in words and with files that show it."""

    kept: ClassVar[tuple[str, ...]] = ("report",)
    recorded: ClassVar[tuple[str, ...]] = ("report",)

    report = forms.CharField(
        label=_("How the condition was fulfilled"), widget=forms.Textarea, max_length=8000
    )
    file = FilingsField(label=_("Files that show it"), required=False)


class BackForm(Ask):
    """What is still wanting, and a new day."""

    recorded: ClassVar[tuple[str, ...]] = ("reason", "until")

    reason = forms.CharField(
        label=_("What is still wanting"), widget=forms.Textarea, max_length=2000
    )
    until = forms.DateField(label=_("New day until which it is to be fulfilled"))

    def clean_until(self) -> Any:
        """Refuse a day that has come."""
        day = self.cleaned_data["until"]
        if day <= timezone.localdate():
            raise forms.ValidationError(_("The day must be in the future."))
        return day
