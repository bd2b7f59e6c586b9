"""The form of an edition of the wording of a paper: each passage in Kazakh and in Russian."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.papers import wording
from documents.papers.kinds import Kind
from documents.papers.wording import LANGUAGES, PlaceError
from workflows.letters import Letter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from documents.papers.wording import Texts, Wording

LABELS = {
    "kk": gettext_lazy("%(passage)s, in Kazakh"),
    "ru": gettext_lazy("%(passage)s, in Russian"),
}


def field_name(passage: str, language: str) -> str:
    """Name the field of a passage in a language."""
    return f"text_{passage}_{language}"


def wording_of(letter: Letter) -> Wording:
    """Give what is declared of the paper that an edition words."""
    found = wording.declared(Kind(letter.kind))
    if found is None:
        raise LookupError(letter.kind)
    return found


def typed(letter: Letter, data: Mapping[str, str]) -> Texts:
    """Give the texts as they were typed so far; what the data lacks is as it was saved."""
    return {
        passage.name: {
            language: data.get(field_name(passage.name, language), saved)
            for language, saved in letter.passages[passage.name].items()
        }
        for passage in wording_of(letter).passages
    }


def fault(letter: Letter, text: str) -> str:
    """Say what is wrong with the places in a text; nothing is an empty text."""
    kind = Kind(letter.kind)
    try:
        wording.check(kind, text)
    except PlaceError as wrong:
        known = ", ".join(f"{{{name}}}" for name in wording_of(letter).places)
        if not wrong.place:
            stray = _("A brace opens or closes no place. Known places: %(known)s.")
            return stray % {"known": known}
        unknown = _("There is no place {%(place)s}. Known places: %(known)s.")
        return unknown % {"place": wrong.place, "known": known}
    return ""


class LetterForm(forms.ModelForm[Letter]):
    """The passages, and the day from which they are in force."""

    class Meta:
        model = Letter
        fields = ("in_force_from",)
        widgets = {"in_force_from": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for passage in wording_of(self.instance).passages:
            for language in LANGUAGES:
                self.fields[field_name(passage.name, language)] = forms.CharField(
                    label=LABELS[language] % {"passage": passage.label},
                    initial=self.instance.passages[passage.name][language],
                    max_length=2000,
                    widget=forms.Textarea(attrs={"rows": 3, "lang": language}),
                )

    def clean_in_force_from(self) -> Any:
        """Take no day that has passed: papers were made then."""
        day = self.cleaned_data["in_force_from"]
        if day and day < timezone.localdate():
            raise ValidationError(_("This day has passed."))
        return day

    def clean(self) -> dict[str, Any]:
        """Refuse places that the paper does not know, and gather the texts."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in [name for name in cleaned if name.startswith("text_")]:
            if wrong := fault(self.instance, cleaned[name]):
                self.add_error(name, wrong)
        if not self.errors:
            self.instance.texts = typed(self.instance, cleaned)
        return cleaned
