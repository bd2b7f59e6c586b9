"""What an action asks for: forms that know the case and the person who fills them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms

from permissions.models import Named, User
from workflows.models import Case

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django_stubs_ext import StrOrPromise

    from workflows.shown import Section


@dataclass(frozen=True, slots=True)
class Group:
    """Fields of a form that belong together, under a heading.

    ``help`` stands below the heading. With ``rows`` the rows of a form that has some stand here.
    ``after`` is a template that the page puts after the fields.
    """

    title: StrOrPromise
    fields: tuple[str, ...] = ()
    help: StrOrPromise = ""
    rows: bool = False
    after: str = ""


class Ask(forms.Form):
    """A form of an action. ``recorded`` names the fields that the event keeps.

    ``kept`` names the fields that are columns of the case: the form begins with them.
    A field that is not recorded lives in the case's own tables or documents; what may
    not be read by everyone who sees the trail is never recorded. ``groups`` puts fields
    under headings on the page; those in no group come first. ``bit_by_bit`` says that what
    is left empty now may still be wanted later, so the page calls nothing optional. What is
    typed into a form that is not ``autosaved`` is kept nowhere before it is sent. ``leads_to``
    names the action whose page comes next, once this one is done.
    """

    recorded: ClassVar[tuple[str, ...]] = ()
    kept: ClassVar[tuple[str, ...]] = ()
    groups: ClassVar[tuple[Group, ...]] = ()
    bit_by_bit: ClassVar[bool] = False
    autosaved: ClassVar[bool] = True
    leads_to: ClassVar[str] = ""

    def __init__(self, *args: Any, case: Case | None, actor: User, **kwargs: Any) -> None:
        self.case = case
        self.actor = actor
        if case is not None:
            kwargs["initial"] = {name: case.serializable_value(name) for name in self.kept}
        super().__init__(*args, **kwargs)

    def headings(self) -> tuple[Group, ...]:
        """Give the headings of the page, with the fields under each."""
        return self.groups

    def make_room(self, data: Mapping[str, Any]) -> None:
        """Have the fields that ``data`` was typed into, where their number is not fixed."""

    def beside(self) -> Section | None:
        """Give what the page shows beside the form, if anything helps to fill it in."""
        return None

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
        case Named():
            # In every language, since the reader's may not be the writer's.
            return {"kk": value.name_kk, "ru": value.name_ru, "en": value.name_en}
        case _:
            return str(value)
