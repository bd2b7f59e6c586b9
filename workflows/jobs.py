"""What the worker does: notices by mail, papers. Every job can run twice without harm."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import F
from django.template.loader import render_to_string
from django.utils.translation import get_language, override
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from documents.papers.typesetting import Kind
from workflows import (
    as_of,
    batches,
    council_jobs,
    deadlines_jobs,
    notices,
    paper_data,
    papers,
    registry,
)
from workflows.councils import closing
from workflows.models import Case

if TYPE_CHECKING:
    from collections.abc import Mapping

# Imported here, where procrastinate looks for tasks.
__all__ = ["council_jobs", "deadlines_jobs"]
RETRY = RetryStrategy(max_attempts=8, exponential_wait=4)


@app.task(name=notices.BALL, queue=notices.QUEUE, retry=RETRY)
def tell_holder(case_id: int, seq: int) -> None:
    """Mail the holder of a case in their own language, unless the case has moved on since."""
    case = Case.objects.select_related("holder").get(pk=case_id)
    if case.holder is None or not case.holder.email:
        return
    moved = case.events.filter(seq__gt=seq).exclude(source=F("target"))
    if moved.exists():
        return
    with override(case.holder.language):
        _mail(case, case.holder.email)


@app.task(name=papers.RENDER, queue=papers.QUEUE, retry=RETRY)
def render_paper(case_id: int, seq: int, kind: str, held: Mapping[str, Any] | None = None) -> None:
    """Typeset and file a paper that follows from an event, in each language that lacks it.

    ``held`` is what the columns of the case were at the event.
    """
    row = Case.objects.get(pk=case_id)
    case = registry.model(row.process_code).objects.select_related("dossier").get(pk=case_id)
    as_of.restore(case, held or {})
    event = case.events.get(seq=seq)
    for language in papers.LANGUAGES:
        if not papers.is_filed(case, seq, Kind(kind), language):
            with override(language):
                said = paper_data.of(Kind(kind), case, event)
            papers.file(case, seq, Kind(kind), language, said)


@app.task(name=batches.DO, queue=batches.QUEUE, retry=RETRY)
def do_batch(batch_id: int) -> None:
    """Do what waits of a batch; what was done already is not done again."""
    batches.go_on(batch_id)


@app.periodic(cron="* * * * *")
@app.task(name="workflows.jobs.find_lost_batches", queue=batches.QUEUE, pass_context=False)
def find_lost_batches(timestamp: int) -> None:  # noqa: ARG001 (procrastinate gives it)
    """Go on with batches whose worker was killed."""
    for batch in batches.lost():
        batches.go_on(batch)


@app.task(name=closing.APPLY, queue=closing.QUEUE, retry=RETRY)
def apply_decision(item_id: int) -> None:
    """Carry out on a case what a council decided, exactly once."""
    closing.apply(item_id)


@app.periodic(cron="* * * * *")
@app.task(name="workflows.jobs.take_up_lost_jobs", queue="sweeps", pass_context=True)
async def take_up_lost_jobs(context: JobContext, timestamp: int) -> None:  # noqa: ARG001 (given)
    """Give the jobs of workers that were killed to others."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs():
        await manager.retry_job(job)


def _mail(case: Case, to: str) -> None:
    context = {
        "case": case,
        "state": registry.state_label(case),
        "process": registry.process_of(case).label,
        "centre": settings.SARAP_CENTRE[get_language() or "kk"],
        "address": f"{settings.SARAP_ADDRESS}/cases/{case.label}/",
    }
    subject = render_to_string("workflows/mail/holder_subject.txt", context)
    body = render_to_string("workflows/mail/holder.txt", context)
    mail = EmailMultiAlternatives(" ".join(subject.split()), body, to=[to])
    mail.attach_alternative(render_to_string("workflows/mail/holder.html", context), "text/html")
    mail.extra_headers["References"] = f"<case-{case.code}@sarap>"
    mail.send()
