"""What a teacher, a mentor and a methodist are asked for on the way of a mentoring."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, cast

from django import forms
from django.db.models import IntegerChoices
from django.utils.translation import gettext_lazy as _

from permissions.forms import NamedField
from permissions.models import Subject
from workflows import pairs
from workflows.ask import Ask, Group
from workflows.asks.expertise import Taught
from workflows.matching import Candidate, candidates

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Rating(IntegerChoices):
    """How much the mentoring helped, in the teacher's judgement."""

    GREATLY = 5, _("It helped a great deal")
    WELL = 4, _("It helped")
    PARTLY = 3, _("It helped in part")
    LITTLE = 2, _("It helped little")
    NOT = 1, _("It did not help")


def _long(label: StrOrPromise, help_text: StrOrPromise = "", **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, widget=forms.Textarea, max_length=4000, **more
    )


class RequestForm(Ask):
    """What a teacher wants a mentor for."""

    kept: ClassVar[tuple[str, ...]] = ("subject", "language", "wish")

    theme = forms.CharField(
        label=_("What the mentoring is about"),
        max_length=300,
        help_text=_("In a few words, such as: assessment in lessons of mathematics."),
    )
    subject = NamedField(Subject.objects.all(), label=_("Subject"))
    language = forms.ChoiceField(
        label=_("Language of the mentoring"), choices=Taught.choices, initial=Taught.KK
    )
    wish = _long(
        _("What you would like to learn"),
        _("What is difficult now, and what you have tried. The mentor who is asked reads this."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.case is not None:
            self.initial["theme"] = self.case.title

    def clean(self) -> dict[str, Any]:
        """Make the theme the title in the language that the mentoring is in."""
        cleaned = super().clean() or self.cleaned_data
        theme, russian = cleaned.get("theme", ""), cleaned.get("language") == Taught.RU
        titles = {"title_kk": "" if russian else theme, "title_ru": theme if russian else ""}
        return cleaned | titles


class StartForm(RequestForm):
    """A new request, in the name of the teacher who writes it."""

    def clean(self) -> dict[str, Any]:
        """Refuse a teacher of whom it is not known where they work: no methodist would see it."""
        cleaned = super().clean()
        if self.actor.organisation is None:
            raise forms.ValidationError(_("Name your organisation in your profile first."))
        return cleaned

    def fields_of_case(self) -> dict[str, Any]:
        """Place the case where the teacher works."""
        found = super().fields_of_case()
        del found["theme"]
        organisation = self.actor.organisation
        if organisation is None:  # the form would not be valid
            raise ValueError
        district = organisation.district
        place = {"organisation": organisation, "district": district, "region": district.region}
        return found | place


class MentorRadios(forms.RadioSelect):
    """Mentors to choose one from; the barred are shown with the reason and switched off."""

    template_name = "workflows/widgets/candidates.html"
    candidates: dict[str, Candidate]

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the candidate to the option, for the template."""
        option = super().create_option(name, value, *args, **kwargs)
        option["candidate"] = self.candidates[str(value)]
        option["attrs"] |= {"disabled": True} if option["candidate"].barred else {}
        return option


class OfferForm(Ask):
    """Which mentor is asked, of those ranked."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ranked = {str(one.person.pk): one for one in candidates(self.case)}
        choices = [(key, one.person.full_name) for key, one in self.ranked.items()]
        self.fields["mentor"] = forms.ChoiceField(
            label=_("Mentor"), choices=choices, widget=MentorRadios
        )
        cast("MentorRadios", self.fields["mentor"].widget).candidates = self.ranked

    def clean_mentor(self) -> Any:
        """Refuse the barred, with the reason."""
        chosen = self.ranked[self.cleaned_data["mentor"]]
        if chosen.barred:
            raise forms.ValidationError(
                _("%(name)s cannot be the mentor here: %(reason)s"),
                params={"name": chosen.person.full_name, "reason": chosen.reason},
            )
        return chosen.person

    def record(self) -> dict[str, Any]:
        """Keep who was asked."""
        return {"mentor": self.cleaned_data["mentor"].full_name}


class ReportForm(Ask):
    """What came of the mentoring, goal by goal."""

    kept: ClassVar[tuple[str, ...]] = ("results", "advice")

    results = _long(
        _("What came of it"), _("What changed in the teacher's work, and by what one sees it.")
    )
    advice = _long(_("Advice for the time after"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.goals = pairs.goals_now(cast("Any", self.case))
        asked = {
            f"goal_{goal.pk}": forms.ChoiceField(
                label=goal.text,
                help_text=goal.sign,
                choices=pairs.Reached.choices,
                widget=forms.RadioSelect,
                initial=goal.reached or None,
            )
            for goal in self.goals
        }
        self.fields = asked | self.fields

    def headings(self) -> tuple[Group, ...]:
        """Put the goals first."""
        names = tuple(f"goal_{goal.pk}" for goal in self.goals)
        return (Group(_("Goals of the mentoring"), names), Group(_("The report"), self.kept))


class FeedbackForm(Ask):
    """What the teacher says in the end."""

    kept: ClassVar[tuple[str, ...]] = ("rating", "feedback")

    rating = forms.TypedChoiceField(
        label=_("Did the mentoring help you?"),
        choices=Rating.choices,
        coerce=int,
        widget=forms.RadioSelect,
    )
    feedback = _long(_("Your feedback"), _("What helped, and what the centre should do otherwise."))
