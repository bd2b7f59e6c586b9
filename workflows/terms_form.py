"""The form of a new edition of the terms: days for each state of a process."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from workflows import registry
from workflows.models import Terms
from workflows.spec import Term

if TYPE_CHECKING:
    from workflows.spec import Process

MOST_DAYS = 365


def processes() -> list[Process]:
    """List the processes that have terms."""
    found = [model.process for model in registry.models()]
    return [process for process in found if declared(process)]


def declared(process: Process) -> dict[str, int]:
    """Give the declared days of each state of a process that has a term, or can be appealed."""
    terms = {str(state): step.appeal or step.term for state, step in process.steps.items()}
    return {state: term.days for state, term in terms.items() if isinstance(term, Term)}


def _label(process: Process, state: str) -> str:
    label = process.states(state).label
    return (
        _("%(state)s: days to appeal") % {"state": label} if process.steps[state].appeal else label
    )


def field_name(process: Process, state: str) -> str:
    """Name the field of the days of a state."""
    return f"days_{process.code}_{state}"


class TermsForm(forms.ModelForm[Terms]):
    """Days by state, each beside the declared default; what is left empty keeps the default."""

    process = forms.ChoiceField()

    class Meta:
        model = Terms
        fields = ("process", "in_force_from")
        widgets = {"in_force_from": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["process"] = forms.ChoiceField(
            label=_("Process"), choices=[(p.code, p.label) for p in processes()]
        )
        for process in processes():
            for state, days in declared(process).items():
                self.fields[field_name(process, state)] = forms.IntegerField(
                    label=_label(process, state),
                    help_text=_("Declared: %(days)s working days.") % {"days": days},
                    required=False,
                    min_value=1,
                    max_value=MOST_DAYS,
                )

    def clean_in_force_from(self) -> Any:
        """Take no day that has passed: cases that began then have their terms already."""
        day = self.cleaned_data["in_force_from"]
        if day < timezone.localdate():
            raise ValidationError(_("This day has passed."))
        return day

    def clean(self) -> dict[str, Any]:
        """Gather the days of the chosen process and number the edition."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        chosen = [p for p in processes() if p.code == cleaned.get("process")]
        for process in chosen:
            given = {s: cleaned.get(field_name(process, s)) for s in declared(process)}
            self.instance.days = {state: days for state, days in given.items() if days}
            editions = Terms.objects.filter(process=process.code)
            self.instance.number = (editions.aggregate(last=Max("number"))["last"] or 0) + 1
        return cleaned
