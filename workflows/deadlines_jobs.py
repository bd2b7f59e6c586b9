"""What the worker does for due dates. Every job can run twice without harm."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db.models import F
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from workflows import absences, deadlines, deadlines_mail, deadlines_sweep, workdays
from workflows.deadlines_extending import TELL as TELL_EXTENDED
from workflows.models import Case

RETRY = RetryStrategy(max_attempts=8, exponential_wait=4)


@app.task(name=deadlines.RECOUNT, queue=deadlines.QUEUE, retry=RETRY)
def recount_terms(day: str, again: bool) -> None:  # noqa: FBT001 (procrastinate gives it by name)
    """Count the terms that span a changed day anew, and once more when every process knows it."""
    workdays.forget()
    deadlines.recount(date.fromisoformat(day), timezone.now())
    if again:
        wait = {"seconds": int(2 * min(settings.SARAP_CALENDAR_SECONDS, 60))}
        task = app.configure_task(deadlines.RECOUNT, queue=deadlines.QUEUE, schedule_in=wait)
        task.defer(day=day, again=False)


@app.periodic(cron="* * * * *")
@app.task(name="workflows.jobs.sweep_due", queue="sweeps", pass_context=False)
def sweep_due(timestamp: int) -> None:  # noqa: ARG001 (procrastinate gives it)
    """Do what has fallen due by now."""
    absences.settle(timezone.now())
    deadlines_sweep.sweep(timezone.now())


@app.task(name=absences.SETTLE, queue=absences.QUEUE, retry=RETRY)
def settle_absences() -> None:
    """Bring work to substitutes and back, as soon as an absence is set or ended."""
    absences.settle(timezone.now())


@app.task(name=deadlines_sweep.TELL, queue=deadlines.QUEUE, retry=RETRY)
def tell_due(case_id: int, seq: int, kind: str) -> None:
    """Remind the holders of a case of its due date, unless it has moved on since."""
    case = _case(case_id)
    if not _moved(case, seq):
        deadlines_mail.remind(case, kind)


@app.task(name=deadlines_sweep.TELL_SUPERIOR, queue=deadlines.QUEUE, retry=RETRY)
def tell_superior(case_id: int, seq: int, role: str) -> None:
    """Tell the holder's superiors that a case is late, unless it has moved on since."""
    case = _case(case_id)
    if not _moved(case, seq):
        deadlines_mail.tell_superiors(case, role)


@app.task(name=TELL_EXTENDED, queue=deadlines.QUEUE, retry=RETRY)
def tell_extended(case_id: int, seq: int) -> None:
    """Tell whoever began a case that its term was extended, and why."""
    case = _case(case_id)
    deadlines_mail.tell_extended(case, case.events.get(seq=seq).data["reason"])


def _moved(case: Case, seq: int) -> bool:
    return case.events.filter(seq__gt=seq).exclude(source=F("target")).exists()


def _case(pk: int) -> Case:
    return Case.objects.select_related("holder", "initiator").get(pk=pk)
