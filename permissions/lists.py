"""Lists of the directories: in alphabetical order, and as spreadsheets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import BooleanField, ForeignKey
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from viewflow.views import ListModelView

from permissions import sheets
from permissions.alphabet import by_name, in_order
from permissions.forms import alphabetical

if TYPE_CHECKING:
    from django.db.models import Field
    from django.http import HttpRequest, HttpResponseBase

NAMES = ("name_kk", "name_ru", "name_en")


class DirectoryList(ListModelView):  # type: ignore[misc]
    """A list of a directory, on a page or as a sheet of everything that it was narrowed to."""

    template_name = "permissions/directory.html"

    def get_ordering(self) -> list[Any]:
        """Sort names as they are sorted here; without a wish, by the name that the reader sees."""
        wished = super().get_ordering() if self.ordering_kwarg in self.request.GET else []
        return [*map(self._in_order, wished), by_name(), "pk"]

    def _in_order(self, wish: Any) -> Any:
        column = str(wish).removeprefix("-")
        if column in NAMES:
            key = in_order(column)
        elif isinstance(self.model._meta.get_field(column), ForeignKey):
            key = by_name(f"{column}__")
        else:
            return wish
        return key.desc() if str(wish).startswith("-") else key

    def get_filterset(self, *args: Any, **kwargs: Any) -> Any:
        """Sort the choices of its filters too."""
        found = super().get_filterset(*args, **kwargs)
        alphabetical(found.form)
        return found

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the page, or give the sheet that was asked for."""
        kind = sheets.asked(request)
        if kind is None:
            answer: HttpResponseBase = super().get(request, *args, **kwargs)
            return answer
        fields = [field for field in self.model._meta.concrete_fields if not field.primary_key]
        columns = [sheets.Column(capfirst(field.verbose_name), _reader(field)) for field in fields]
        return sheets.answer(kind, self.model._meta.model_name, columns, self.get_queryset())


def _reader(field: Field[Any, Any]) -> Any:
    if field.choices:
        return lambda row: str(getattr(row, f"get_{field.name}_display")())
    if isinstance(field, BooleanField):
        return lambda row: _("yes") if getattr(row, field.name) else _("no")
    if isinstance(field, ForeignKey):
        return lambda row: str(getattr(row, field.name) or "")
    return lambda row: getattr(row, field.name)
