"""One action on many cases: a row for each case, which is done or refused exactly once.

A row and what became of its case commit together, so a batch that a crash cuts off goes on
where it stopped, and two workers on one batch share it.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING, TypedDict

from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError, models, transaction
from django.db.models import Count, Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from workflows import engine, queue
from workflows.models import Case
from workflows.refusals import Invalid, NotDone

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django_stubs_ext import WithAnnotations

    from permissions.models import User

DO = "workflows.jobs.do_batch"
QUEUE = "batches"
MOST = 500
AT_ONCE = 5
SHOWN_FOR = timedelta(hours=2)
LOST_AFTER = timedelta(minutes=2)

logger = logging.getLogger(__name__)


class Outcome(models.TextChoices):
    """What became of a case of a batch."""

    WAITING = "waiting", _("Waiting")
    DONE = "done", _("Done")
    REFUSED = "refused", _("Not done")


class Counts(TypedDict):
    """How many cases of a batch there are, still wait, and were refused."""

    all: int
    waiting: int
    refused: int


class Batch(models.Model):
    """An action that a person does to many cases; ``data`` is what its form took, as typed."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    process = models.CharField(max_length=8)
    action = models.CharField(max_length=48)
    data = models.JSONField(default=dict)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["person", "-made_at"], name="batch_by_person")]

    def __str__(self) -> str:
        return f"{self.process} {self.action} {self.pk}"


class BatchRow(models.Model):
    """One case of a batch, with what its form takes for it alone; ``reason`` is for people."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="rows")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    seen_version = models.PositiveIntegerField()
    data = models.JSONField(default=dict)
    outcome = models.CharField(max_length=8, choices=Outcome, default=Outcome.WAITING)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "case"], name="batch_case_once"),
        ]
        indexes = [
            models.Index(
                fields=["batch"], condition=Q(outcome=Outcome.WAITING), name="batch_row_waiting"
            )
        ]

    def __str__(self) -> str:
        return f"{self.case}: {self.outcome}"


def make(
    person: User,
    process: str,
    action: str,
    cases: Iterable[tuple[Case, int]],
    *,
    data: Mapping[str, list[str]],
    own: Mapping[int, Mapping[str, list[str]]] | None = None,
) -> Batch:
    """Keep a batch of cases, each with the version that was seen, and have it done.

    ``own`` is what the form takes for single cases, by their keys. A small batch is done before
    this returns, a large one by the worker.
    """
    with transaction.atomic():
        batch = Batch.objects.create(person=person, process=process, action=action, data=dict(data))
        rows = BatchRow.objects.bulk_create(
            BatchRow(
                batch=batch,
                case=case,
                seen_version=version,
                data=dict(own[case.pk]) if own else {},
            )
            for case, version in cases
        )
        if len(rows) > AT_ONCE:
            queue.defer(queue.job(DO, QUEUE, batch_id=batch.pk))
    if len(rows) <= AT_ONCE:
        go_on(batch.pk)
    return batch


def go_on(batch: int) -> None:
    """Do what waits of a batch, case by case; may be run again, and by several at a time."""
    while _do_next(batch):
        pass


def lost() -> list[int]:
    """List the keys of batches that wait although their worker must have come by."""
    waiting = BatchRow.objects.filter(
        outcome=Outcome.WAITING, batch__made_at__lt=timezone.now() - LOST_AFTER
    )
    return sorted(set(waiting.values_list("batch_id", flat=True)))


def lately(person: User) -> list[WithAnnotations[Batch, Counts]]:
    """List a person's batches of the last hours, the newest first, with their counts."""
    made = Batch.objects.filter(person=person, made_at__gt=timezone.now() - SHOWN_FOR)
    counted = made.annotate(
        all=Count("rows"),
        waiting=Count("rows", filter=Q(rows__outcome=Outcome.WAITING)),
        refused=Count("rows", filter=Q(rows__outcome=Outcome.REFUSED)),
    )
    return list(counted.order_by("-made_at"))


def _do_next(batch: int) -> bool:
    waiting = BatchRow.objects.filter(batch=batch, outcome=Outcome.WAITING)
    # The person is read anew for each case: a role that is withdrawn meanwhile counts.
    whole = waiting.select_related("case", "batch__person").order_by("pk")
    with transaction.atomic():
        row = whole.select_for_update(skip_locked=True, of=("self",)).first()
        if row is None:
            return False
        with override(row.batch.person.language):
            row.reason = _refusal(row)
        row.outcome = Outcome.REFUSED if row.reason else Outcome.DONE
        row.save(update_fields=["outcome", "reason"])
    return True


def _refusal(row: BatchRow) -> str:
    """Do the action on the case of a row; the reason if nothing was done."""
    batch = row.batch
    try:
        with transaction.atomic():
            engine.perform(
                row.case,
                batch.action,
                actor=batch.person,
                seen_version=row.seen_version,
                data=typed({**batch.data, **row.data}),
            )
    except Invalid as refusal:
        return " ".join(str(e) for errors in refusal.form.errors.values() for e in errors)
    except NotDone as refusal:
        return str(refusal.reason)
    except (OperationalError, InterfaceError):
        raise  # The database is away: the row waits for the next worker.
    except (DatabaseError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError):
        # A fault with one case must not keep the others from being done.
        logger.exception("Batch %s, case %s", batch.pk, row.case_id)
        return str(_("The system failed at this case. Nothing was done; try it by itself."))
    return ""


def typed(data: Mapping[str, list[str]]) -> QueryDict:
    """Make what a form reads of the values of each field."""
    made = QueryDict(mutable=True)
    for name, values in data.items():
        made.setlist(name, values)
    return made
