"""Who is at a session, from when until when, and why others are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from workflows.models import Case
from workflows.once import once

if TYPE_CHECKING:
    from datetime import datetime


class Mode(models.TextChoices):
    """How a member attends a session, or that they do not."""

    PRESENT = "present", _("In the room")
    REMOTE = "remote", _("By a link")
    ABSENT = "absent", _("Absent")


HERE = (Mode.PRESENT, Mode.REMOTE)


class Presence(models.Model):
    """A stretch of time that a member was there, or a word that they are not."""

    session = models.ForeignKey(Case, models.PROTECT, related_name="attendance")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    mode = models.CharField(max_length=8, choices=Mode)
    reason = models.CharField(max_length=300, blank=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "person"],
                condition=Q(until=None),
                name="presence_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_mode_display()}"


def attendance(session: Case) -> list[Presence]:
    """List who came, left and did not come, in order, read once for the instance."""
    rows = Presence.objects.filter(session_id=session.pk).select_related("person")
    return once(session, "attendance", lambda: list(rows.order_by("since", "pk")))


def now(session: Case) -> dict[int, Presence]:
    """Give what holds of each person at this moment, by their key."""
    return {row.person_id: row for row in attendance(session) if row.until is None}


def present_now(session: Case) -> set[int]:
    """Give the keys of those who are there at this moment."""
    return {person for person, row in now(session).items() if row.mode in HERE}


def mark(session: Case, people: list[int], mode: Mode, reason: str, at: datetime) -> None:
    """Note from when on people attend in a mode; whoever does so already is passed over."""
    changed = [key for key in people if _changes(now(session).get(key), mode, reason)]
    rows = Presence.objects.filter(session_id=session.pk, person__in=changed, until=None)
    rows.update(until=at)
    Presence.objects.bulk_create(
        Presence(session_id=session.pk, person_id=key, mode=mode, reason=reason, since=at)
        for key in changed
    )


def _changes(row: Presence | None, mode: Mode, reason: str) -> bool:
    return row is None or (row.mode, row.reason) != (mode, reason)
