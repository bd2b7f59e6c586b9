"""Editions of rubrics and terms, for administrators; councils and letters beside them.

What is published never changes: a change is a new edition.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from permissions.administering import ForAdministrators, is_administrator
from workflows import (
    council_admin,
    deadlines_admin,
    letter_admin,
    mentor_admin,
    rubrics,
    workdays_admin,
)
from workflows.added_only import AddedOnly
from workflows.models import Terms
from workflows.rubric_forms import (
    ANCHORS,
    CRITERION,
    CriteriaFormSet,
    CriterionForm,
    RubricForm,
)
from workflows.rubrics import Criterion, Rubric
from workflows.terms_form import TermsForm, declared, field_name, processes

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet
    from django.http import HttpRequest
    from django.utils.safestring import SafeString

__all__ = ["council_admin", "deadlines_admin", "letter_admin", "mentor_admin", "workdays_admin"]


class CriterionInline(admin.StackedInline[Criterion, Rubric]):
    """The criteria of a rubric, open until it is published."""

    model = Criterion
    form = CriterionForm
    formset = CriteriaFormSet  # type: ignore[assignment] # its form is wider than the stubs say
    extra = 0

    def get_queryset(self, request: HttpRequest) -> QuerySet[Criterion]:
        """Read the criteria with their anchors."""
        return super().get_queryset(request).prefetch_related("anchors")

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Make the formset of the columns; the form itself adds the anchors."""
        return super().get_formset(request, obj, **{**kwargs, "fields": CRITERION})

    def get_fieldsets(self, _request: HttpRequest, obj: Any = None) -> Any:
        """Show the anchors below their criterion: in fields, or in words once published."""
        below = ANCHORS if _is_open(obj) else ("meanings",)
        return [(None, {"fields": [*CRITERION, *below]})]

    def get_readonly_fields(self, _request: HttpRequest, obj: Any = None) -> list[str]:
        """Show the anchors of what is published in words."""
        return [] if _is_open(obj) else ["meanings"]

    @admin.display(description=_("What the scores mean"))
    def meanings(self, criterion: Criterion) -> SafeString:
        """Put the anchors into words."""
        lines = ((str(anchor),) for anchor in criterion.anchors.all())
        return format_html_join("", "<div>{}</div>", lines)

    def has_view_permission(self, request: HttpRequest, _obj: Model | None = None) -> bool:
        """Let administrators read."""
        return is_administrator(request)

    # Django's inlines get the rubric as well, which the stubs of their base do not say.
    def has_add_permission(self, request: HttpRequest, obj: Any) -> bool:  # type: ignore[override]
        """Let administrators add criteria."""
        return self.has_change_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let administrators change criteria."""
        return is_administrator(request) and _is_open(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let administrators take criteria out."""
        return self.has_change_permission(request, obj)


@admin.register(Rubric)
class RubricAdmin(ForAdministrators):
    """Editions of rubrics, open until they are published."""

    list_display = ["name_kk", "name_ru", "code", "edition", "in_force_from"]
    list_filter = ["code"]
    ordering = ["code", "-edition"]
    fields = ["code", "edition", "name_kk", "name_ru", "name_en", "in_force_from"]
    form = RubricForm
    inlines = [CriterionInline]
    actions = ["prepare_edition"]

    def get_readonly_fields(self, _request: HttpRequest, obj: Any = None) -> list[str]:
        """Keep the code, by which processes find the rubric; editions are counted."""
        return ["code", "edition"] if obj else ["edition"]

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Let administrators change a rubric that is not published."""
        return super().has_change_permission(request, obj) and _is_open(obj)

    def save_model(self, request: HttpRequest, obj: Rubric, form: Any, change: Any) -> None:
        """Save the rubric as not published, since its criteria come after it."""
        obj.in_force_from = None
        obj.edition = obj.edition or 1
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: Any) -> None:
        """Save the criteria, then publish if a day was given."""
        super().save_related(request, form, formsets, change)
        day = form.cleaned_data["in_force_from"]
        if day:
            Rubric.objects.filter(pk=form.instance.pk).update(in_force_from=day)

    @admin.action(description=_("Prepare the next edition"), permissions=["view"])
    def prepare_edition(self, request: HttpRequest, queryset: QuerySet[Rubric]) -> None:
        """Copy each chosen rubric, with its criteria, as an edition not yet published."""
        for rubric in queryset:
            edition = rubrics.prepare_next(rubric).edition
            text = _("Edition %(edition)d of “%(name)s” is in preparation.")
            messages.success(request, text % {"edition": edition, "name": rubric.name})


@admin.register(Terms)
class TermsAdmin(AddedOnly):
    """Editions of the terms of processes; a case keeps those it began with."""

    list_display = ["label", "number", "in_force_from", "days_in_words"]
    list_filter = ["process"]
    ordering = ["process", "-number"]

    def get_form(
        self,
        request: HttpRequest,
        obj: Any = None,
        change: bool = False,  # noqa: FBT001, FBT002 (Django's own)
        **kwargs: Any,
    ) -> Any:
        """Give the form with the days of every state."""
        return super().get_form(request, obj, change, **kwargs) if obj else TermsForm

    def get_fieldsets(self, _request: HttpRequest, obj: Any = None) -> Any:
        """Group the days by process."""
        if obj:
            return [(None, {"fields": ["label", "number", "in_force_from", "days_in_words"]})]
        days = [
            (process.label, {"fields": [field_name(process, s) for s in declared(process)]})
            for process in processes()
        ]
        return [(None, {"fields": ["process", "in_force_from"]}), *days]

    def get_readonly_fields(self, _request: HttpRequest, obj: Any = None) -> list[str]:
        """Show an edition in words."""
        return ["label", "days_in_words"] if obj else []

    def initial_from(self, edition: Terms) -> dict[str, Any]:
        """Give the process and its days."""
        days = {f"days_{edition.process}_{state}": n for state, n in edition.days.items()}
        return {"process": edition.process, **days}

    @admin.display(description=_("Process"), ordering="process")
    def label(self, edition: Terms) -> str:
        """Name the process."""
        labels = {process.code: str(process.label) for process in processes()}
        return labels.get(edition.process, edition.process)

    @admin.display(description=_("Working days"))
    def days_in_words(self, edition: Terms) -> SafeString:
        """List the days of each state beside the declared ones."""
        lines = []
        for process in (p for p in processes() if p.code == edition.process):
            for state, days in declared(process).items():
                lines.append((process.states(state).label, edition.days.get(state, days), days))
        return format_html_join("", "<div>{}: {} ({})</div>", lines)


def _is_open(obj: Model | None) -> bool:
    return not (isinstance(obj, Rubric) and obj.published)
