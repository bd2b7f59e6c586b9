"""People and their roles from a spreadsheet, found again by their IIN or their e-mail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from permissions.imports.fates import Directory, Outcome, Plan, chosen, cleaned, column, shown
from permissions.imports.reading import Heading
from permissions.models import District, Membership, Organisation, Region, Subject, User
from permissions.models.membership import SCOPES
from permissions.numbers import masked
from permissions.people import BATCH, grant_roles
from permissions.roles import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from permissions.imports.reading import Line

COLUMNS = {
    "last_name": "Сәрсенова",
    "first_name": "Айгүл",
    "patronymic": "Бекқызы",
    "iin": "850101300015",
    "email": "sarsenova@example.kz",
    "organisation": "№ 1 жалпы білім беретін мектеп",
    "position": "Мұғалім",
    "language": "kk",
}
REQUIRED = ("last_name", "first_name", "email")
SCOPE_LABELS = {
    "region": gettext_lazy("Role in the region"),
    "district": gettext_lazy("Role in the district or city"),
    "organisation": gettext_lazy("Role in the organisation"),
    "subject": gettext_lazy("Role for the subject"),
}
HEADINGS = (
    *(
        Heading(
            name,
            column(User, name).verbose_name,
            example,
            required=name in REQUIRED,
            digits=12 if name == "iin" else 0,
        )
        for name, example in COLUMNS.items()
    ),
    Heading("role", gettext_lazy("Role"), "Автор"),
    *(Heading(f"role_{name}", label, "") for name, label in SCOPE_LABELS.items()),
)
LABELS = {heading.name: heading.label for heading in HEADINGS}
LONGEST_USERNAME = 150
Scope = tuple[int | None, ...]


def plan(lines: Sequence[Line]) -> Plan:
    """Tell what becomes of each row; at most six statements, whatever the number of rows."""
    reader = _Reader(lines)
    outcomes = [reader.take(line) for line in lines]
    return Plan(outcomes, reader.carry_out)


class _Reader:
    def __init__(self, lines: Sequence[Line]) -> None:
        names = ("name_kk", "name_ru", "name_en")
        organisations = Directory(Organisation.objects.all(), "bin", *names)
        self.directories = {
            "region": Directory(Region.objects.all(), "code", *names),
            "district": Directory(District.objects.all(), "code", *names),
            "organisation": organisations,
            "subject": Directory(Subject.objects.all(), "code", *names),
        }
        self.by_email: dict[str, User] = {}
        self.by_iin: dict[str, User] = {}
        self.usernames: set[str] = set()
        for person in _known(lines):
            self.usernames.add(person.username.lower())
            self._know(person)
        held = Membership.objects.filter(user__in=self.by_email.values(), until=None)
        self.held: set[tuple[int, str, Scope]] = {
            (id(self._same(membership)), membership.role_id, _scope(membership))
            for membership in held.select_related("user")
        }
        self.said: dict[int, int] = {}
        self.new: list[User] = []
        self.changed: dict[int, User] = {}
        self.granted: list[Membership] = []

    def _know(self, person: User) -> None:
        self.by_email[person.email.lower()] = person
        if person.iin:
            self.by_iin[person.iin] = person

    def _same(self, membership: Membership) -> User:
        return self.by_email[membership.user.email.lower()]

    def take(self, line: Line) -> Outcome:
        names = ("last_name", "first_name", "patronymic")
        name = " ".join(line.cells[part] for part in names if part in line.cells)
        outcome = Outcome(line.number, name)
        values = self._values(line, outcome)
        role = self._role(line, outcome)
        if outcome.wrong:
            return outcome
        person = self._found(values, outcome)
        if person is not None:
            self._compare(person, values, outcome)
        elif values["email"].lower() in self.usernames:
            error = ValidationError(_("Somebody already uses this e-mail as a user name."))
            outcome.refuse(LABELS["email"], error)
        if outcome.wrong:
            return outcome
        if person is None:
            outcome.is_new = True
            person = User(username=values["email"].lower(), **values)
            person.set_unusable_password()
            self.new.append(person)
        else:
            for name, value in values.items():
                setattr(person, name, value)
            if outcome.changes and person.pk:
                self.changed[person.pk] = person
        self.said.setdefault(id(person), line.number)
        self._know(person)
        self._grant(person, role, outcome)
        return outcome

    def _values(self, line: Line, outcome: Outcome) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for name in REQUIRED:
            if name not in line.cells:
                outcome.refuse(LABELS[name], ValidationError(_("This cell is empty.")))
        for name in COLUMNS.keys() & line.cells.keys():
            try:
                values[name] = self._value(name, line.cells[name])
            except ValidationError as error:
                outcome.refuse(LABELS[name], error)
        return values

    def _value(self, name: str, text: str) -> Any:
        if name == "organisation":
            return self.directories[name].find(text)
        if name == "email" and len(text) > LONGEST_USERNAME:
            raise ValidationError(_("This e-mail address is too long."))
        return cleaned(User, name, text)

    def _role(self, line: Line, outcome: Outcome) -> Membership | None:
        scope: dict[str, Any] = {}
        for name in SCOPES:
            text = line.cells.get(f"role_{name}")
            if text is None:
                continue
            try:
                scope[name] = self.directories[name].find(text)
            except ValidationError as error:
                outcome.refuse(LABELS[f"role_{name}"], error)
        if "role" not in line.cells:
            if scope:
                text = _("It says where a role holds, but not which role.")
                outcome.refuse(LABELS["role"], ValidationError(text))
            return None
        try:
            return Membership(role_id=chosen(Role.choices, line.cells["role"]), **scope)
        except ValidationError as error:
            outcome.refuse(LABELS["role"], error)
        return None

    def _found(self, values: dict[str, Any], outcome: Outcome) -> User | None:
        by_email = self.by_email.get(values["email"].lower())
        iin = values.get("iin", "")
        if self.by_iin.get(iin, by_email) is not by_email:
            text = _("Somebody with another e-mail address has this IIN.")
            outcome.refuse(LABELS["iin"], ValidationError(text))
        if by_email is None:
            return None
        if by_email.is_superuser or by_email.is_system:
            outcome.refuse(LABELS["email"], ValidationError(_("This account is not changed here.")))
        if iin and by_email.iin and by_email.iin != iin:
            text = _("The account with this e-mail address has another IIN.")
            outcome.refuse(LABELS["iin"], ValidationError(text))
        # Its owner changes the e-mail and confirms it; here it only says who is meant.
        values["email"] = by_email.email
        return by_email

    def _compare(self, person: User, values: dict[str, Any], outcome: Outcome) -> None:
        after = User(**values)
        earlier = self.said.get(id(person))
        for name in COLUMNS:
            if name not in values or getattr(person, name) == values[name]:
                continue
            if earlier is not None:
                text = _("Row %(number)s says something else about the same person.")
                outcome.refuse(LABELS[name], ValidationError(text % {"number": earlier}))
            elif name == "iin":
                outcome.changes.append((LABELS[name], masked(person.iin), masked(after.iin)))
            else:
                outcome.changes.append((LABELS[name], shown(person, name), shown(after, name)))

    def _grant(self, person: User, role: Membership | None, outcome: Outcome) -> None:
        if role is None:
            return
        key = (id(person), role.role_id, _scope(role))
        if key in self.held:
            return
        self.held.add(key)
        role.user = person
        self.granted.append(role)
        where = ", ".join(str(getattr(role, name)) for name in SCOPES if getattr(role, name))
        label = str(Role(role.role_id).label)
        outcome.changes.append((LABELS["role"], "", f"{label} ({where})" if where else label))

    def carry_out(self, by: User) -> None:
        with transaction.atomic():
            User.objects.bulk_create(self.new, batch_size=BATCH)
            names = [name for name in COLUMNS if name != "email"]
            User.objects.bulk_update(list(self.changed.values()), names, batch_size=BATCH)
            for role in self.granted:
                role.user = role.user  # its key is known only now
            grant_roles(self.granted, by=by)


def _scope(membership: Membership) -> Scope:
    return tuple(getattr(membership, f"{name}_id") for name in SCOPES)


def _known(lines: Sequence[Line]) -> Sequence[User]:
    """Read the accounts that the rows may be about, or whose user names stand in their way."""
    emails = {line.cells["email"].lower() for line in lines if "email" in line.cells}
    iins = {line.cells["iin"] for line in lines if "iin" in line.cells}
    people = User.objects.annotate(mail=Lower("email"), login=Lower("username"))
    found = people.filter(Q(mail__in=emails) | Q(login__in=emails) | Q(iin__in=iins))
    return list(found.select_related("organisation"))
