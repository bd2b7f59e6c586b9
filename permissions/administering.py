"""What all of the administration shares: it is open to administrators, and deletes nothing."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import Model
from django.http import HttpRequest

from permissions.alphabet import by_name
from permissions.models import Named
from permissions.roles import Role


def is_administrator(request: HttpRequest) -> bool:
    """Say whether the person at this page administers accounts and directories."""
    person = request.user
    if not (person.is_authenticated and person.is_active):
        return False
    return person.is_superuser or Role.ADMINISTRATOR in person.roles_now


class ForAdministrators(admin.ModelAdmin):  # type: ignore[type-arg]
    """Open to whoever holds the role today; nothing is deleted."""

    # Django's calendar knows no Kazakh months; the browser's own does.
    formfield_overrides = {
        models.DateField: {"widget": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})}
    }

    def formfield_for_foreignkey(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        """Offer named rows in alphabetical order, as the reader sees them."""
        if issubclass(db_field.related_model, Named) and "queryset" not in kwargs:
            kwargs["queryset"] = db_field.related_model.objects.order_by(by_name(), "pk")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Show the section to administrators."""
        return is_administrator(request)

    def has_view_permission(self, request: HttpRequest, _obj: Model | None = None) -> bool:
        """Let administrators read."""
        return is_administrator(request)

    def has_add_permission(self, request: HttpRequest, _obj: Model | None = None) -> bool:
        """Let administrators add."""
        return is_administrator(request)

    def has_change_permission(self, request: HttpRequest, _obj: Model | None = None) -> bool:
        """Let administrators change."""
        return is_administrator(request)

    def has_delete_permission(self, _request: HttpRequest, _obj: Model | None = None) -> bool:
        """Let nobody delete: what has been used once stays findable."""
        return False
