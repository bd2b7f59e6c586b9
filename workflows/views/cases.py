"""The list of cases that a person may see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from viewflow.views import ListModelView

from permissions import sheets
from workflows import queries
from workflows.forms import CaseFilter
from workflows.models import Case
from workflows.saved import SavedFilter
from workflows.views import case_sheet
from workflows.views.words import rows

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponseBase


class CasesView(ListModelView):  # type: ignore[misc]
    """Cases with filters, search and order, 25 on a page."""

    model = Case
    template_name = "workflows/cases.html"
    title = _("Cases")
    filterset_class = CaseFilter
    paginate_by = 25

    def has_view_permission(self, user: Any, obj: Any = None) -> bool:  # noqa: ARG002
        """Let everybody in: the list itself holds only what they may see."""
        return bool(user.is_authenticated)

    @property
    def queryset(self) -> QuerySet[Case]:
        """What the person may see, before filters."""
        return queries.visible_cases(self.request.user).select_related("district")

    def get_ordering(self) -> list[str]:
        """Show the latest change first; the filter form can change that."""
        return ["-held_since", "-pk"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the page, or give the sheet of all that the filters leave."""
        if kind := sheets.asked(request):
            found = rows(self.get_queryset(), self.request.user)
            return sheets.answer(kind, "cases", case_sheet.COLUMNS, found)
        answer: HttpResponseBase = super().get(request, *args, **kwargs)
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the rows in words and the address of the filters for the page links."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        kept = self.request.GET.copy()
        for name in ("page", "export"):
            kept.pop(name, None)
        return context | {
            "rows": rows(context["object_list"], self.request.user),
            "kept": kept.urlencode(),
            "saved": SavedFilter.objects.filter(person=self.request.user),
            "narrowed": any(self.filterset.narrowed()),
        }
