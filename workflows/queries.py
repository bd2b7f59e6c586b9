"""What pages read: worklists, cases, documents and trails; each in a fixed number of statements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, ExpressionWrapper, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject

from workflows import access, registry
from workflows.models import Case, Event
from workflows.once import once
from workflows.reminders import Reminder
from workflows.spec import Children, Outcome
from workflows.standing_in import StandIn

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import QuerySet
    from django_stubs_ext import WithAnnotations

    from permissions.models import User

MOST = 100


class Seen(TypedDict):
    """Whether the person who asks may see a case."""

    seen: bool


@dataclass(frozen=True, slots=True)
class Found:
    """The first cases of a list; ``more`` tells that there are others."""

    cases: tuple[Case, ...]
    more: bool


def _found(rows: QuerySet[Case], most: int) -> Found:
    cases = tuple(rows[: most + 1])
    return Found(cases[:most], more=len(cases) > most)


def held_by(person: User, *, most: int = MOST) -> Found:
    """List the open cases that a person holds, the most urgent first."""
    # Written as a literal by Django; as a parameter it would miss the partial index.
    rows = Case.objects.filter(open=True, holder=person)
    now = StandIn.objects.filter(case_id=OuterRef("pk"), substitute=person, until=None)
    names = JSONObject(
        last_name="person__last_name",
        first_name="person__first_name",
        patronymic="person__patronymic",
        username="person__username",
    )
    standing_in = rows.annotate(stands_in_for=Subquery(now.values_list(names)[:1]))
    return _found(standing_in.order_by("due_at", "pk"), most)


def to_take(person: User, *, most: int = MOST) -> Found:
    """List the open cases held by the person's roles where they hold them, most urgent first.

    One index range for each role and scope, joined by ``UNION``: an ``OR`` of them would
    walk every open case.
    """
    scopes = {
        (membership.role_id, *sorted(membership.scope().items())): membership
        for membership in person.memberships_now
    }
    seen = access.seen_by_rule(person)
    ranges = [
        Case.objects.filter(open=True, holder=None, holder_role=membership.role_id)
        .filter(membership.covered())
        .filter(seen)
        .order_by("due_at", "pk")[: most + 1]
        for membership in scopes.values()
    ]
    if not ranges:
        return Found((), more=False)
    first, *others = ranges
    return _found(first.union(*others).order_by("due_at", "pk") if others else first, most)


def awaited_by(person: User, *, most: int = MOST) -> Found:
    """List the open cases that a person began and that others hold now, the oldest first."""
    elsewhere = Q(holder=None) | ~Q(holder=person)
    rows = Case.objects.filter(elsewhere, open=True, initiator=person, parent=None)
    return _found(rows.order_by("held_since", "pk"), most)


def visible_cases(person: User) -> QuerySet[Case]:
    """List the cases that a person may see."""
    return Case.objects.filter(access.visible(person))


def case_at(address: str) -> Case | None:
    """Read a case of its own process model by its number or its code."""
    found = Case.objects.filter(Q(number=address) | Q(code=address)).values("pk", "process_code")
    for row in found:
        model = registry.model(row["process_code"])
        named = [f.name for f in model._meta.fields if f.many_to_one or f.name == "dossier"]
        return model.objects.select_related(*named).get(pk=row["pk"])
    return None


def labelled(labels: Iterable[str]) -> QuerySet[Case]:
    """List the cases that have these numbers or codes, whoever may see them."""
    named = list(labels)
    return Case.objects.filter(Q(number__in=named) | Q(code__in=named)).order_by("pk")


def children_of(case: Case, person: User) -> list[Case]:
    """List the child cases that a person may see, oldest first; none where there can be none."""
    return [child for child in _children(case, person) if child.seen]


def progress_of(case: Case, person: User) -> dict[str, int]:
    """Count the child cases that the current state waits for, and those that ended well."""
    holder = registry.step_of(case).holder
    code = holder.process if isinstance(holder, Children) else ""
    awaited = [
        child
        for child in _children(case, person)
        if child.process_code == code and child.started_at >= case.held_since
    ]
    done = sum(child.outcome == Outcome.POSITIVE for child in awaited)
    return {"done": done, "all": done + sum(child.open for child in awaited)}


def _children(case: Case, person: User) -> list[WithAnnotations[Case, Seen]]:
    """List all child cases and whether the person may see each, read once for the instance."""
    if not registry.process_of(case).child_processes:
        return []
    seen = ExpressionWrapper(access.visible(person), output_field=BooleanField())
    rows = Case.objects.filter(parent_id=case.pk).select_related("holder", "parent")
    ordered = rows.annotate(seen=seen).order_by("started_at", "pk")
    return once(case, f"children seen by {person.pk}", lambda: list(ordered))


def events_of(case: Case, *, after: int = 0) -> Sequence[Event]:
    """List what happened to a case after a version of it, the newest first.

    Each event brings the reminders that were sent before the next one.
    """
    rows = case.events.filter(seq__gt=after).select_related("actor", "on_behalf_of")
    sent = Reminder.objects.filter(case_id=OuterRef("case_id"), seq=OuterRef("seq")).order_by("-pk")
    said = JSONObject(
        at="at",
        by="by_id",
        last_name="by__last_name",
        first_name="by__first_name",
        patronymic="by__patronymic",
    )
    return list(rows.annotate(reminded=ArraySubquery(sent.values_list(said))).order_by("-seq"))


def did(person: User, case: Case, action: str, seq: int) -> bool:
    """Tell whether a person's action was the event of that number."""
    return case.events.filter(seq=seq, actor=person, action=action).exists()
