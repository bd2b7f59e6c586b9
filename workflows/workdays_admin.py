"""The table of holidays and moved days in the administration, with the due dates they moved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from permissions.administering import ForAdministrators
from workflows import deadlines, workdays
from workflows.workdays import SpecialDay

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet
    from django.forms import ModelForm
    from django.http import HttpRequest
    from django.utils.safestring import SafeString
    from django_stubs_ext import StrOrPromise

    from workflows.models import Event

SHOWN = 200
NAMES = ("name_kk", "name_ru", "name_en")


class YearFilter(admin.SimpleListFilter):
    """Narrows the table to a year."""

    title = _("Year")
    parameter_name = "year"

    def lookups(self, _request: HttpRequest, _admin: Any) -> Iterable[tuple[str, StrOrPromise]]:
        """Offer the years of the table."""
        years = SpecialDay.objects.values_list("day__year", flat=True).order_by("-day__year")
        return [(str(year), str(year)) for year in years.distinct()]

    def queryset(self, _request: HttpRequest, queryset: QuerySet[SpecialDay]) -> Any:
        """Keep the days of the chosen year."""
        year = self.value()
        return queryset.filter(day__year=year) if year and year.isdecimal() else queryset


@admin.register(SpecialDay)
class SpecialDayAdmin(ForAdministrators):
    """Holidays and moved days; a day that is wrong is corrected, not deleted."""

    list_display = ["day", *NAMES[:2], "works"]
    list_filter = [YearFilter, "works"]
    search_fields = NAMES
    ordering = ["day"]

    def get_fieldsets(self, _request: HttpRequest, obj: Any = None) -> Any:
        """Show, below a day that is there, whose due dates it moved."""
        below = [(_("Due dates that changes of this day moved"), {"fields": ["moved"]})]
        return [(None, {"fields": ["day", "works", *NAMES]}), *(below if obj else [])]

    def get_readonly_fields(self, _request: HttpRequest, obj: Any = None) -> list[str]:
        """Keep the day itself, since terms were counted with it."""
        return ["day", "moved"] if obj else []

    def save_model(
        self,
        request: HttpRequest,
        obj: SpecialDay,
        form: ModelForm[SpecialDay],
        change: Any,
    ) -> None:
        """Keep the day, and have the terms that span it counted anew."""
        workdays.fill(obj.day.year)
        super().save_model(request, obj, form, change)
        workdays.changed()
        if not change or "works" in form.changed_data:
            deadlines.calendar_changed(obj.day)
            messages.info(request, _("Due dates are being counted anew; the day lists them."))

    @admin.display(description=_("Cases"))
    def moved(self, day: SpecialDay) -> SafeString | StrOrPromise:
        """List the cases whose due dates moved, by number and holder, not by content."""
        found = [_line(event) for event in deadlines.moved_by(day.day)[:SHOWN]]
        return format_html_join("", "<div data-moved>{}</div>", found) or _("None.")


def _line(event: Event) -> tuple[SafeString]:
    holder = event.holder.full_name if event.holder else _("whoever holds the role")
    was, due = event.data["was"], event.data["due"]
    return (format_html("{} ({}): {} → {}", event.case.label, holder, was, due),)
