"""Case and Event, and the few tables that the engine keeps beside them.

A process is a child model of `Case`. What this module declares is guarded by the
database kernel (see the migration ``0002_kernel``): the columns that say where a
case stands change only when an event is inserted.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from documents.models import Dossier
from permissions.models import District, Organisation, Region, Subject

if TYPE_CHECKING:
    from workflows.spec import Act, Process

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


def new_code() -> str:
    """Make a short address for a case: ten letters that cannot be mistaken for one another."""
    return "".join(secrets.choice(ALPHABET) for _ in range(10))


class Terms(models.Model):
    """An edition of the terms of a process: working days by state, in force from a date."""

    process = models.CharField(_("Process"), max_length=8)
    number = models.PositiveSmallIntegerField(_("Edition"))
    days = models.JSONField(default=dict)
    in_force_from = models.DateField(_("In force from"))

    class Meta:
        verbose_name = _("Terms of a process")
        verbose_name_plural = _("Terms of the processes")
        constraints = [
            models.UniqueConstraint(fields=["process", "number"], name="terms_edition_once"),
        ]

    def __str__(self) -> str:
        return f"{self.process} {self.number}"


class Case(models.Model):
    """One running matter: where it stands, who has the ball, until when.

    Exactly one holder while open: a person (``holder``) or a role in the case's own
    scope (``holder_role``). ``waiting`` tells that the holder waits for child cases.
    ``version`` is the number of the latest event and ``head`` its hash.
    """

    process: ClassVar[Process]

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    number = models.CharField(max_length=32, unique=True, null=True, editable=False)  # noqa: DJ001
    process_code = models.CharField(max_length=8, db_column="process", editable=False)
    edition = models.PositiveSmallIntegerField(editable=False)
    state = FSMField(protected=True, max_length=32, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)
    head = models.BinaryField(default=b"", editable=False)
    open = models.BooleanField(default=True, editable=False)
    outcome = models.CharField(max_length=8, blank=True, editable=False)
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="held", editable=False
    )
    holder_role = models.CharField(max_length=32, blank=True, editable=False)
    waiting = models.BooleanField(default=False, editable=False)
    held_since = models.DateTimeField(editable=False)
    due_at = models.DateTimeField(null=True, editable=False)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="children", editable=False
    )
    initiator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="initiated", editable=False
    )
    region = models.ForeignKey(Region, models.PROTECT, null=True, editable=False)
    district = models.ForeignKey(District, models.PROTECT, null=True, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, editable=False)
    subject = models.ForeignKey(Subject, models.PROTECT, null=True)
    terms = models.ForeignKey(Terms, models.PROTECT, null=True, editable=False)
    dossier = models.OneToOneField(Dossier, models.PROTECT, editable=False)
    title_kk = models.CharField(max_length=300, blank=True)
    title_ru = models.CharField(max_length=300, blank=True)
    started_at = models.DateTimeField(editable=False)

    class Meta:
        indexes = [
            models.Index(
                fields=["holder", "due_at"], condition=Q(open=True), name="case_held_by_person"
            ),
            models.Index(
                fields=["holder_role", "region", "due_at"],
                condition=Q(open=True) & Q(holder=None),
                name="case_held_by_role",
            ),
            models.Index(fields=["process_code", "-held_since"], name="case_by_process"),
        ]
        constraints = [
            models.CheckConstraint(
                name="case_open_has_one_holder",
                condition=(
                    Q(open=True, holder__isnull=False, holder_role="")
                    | (Q(open=True, holder=None) & ~Q(holder_role=""))
                    | Q(open=False, holder=None, holder_role="", due_at=None, waiting=False)
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def keep(self, act: Act, *names: str) -> None:
        """Save what the form gave for these columns."""
        for name in names:
            setattr(self, name, act.data[name])
        self.save(update_fields=names)

    @property
    def label(self) -> str:
        """The number of the case, or its code while it has none; also its address."""
        return self.number or self.code

    @property
    def title(self) -> str:
        """The title in the active language, or in the other one."""
        first, second = self.title_kk, self.title_ru
        if get_language() != "kk":
            first, second = second, first
        return first or second


class Event(models.Model):
    """What happened: one action on one case. Inserting it is what moves the case.

    ``data`` holds JSON without floats, so that its text form is the same everywhere.
    The kernel computes ``hash`` from the previous event's hash and the whole row.
    """

    pk = models.CompositePrimaryKey("case_id", "seq")
    # The kernel has locked the case row, so a foreign key would look it up for nothing.
    case = models.ForeignKey(
        Case, models.PROTECT, related_name="events", db_constraint=False, db_index=False
    )
    seq = models.PositiveIntegerField()
    action = models.CharField(max_length=48)
    source = models.CharField(max_length=32, blank=True)
    target = models.CharField(max_length=32)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="acted",
        db_constraint=False,
        db_index=False,
    )
    on_behalf_of = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="acted_through",
        db_constraint=False,
        db_index=False,
    )
    at = models.DateTimeField()
    data = models.JSONField(default=dict)
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    holder_role = models.CharField(max_length=32, blank=True)
    waiting = models.BooleanField(default=False)
    due_at = models.DateTimeField(null=True)
    hash = models.BinaryField()

    class Meta:
        ordering = ["case_id", "seq"]

    def __str__(self) -> str:
        return f"{self.case_id}.{self.seq} {self.action}"


class DeclaredMove(models.Model):
    """A move that the code declares, for the kernel to compare events with."""

    process = models.CharField(max_length=8)
    edition = models.PositiveSmallIntegerField()
    action = models.CharField(max_length=48)
    source = models.CharField(max_length=32, blank=True)
    target = models.CharField(max_length=32)
    final = models.BooleanField()
    outcome = models.CharField(max_length=8, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["process", "edition", "action", "source", "target"],
                name="declared_move_once",
                include=["final", "outcome"],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.process}/{self.edition} {self.source} → {self.action} → {self.target}"


class Counter(models.Model):
    """The last number given in a series, such as ``EX-2026``; gap-free by its row lock."""

    series = models.CharField(max_length=24, primary_key=True)
    last = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.series}: {self.last}"


class CaseUserPermission(UserObjectPermissionBase):
    """A person may do something with one case (guardian, direct key)."""

    content_object = models.ForeignKey(Case, models.CASCADE)

    class Meta(UserObjectPermissionBase.Meta):
        indexes = [models.Index(fields=["user", "content_object"], name="case_grant_by_person")]


class CaseGroupPermission(GroupObjectPermissionBase):
    """A role may do something with one case (guardian, direct key)."""

    content_object = models.ForeignKey(Case, models.CASCADE)

    class Meta(GroupObjectPermissionBase.Meta):
        pass
