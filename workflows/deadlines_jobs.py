"""What the worker does for due dates. Every job can run twice without harm."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from workflows import deadlines, workdays

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
