"""What falls due by itself: reminders, the superior told, declared actions on overdue.

A sweep may run at any moment, as often and in as many workers as one likes: a reminder is sent for
the row that it inserts, the rest happens under the lock of its case.
"""

from __future__ import annotations

import logging
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from permissions.people import system
from workflows import calendar, clock, deadlines, engine, queue, registry
from workflows.deadlines_rules import DeadlineRules, DueNotice, by_process
from workflows.models import Case
from workflows.refusals import MovedOn, NotAllowed, NotNow

if TYPE_CHECKING:
    from procrastinate.jobs import Job

    from workflows.clock import Change

BEFORE, ON, AFTER, SUPERIOR = "before", "on", "after", "superior"
Sent = set[tuple[int, datetime, str, int]]
TELL, TELL_SUPERIOR = "workflows.jobs.tell_due", "workflows.jobs.tell_superior"
# The longest break between working days that a reminder before the due date looks across.
AHEAD = timedelta(days=31)
log = logging.getLogger(__name__)


def sweep(at: datetime) -> None:
    """Do what has fallen due by a moment and was not done yet."""
    rules, sent = by_process(), _sent()
    cases = Case.objects.filter(open=True, due_at__lt=at + AHEAD).order_by("due_at", "pk")
    for case in cases.iterator():
        try:
            _do(case, rules.get(case.process_code) or DeadlineRules(), at, sent)
        except Exception:  # (one case must not keep the others from their terms)
            log.exception("The due date of %s is left to the next sweep.", case.label)


def _do(case: Case, rule: DeadlineRules, at: datetime, sent: Sent) -> None:
    if case.due_at is not None and case.due_at < at and _act(case, at):
        return
    _remind(case, rule, at, sent)
    _escalate(case, rule, at, sent)


def _sent() -> Sent:
    """Read what was sent for the cases that are open."""
    rows = DueNotice.objects.filter(case__open=True)
    return set(rows.values_list("case_id", "due_at", "kind", "days"))


def _is_first(case: Case, kind: str, days: int, at: datetime) -> bool:
    """Note that something is sent for the due date of a case; say whether it was not before."""
    key = {"case_id": case.pk, "due_at": case.due_at, "kind": kind, "days": days}
    _notice, new = DueNotice.objects.get_or_create(**key, defaults={"at": at})
    return new


def _remind(case: Case, rule: DeadlineRules, at: datetime, sent: Sent) -> None:
    wanted = wanted_reminder(case, rule, at)
    if wanted is None or (case.pk, case.due_at, *wanted) in sent:
        return
    with transaction.atomic():
        if _is_first(case, *wanted, at):
            queue.defer(_job(TELL, case, case.version, kind=wanted[0]))


def _job(task: str, case: Case, seq: int, **said: str) -> Job:
    return queue.job(task, deadlines.QUEUE, case_id=case.pk, seq=seq, **said)


def wanted_reminder(case: Case, rule: DeadlineRules, at: datetime) -> tuple[str, int] | None:
    """Give the kind and days of the reminder that a moment calls for, sent or not.

    Reminders come in the working hours of working days. Of several the latest one counts, so that
    who was away for a week, or a server that was, does not send all of them at once.
    """
    now = timezone.localtime(at, timezone.get_default_timezone())
    if case.due_at is None or now.time() < time.fromisoformat(settings.SARAP_DAY_STARTS):
        return None
    if not calendar.is_working_day(now.date()):
        return None
    left = calendar.working_days_between(now.date(), timezone.localdate(case.due_at))
    if case.due_at < at:
        passed = [days for days in rule.after if days <= -left]
        return (AFTER, max(passed)) if passed else None
    if left == 0:
        return (ON, 0) if rule.on_day else None
    coming = [days for days in rule.before if left <= days]
    return (BEFORE, min(coming)) if coming else None


def _passed(case: Case, days: int, at: datetime) -> bool:
    """Tell whether so many working days have ended since a case was due."""
    if case.due_at is None:
        return False
    day = timezone.localdate(case.due_at)
    return calendar.end_of(calendar.add_working_days(day, days)) <= at


def _act(case: Case, at: datetime) -> bool:
    """Make the move that the process declares for a case this late; say whether it was made."""
    for move in registry.moves_from(case):
        days = move.action.when_overdue
        if days is not None and _passed(case, days, at):
            try:
                engine.perform(case, move.name, actor=system(), seen_version=case.version, at=at)
            except (MovedOn, NotAllowed, NotNow) as refusal:
                log.info("%s: %s is not possible: %s", case.label, move.name, refusal)
                continue
            return True
    return False


def _escalate(case: Case, rule: DeadlineRules, at: datetime, sent: Sent) -> None:
    if rule.escalate is None or case.holder_id == case.initiator_id:
        # Whoever applied is nobody's subordinate here.
        return
    days, role, due_at = rule.escalate, rule.superior, case.due_at

    def told(held: Case) -> Change | None:
        if held.due_at != due_at or not _is_first(held, SUPERIOR, days, at):
            return None
        queue.defer(_job(TELL_SUPERIOR, held, held.version + 1, role=role))
        return clock.standing(held)

    if (case.pk, due_at, SUPERIOR, days) not in sent and _passed(case, days, at):
        clock.tick(case, clock.Tick.ESCALATE, at, told)
