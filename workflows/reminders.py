"""Reminders: whoever waits for a case has its holder told again, once a day at most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection, models, transaction
from django.utils import timezone

from workflows import notices
from workflows.models import Case

if TYPE_CHECKING:
    from permissions.models import User


class Reminder(models.Model):
    """A reminder of a case after its event ``seq``; one a day, whoever asks."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="reminders")
    seq = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    day = models.DateField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "day"], name="reminder_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.case}: {self.day}"


# Django's ``ignore_conflicts`` does not tell which rows were new.
INSERT = f"""
    INSERT INTO {Reminder._meta.db_table} (case_id, seq, by_id, at, day)
    SELECT c.id, c.version, %s, %s, %s FROM {Case._meta.db_table} c WHERE c.id = ANY(%s)
    ON CONFLICT (case_id, day) DO NOTHING RETURNING case_id
"""  # noqa: S608 (the names come from the models)


def remind(person: User, cases: list[Case]) -> list[Case]:
    """Have the holders of the cases told again, and give those who were not told today yet."""
    now = timezone.now()
    with transaction.atomic():
        with connection.cursor() as cursor:
            keys = [case.pk for case in cases]
            cursor.execute(INSERT, [person.pk, now, timezone.localdate(now), keys])
            new = {key for (key,) in cursor.fetchall()}
        due = [case for case in cases if case.pk in new]
        notices.defer(person, *due)
    return due
