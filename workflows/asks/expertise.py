"""What the author of an expertise is asked for."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from documents import editions
from permissions.forms import NamedField
from permissions.models import Subject
from workflows.ask import Ask, Group
from workflows.rubrics import Rubric
from workflows.widgets import Whole


class Kind(TextChoices):
    """What the author submits; each kind has its own list of required documents."""

    AUTHOR_PROGRAMME = "author_programme", _("Author's programme")
    METHODICAL_AID = "methodical_aid", _("Methodical aid")
    DIDACTIC_MATERIAL = "didactic_material", _("Didactic material")
    TEXTBOOK_SUPPLEMENT = "textbook_supplement", _("Textbook supplement")
    ELECTIVE_COURSE = "elective_course", _("Elective course")


class Taught(TextChoices):
    """The language of instruction, named in the reader's language."""

    KK = "kk", _("Kazakh")
    RU = "ru", _("Russian")
    EN = "en", _("English")


class LevelAsked(TextChoices):
    """For whom the author wants the work recommended."""

    ORGANISATION = "organisation", _("The organisation")
    DISTRICT = "district", _("The district or city")
    REGION = "region", _("The region")


class Supported(TextChoices):
    """The result of the district or city council."""

    SUPPORTED = "supported", _("Supported")
    SUPPORTED_WITH_REMARKS = "with_remarks", _("Supported with remarks")
    NOT_SUPPORTED = "not_supported", _("Not supported")


class DescribeForm(Ask):
    """The work in the author's words."""

    kept: ClassVar[tuple[str, ...]] = (
        "title_kk",
        "title_ru",
        "subject",
        "grades",
        "language",
        "hours",
        "level_asked",
        "annotation",
        "trial",
    )
    recorded: ClassVar[tuple[str, ...]] = ("title_kk", "title_ru")
    groups: ClassVar[tuple[Group, ...]] = (
        Group(_("What it is"), ("kind", "title_kk", "title_ru", "subject", "annotation")),
        Group(_("How it is taught"), ("hours", "grades", "language")),
        Group(_("What you ask for"), ("level_asked", "trial")),
    )

    title_kk = forms.CharField(
        label=_("Title in Kazakh"),
        max_length=300,
        required=False,
        help_text=_("One title is enough to begin; the work is registered once both are there."),
    )
    title_ru = forms.CharField(label=_("Title in Russian"), max_length=300, required=False)
    subject = NamedField(Subject.objects.all(), label=_("Subject"))
    grades = forms.CharField(
        label=_("Grades"),
        max_length=40,
        required=False,
        help_text=_("For example: 5–7, or 1 to 4. The work is registered once they are named."),
    )
    language = forms.ChoiceField(
        label=_("Language of instruction"), choices=Taught.choices, initial=Taught.KK
    )
    hours = Whole(
        label=_("Hours"),
        min_value=1,
        max_value=2000,
        help_text=_("How many lessons it takes in all."),
    )
    level_asked = forms.ChoiceField(
        label=_("Recommendation asked for"),
        choices=LevelAsked.choices,
        initial=LevelAsked.REGION,
        help_text=_("Whose schools the council should recommend the work to."),
    )
    annotation = forms.CharField(
        label=_("Annotation"),
        widget=forms.Textarea,
        max_length=4000,
        help_text=_("What the work is for, what is new in it, what it builds on."),
    )
    trial = forms.CharField(
        label=_("Where and how it was tried out"),
        widget=forms.Textarea,
        max_length=4000,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Ask for a title in one of the languages."""
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("title_kk") and not cleaned.get("title_ru"):
            self.add_error("title_kk", _("Write the title in Kazakh or in Russian."))
        return cleaned


class StartForm(DescribeForm):
    """A new work: its kind decides which documents are needed."""

    kind = forms.ChoiceField(
        label=_("Kind of work"),
        choices=Kind.choices,
        help_text=_("It decides which documents have to be filed."),
    )
    field_order = ("kind",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.actor.language in {Taught.KK, Taught.RU}:
            self.initial["language"] = self.actor.language

    def clean(self) -> dict[str, Any]:
        """Ask for the organisation of the author, which gives the case its place."""
        cleaned = super().clean()
        if self.actor.organisation_id is None:
            raise forms.ValidationError(
                _("Name your organisation in your profile first: the case belongs to its district.")
            )
        return cleaned

    def fields_of_case(self) -> dict[str, Any]:
        """Place the case where the author works, and pin the rubric and the document list."""
        today = timezone.localdate()
        organisation = self.actor.organisation
        if organisation is None:  # refused by clean()
            raise ValueError
        return super().fields_of_case() | {
            "organisation": organisation,
            "district": organisation.district,
            "region": organisation.district.region,
            "document_list": editions.in_force(self.cleaned_data["kind"], today),
            "rubric": Rubric.in_force("expertise", today),
        }


class ConclusionForm(Ask):
    """The conclusion of the district or city council, as a record."""

    kept: ClassVar[tuple[str, ...]] = ("conclusion_number", "conclusion_date", "conclusion_result")
    recorded: ClassVar[tuple[str, ...]] = kept

    conclusion_number = forms.CharField(label=_("Number of the conclusion"), max_length=60)
    conclusion_date = forms.DateField(label=_("Date of the conclusion"))
    conclusion_result = forms.ChoiceField(label=_("Result"), choices=Supported.choices)

    def clean_conclusion_date(self) -> Any:
        """Refuse a date that has not come."""
        day = self.cleaned_data["conclusion_date"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("The date is in the future."))
        return day
