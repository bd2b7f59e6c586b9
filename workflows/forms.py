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
from workflows.rows import RowsAsk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet
    from django.forms import BoundField, Form
    from django.http import QueryDict
    from django_stubs_ext import StrOrPromise

    from workflows.ask import Ask
    from workflows.rows import Row

# What Django puts where nothing is chosen.
DASHES = "---------"
AnyForm = TypeVar("AnyForm", bound=forms.Form)
AnyAsk = TypeVar("AnyAsk", bound="Ask")


@dataclass(frozen=True, slots=True)
class Fields:
    """Fields that stand together on the page, with their heading if they have one."""

    title: StrOrPromise
    fields: tuple[BoundField, ...]
    help: StrOrPromise = ""
    rows: Rows | None = None
    after: str = ""


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a form, the empty one that a script copies, and the words for adding one."""

    name: str
    rows: list[Row]
    next: Row
    title: StrOrPromise
    more: StrOrPromise


def grouped(form: Ask) -> list[Fields]:
    """Put the visible fields of a form under its headings; those of no group come first."""
    rows = _rows(form) if isinstance(form, RowsAsk) else None
    headings = form.headings()
    named = {name for group in headings for name in group.fields}
    named |= {field.name for row in (rows.rows if rows else ()) for field in row.fields}
    loose = tuple(field for field in form.visible_fields() if field.name not in named)
    found = [Fields("", loose)] if loose else []
    for group in headings:
        there = tuple(form[name] for name in group.fields if name in form.fields)
        of_group = rows if group.rows else None
        if there or of_group:
            found.append(Fields(group.title, there, group.help, of_group, group.after))
    return found


def _rows(form: RowsAsk) -> Rows:
    empty, row = form.next_row()
    suited(empty)
    return Rows(form.row_name, form.rows(), row, form.row_title, form.row_more)


def refilled(form: AnyAsk, data: QueryDict) -> AnyAsk:
    """Begin an unsent form with what was typed into it before; nothing is judged yet."""
    form.make_room(data)
    for name, field in form.fields.items():
        omitted = field.widget.value_omitted_from_data(data, MultiValueDict(), name)
        if not isinstance(field, forms.FileField) and not omitted:
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
            case forms.ChoiceField():
                _begin_with_words(field)
        if isinstance(field.widget, forms.Textarea):
            field.widget.attrs |= {"rows": 5, "cols": 60}
        # A browser would cut off what is pasted without a word; the form says what is too long.
        most = field.widget.attrs.pop("maxlength", None)
        if most is not None:
            field.widget.attrs["data-most"] = most
    return form


def _begin_with_words(field: forms.ChoiceField) -> None:
    """Have a box of choices say that nothing is chosen yet, rather than choose the first."""
    if type(field.widget) is not forms.Select or field.initial is not None:
        return
    words = _("Choose…") if field.required else _("Not chosen")
    if isinstance(field, forms.ModelChoiceField):
        if field.empty_label == DASHES:
            field.empty_label = words
        return
    choices = list(field.widget.choices)
    if choices and choices[0][0] != "":
        field.widget.choices = [("", words), *choices]


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
