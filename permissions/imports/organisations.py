"""Organisations from a spreadsheet, found again by their BIN or by their name in a district."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from permissions.imports.fates import Directory, Outcome, Plan, chosen, cleaned, column, shown
from permissions.imports.reading import Heading
from permissions.models import District, Organisation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from permissions.imports.reading import Line
    from permissions.models import User

BATCH = 500
YES_OR_NO = (("yes", gettext_lazy("yes")), ("no", gettext_lazy("no")))
EXAMPLES = {
    "name_kk": "№ 1 жалпы білім беретін мектеп",
    "name_ru": "Общеобразовательная школа № 1",
    "name_en": "",
    "kind": "Мектеп",
    "district": "Қостанай қаласы",
    "bin": "990140000007",
    "email": "school1@example.kz",
    "phone": "+7 7142 00-00-00",
    "address": "",
    "is_active": "",
}
REQUIRED = ("name_kk", "name_ru", "district")
HEADINGS = tuple(
    Heading(
        name,
        column(Organisation, name).verbose_name,
        example,
        required=name in REQUIRED,
        digits=12 if name == "bin" else 0,
    )
    for name, example in EXAMPLES.items()
)
LABELS = {heading.name: heading.label for heading in HEADINGS}


def plan(lines: Sequence[Line]) -> Plan:
    """Tell what becomes of each row; two statements, whatever the number of rows."""
    reader = _Reader()
    outcomes = [reader.take(line) for line in lines]
    return Plan(outcomes, reader.carry_out)


class _Reader:
    def __init__(self) -> None:
        self.districts = Directory(District.objects.all(), "code", "name_kk", "name_ru", "name_en")
        self.by_bin: dict[str, Organisation] = {}
        self.by_name: dict[tuple[int, str], Organisation] = {}
        # By what they are, because those that are new have no key yet.
        self.said: dict[int, int] = {}
        self.new: list[Organisation] = []
        self.changed: dict[int, Organisation] = {}
        for organisation in Organisation.objects.select_related("district"):
            self._know(organisation)

    def _know(self, organisation: Organisation) -> None:
        if organisation.bin:
            self.by_bin[organisation.bin] = organisation
        for name in (organisation.name_kk, organisation.name_ru):
            self.by_name.setdefault((organisation.district_id, name.casefold()), organisation)

    def take(self, line: Line) -> Outcome:
        outcome = Outcome(line.number, line.cells.get("name_kk", line.cells.get("name_ru", "")))
        values = self._values(line, outcome)
        if outcome.wrong:
            return outcome
        organisation = self._found(values)
        if organisation is None:
            outcome.is_new = True
            organisation = Organisation(**values)
            self.new.append(organisation)
        else:
            self._compare(organisation, values, outcome)
            if outcome.wrong:
                return outcome
            for name, value in values.items():
                setattr(organisation, name, value)
            if outcome.changes:
                self.changed[organisation.pk] = organisation
        self.said.setdefault(id(organisation), line.number)
        self._know(organisation)
        return outcome

    def _values(self, line: Line, outcome: Outcome) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for name in REQUIRED:
            if name not in line.cells:
                outcome.refuse(LABELS[name], ValidationError(_("This cell is empty.")))
        for name, text in line.cells.items():
            try:
                values[name] = self._value(name, text)
            except ValidationError as error:
                outcome.refuse(LABELS[name], error)
        return values

    def _value(self, name: str, text: str) -> Any:
        if name == "district":
            return self.districts.find(text)
        if name == "is_active":
            return chosen(YES_OR_NO, text) == "yes"
        return cleaned(Organisation, name, text)

    def _found(self, values: dict[str, Any]) -> Organisation | None:
        by_bin = self.by_bin.get(values.get("bin", ""))
        if by_bin is not None:
            return by_bin
        district = values["district"].pk
        named = self.by_name.get((district, values["name_kk"].casefold()))
        # Another BIN is another organisation, whatever its name.
        if named is not None and named.bin and values.get("bin"):
            return None
        return named

    def _compare(
        self, organisation: Organisation, values: dict[str, Any], outcome: Outcome
    ) -> None:
        after = Organisation(**values)
        earlier = self.said.get(id(organisation))
        for name, value in values.items():
            if getattr(organisation, name) == value:
                continue
            if earlier is not None:
                text = _("Row %(number)s says something else about the same organisation.")
                outcome.refuse(LABELS[name], ValidationError(text % {"number": earlier}))
                continue
            outcome.changes.append((LABELS[name], shown(organisation, name), shown(after, name)))

    def carry_out(self, by: User) -> None:  # noqa: ARG002 (row history knows who)
        with transaction.atomic():
            Organisation.objects.bulk_create(self.new, batch_size=BATCH)
            changed = [one for one in self.changed.values() if one.pk]
            Organisation.objects.bulk_update(changed, list(EXAMPLES), batch_size=BATCH)
