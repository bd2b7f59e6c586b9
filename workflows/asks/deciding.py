"""What the secretary is asked for when the council has decided."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from workflows.ask import Ask
from workflows.decisions import CouncilRules, Level
from workflows.widgets import Whole


class DecisionForm(Ask):
    """The council's vote and the text of its decision; quorum and majority are checked."""

    rules: CouncilRules | None = None

    recorded: ClassVar[tuple[str, ...]] = (
        "date",
        "present",
        "votes_for",
        "votes_against",
        "abstained",
    )

    date = forms.DateField(label=_("Date of the session"))
    present = Whole(label=_("Members present"), min_value=1, max_value=100)
    votes_for = Whole(label=_("For"), min_value=0, max_value=100)
    votes_against = Whole(label=_("Against"), min_value=0, max_value=100)
    abstained = Whole(label=_("Abstained"), min_value=0, max_value=100)
    text_kk = forms.CharField(
        label=_("Text of the decision in Kazakh"), widget=forms.Textarea, max_length=8000
    )
    text_ru = forms.CharField(
        label=_("Text of the decision in Russian"), widget=forms.Textarea, max_length=8000
    )

    def clean_date(self) -> Any:
        """Refuse a session that has not been held."""
        day = self.cleaned_data["date"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("The date is in the future."))
        self.rules = CouncilRules.in_force(day)
        if self.rules is None:
            raise forms.ValidationError(_("No rules of the council were in force on this day."))
        return day

    def clean(self) -> dict[str, Any]:
        """Check the vote against the rules in force on the day."""
        cleaned = super().clean() or self.cleaned_data
        if self.rules and not self.errors:
            self._check_vote(self.rules)
        cleaned["rules"] = self.rules
        return cleaned

    def _check_vote(self, rules: CouncilRules) -> None:
        vote = dict(self.cleaned_data)  # add_error takes what is wrong out of it
        cast = vote["votes_for"] + vote["votes_against"] + vote["abstained"]
        if vote["present"] > rules.seats:
            message = _("The council has %(seats)s seats.")
            self.add_error("present", forms.ValidationError(message, params={"seats": rules.seats}))
        if vote["present"] < rules.quorum:
            message = _("There is no quorum: %(quorum)s of %(seats)s members must be present.")
            params = {"quorum": rules.quorum, "seats": rules.seats}
            self.add_error("present", forms.ValidationError(message, params=params))
        if cast != vote["present"]:
            message = _("The votes add up to %(cast)s, but %(present)s members were present.")
            params = {"cast": cast, "present": vote["present"]}
            self.add_error("abstained", forms.ValidationError(message, params=params))
        if not rules.is_majority(vote["votes_for"], vote["present"]):
            message = _("This is not a majority: more than half of those present must be for it.")
            self.add_error("votes_for", forms.ValidationError(message))


class ApproveForm(DecisionForm):
    """An approval also says for whom the work is recommended."""

    recorded: ClassVar[tuple[str, ...]] = (*DecisionForm.recorded, "level")

    level = forms.ChoiceField(label=_("Recommendation"), choices=Level.choices)
    field_order = ("date", "level")
