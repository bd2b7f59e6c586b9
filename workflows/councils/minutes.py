"""Minutes: dissenting opinions, what is still to be written, the frozen file, its extracts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models, transaction

from documents.papers.typesetting import Kind
from workflows import queue
from workflows.councils import minutes_data, papers
from workflows.councils.agenda import AgendaItem, ItemState
from workflows.councils.stages import sessions
from workflows.models import Case
from workflows.papers import QUEUE, Paper
from workflows.signatures import Capacity

if TYPE_CHECKING:
    from datetime import datetime

    from procrastinate.jobs import Job

    from documents.models import Version

FILE_EXTRACT = "workflows.jobs.file_extract"
LANGUAGES = ("kk", "ru")
SIGNERS = (Capacity.SECRETARY, Capacity.CHAIR)


class Dissent(models.Model):
    """A member's dissenting opinion on an item, attached to the minutes."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="dissents")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["item", "person"], name="dissent_once"),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.person}"


def missing(session: Any) -> list[tuple[int, str]]:
    """List the texts that the minutes lack: the place of the item, or 0 for the opening words.

    Opening words may be left out, but not in one language only.
    """
    opening = {language: getattr(session, f"opening_{language}") for language in LANGUAGES}
    found = [(0, language) for language in LANGUAGES if not opening[language]]
    if len(found) == len(LANGUAGES):
        found = []
    rows = AgendaItem.objects.filter(session_id=session.pk).exclude(state=ItemState.DROPPED)
    for item in rows.order_by("place", "pk"):
        heard = {"kk": item.heard_kk, "ru": item.heard_ru}
        found += [(item.place, language) for language in LANGUAGES if not heard[language].strip()]
    return found


def freeze(session: Any, at: datetime) -> Version:
    """Set the minutes in type and file them: from now on these very bytes are signed."""
    said = minutes_data.minutes(session)
    seq = session.version + 1
    return papers.file(session, Kind.MINUTES, said, seq=seq, at=at, signers=SIGNERS)


def frozen(session: Case) -> Version | None:
    """Give the latest minutes that were set in type."""
    return papers.latest(session, Kind.MINUTES)


def extract_jobs(session: Any) -> list[Job]:
    """Describe the jobs that file an extract with each case that was on the agenda."""
    rows = AgendaItem.objects.filter(session_id=session.pk).exclude(state=ItemState.DROPPED)
    keys = rows.exclude(matter=None).order_by("place", "pk").values_list("pk", flat=True)
    return [queue.job(FILE_EXTRACT, QUEUE, item_id=key) for key in keys]


@transaction.atomic
def file_extract(item_id: int) -> Version | None:
    """File the extract of an item with its case, exactly once; nothing where it is there.

    Two at once wait for one another on the row of the case.
    """
    item = AgendaItem.objects.get(pk=item_id)
    session = (
        sessions().select_related("council", "rules", "chair", "secretary").get(pk=item.session_id)
    )
    matter = Case.objects.select_for_update(of=("self",)).get(agenda_items=item)
    seq = _moved_at(matter, item.applied_at or session.closed_at)
    filed = Paper.objects.filter(case_id=matter.pk, seq=seq, kind=Kind.EXTRACT)
    if filed.exists():
        return None
    signed = session.events.get(action="sign_as_chair").at
    said = minutes_data.extract(session, item.pk, signed)
    return papers.file(matter, Kind.EXTRACT, said, seq=seq, at=signed)


def _moved_at(matter: Case, at: datetime) -> int:
    """Give the event by which the council's word was carried out on a case."""
    latest = matter.events.filter(at__lte=at).aggregate(latest=models.Max("seq"))
    return int(latest["latest"] or matter.version)
