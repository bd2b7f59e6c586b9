"""What an appeal asks for: against which decision and why, who leads it, how it ends."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from documents.forms import FilingsField
from permissions.models import User
from permissions.rules import Refused
from workflows import appeals
from workflows.ask import Ask
from workflows.asks.deciding import ApproveForm, ResolutionForm
from workflows.asks.leading import RegisterForm as AnyRegisterForm
from workflows.councils.motions import Motion
from workflows.decisions import Decision
from workflows.models import Case


class _Decided(forms.ModelChoiceField):  # type: ignore[type-arg]
    """The decided cases of a person, by their numbers."""

    def label_from_instance(self, case: Any) -> str:
        """Name a case by its number and title."""
        return f"{case.label} {case.title}"


class StartForm(Ask):
    """The decision that the author appeals against, and why."""

    about = _Decided(
        Case.objects.none(),
        to_field_name="number",
        label=_("Decision on the case"),
        empty_label=_("Choose a case"),
        help_text=_("Only your own cases whose decision can still be appealed can be chosen."),
    )
    grounds = forms.CharField(
        label=_("What you do not agree with, and why"),
        widget=forms.Textarea,
        max_length=8000,
        help_text=_("Name the part of the decision, and what speaks against it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelChoiceField[Case]", self.fields["about"])
        field.queryset = Case.objects.filter(appeals.decided_for(self.actor)).order_by(
            "-held_since"
        )
        if not self.is_bound:
            field.choices = [
                ("", field.empty_label),
                *((case.number, field.label_from_instance(case)) for case in self._possible()),
            ]

    def _possible(self) -> list[Case]:
        """List the cases whose decision can be appealed today."""
        day = timezone.localdate()
        rows = Case.objects.filter(appeals.decided_for(self.actor)).order_by("-held_since")
        standing = appeals.decisions_on(rows)
        return [case for case in rows if appeals.appealable(case, standing.get(case.pk), day)]

    def clean_about(self) -> Case:
        """Refuse, with the reason, what cannot be appealed now."""
        about: Case = self.cleaned_data["about"]
        self.decision = appeals.decision_on(about)
        verdict = appeals.appealable(about, self.decision, timezone.localdate())
        if isinstance(verdict, Refused):
            raise forms.ValidationError(verdict.reason)
        return about

    def fields_of_case(self) -> dict[str, Any]:
        """Place the appeal where the case was, to be judged by the same rubric."""
        about = appeals.row_of(self.cleaned_data["about"])
        same = ("title_kk", "title_ru", "subject_id", "region_id", "district_id", "organisation_id")
        return {name: getattr(about, name) for name in (*same, "rubric_id", "language")} | {
            "about_id": about.pk,
            "decision": cast("Decision", self.decision),
            "grounds": self.cleaned_data["grounds"],
            "led_before_id": about.methodist_id,
        }


class AttachForm(Ask):
    """Documents that speak for the appeal."""

    file = FilingsField(label=_("Files"))


class RegisterForm(AnyRegisterForm):
    """Who leads the appeal: a methodist who had no part in the first decision."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        case: Any = self.case
        field = cast("forms.ModelChoiceField[User]", self.fields["methodist"])
        field.queryset = field.queryset.exclude(pk__in=case.judged_before())  # type: ignore[union-attr]
        field.help_text = _("Whoever led or reviewed the case the first time cannot be chosen.")
        field.error_messages["invalid_choice"] = _(
            "Choose a methodist who neither led nor reviewed the case the first time."
        )


class ReplaceForm(ResolutionForm):
    """Another decision: with what the process of the appealed case asks for to replace its own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        case: Any = self.case
        # Where a motion is worded, the case was read without its own columns.
        own = case if hasattr(case, "about_id") else appeals.row_of(case)
        self.about = appeals.row_of(own.about)
        for name, field in self._asked({}).fields.items():
            self.fields.setdefault(name, field)

    def _asked(self, data: Any) -> Any:
        form = cast("Any", appeals.overturning(self.about).action.form)
        found = form(data, case=self.about, actor=self.actor)
        del found.fields["motion"]
        return found

    def clean(self) -> dict[str, Any]:
        """Have the form of the appealed process judge what it asks for."""
        cleaned = super().clean() or self.cleaned_data
        asked = self._asked(self.data)
        for name, errors in asked.errors.items():
            if name not in self.errors:
                self.add_error(name if name in self.fields else None, errors)
        cleaned["asked"] = {
            name: asked[name].value() for name in asked.fields if asked[name].value() is not None
        }
        return cleaned


class OnAppeal(ResolutionForm):
    """A resolution in the place of an earlier decision, carried when the appeal was heard."""

    motion = forms.ModelChoiceField(
        cast("Any", ResolutionForm.base_fields["motion"]).queryset.select_related(
            "item__matter__appeal"
        ),
        widget=forms.HiddenInput,
    )

    def clean_motion(self) -> Motion:
        """Refuse what was not carried on an appeal against this very case."""
        motion: Motion = self.cleaned_data["motion"]
        appeal = getattr(motion.item.matter, "appeal", None)
        if getattr(appeal, "about_id", None) != (self.case and self.case.pk):
            raise forms.ValidationError(_("This was decided on another case."))
        return motion

    def record(self) -> dict[str, Any]:
        """Keep the number of the appeal."""
        motion: Motion = self.cleaned_data["motion"]
        return super().record() | {"appeal": cast("Case", motion.item.matter).label}


class OverturnForm(OnAppeal, ApproveForm):
    """An approval in the place of an earlier decision."""
