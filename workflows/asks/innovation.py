"""What is asked for on the way of an innovation or experiment site."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from django import forms
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from documents import editions
from documents.forms import FilingField
from permissions.forms import NamedField
from permissions.models import Subject, User
from workflows import registry
from workflows.ask import Ask, Group
from workflows.asks.appeal import OnAppeal
from workflows.asks.conditions import WithConditions
from workflows.asks.deciding import ResolutionForm
from workflows.asks.expertise import Taught
from workflows.asks.organisation import ForOrganisation
from workflows.rubrics import Rubric
from workflows.widgets import Whole, long_text

LONGEST_YEARS = 5


class Kind(TextChoices):
    """What kind of site an organisation wants to be."""

    INNOVATION = "innovation", _("Innovation site")
    EXPERIMENT = "experiment", _("Experiment site")


class Direction(TextChoices):
    """What the site is about."""

    CONTENT = "content", _("Content of education")
    METHODS = "methods", _("Methods and technologies of teaching")
    UPBRINGING = "upbringing", _("Upbringing")
    INCLUSION = "inclusion", _("Inclusive education")
    DIGITAL = "digital", _("Digital education")
    PRESCHOOL = "preschool", _("Preschool education")
    TEACHERS = "teachers", _("Professional growth of teachers")
    MANAGEMENT = "management", _("Management of the organisation")
    OTHER = "other", _("Another direction")


class SiteLevel(TextChoices):
    """For which territory a site works."""

    REGION = "region", _("Site of the region")
    DISTRICT = "district", _("Site of the district or city")
    TRIAL = "trial", _("Trial site")


def _years(label: Any) -> Whole:
    return Whole(label=label, min_value=1, max_value=LONGEST_YEARS, initial=3)


class Description(Ask):
    """The innovation in the words of the organisation."""

    kept: ClassVar[tuple[str, ...]] = (
        "title_kk",
        "title_ru",
        "kind",
        "direction",
        "subject",
        "language",
        "years_asked",
        "goals",
        "stages",
        "results_expected",
        "partners",
    )
    recorded: ClassVar[tuple[str, ...]] = ("title_kk", "title_ru")
    groups: ClassVar[tuple[Group, ...]] = (
        Group(_("The innovation"), ("title_kk", "title_ru", "kind", "direction", "subject")),
        Group(_("The programme"), ("goals", "stages", "results_expected", "years_asked")),
        Group(_("Who takes part"), ("language", "responsible", "partners")),
    )

    title_kk = forms.CharField(label=_("Theme in Kazakh"), max_length=300, required=False)
    title_ru = forms.CharField(
        label=_("Theme in Russian"),
        max_length=300,
        required=False,
        help_text=_("Both are needed before the application is registered."),
    )
    kind = forms.ChoiceField(label=_("Kind of site"), choices=Kind.choices)
    direction = forms.ChoiceField(label=_("Direction"), choices=Direction.choices)
    subject = NamedField(
        Subject.objects.all(),
        label=_("Subject, if the site is about one"),
        required=False,
        empty_label=_("Not about one subject"),
    )
    language = forms.ChoiceField(label=_("Language of the programme"), choices=Taught.choices)
    years_asked = _years(_("Years asked for"))
    goals = long_text(_("Goals"), _("What is new, for whom, and what is to change."))
    stages = long_text(_("Stages"), _("What is done in each year."))
    results_expected = long_text(_("Results expected"), _("How it will be seen that it works."))
    partners = long_text(_("Partners"), required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for a theme in one of the languages."""
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("title_kk") and not cleaned.get("title_ru"):
            self.add_error("title_kk", _("Write the theme in Kazakh or in Russian."))
        return cleaned


class DescribeForm(Description):
    """The description as it is so far, and who is responsible."""

    kept: ClassVar[tuple[str, ...]] = (*Description.kept, "responsible")

    responsible = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Responsible person"),
        required=False,
        empty_label=_("The head of the organisation"),
        help_text=_("Writes the yearly reports and sees the case."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.case is not None:
            field = cast("forms.ModelChoiceField[User]", self.fields["responsible"])
            people = User.objects.filter(organisation=self.case.organisation_id, is_active=True)
            field.queryset = people.exclude(pk=self.case.initiator_id)


class StartForm(ForOrganisation, Description):
    """A new application, in the name of an organisation that the person heads."""

    def fields_of_case(self) -> dict[str, Any]:
        """Pin the rubric and the document list."""
        today = timezone.localdate()
        return super().fields_of_case() | {
            "document_list": editions.in_force("innovation", today),
            "rubric": Rubric.in_force("innovation", today),
        }


class GrantForm(WithConditions, ResolutionForm):
    """An approval: of what level the site is, for how many years, under what conditions."""

    recorded: ClassVar[tuple[str, ...]] = ("level", "years")

    level = forms.ChoiceField(label=_("Level of the site"), choices=SiteLevel.choices)
    years = _years(_("For how many years"))
    field_order = ("level", "years")


class GrantOnAppealForm(OnAppeal, GrantForm):
    """An approval in the place of a rejection."""


class ExtendForm(ResolutionForm):
    """An extension: by how many years."""

    recorded: ClassVar[tuple[str, ...]] = ("more_years",)

    more_years = _years(_("By how many years it is extended"))
    field_order = ("more_years",)


class CompleteForm(ResolutionForm):
    """A completion rests on the final report."""

    def clean(self) -> dict[str, Any]:
        """Refuse to complete a site that has not reported."""
        cleaned = super().clean() or self.cleaned_data
        # While it is put to the vote, the case is known without the columns of its process.
        case: Any = self.case
        rows: Any = registry.model(case.process_code).objects
        if rows.filter(pk=case.pk, reported_on=None).exists():
            raise forms.ValidationError(_("The final report has not been submitted."))
        return cleaned


class OrderForm(Ask):
    """The order by which the site begins to work."""

    recorded: ClassVar[tuple[str, ...]] = ("order_number", "order_date")

    order_number = forms.CharField(label=_("Number of the order"), max_length=60)
    order_date = forms.DateField(
        label=_("Date of the order"),
        help_text=_("The years of the site and the days of its reports count from here."),
    )
    order = FilingField(label=_("The order"))

    def clean_order_date(self) -> Any:
        """Refuse a date that has not come, or that comes before the decision."""
        day = self.cleaned_data["order_date"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("The date is in the future."))
        if self.case is not None:
            decided = self.case.decisions.order_by("-pk").values_list("date", flat=True)
            if day < decided[0]:
                raise forms.ValidationError(_("The council decided later than this day."))
        return day


class FinalReportForm(Ask):
    """What came of the site."""

    kept: ClassVar[tuple[str, ...]] = ("results",)

    results = long_text(_("Results"), _("What was reached, measured by what was expected."))
    final_report = FilingField(label=_("The final report"))
