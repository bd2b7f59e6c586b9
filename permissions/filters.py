"""What lists of the administration can be narrowed to."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from permissions.roles import Role


class RoleFilter(admin.SimpleListFilter):
    """Narrow a list to a role, called as people call it."""

    title = _("Role")
    parameter_name = "role"
    column = "role"

    def lookups(self, _request: HttpRequest, _model_admin: Any) -> list[tuple[str, Any]]:
        """Offer every role."""
        return list(Role.choices)

    def queryset(self, _request: HttpRequest, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Keep the rows of the chosen role."""
        return rows.filter(**{self.column: self.value()}) if self.value() else rows


class RoleNowFilter(RoleFilter):
    """Narrow people to those who hold a role now."""

    column = "groups__name"
