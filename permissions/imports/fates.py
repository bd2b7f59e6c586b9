"""What will become of each row of a table, told before anything is done."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Field
from django.utils.translation import gettext as _
from django.utils.translation import override

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.db.models import Model
    from django_stubs_ext import StrOrPromise

    from permissions.models import User


class Fate(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    WRONG = "wrong"


@dataclass(slots=True)
class Outcome:
    """A row with what it says of whom, what it changes, and the reason for each wrong cell."""

    number: int
    name: str
    is_new: bool = False
    changes: list[tuple[StrOrPromise, str, str]] = field(default_factory=list)
    wrong: list[tuple[StrOrPromise, str]] = field(default_factory=list)

    @property
    def fate(self) -> Fate:
        """What becomes of the row."""
        if self.wrong:
            return Fate.WRONG
        if self.is_new:
            return Fate.NEW
        return Fate.CHANGED if self.changes else Fate.UNCHANGED

    def refuse(self, label: StrOrPromise, error: ValidationError) -> None:
        """Note what is wrong with a cell."""
        self.wrong.append((label, " ".join(error.messages)))


@dataclass(frozen=True, slots=True)
class Plan:
    """The fates of all rows, and ``carry_out`` to do what those that are not wrong ask for."""

    outcomes: list[Outcome]
    carry_out: Callable[[User], None]

    def count(self, fate: Fate) -> int:
        """Count the rows of a fate."""
        return sum(outcome.fate == fate for outcome in self.outcomes)

    @property
    def useful(self) -> int:
        """How many rows change something."""
        return self.count(Fate.NEW) + self.count(Fate.CHANGED)


class Directory:
    """The rows of a directory by what a table may call them: a code, a BIN, or a name."""

    def __init__(self, rows: Iterable[Any], *names: str) -> None:
        self._rows: dict[str, set[Any]] = {}
        for row in rows:
            for name in names:
                self.add(row, getattr(row, name))

    def add(self, row: Any, name: str | None) -> None:
        """Know a row by one more name."""
        if name:
            self._rows.setdefault(name.casefold(), set()).add(row)

    def find(self, text: str) -> Any:
        """Find the one row that is called so; raises ValidationError for none or several."""
        found = self._rows.get(text.casefold(), set())
        if not found:
            raise ValidationError(_("“%(text)s” is not in the directory.") % {"text": text})
        if len(found) > 1:
            raise ValidationError(
                _("There are several called “%(text)s”; write the BIN or the code.")
                % {"text": text}
            )
        return next(iter(found))


def column(model: type[Model], name: str) -> Field[Any, Any]:
    """Give a column of a model."""
    field = model._meta.get_field(name)
    if not isinstance(field, Field):
        raise TypeError(name)
    return field


def cleaned(model: type[Model], name: str, text: str) -> Any:
    """Give what a cell means for a column of a model; raises ValidationError."""
    field = column(model, name)
    if field.choices:
        return chosen([(str(code), label) for code, label in field.flatchoices], text)
    return field.clean(text, None)


def chosen(choices: Iterable[tuple[str, StrOrPromise]], text: str) -> str:
    """Find the choice that has this code or, in any language, this label."""
    known: dict[str, str] = {}
    options = list(choices)
    for language, _name in settings.LANGUAGES:
        with override(language):
            known |= {str(label).casefold(): code for code, label in options}
    known |= {code.casefold(): code for code, _label in options}
    try:
        return known[text.casefold()]
    except KeyError:
        labels = ", ".join(str(label) for _code, label in options)
        raise ValidationError(
            _("“%(text)s” is not known here. Write one of: %(labels)s.")
            % {"text": text, "labels": labels}
        ) from None


def shown(row: Model, name: str) -> str:
    """Put the value of a column into words."""
    display = getattr(row, f"get_{name}_display", None)
    value = display() if display else getattr(row, name)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return "" if value is None else str(value)
