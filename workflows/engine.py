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
    from collections.abc import Iterator, Mapping, Sequence
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

GIVE = f"""
    WITH next AS ({NEXT})
    UPDATE {Case._meta.db_table} AS numbered
       SET number = %s || '-' || lpad(next.last::text, greatest(4, length(next.last::text)), '0')
      FROM next WHERE numbered.id = %s
    RETURNING numbered.number
"""  # noqa: S608 (the names come from the models)


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
    at = at or timezone.now()
    with transaction.atomic():
        dossier = Dossier.objects.create(created_at=at)
        fields |= {"dossier": dossier, "terms": _terms_in_force(process.code, at)}
        return _open(model, actor, fields, at, admit=actor.pk)


def start_child(
    parent: Case, code: str, *, actor: User, fields: Mapping[str, Any], at: datetime
) -> Case:
    """Open one child case, as `start_children` does."""
    return start_children(parent, code, actor=actor, children=[fields], at=at)[0]


def start_children(
    parent: Case, code: str, *, actor: User, children: Sequence[Mapping[str, Any]], at: datetime
) -> list[Case]:
    """Open child cases in the region of their parent; called by the body of a parent's action.

    Their numbers are the parent's with the code and their count: ``EX-2026-0001-RV2``. Takes
    four statements, and as many for each child as its model has tables, and one.
    """
    model = registry.model(code)
    count = Case.objects.filter(parent_id=parent.pk, process_code=code).count()
    common = {name: getattr(parent, name) for name in INHERITED}
    common |= {"parent": parent, "terms": _terms_in_force(code, at)}
    dossiers = Dossier.objects.bulk_create(Dossier(created_at=at) for _child in children)
    started: list[Case] = []
    for place, fields in enumerate(children):
        number = f"{parent.number}-{code}{count + place + 1}" if parent.number else None
        given = common | {"number": number, "dossier": dossiers[place]} | dict(fields)
        started.append(_open(model, actor, given, at, admit=None))
    notices.defer(actor, *started)
    return started


def _open(
    model: type[AnyCase],
    actor: User,
    fields: Mapping[str, Any],
    at: datetime,
    *,
    admit: int | None,
) -> AnyCase:
    process = model.process
    case = model(
        process_code=process.code,
        edition=process.edition,
        state=process.initial,
        held_since=at,
        started_at=at,
        initiator=actor,
        **fields,
    )
    _hold(case, process.initial, at)
    case.save(force_insert=True)
    event = Event(action=registry.START, source="", target=process.initial, data={})
    _record(case, event, actor, at, admit=admit or _newcomer(case))
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


def give_number(case: Case, series: str) -> str:
    """Give a case the next number of a series, in one statement: ``EX-2026-0001``."""
    with connection.cursor() as cursor:
        cursor.execute(GIVE, [series, series, case.pk])
        case.number = str(cursor.fetchone()[0])
    return case.number


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
    if move.source == move.target:
        _record(case, event, act.actor, act.at, admit=None)
    else:
        _record(case, event, act.actor, act.at, admit=_newcomer(case))
        notices.defer(act.actor, case)
    if wake and not case.open and case.parent_id:
        _after_child(case.process_code, kernel.lock(registry.model(wake), case.parent_id), act.at)


def _newcomer(case: Case) -> int | None:
    """Give the key of the person who has got the ball and may not see the case yet."""
    return case.holder_id if case.holder_id != case.initiator_id else None


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


def _record(case: Case, event: Event, actor: User, at: datetime, *, admit: int | None) -> None:
    """Insert the event, which moves the case, and bring ``case`` in step with its row.

    ``admit`` is the key of a person who sees the case from now on.
    """
    event.case_id, event.seq = case.pk, case.version + 1
    event.actor_id, event.at = actor.pk, at
    event.holder_id, event.holder_role = case.holder_id, case.holder_role
    event.waiting, event.due_at = case.waiting, case.due_at
    kernel.insert(event, access.grant(case, admit) if admit else None)
    step = case.process.steps[event.target]
    case.version, case.head = event.seq, event.hash
    case.open, case.outcome = not step.final, step.outcome or ""
    if event.source != event.target:
        case.held_since = at


def _terms_in_force(code: str, at: datetime) -> Terms | None:
    today = timezone.localdate(at)
    found = Terms.objects.filter(process=code, in_force_from__lte=today)
    return found.order_by("-in_force_from", "-number").first()
