"""The only way to act: one gate, one transaction, one event.

`start` opens a case, `available` lists what may be done and why not, `perform` does it.
Pages, jobs and tests alike go through here, always with a named actor.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from psycopg.errors import LockNotAvailable

from documents.models import Dossier
from permissions.people import system
from permissions.rules import Refused, Verdict
from workflows import gate, holding, kernel, notices, papers, queue, registry, trail
from workflows.models import Case
from workflows.refusals import Invalid, MovedOn, NotAllowed, NotNow
from workflows.spec import Act, Move

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from permissions.models import User

AnyCase = TypeVar("AnyCase", bound=Case)
# A child may be blind, so it does not inherit what tells whose case it is.
INHERITED = ("region_id", "subject_id", "title_kk", "title_ru")


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
        may, _absent = gate.asked(case, move, actor)
        can = may and gate.guarded(case, move, actor)
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
        fields |= {"dossier": dossier, "terms": holding.terms_in_force(process.code, at)}
        return _open(model, actor, fields, at, admit=actor.pk)


def start_children(
    parent: Case,
    code: str,
    *,
    actor: User,
    children: Sequence[Mapping[str, Any]],
    at: datetime,
    quiet: bool = False,
) -> list[Case]:
    """Open child cases in the region of their parent; called by the body of a parent's action.

    Their numbers are the parent's with the code and their count: ``EX-2026-0001-RV2``. Takes
    four statements, and as many for each child as its model has tables, and one. Their holders
    are told, unless ``quiet``, as where they sit in the room.
    """
    model = registry.model(code)
    count = Case.objects.filter(parent_id=parent.pk, process_code=code).count()
    common = {name: getattr(parent, name) for name in INHERITED}
    common |= {"parent": parent, "terms": holding.terms_in_force(code, at)}
    dossiers = Dossier.objects.bulk_create(Dossier(created_at=at) for _child in children)
    started: list[Case] = []
    for place, fields in enumerate(children):
        number = f"{parent.number}-{code}{count + place + 1}" if parent.number else None
        given = common | {"number": number, "dossier": dossiers[place]} | dict(fields)
        started.append(_open(model, actor, given, at, admit=None))
    if not quiet:
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
    holding.give_ball(case, process.initial, at)
    case.save(force_insert=True)
    opened = Act(actor, {}, at)
    admit = admit or trail.newcomer(case)
    trail.record(case, registry.START, "", process.initial, opened, admit=admit)
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
        absent = gate.check(locked, move, actor)
        cleaned, record = _asked(locked, move, actor, data, files)
        act = Act(actor, cleaned, at or timezone.now(), record, absent)
        _act(locked, move, act, wake=parent)
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


def act_on(
    case: Case,
    name: str,
    *,
    actor: User,
    at: datetime,
    data: Mapping[str, Any] | None = None,
) -> Case:
    """Act on another case from the body of an action, in its transaction.

    The case's own parent, if it has one, is not woken. Raises like `perform`, but for `MovedOn`:
    nobody saw the case before.
    """
    locked = kernel.lock(registry.model(case.process_code), case.pk)
    move = registry.find(locked, name)
    if move is None:
        raise NotNow(_("This action is not possible in the current state."))
    gate.check(locked, move, actor)
    cleaned, record = _asked(locked, move, actor, data, None)
    _act(locked, move, Act(actor, cleaned, at, record), wake=None)
    return locked


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
        holding.give_ball(case, move.target, act.at)
        if case.holder_id and case.holder_id == act.on_behalf_of:
            case.holder_id = act.actor.pk
    stays = move.source == move.target
    admit = None if stays else trail.newcomer(case)
    trail.record(case, move.name, move.source, move.target, act, admit=admit)
    told = [] if stays else notices.jobs(act.actor, case)
    queue.defer(*told, *papers.jobs(case, move.action.papers))
    if wake and not case.open and case.parent_id:
        _after_child(case.process_code, kernel.lock(registry.model(wake), case.parent_id), act.at)


def _after_child(code: str, parent: Case, at: datetime) -> None:
    """Let the parent act by itself when a child case has ended and its guards now hold."""
    for move in registry.moves_from(parent):
        if move.action.after_children == code and gate.guarded(parent, move, system()):
            wake = kernel.hold(parent.parent_id) if parent.parent_id else None
            _act(parent, move, Act(system(), {}, at), wake=wake)
            return
