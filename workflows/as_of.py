"""What the columns of a case held at a moment, carried along as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import BinaryField, JSONField
from django_fsm import FSMField

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.db.models import Field

    from workflows.models import Case


def columns(case: Case) -> dict[str, Any]:
    """Give what the row of a case holds as it stands in memory; asks the database nothing."""
    held = {}
    for field in _kept(case):
        value = field.value_from_object(case)
        if hasattr(value, "resolve_expression"):  # Only the database knows what it comes to.
            continue
        plain = value is None or isinstance(value, (bool, int)) or isinstance(field, JSONField)
        held[field.attname] = value if plain else field.value_to_string(case)
    return held


def restore(case: Case, held: Mapping[str, Any]) -> None:
    """Put back into ``case``, in memory only, what `columns` gave; later columns stay as read."""
    for field in _kept(case):
        if field.attname in held:
            value = held[field.attname]
            setattr(case, field.attname, value if value is None else field.to_python(value))


def _kept(case: Case) -> Iterable[Field[Any, Any]]:
    fields = case._meta.concrete_fields
    # Where a case stands is told by its events.
    return (f for f in fields if not f.primary_key and not isinstance(f, BinaryField | FSMField))
