"""Directories: read by the staff of the centre, edited by its administrators."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.forms import modelform_factory
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from viewflow.forms import ModelForm
from viewflow.urls import Application, ModelViewset

from permissions.forms import alphabetical
from permissions.lists import DirectoryList
from permissions.models import District, Organisation, Region, Subject
from permissions.roles import Role

READERS = frozenset(Role) - {Role.AUTHOR, Role.EXPERT, Role.MENTOR, Role.ORGANISATION_HEAD}


def may_read(user: Any) -> bool:
    """Tell whether somebody reads directories; strangers are sent to the login elsewhere."""
    return not user.is_authenticated or bool(user.roles_now & READERS)


def may_edit(user: Any) -> bool:
    """Tell whether somebody edits directories."""
    return user.is_authenticated and Role.ADMINISTRATOR in user.roles_now


class DirectoryForm(ModelForm):  # type: ignore[misc]
    """The form of a row of a directory."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        alphabetical(self)


class Directory(ModelViewset):  # type: ignore[misc]
    """The list of one directory and its form."""

    list_view_class = DirectoryList
    related: tuple[str, ...] = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:  # noqa: ARG002
        """Read each row with what its line in the list names."""
        rows: QuerySet[Any] = self.model.objects.select_related(*self.related)
        return rows

    def get_form_class(self, request: HttpRequest) -> type[ModelForm]:  # noqa: ARG002
        """Ask for all columns."""
        return modelform_factory(self.model, form=DirectoryForm, fields="__all__")

    def has_view_permission(self, user: Any, obj: Any = None) -> bool:  # noqa: ARG002
        """Let the staff read."""
        return bool(user.is_authenticated and may_read(user))

    def has_add_permission(self, user: Any) -> bool:
        """Let administrators add."""
        return may_edit(user)

    def has_change_permission(self, user: Any, obj: Any = None) -> bool:  # noqa: ARG002
        """Let administrators change."""
        return may_edit(user)


class Regions(Directory):
    """Regions."""

    model = Region
    list_columns = ("name_kk", "name_ru", "code")
    list_search_fields = ("name_kk", "name_ru", "code")


class Districts(Directory):
    """Districts and cities of regional significance."""

    model = District
    list_columns = ("name_kk", "name_ru", "kind", "region")
    list_search_fields = ("name_kk", "name_ru", "code")
    related = ("region",)


class Organisations(Directory):
    """Education organisations."""

    model = Organisation
    list_columns = ("name_kk", "name_ru", "kind", "district")
    list_search_fields = ("name_kk", "name_ru", "bin")
    list_filter_fields = ("district", "kind", "is_active")
    related = ("district",)


class Subjects(Directory):
    """School subjects."""

    model = Subject
    list_columns = ("name_kk", "name_ru", "code")
    list_search_fields = ("name_kk", "name_ru", "code")


class Directories(Application):  # type: ignore[misc]
    """The directories of the centre."""

    title = _("Directories")
    app_name = "directories"
    icon = "menu_book"
    permission = staticmethod(may_read)
    viewsets = (Organisations(), Districts(), Regions(), Subjects())
