"""Administration of editions that are in force as they are added, and never changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from permissions.administering import ForAdministrators

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet
    from django.http import HttpRequest


class AddedOnly(ForAdministrators):
    """Editions that are in force as they are added, and that nobody changes."""

    actions = ["begin_edition"]

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Open the list with its action, but no edition."""
        return obj is None and super().has_change_permission(request)

    def initial_from(self, edition: Any) -> dict[str, Any]:
        """Give what the form of the next edition begins with."""
        raise NotImplementedError

    @admin.action(description=_("Prepare the next edition"), permissions=["add"])
    def begin_edition(
        self, request: HttpRequest, queryset: QuerySet[Any]
    ) -> HttpResponseRedirect | None:
        """Open the form of a new edition, filled in from the chosen one."""
        chosen = list(queryset[:2])
        if len(chosen) != 1:
            messages.error(request, _("Choose one edition to begin from."))
            return None
        form = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_add")
        return HttpResponseRedirect(f"{form}?{urlencode(self.initial_from(chosen[0]))}")
