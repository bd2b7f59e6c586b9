"""The reminders of each process in the administration."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from permissions.administering import ForAdministrators
from workflows.deadlines_rules import DeadlineRules
from workflows.terms_form import processes

if TYPE_CHECKING:
    from django.db.models import Model
    from django.http import HttpRequest
    from django_stubs_ext import StrOrPromise


class DeadlineRulesForm(forms.ModelForm[DeadlineRules]):
    """The days of reminders; the process is one of those that have terms."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "process" in self.fields:
            offered = [(process.code, process.label) for process in processes()]
            self.fields["process"] = forms.ChoiceField(label=_("Process"), choices=offered)


@admin.register(DeadlineRules)
class DeadlineRulesAdmin(ForAdministrators):
    """When people are reminded; a process without a row has what a new row begins with."""

    form = DeadlineRulesForm
    list_display = ["label", "before", "on_day", "after", "escalate", "superior"]
    ordering = ["process"]
    fields = ["process", "before", "on_day", "after", "escalate", "superior"]

    def get_readonly_fields(self, _request: HttpRequest, obj: Model | None = None) -> list[str]:
        """Keep the process of rules that are there."""
        return ["process"] if obj else []

    @admin.display(description=_("Process"), ordering="process")
    def label(self, rules: DeadlineRules) -> StrOrPromise:
        """Name the process."""
        labels = {process.code: process.label for process in processes()}
        return labels.get(rules.process, rules.process)
