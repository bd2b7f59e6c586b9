"""Remarks as they stood at an event: which the author had, with which answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import BooleanField, Max, OuterRef, Q, Subquery, TextField, Value
from django.db.models.functions import Coalesce

from workflows.remarks import Remark
from workflows.spec import Outcome

if TYPE_CHECKING:
    from workflows.models import Case, Event


class RemarkState(models.Model):
    """What changed in a remark with an event of its case; the database writes it.

    ``since`` is the number of the event: a trigger takes it from the row of the case, which
    every action holds, so that no clock is asked. A remark without a row was never sent.
    """

    remark = models.ForeignKey(Remark, models.DO_NOTHING, related_name="states")
    since = models.PositiveIntegerField()
    sent = models.BooleanField()
    answer = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.remark_id} since {self.since}"


def sent_by(case: Case, event: Event) -> list[Any]:
    """List the remarks that the author had been sent once ``event`` had happened.

    Each has ``answered``: the answer that it had by then.
    """
    return list(_then(case, event).filter(was_sent=True))


def led_to(case: Case, event: Event) -> list[Any]:
    """List the remarks that a decision rests on, as `sent_by` does; never who made them.

    These are those that the author was sent, and those of the latest round where the methodist
    sent none of that round: the council then decided on all of them. What the methodist held back
    when sending the others stays held back.
    """
    counting = Q(review__outcome=Outcome.POSITIVE, review__held_since__lte=event.at)
    rows = _then(case, event)
    last = Q(review__seat__round=rows.filter(counting).aggregate(n=Max("review__seat__round"))["n"])
    if rows.filter(counting & last & Q(was_sent=True)).exists():
        return list(rows.filter(was_sent=True))
    return list(rows.filter(Q(was_sent=True) | counting & last))


def _then(case: Case, event: Event) -> Any:
    states = RemarkState.objects.filter(remark=OuterRef("pk"), since__lte=event.seq)
    latest = states.order_by("-since", "-pk")
    return (
        Remark.objects.filter(case_id=case.pk)
        .annotate(
            was_sent=Coalesce(
                Subquery(latest.values("sent")[:1], output_field=BooleanField()), Value(value=False)
            ),
            answered=Coalesce(
                Subquery(latest.values("answer")[:1], output_field=TextField()),
                Value("", output_field=TextField()),
            ),
        )
        # The remarks that must be acted on first, in no order that tells reviewers apart.
        .order_by("severity", "pk")
    )
