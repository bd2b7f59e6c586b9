"""Directories, people and their roles, for administrators only."""

from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from permissions import people
from permissions.administering import ForAdministrators, is_administrator
from permissions.alphabet import by_name
from permissions.filters import RoleFilter, RoleNowFilter
from permissions.forms import MembershipForm
from permissions.models import (
    Competence,
    DeclaredRelation,
    District,
    Expert,
    Membership,
    Organisation,
    Region,
    Subject,
    User,
)
from permissions.models.membership import SCOPES
from permissions.models.people import SYSTEM
from permissions.roles import Role

# The admin's own login page would stand beside the rate limits.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
admin.site.unregister(Group)


@admin.register(Region, Subject)
class NamedAdmin(ForAdministrators):
    """Regions and subjects."""

    list_display = ["code", "name_kk", "name_ru", "name_en"]
    search_fields = ["name_kk", "name_ru", "name_en"]

    def get_ordering(self, _request: HttpRequest) -> list[Any]:
        """Sort by the name that the reader sees, as such names are sorted here."""
        return [by_name(), "pk"]


@admin.register(District)
class DistrictAdmin(NamedAdmin):
    """Districts and cities."""

    list_display = ["code", "kind", "name_kk", "name_ru", "name_en"]
    list_filter = ["kind", "region"]


@admin.register(Organisation)
class OrganisationAdmin(NamedAdmin):
    """Organisations."""

    list_display = ["name_kk", "name_ru", "kind", "district", "bin", "is_active"]
    list_filter = ["kind", "is_active", "district"]
    list_select_related = ["district"]
    search_fields = ["name_kk", "name_ru", "bin"]


@admin.register(User)
class PersonAdmin(ForAdministrators, UserAdmin):  # type: ignore[type-arg]
    """People; e-mail is changed by its owner, who confirms it."""

    list_display = ["username", "whole_name", "email", "hidden_iin", "organisation", "is_active"]
    list_filter = ["is_active", RoleNowFilter, "language"]
    list_select_related = ["organisation"]
    search_fields = ["username", "last_name", "first_name", "email", "=iin"]
    ordering = ["last_name", "first_name"]
    autocomplete_fields = ["organisation"]
    readonly_fields = ["last_login", "date_joined"]
    fieldsets = (
        (None, {"fields": ("username", "password", "is_active")}),
        (_("Person"), {"fields": ("last_name", "first_name", "patronymic", "iin", "email")}),
        (_("Work"), {"fields": ("organisation", "position", "language")}),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (
            None,
            {
                "fields": (
                    "username",
                    "email",
                    "last_name",
                    "first_name",
                    "patronymic",
                    "iin",
                    "organisation",
                    "position",
                    "language",
                    "usable_password",
                    "password1",
                    "password2",
                )
            },
        ),
    )

    @admin.display(description=_("Full name"), ordering="last_name")
    def whole_name(self, person: User) -> str:
        """Give the name in full."""
        return person.full_name

    @admin.display(description=_("IIN"))
    def hidden_iin(self, person: User) -> str:
        """Give as much of the IIN as everybody may see."""
        return person.masked_iin

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        """Keep the e-mail of an existing account out of other people's hands."""
        fields = list(super().get_readonly_fields(request, obj))
        return [*fields, "email"] if obj else fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """Leave out the system actor, and superusers where one could take their account."""
        rows = super().get_queryset(request).exclude(username=SYSTEM)
        return rows if request.user.is_superuser else rows.exclude(is_superuser=True)


@admin.register(Membership)
class MembershipAdmin(ForAdministrators):
    """Roles in scopes; they are given and ended, never rewritten."""

    form = MembershipForm
    list_display = ["user", "role_label", *SCOPES, "since", "until", "granted_by"]
    list_filter = [RoleFilter, "district", "until"]
    list_select_related = ["user", "granted_by", *SCOPES]
    search_fields = ["user__last_name", "user__username"]
    autocomplete_fields = ["user", "organisation", "subject"]
    fields = ["user", "role", *SCOPES]
    actions = ["withdraw"]

    @admin.display(description=_("Role"), ordering="role")
    def role_label(self, membership: Membership) -> str:
        """Give the role in the reader's language."""
        return str(Role(membership.role_id).label)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Open the list with its action, but no membership."""
        return obj is None and super().has_change_permission(request)

    def save_model(self, request: HttpRequest, obj: Membership, _form: Any, _change: Any) -> None:
        """Give the role the way every other part of the system does."""
        scope = {name: getattr(obj, name) for name in SCOPES}
        granted = people.grant_role(obj.user, obj.role_id, by=self._actor(request), **scope)
        obj.pk = granted.pk

    @admin.action(description=_("Withdraw the chosen roles from today on"))
    def withdraw(self, request: HttpRequest, queryset: QuerySet[Membership]) -> None:
        """End the chosen memberships."""
        for membership in queryset.select_related("user", *SCOPES):
            scope = {name: getattr(membership, name) for name in SCOPES}
            people.withdraw_role(
                membership.user, membership.role_id, by=self._actor(request), **scope
            )

    @staticmethod
    def _actor(request: HttpRequest) -> User:
        assert isinstance(request.user, User)  # noqa: S101 - the admin lets nobody else in
        return request.user


class CompetenceInline(admin.TabularInline):  # type: ignore[type-arg]
    """An expert's subjects and languages."""

    model = Competence
    extra = 1

    def has_view_permission(self, request: HttpRequest, _obj: Model | None = None) -> bool:
        """Let administrators read."""
        return is_administrator(request)

    def has_add_permission(self, request: HttpRequest, _obj: Model | None = None) -> bool:
        """Let administrators add."""
        return is_administrator(request)

    def has_change_permission(self, request: HttpRequest, _obj: Model | None = None) -> bool:
        """Let administrators change."""
        return is_administrator(request)

    def has_delete_permission(self, request: HttpRequest, _obj: Model | None = None) -> bool:
        """Let administrators take away; row history keeps what was."""
        return is_administrator(request)


@admin.register(Expert)
class ExpertAdmin(ForAdministrators):
    """Experts with their competences."""

    list_display = ["user", "capacity"]
    list_select_related = ["user"]
    search_fields = ["user__last_name", "user__username"]
    autocomplete_fields = ["user"]
    inlines = [CompetenceInline]


@admin.register(DeclaredRelation)
class DeclaredRelationAdmin(ForAdministrators):
    """Ties between people."""

    list_display = ["person", "other", "kind", "note"]
    list_filter = ["kind"]
    list_select_related = ["person", "other"]
    autocomplete_fields = ["person", "other"]
    search_fields = ["person__last_name", "other__last_name"]
