"""The only way to act: one gate, one transaction, one event.

`start` opens a case, `available` lists what may be done and why not, `perform` does it.
Pages, jobs and tests alike go through here, always with a named actor.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import OperationalError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from psycopg.errors import LockNotAvailable

from documents.models import Dossier
from permissions.people import system
from permissions.rules import ALLOWED, Refused, Verdict
from workflows import access, calendar, kernel, notices, registry
from workflows.models import Case, Counter, Event, Terms
from workflows.refusals import Invalid, MovedOn, NotAllowed, NotNow
from workflows.spec import Act, Children, InRole, Move, Person, Term

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from permissions.models import User

AnyCase = TypeVar("AnyCase", bound=Case)
# A child may be blind, so it does not inherit what tells whose case it is.
INHERITED = ("region_id", "subject_id", "title_kk", "title_ru")

# One statement, whose row lock makes the next caller wait until this number is kept or given back.
NEXT = f"""
    INSERT INTO {Counter._meta.db_table} AS counter (series, last) VALUES (%s, 1)
    ON CONFLICT (series) DO UPDATE SET last = counter.last + 1
    RETURNING last
"""  # noqa: S608 (the name comes from the model)


@dataclass(frozen=True, slots=True)
class Option:
    """A move from where a case stands, with the verdict on one person making it now.

    ``may`` answers for the person, ``can`` also for the guards.
    """

    move: Move
    may: Verdict
    can: Verdict


def available(case: Case, actor: User) -> list[Option]:
    """List the moves from where a case stands, with the reason for each that is off."""
    options = []
    for move in registry.moves_from(case):
        may = move.action.by(actor, case)
        can = may and _guarded(case, move, actor)
        options.append(Option(move, may, can))
    return options


def start(
    model: type[AnyCase],
    *,
    actor: User,
    data: Mapping[str, Any] | None = None,
    at: datetime | None = None,
) -> AnyCase:
    """Open a case of a process with what its start form takes.

    Raises `NotAllowed`, and `Invalid` with the form.
    """
    process = model.process
    if process.opens is None:
        raise NotAllowed(_("Such a case is opened by its parent case, not by a person."))
    verdict = process.opens(actor, None)
    if isinstance(verdict, Refused):
        raise NotAllowed(verdict.reason)
    fields: dict[str, Any] = {}
    if process.start_form is not None:
        form = process.start_form(data or {}, case=None, actor=actor)
        if not form.is_valid():
            raise Invalid(form)
        fields = form.fields_of_case()
    with transaction.atomic():
        case = _open(model, actor, fields, at or timezone.now())
        access.admit(case, actor)
    return case


def start_child(
    parent: Case, code: str, *, actor: User, fields: Mapping[str, Any], at: datetime
) -> Case:
    """Open a child case in the region of its parent; called by the body of a parent's action.

    Its number is the parent's with the code and the count of such children: ``EX-2026-0001-RV2``.
    """
    count = Case.objects.filter(parent_id=parent.pk, process_code=code).count()
    inherited = {name: getattr(parent, name) for name in INHERITED}
    number = f"{parent.number}-{code}{count + 1}" if parent.number else None
    given = inherited | {"parent_id": parent.pk, "number": number} | dict(fields)
    child = _open(registry.model(code), actor, given, at)
    _hand_over(child, actor)
    return child


def _open(model: type[AnyCase], actor: User, fields: Mapping[str, Any], at: datetime) -> AnyCase:
    process = model.process
    case = model(
        process_code=process.code,
        edition=process.edition,
        state=process.initial,
        held_since=at,
        started_at=at,
        initiator=actor,
        terms=_terms_in_force(process.code, at),
        dossier=Dossier.objects.create(created_at=at),
        **fields,
    )
    _hold(case, process.initial, at)
    case.save(force_insert=True)
    _record(
        case, Event(action=registry.START, source="", target=process.initial, data={}), actor, at
    )
    return case


def perform(
    case: Case,
    name: str,
    *,
    actor: User,
    seen_version: int,
    data: Mapping[str, Any] | None = None,
    files: Mapping[str, Any] | None = None,
    at: datetime | None = None,
) -> Case:
    """Act on a case and give it back as it is afterwards.

    ``seen_version`` is the version that the actor saw; ``data`` and ``files`` are what the
    action's form takes, unvalidated. Raises `MovedOn` for a stale version, `NotAllowed`,
    `NotNow` for an unmet guard or a case that is busy for longer than the lock timeout, and
    `Invalid` with the form; nothing is changed then.
    """
    with _not_waiting_for_long(), transaction.atomic():
        # Parents are held before children, everywhere, so that no two wait in a circle.
        parent = kernel.hold(case.parent_id) if case.parent_id else None
        locked = kernel.lock(registry.model(case.process_code), case.pk)
        if locked.version != seen_version:
            raise MovedOn(locked, seen_version)
        move = registry.find(locked, name)
        if move is None:
            raise NotNow(_("This action is not possible in the current state."))
        _gate(locked, move, actor)
        cleaned, record = _asked(locked, move, actor, data, files)
        _act(locked, move, Act(actor, cleaned, at or timezone.now(), record), wake=parent)
    return locked


@contextmanager
def _not_waiting_for_long() -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        if isinstance(error.__cause__, LockNotAvailable):
            busy = _("Somebody else is acting on this case right now. Please try again.")
            raise NotNow(busy) from error
        raise


def end_child(child: Case, name: str, *, at: datetime) -> None:
    """Act on a child case as the system, from the body of its parent's action.

    The parent is busy with that action, so it is not woken. Raises like `perform`.
    """
    locked = kernel.lock(registry.model(child.process_code), child.pk)
    move = registry.find(locked, name)
    if move is None:
        raise NotNow(_("This action is not possible in the current state."))
    _gate(locked, move, system())
    _act(locked, move, Act(system(), {}, at), wake=None)


def next_number(series: str) -> int:
    """Take the next number of a series, from 1; it is given back if the transaction fails."""
    with connection.cursor() as cursor:
        cursor.execute(NEXT, [series])
        return int(cursor.fetchone()[0])


def _gate(case: Case, move: Move, actor: User) -> None:
    may = move.action.by(actor, case)
    if isinstance(may, Refused):
        raise NotAllowed(may.reason)
    can = _guarded(case, move, actor)
    if isinstance(can, Refused):
        raise NotNow(can.reason)


def _guarded(case: Case, move: Move, actor: User) -> Verdict:
    for guard in move.action.needs:
        verdict = guard(case, actor)
        if isinstance(verdict, Refused):
            return verdict
    return ALLOWED


def _asked(
    case: Case,
    move: Move,
    actor: User,
    data: Mapping[str, Any] | None,
    files: Mapping[str, Any] | None,
) -> tuple[Mapping[str, Any], dict[str, Any]]:
    if move.action.form is None:
        return {}, {}
    form = move.action.form(data or {}, files or {}, case=case, actor=actor)
    if not form.is_valid():
        raise Invalid(form)
    return form.cleaned_data, form.record()


def _act(case: Case, move: Move, act: Act, *, wake: str | None) -> None:
    """Do what the gate let through; ``wake`` is the process of the parent that may go on then."""
    getattr(case, move.name)(act)
    if move.source != move.target:
        _hold(case, move.target, act.at)
    event = Event(action=move.name, source=move.source, target=move.target, data=act.record)
    _record(case, event, act.actor, act.at)
    if move.source != move.target:
        _hand_over(case, act.actor)
    if wake and not case.open and case.parent_id:
        _after_child(case.process_code, kernel.lock(registry.model(wake), case.parent_id), act.at)


def _hand_over(case: Case, giver: User) -> None:
    """Let a person who has got the ball see the case, and tell them."""
    if case.holder_id and case.holder_id != case.initiator_id:
        access.admit(case, case.holder_id)
    notices.defer(case, giver)


def _after_child(code: str, parent: Case, at: datetime) -> None:
    """Let the parent act by itself when a child case has ended and its guards now hold."""
    for move in registry.moves_from(parent):
        if move.action.after_children == code and _guarded(parent, move, system()):
            wake = kernel.hold(parent.parent_id) if parent.parent_id else None
            _act(parent, move, Act(system(), {}, at), wake=wake)
            return


def _hold(case: Case, state: str, at: datetime) -> None:
    """Give the ball to the holder of a state, until the end of its term."""
    step = case.process.steps[state]
    case.holder_id, case.holder_role, case.waiting = None, "", False
    match step.holder:
        case Person(field):
            case.holder_id = getattr(case, f"{field}_id")
        case InRole(role):
            case.holder_role = role
        case Children(waits=person):
            case.holder_id, case.waiting = getattr(case, f"{person.field}_id"), True
    case.due_at = None
    if isinstance(step.term, Term):
        days = case.terms.days.get(state, step.term.days) if case.terms else step.term.days
        case.due_at = calendar.due(at, days)


def _record(case: Case, event: Event, actor: User, at: datetime) -> None:
    """Insert the event, which moves the case, and bring ``case`` in step with its row."""
    event.case_id, event.seq = case.pk, case.version + 1
    event.actor_id, event.at = actor.pk, at
    event.holder_id, event.holder_role = case.holder_id, case.holder_role
    event.waiting, event.due_at = case.waiting, case.due_at
    kernel.insert(event)
    step = case.process.steps[event.target]
    case.version, case.head = event.seq, event.hash
    case.open, case.outcome = not step.final, step.outcome or ""
    if event.source != event.target:
        case.held_since = at


def _terms_in_force(code: str, at: datetime) -> Terms | None:
    today = timezone.localdate(at)
    found = Terms.objects.filter(process=code, in_force_from__lte=today)
    return found.order_by("-in_force_from", "-number").first()
