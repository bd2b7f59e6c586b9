"""Who stands in for whom on a case: its holder by declaration is away, another has the ball."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone

from permissions.models import Absence, User
from workflows import registry
from workflows.models import Case
from workflows.once import once
from workflows.spec import Children, Person

if TYPE_CHECKING:
    from datetime import date


class StandIn(models.Model):
    """A case that moved to a substitute; ``until`` is when it moved on or back.

    ``admitted`` says that the substitute sees the case only because of it.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="stand_ins")
    person = models.ForeignKey(User, models.PROTECT, related_name="+")
    substitute = models.ForeignKey(User, models.PROTECT, related_name="+")
    admitted = models.BooleanField()
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(until=None), name="stand_in_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case}: {self.substitute} / {self.person}"


def owner_key(case: Case) -> int | None:
    """Give the key of the person whom the declaration names as holder of where a case stands.

    The case is read as its own process.
    """
    match registry.step_of(case).holder:
        case Person(field):
            return getattr(case, f"{field}_id", None)
        case Children(waits=person):
            return getattr(case, f"{person.field}_id", None)
    return None


def absent_holder(case: Case, actor: User) -> User | None:
    """Give the absent person for whom an actor has the ball; nothing is read where none can be."""
    if case.holder_id is None or case.holder_id != actor.pk:
        return None
    owner = owner_key(case)
    if owner is None or owner == actor.pk:
        return None
    rows = StandIn.objects.filter(case_id=case.pk, person=owner, substitute=actor, until=None)
    found = once(case, f"absent holder for {actor.pk}", rows.select_related("person").first)
    return found.person if found and substitute_of(owner, timezone.localdate()) else None


def substitute_of(person: int, day: date) -> int | None:
    """Give the key of who does the work of an absent person on a day, along a chain of absences.

    Nobody does where the person is not away, or where the chain comes back to somebody in it.
    """
    seen, found = {person}, _next(person, day)
    while found is not None:
        if found in seen:
            return None
        seen.add(found)
        further = _next(found, day)
        if further is None:
            return found
        found = further
    return None


def _next(person: int, day: date) -> int | None:
    rows = Absence.objects.on(day).filter(person=person).order_by("pk")
    return rows.values_list("substitute", flat=True).first()
