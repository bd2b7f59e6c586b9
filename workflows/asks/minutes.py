"""What is asked for when minutes are written."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from workflows.ask import Ask, Group
from workflows.councils.agenda import AgendaItem, items
from workflows.shown import Section

HEARD = {"kk": _("What was heard, in Kazakh"), "ru": _("What was heard, in Russian")}

EXTRACTED = _("The extract for the case says it too: name no reviewer here.")


class MinutesForm(Ask):
    """What the minutes say beside what was recorded: opening words, and what was heard."""

    kept: ClassVar[tuple[str, ...]] = ("opening_kk", "opening_ru")
    bit_by_bit: ClassVar[bool] = True

    opening_kk = forms.CharField(
        label=_("Opening words in Kazakh"), widget=forms.Textarea, required=False, max_length=8000
    )
    opening_ru = forms.CharField(
        label=_("Opening words in Russian"), widget=forms.Textarea, required=False, max_length=8000
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items: list[AgendaItem] = items(self.case) if self.case is not None else []
        found = []
        for item in self.items:
            names = tuple(heard_name(item, language) for language in HEARD)
            for name, (language, label) in zip(names, HEARD.items(), strict=True):
                field = self.fields[name] = _heard(label, first_words(self.case, item, language))
                if item.matter is not None:
                    field.help_text = EXTRACTED
            found.append(Group(str(item), names))
        self.groups = tuple(found)  # type: ignore[misc] # each agenda has groups of its own

    def heard(self) -> dict[AgendaItem, dict[str, str]]:
        """Give what was heard under each item, by language; call on a valid form."""
        cleaned = self.cleaned_data
        return {
            item: {language: cleaned[heard_name(item, language)] for language in HEARD}
            for item in self.items
        }

    def clean(self) -> dict[str, Any]:
        """Give the body what was heard by item."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            cleaned["heard"] = self.heard()
        return cleaned

    def beside(self) -> Section | None:
        """Show the minutes as they would be printed."""
        context = {"case": self.case}
        return Section(
            _("Preview of the minutes"), "workflows/council/minutes_preview.html", context
        )


def heard_name(item: AgendaItem, language: str) -> str:
    """Name the field of what was heard under an item."""
    return f"heard_{language}_{item.pk}"


def first_words(session: Any, item: AgendaItem, language: str) -> str:
    """Give what was written, or else words to begin with, drawn from what was recorded."""
    written: str = item.heard_ru if language == "ru" else item.heard_kk
    if written:
        return written
    with override(language):
        if session.absentee:
            return gettext("The members studied the materials and voted by ballots.")
        if item.rapporteur is None:
            return ""
        return gettext("The report of %(name)s was heard.") % {"name": item.rapporteur.full_name}


def _heard(label: Any, initial: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        initial=initial,
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
