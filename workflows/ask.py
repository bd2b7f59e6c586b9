"""What an action asks for: forms that know the case and the person who fills them."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from permissions.models import User
from workflows.models import Case


class Ask(forms.Form):
    """A form of an action. ``recorded`` names the fields that the event keeps.

    A field that is not recorded lives in the case's own tables or documents; what may
    not be read by everyone who sees the trail is never recorded.
    """

    recorded: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, case: Case | None, actor: User, **kwargs: Any) -> None:
        self.case = case
        self.actor = actor
        super().__init__(*args, **kwargs)

    def fields_of_case(self) -> dict[str, Any]:
        """Give the columns that a start form fills; call on a valid form."""
        return dict(self.cleaned_data)

    def record(self) -> dict[str, Any]:
        """Give what the event keeps, as JSON values; call on a valid form."""
        return {name: _plain(self.cleaned_data.get(name)) for name in self.recorded}


def _plain(value: Any) -> Any:
    match value:
        case None | bool() | int() | str():
            return value
        case list() | tuple():
            return [_plain(item) for item in value]
        case _:
            return str(value)
