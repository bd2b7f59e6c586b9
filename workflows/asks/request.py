"""What is asked for on the way of a service request."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.db.models import IntegerChoices, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from documents.forms import FilingsField
from workflows.ask import Ask, Group
from workflows.asks.organisation import ForOrganisation
from workflows.languages import Written, reads_as
from workflows.widgets import long_text


class Kind(TextChoices):
    """What an organisation can ask of the centre (Regulation 4.2.1, 4.2.2)."""

    PROGRAMMES = "programmes", _("Support of programmes of the variable component")
    CONTENT = "content", _("Renewal of content under the state standards")
    INNOVATION = "innovation", _("Support of an innovation")
    ANALYSIS = "analysis", _("Analysis of methodical, educational or innovation work")


class Rating(IntegerChoices):
    """How far the answer helped."""

    FULLY = 5, _("5 – it helped fully")
    WELL = 4, _("4 – it helped well")
    PARTLY = 3, _("3 – it helped in part")
    LITTLE = 2, _("2 – it helped little")
    NOT = 1, _("1 – it did not help")


NOT_IN: dict[str, Any] = {
    Written.KK: _("This text is not in Kazakh, the language of the request."),
    Written.RU: _("This text is not in Russian, the language of the request."),
}


class Described(Ask):
    """The request in the words of the organisation."""

    kept: ClassVar[tuple[str, ...]] = ("kind", "language", "text", "contact")
    recorded: ClassVar[tuple[str, ...]] = ("title",)
    groups: ClassVar[tuple[Group, ...]] = (
        Group(_("The request"), ("kind", "language", "title", "text", "contact")),
    )

    kind = forms.ChoiceField(label=_("What you ask for"), choices=Kind.choices)
    language = forms.ChoiceField(
        label=_("Language of the request"),
        choices=Written.choices,
        help_text=_("The centre answers in this language."),
    )
    title = forms.CharField(label=_("What it is about, in one sentence"), max_length=300)
    text = long_text(_("Text of the request"), _("What you want to reach, for whom, and by when."))
    contact = forms.CharField(
        label=_("Name and telephone of who can be asked"), max_length=300, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.case is not None:
            self.initial["title"] = self.case.title_kk or self.case.title_ru
        elif self.actor.language in Written.values:
            self.initial["language"] = self.actor.language

    def clean(self) -> dict[str, Any]:
        """Hold the text to the language that was chosen, since the answer will be in it."""
        cleaned = super().clean() or self.cleaned_data
        language, text = cleaned.get("language"), cleaned.get("text")
        if language and text and not reads_as(text, language):
            self.add_error("text", NOT_IN[language])
        return cleaned

    def titles(self) -> dict[str, str]:
        """Give the title in its language, and none in the other."""
        titles = dict.fromkeys(("title_kk", "title_ru"), "")
        return titles | {f"title_{self.cleaned_data['language']}": self.cleaned_data["title"]}


class StartForm(ForOrganisation, Described):
    """A new request, in the name of an organisation that the person heads."""

    def fields_of_case(self) -> dict[str, Any]:
        """Keep the title in its language."""
        fields = super().fields_of_case() | self.titles()
        del fields["title"]
        return fields


class DescribeForm(Described):
    """The request as it is so far."""

    def clean(self) -> dict[str, Any]:
        """Give the titles to the action."""
        cleaned = super().clean()
        return cleaned if self.errors else cleaned | self.titles()


class AttachForm(Ask):
    """Documents that belong to the request or to the work on it."""

    file = FilingsField(label=_("Files"))


class RedirectForm(Ask):
    """To whom the request goes, and why."""

    recorded: ClassVar[tuple[str, ...]] = ("redirected_to", "reason")

    redirected_to = forms.CharField(label=_("To whom it is redirected"), max_length=300)
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea, max_length=2000)


class PlanForm(Ask):
    """What will be done, by when."""

    kept: ClassVar[tuple[str, ...]] = ("plan",)

    plan = long_text(_("Plan"), _("What will be done and on which days. The organisation sees it."))


class VisitForm(Ask):
    """A visit that took place."""

    recorded: ClassVar[tuple[str, ...]] = ("day",)

    day = forms.DateField(label=_("Day of the visit"))
    met = forms.CharField(label=_("Who was met"), max_length=300)
    done = forms.CharField(label=_("What was done"), widget=forms.Textarea, max_length=4000)

    def clean_day(self) -> Any:
        """Refuse a day that has not come, and one before the request came in."""
        day = self.cleaned_data["day"]
        case: Any = self.case
        if day > timezone.localdate():
            raise forms.ValidationError(_("The date is in the future."))
        if case is not None and day < timezone.localdate(case.received_at):
            raise forms.ValidationError(_("The request came in later than this day."))
        return day


class AnswerForm(Ask):
    """The answer, in the language of the request."""

    kept: ClassVar[tuple[str, ...]] = ("answer",)

    answer = long_text(_("Answer"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        case: Any = self.case
        labels = {Written.KK: _("Answer in Kazakh"), Written.RU: _("Answer in Russian")}
        self.language = case.language if case else Written.KK
        self.fields["answer"].label = labels[Written(self.language)]
        self.fields["answer"].help_text = _("The language of the request. The files go along.")

    def clean_answer(self) -> str:
        """Refuse an answer in another language."""
        answer: str = self.cleaned_data["answer"]
        if not reads_as(answer, self.language):
            raise forms.ValidationError(NOT_IN[self.language])
        return answer


class AcceptForm(Ask):
    """How far the answer helped."""

    kept: ClassVar[tuple[str, ...]] = ("rating", "rated_because")
    recorded: ClassVar[tuple[str, ...]] = kept

    rating = forms.TypedChoiceField(
        label=_("How far did the answer help?"),
        choices=Rating.choices,
        coerce=int,
        widget=forms.RadioSelect,
    )
    rated_because = forms.CharField(
        label=_("In your own words"),
        widget=forms.Textarea,
        max_length=2000,
        required=False,
        help_text=_("Needed where the answer helped little or not."),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for words with a low rating."""
        cleaned = super().clean() or self.cleaned_data
        rating = cleaned.get("rating")
        if rating and rating <= Rating.LITTLE and not cleaned.get("rated_because"):
            self.add_error("rated_because", _("Say what was wanting."))
        return cleaned
