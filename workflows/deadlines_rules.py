"""When people are reminded of due dates, and when their superior is told; by process."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from permissions.roles import Role
from workflows.models import Case


def two_days() -> list[int]:
    """Give the days before the due date on which a reminder is sent, unless a centre says else."""
    return [2]


def one_and_five_days() -> list[int]:
    """Give the days after the due date on which a reminder is sent, unless a centre says else."""
    return [1, 5]


class DeadlineRules(models.Model):
    """The reminders of a process, in working days from the due date."""

    process = models.CharField(
        _("Process"),
        max_length=8,
        unique=True,
        error_messages={"unique": _("This process has its reminders already.")},
    )
    before = ArrayField(
        models.PositiveSmallIntegerField(),
        verbose_name=_("Remind so many working days before"),
        default=two_days,
        blank=True,
        help_text=_("Numbers with commas between them, such as 5,2. Empty: not at all."),
    )
    on_day = models.BooleanField(_("Remind on the last day"), default=True)
    after = ArrayField(
        models.PositiveSmallIntegerField(),
        verbose_name=_("Remind so many working days after"),
        default=one_and_five_days,
        blank=True,
        help_text=_("Numbers with commas between them, such as 1,5. Empty: not at all."),
    )
    escalate = models.PositiveSmallIntegerField(
        _("Tell the superior after so many working days"),
        default=3,
        null=True,
        blank=True,
        help_text=_("Empty: never."),
    )
    superior = models.CharField(
        _("The superior"), max_length=32, choices=Role, default=Role.CENTRE_HEAD
    )

    class Meta:
        verbose_name = _("Reminders of a process")
        verbose_name_plural = _("Reminders of the processes")
        ordering = ["process"]

    def __str__(self) -> str:
        return self.process


class DueNotice(models.Model):
    """A reminder of a due date, which is sent once for each of its days."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="due_notices")
    due_at = models.DateTimeField()
    kind = models.CharField(max_length=8)
    days = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "due_at", "kind", "days"], name="due_notice_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case}: {self.kind} {self.days}"


def by_process() -> dict[str, DeadlineRules]:
    """Read the rules of the processes that have their own."""
    return {rules.process: rules for rules in DeadlineRules.objects.all()}
