"""Forms with rows: the same few questions, answered as often as somebody has something to say."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms

from workflows.ask import Ask

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.forms import BoundField
    from django_stubs_ext import StrOrPromise

# What a page sends along to get one more row, and the number of the row that its script copies.
MORE, NEXT = "more", "{n}"
NUMBER = r"\d{1,4}"


@dataclass(frozen=True, slots=True)
class Row:
    """One row as the page shows it; what is left empty in it is never called optional."""

    number: str
    title: str
    fields: tuple[BoundField, ...]
    bit_by_bit: bool = True


class RowsAsk(Ask):
    """An `Ask` with rows: fields named ``<row_name>-<number>-<name>``, as ``row`` declares them.

    A row is there once one of its ``row_told`` fields is filled in; then those that ``row``
    requires are required. ``row_title`` has a place for the number, ``{n}``. The fields named
    in ``after_rows`` come after them. Cleans to ``rows``, a list of the values of each row.
    """

    row: ClassVar[type[forms.Form]]
    row_name: ClassVar[str]
    row_told: ClassVar[tuple[str, ...]]
    row_title: ClassVar[StrOrPromise]
    row_more: ClassVar[StrOrPromise]
    after_rows: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._numbers: list[str] = []
        if self.is_bound:
            self.make_room(self.data)
        else:
            saved = list(self.saved_rows())
            # One that is empty is there to begin with.
            self._set_rows(range(1, len(saved) + 2))
            for number, values in enumerate(saved, start=1):
                for name, value in values.items():
                    self.initial[self.row_field(number, name)] = value

    def saved_rows(self) -> Iterable[Mapping[str, Any]]:
        """Give the values of the rows that the form begins with."""
        return ()

    def make_room(self, data: Mapping[str, Any]) -> None:
        """Have as many rows as were sent, and one more where that was asked for."""
        sent = re.compile(rf"{re.escape(self.row_name)}-({NUMBER})-\w+")
        found = {int(match[1]) for name in data if (match := sent.fullmatch(name))}
        if MORE in data:
            found.add(max(found, default=0) + 1)
        self._set_rows(sorted(found))

    def row_field(self, number: int | str, name: str) -> str:
        """Name a field of a row."""
        return f"{self.row_name}-{number}-{name}"

    def rows(self) -> list[Row]:
        """Give the rows for the page."""
        names = self.row.base_fields
        return [
            self._shown(number, [self[self.row_field(number, name)] for name in names])
            for number in self._numbers
        ]

    def next_row(self) -> tuple[forms.Form, Row]:
        """Give an empty row from which a script makes others, with the form that it is of."""
        empty = self.row(prefix=f"{self.row_name}-{NEXT}", use_required_attribute=False)
        for field in empty.fields.values():
            field.required = False
        return empty, self._shown(NEXT, list(empty))

    def clean(self) -> dict[str, Any]:
        """Put what the rows say where the action finds it."""
        cleaned = super().clean() or self.cleaned_data
        told = [row for number in self._numbers if (row := self._told(number, cleaned))]
        cleaned["rows"] = told
        return cleaned

    def _set_rows(self, numbers: Iterable[int]) -> None:
        for number in self._numbers:
            for name in self.row.base_fields:
                del self.fields[self.row_field(number, name)]
        self._numbers = [str(number) for number in numbers]
        for number in self._numbers:
            for name, declared in self.row.base_fields.items():
                field = deepcopy(declared)
                field.required = field.widget.is_required = False
                self.fields[self.row_field(number, name)] = field
        for name in self.after_rows:
            self.fields[name] = self.fields.pop(name)

    def _shown(self, number: str, fields: list[BoundField]) -> Row:
        # The script that copies the empty row gives it its heading.
        title = "" if number == NEXT else str(self.row_title).replace("{n}", number)
        return Row(number, title, tuple(fields))

    def _told(self, number: str, cleaned: Mapping[str, Any]) -> dict[str, Any] | None:
        """Give the values of a row, or ``None`` where nothing is told in it."""
        named = {name: self.row_field(number, name) for name in self.row.base_fields}
        if not any(
            cleaned.get(named[name]) or named[name] in self.errors for name in self.row_told
        ):
            return None
        for name, field in self.row.base_fields.items():
            missing = field.required and cleaned.get(named[name]) in field.empty_values
            if missing and named[name] not in self.errors:
                self.add_error(named[name], field.error_messages["required"])
        return {name: cleaned.get(named[name]) for name in named}
