"""How the form of an action becomes a page: groups of fields, inputs that suit their kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import django_filters
from django import forms
from django.db.models import Q
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from permissions.alphabet import by_name
from permissions.models import District
from workflows import registry
from workflows.models import Case

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet
    from django.forms import BoundField, Form
    from django.http import QueryDict
    from django_stubs_ext import StrOrPromise

    from workflows.ask import Ask

AnyForm = TypeVar("AnyForm", bound=forms.Form)


@dataclass(frozen=True, slots=True)
class Fields:
    """Fields that stand together on the page, with their heading if they have one."""

    title: StrOrPromise
    fields: tuple[BoundField, ...]


def grouped(form: Ask) -> list[Fields]:
    """Put the visible fields of a form under its headings; those of no group come first."""
    named = {name for group in form.groups for name in group.fields}
    loose = tuple(field for field in form.visible_fields() if field.name not in named)
    found = [Fields("", loose)] if loose else []
    for group in form.groups:
        there = tuple(form[name] for name in group.fields if name in form.fields)
        if there:
            found.append(Fields(group.title, there))
    return found


def refilled(form: Ask, data: QueryDict) -> Ask:
    """Begin an unsent form with what was typed into it before; nothing is judged yet."""
    for name, field in form.fields.items():
        if not isinstance(field, forms.FileField):
            form.initial[name] = field.widget.value_from_datadict(data, MultiValueDict(), name)
    return form


def suited(form: AnyForm) -> AnyForm:
    """Give each field the input that suits what people write into it; returns the form."""
    for field in form.fields.values():
        match field:
            case forms.DateTimeField():
                _dated(field.widget, "%d.%m.%Y %H:%M", _("dd.mm.yyyy hh:mm"))
            case forms.DateField():
                _dated(field.widget, "%d.%m.%Y", _("dd.mm.yyyy"))
                field.widget.attrs["data-day"] = ""
        if isinstance(field.widget, forms.Textarea):
            field.widget.attrs |= {"rows": 5, "cols": 60}
        # A browser would cut off what is pasted without a word; the form says what is too long.
        most = field.widget.attrs.pop("maxlength", None)
        if most is not None:
            field.widget.attrs["data-most"] = most
    return form


def _dated(widget: forms.Widget, written: str, example: StrOrPromise) -> None:
    if isinstance(widget, forms.DateInput | forms.DateTimeInput):
        widget.format = written
        widget.attrs |= {"placeholder": example, "inputmode": "decimal", "autocomplete": "off"}


def typed(form_class: type[Form] | None, data: Any) -> list[tuple[StrOrPromise, str]]:
    """List the texts in what was sent, each with the label of its field, to be shown again."""
    known = form_class.base_fields if form_class else {}
    return [
        ((known[name].label or name) if name in known else "", text)
        for name in data
        for text in data.getlist(name)
        if text.strip() and _is_text(known.get(name))
    ]


def _is_text(field: forms.Field | None) -> bool:
    return field is None or isinstance(field.widget, forms.TextInput | forms.Textarea)


def state_choices() -> list[tuple[StrOrPromise, list[tuple[str, StrOrPromise]]]]:
    """List the states of every process under its name, for a choice; ``EX.draft`` is a value."""
    return [
        (
            model.process.label,
            [(f"{model.process.code}.{v}", label) for v, label in model.process.states.choices],
        )
        for model in registry.models()
    ]


def _process_choices() -> list[tuple[str, StrOrPromise]]:
    return [(model.process.code, model.process.label) for model in registry.models()]


class CaseFilter(django_filters.FilterSet):  # type: ignore[misc]
    """What a list of cases can be narrowed to."""

    q = django_filters.CharFilter(label=_("Number or title"), method="search")
    process = django_filters.ChoiceFilter(
        label=_("Process"),
        field_name="process_code",
        choices=_process_choices,
        empty_label=_("All processes"),
    )
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=state_choices, method="in_state", empty_label=_("All states")
    )
    district = django_filters.ModelChoiceFilter(
        label=_("District or city"),
        queryset=lambda _request: District.objects.order_by(by_name()),
        empty_label=_("All districts"),
    )
    holder = django_filters.ChoiceFilter(
        label=_("Who has it"),
        method="held_by",
        choices=[("mine", _("I have it")), ("others", _("Others have it"))],
        empty_label=_("Anyone"),
    )
    sort = django_filters.OrderingFilter(
        label=_("Order"),
        fields=[("held_since", "moved"), ("due_at", "due"), ("number", "number")],
        choices=[
            ("-moved", _("Latest change first")),
            ("moved", _("Oldest change first")),
            ("due", _("Nearest due date first")),
            ("number", _("By number")),
        ],
        empty_label=None,
        null_label=None,
    )

    class Meta:
        model = Case
        fields: list[str] = []

    def search(self, rows: QuerySet[Case], _name: str, words: str) -> QuerySet[Case]:
        """Keep cases that have every word in their number, code or titles."""
        for word in words.split():
            rows = rows.filter(
                Q(number__icontains=word)
                | Q(code=word)
                | Q(title_kk__icontains=word)
                | Q(title_ru__icontains=word)
            )
        return rows

    def in_state(self, rows: QuerySet[Case], _name: str, value: str) -> QuerySet[Case]:
        """Keep the cases of a process in one state of it."""
        code, state = value.split(".", 1)
        return rows.filter(process_code=code, state=state)

    def held_by(self, rows: QuerySet[Case], _name: str, value: str) -> QuerySet[Case]:
        """Keep open cases that the person has, or that others have."""
        person = self.request.user
        if value == "mine":
            return rows.filter(open=True, holder=person)
        return rows.filter(Q(holder=None) | ~Q(holder=person), open=True)

    def narrowed(self) -> Iterator[str]:
        """List the names of the filters in use, the search aside."""
        return (name for name in self.form.changed_data if name not in {"q", "sort"})
