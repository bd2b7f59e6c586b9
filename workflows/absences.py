"""Absences as they happen: set with their reasons checked, work moved to substitutes and back."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from permissions import conflicts
from permissions.models import Absence, User
from permissions.roles import Role
from workflows import access, clock, queue, registry
from workflows.authorship import makers
from workflows.models import Case, CaseUserPermission
from workflows.panel import employers
from workflows.standing_in import StandIn, owner_key, substitute_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

    from workflows.clock import Change

SETTLE, QUEUE = "workflows.jobs.settle_absences", "deadlines"
NAMED = 3
log = logging.getLogger(__name__)


def may_set(person: User, other: User) -> bool:
    """Tell whether a person may say when another is away: for oneself, or as head of the centre."""
    return other.pk == person.pk or Role.CENTRE_HEAD in person.roles_now


def colleagues(person: User) -> QuerySet[User]:
    """List who can stand in for a person: active people who hold one of their roles today."""
    roles = person.roles_now - {Role.AUTHOR}
    found = User.objects.filter(is_active=True, groups__name__in=roles).exclude(pk=person.pk)
    return found.distinct().order_by("last_name", "first_name", "pk")


def absent(person: User, substitute: User, first: date, last: date, *, by: User) -> Absence:
    """Set an absence and have the work move on its first day.

    Raises `ValidationError` with each reason against it, by field of the form.
    """
    with transaction.atomic():
        # Of two at once for the same people, the second one sees the first.
        keys = sorted([person.pk, substitute.pk])
        list(User.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk"))
        if problems := dict(_problems(person, substitute, first, last)):
            raise ValidationError(problems)
        made = Absence.objects.create(
            person=person, substitute=substitute, first=first, last=last, set_by=by
        )
        queue.defer(queue.job(SETTLE, QUEUE))
    return made


def end(absence: Absence, *, on: date) -> None:
    """Cut an absence short: the person works again on a day, and the work comes back."""
    with transaction.atomic():
        Absence.objects.filter(pk=absence.pk, last__gte=on).update(last=on - timedelta(days=1))
        queue.defer(queue.job(SETTLE, QUEUE))


def _problems(person: User, substitute: User, first: date, last: date) -> Iterator[tuple[str, str]]:
    if first < timezone.localdate():
        yield "first", _("The first day is past already.")
    if last < first:
        yield "last", _("The last day is before the first.")
        return
    other = Absence.objects.between(first, last)
    if found := other.filter(person=person).first():
        yield "first", _("An absence is set already from %(first)s to %(last)s.") % _days(found)
    if substitute.pk == person.pk:
        yield "substitute", _("Nobody stands in for themselves.")
    elif found := other.filter(person=substitute).first():
        text = _("This person is away too, from %(first)s to %(last)s. Choose somebody else.")
        yield "substitute", text % _days(found)
    elif barred := list(_barred(person, substitute)):
        text = _("This person has a conflict of interest in %(cases)s")
        yield "substitute", text % {"cases": "; ".join(barred[:NAMED])}


def _days(absence: Absence) -> dict[str, str]:
    return {"first": f"{absence.first:%d.%m.%Y}", "last": f"{absence.last:%d.%m.%Y}"}


def _barred(person: User, substitute: User) -> Iterator[str]:
    """Name the cases of a person in which the substitute has a conflict, with the reasons."""
    for case in _movable(person.pk):
        if reasons := _conflicts(case, substitute):
            yield f"{case.label}: {' '.join(reasons)}"


def _conflicts(case: Case, substitute: User) -> list[str]:
    base = case.parent or case
    persons = makers(base)
    own = {base.organisation_id} if base.organisation_id else set()
    organisations = own | employers(persons)
    found = conflicts.of(substitute, persons=persons, organisations=organisations)
    return [str(conflict.reason) for conflict in found]


def _movable(holder: int) -> QuerySet[Case]:
    """List the open cases that a person holds and somebody else may do for them."""
    personal = [m.process.code for m in registry.models() if m.process.personal]
    rows = Case.objects.filter(open=True, holder=holder).exclude(process_code__in=personal)
    return rows.exclude(initiator=holder).select_related("parent").order_by("pk")


def settle(at: datetime) -> None:
    """Bring all work to where it belongs by now: to substitutes, and back to who is there again."""
    day = timezone.localdate(at)
    for row in StandIn.objects.filter(until=None).select_related("case", "substitute"):
        with _on_its_own(row.case):
            _settle(row, day, at)
    for person in set(Absence.objects.on(day).values_list("person", flat=True)):
        substitute = substitute_of(person, day)
        if substitute is not None:
            for case in _movable(person):
                with _on_its_own(case):
                    _hand_over(case, person, substitute, at)


@contextmanager
def _on_its_own(case: Case) -> Iterator[None]:
    """Keep what is wrong with one case, which may be busy, from the others."""
    try:
        yield
    except Exception:
        log.exception("%s is left to the next sweep.", case.label)


def _settle(row: StandIn, day: date, at: datetime) -> None:
    """Give a case back, or on to who stands in now; what moved on by itself is only noted."""
    wanted = substitute_of(row.person_id, day) or row.person_id
    case = row.case
    if not case.open or case.holder_id != row.substitute_id:
        _close(row, at)
    elif wanted == row.person_id:

        def back(held: Case) -> Change | None:
            if held.holder_id != row.substitute_id:
                return None
            _close(row, at)
            # Somebody else may have been named meanwhile.
            return replace(clock.standing(held), holder_id=owner_key(held) or row.person_id)

        clock.tick(case, clock.Tick.RETURN, at, back)
    elif wanted != row.substitute_id:
        _hand_over(case, row.person_id, wanted, at, before=row)


def _close(row: StandIn, at: datetime) -> None:
    StandIn.objects.filter(pk=row.pk).update(until=at)
    if row.admitted:
        access.dismiss(row.case, row.substitute_id)


def _hand_over(
    case: Case, person: int, substitute: int, at: datetime, before: StandIn | None = None
) -> None:
    """Give the ball to a substitute, unless a conflict or the case itself is against it."""
    stand_in = User.objects.get(pk=substitute)
    if _conflicts(case, stand_in):
        return
    holder = before.substitute_id if before else person

    def over(held: Case) -> Change | None:
        if held.holder_id != holder or owner_key(held) != person:
            return None
        if person in makers(held.parent or held):
            return None  # it is what they filed themselves
        if before:
            _close(before, at)
        seen = CaseUserPermission.objects.filter(user=substitute, content_object_id=held.pk)
        admitted = not seen.exists() and held.initiator_id != substitute
        StandIn.objects.create(
            case_id=held.pk, person_id=person, substitute=stand_in, admitted=admitted, since=at
        )
        change = replace(clock.standing(held), holder_id=substitute, on_behalf_of=person)
        return replace(change, admits=True)

    clock.tick(case, clock.Tick.STAND_IN, at, over)
