"""What a mentor and a teacher ask each other: goals, and meetings that both vouch for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from workflows import pairs
from workflows.ask import Ask, Group
from workflows.pairs import months_after
from workflows.rows import RowsAsk
from workflows.widgets import Whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from django_stubs_ext import StrOrPromise

DEFAULT_MONTHS = 9
LONGEST_MONTHS = 24
MOST_GOALS = 7


def _long(label: StrOrPromise, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea, max_length=4000, **more)


class GoalRow(forms.Form):
    """One goal of a pair."""

    text = forms.CharField(label=_("Goal"), widget=forms.Textarea, max_length=1000)
    sign = forms.CharField(label=_("How one will see that it is reached"), max_length=300)


class GoalsForm(RowsAsk):
    """The goals of a pair, and until when they work together."""

    row: ClassVar[type[forms.Form]] = GoalRow
    row_name: ClassVar[str] = "goal"
    row_told: ClassVar[tuple[str, ...]] = ("text", "sign")
    row_title: ClassVar[StrOrPromise] = _("Goal {n}")
    row_more: ClassVar[StrOrPromise] = _("Add another goal")
    after_rows: ClassVar[tuple[str, ...]] = ("until",)
    groups: ClassVar[tuple[Group, ...]] = (
        Group(
            _("Goals of the mentoring"),
            help=_("The other one of you agrees to them, or asks to change them."),
            rows=True,
        ),
        Group(_("Time"), ("until",)),
    )

    until = forms.DateField(
        label=_("You work together until"), help_text=_("Nine months are usual.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        case: Any = self.case
        usual = months_after(timezone.localdate(), DEFAULT_MONTHS)
        self.fields["until"].initial = case.until or usual

    def saved_rows(self) -> Iterable[Mapping[str, Any]]:
        """Begin with the goals that were proposed before."""
        case: Any = self.case
        return [{"text": goal.text, "sign": goal.sign} for goal in pairs.goals_now(case)]

    def clean_until(self) -> date:
        """Refuse a day that is past or too far away."""
        day: date = self.cleaned_data["until"]
        today = timezone.localdate()
        if day <= today:
            raise forms.ValidationError(_("The day must be later than today."))
        if day > months_after(today, LONGEST_MONTHS):
            raise forms.ValidationError(
                _("At most %(months)s months from today."), params={"months": LONGEST_MONTHS}
            )
        return day

    def clean(self) -> dict[str, Any]:
        """Ask for at least one goal, and not for too many."""
        cleaned = super().clean()
        if not self.errors and not 1 <= len(cleaned["rows"]) <= MOST_GOALS:
            raise forms.ValidationError(
                _("Write from one to %(most)s goals."), params={"most": MOST_GOALS}
            )
        return cleaned


class MeetingForm(Ask):
    """What happened at a meeting."""

    recorded: ClassVar[tuple[str, ...]] = ("held_on",)

    held_on = forms.DateField(label=_("Day of the meeting"))
    minutes = Whole(label=_("Minutes"), min_value=5, max_value=600, initial=60)
    way = forms.ChoiceField(
        label=_("How you met"), choices=pairs.Way.choices, widget=forms.RadioSelect
    )
    topic = _long(_("What it was about"))
    agreed = _long(_("What you agreed for the next time"), required=False)

    def clean_held_on(self) -> date:
        """Refuse a day that has not come, and one before the pair began."""
        day: date = self.cleaned_data["held_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("The date is in the future."))
        began = pairs.pairing_now(cast("Any", self.case)).began_at
        if began and day < timezone.localdate(began):
            raise forms.ValidationError(_("You did not work together yet on this day."))
        return day


class ConfirmForm(Ask):
    """Which meeting that the other one wrote down took place."""

    meeting = forms.TypedChoiceField(label=_("Meeting"), coerce=int)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        waiting = pairs.waiting_for(cast("Any", self.case), self.actor)
        field = cast("forms.ChoiceField", self.fields["meeting"])
        field.choices = [(meeting.pk, str(meeting)) for meeting in waiting]
        field.initial = waiting[0].pk if waiting else None


class RefuseForm(ConfirmForm):
    """Which meeting did not take place as written down, and how it was."""

    recorded: ClassVar[tuple[str, ...]] = ("reason",)

    reason = _long(_("How it was"))
