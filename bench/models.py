"""A smallest process, and the same matter as an application without Sarap would keep it."""

from __future__ import annotations

from django.db import models
from django.db.models import TextChoices
from django_fsm import FSMField, transition

from permissions.roles import Role
from permissions.rules import has_role, is_person
from workflows import registry
from workflows.models import Case
from workflows.spec import Act, Outcome, Person, Process, Step, Term, action

OWNER = is_person("initiator", "the initiator")
with_owner = Person("initiator", "the initiator")


class State(TextChoices):
    HERE = "here", "Here"
    THERE = "there", "There"
    DONE = "done", "Done"


@registry.register
class Flow(Case):
    """A case that goes there and back: nothing is asked for, nobody else is let in."""

    process = Process(
        code="BENCH",
        label="Bench",
        source="bench/README.md",
        states=State,
        initial=State.HERE,
        steps={
            State.HERE: Step(with_owner, Term(3)),
            State.THERE: Step(with_owner, Term(5)),
            State.DONE: Step(outcome=Outcome.NEUTRAL),
        },
        seen_by=OWNER,
        opens=has_role(Role.AUTHOR, "an author"),
    )

    class Meta:
        app_label = "bench"

    @action("Go", source=State.HERE, target=State.THERE, by=OWNER)
    def go(self, act: Act) -> None:
        """Nothing else happens."""

    @action("Return", source=State.THERE, target=State.HERE, by=OWNER)
    def come_back(self, act: Act) -> None:
        """Nothing else happens."""

    @action("End", source=State.THERE, target=State.DONE, by=OWNER)
    def end(self, act: Act) -> None:
        """Nothing else happens."""


class PlainCase(models.Model):
    """The columns of a case in one table that nothing guards; made by `bench.database`."""

    code = models.CharField(max_length=12)
    number = models.CharField(max_length=32, null=True)  # noqa: DJ001 - as Case has it
    process = models.CharField(max_length=8)
    edition = models.PositiveSmallIntegerField()
    state = FSMField(max_length=32)
    version = models.PositiveIntegerField()
    head = models.BinaryField()
    open = models.BooleanField()
    outcome = models.CharField(max_length=8)
    holder_id = models.BigIntegerField(null=True)
    holder_role = models.CharField(max_length=32)
    waiting = models.BooleanField()
    held_since = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    parent_id = models.BigIntegerField(null=True)
    initiator_id = models.BigIntegerField()
    region_id = models.BigIntegerField(null=True)
    district_id = models.BigIntegerField(null=True)
    organisation_id = models.BigIntegerField(null=True)
    subject_id = models.BigIntegerField(null=True)
    terms_id = models.BigIntegerField(null=True)
    dossier_id = models.BigIntegerField()
    title_kk = models.CharField(max_length=300)
    title_ru = models.CharField(max_length=300)
    started_at = models.DateTimeField()

    objects: models.Manager[PlainCase] = models.Manager()

    class Meta:
        app_label = "bench"
        managed = False
        db_table = "plain_case"

    def __str__(self) -> str:
        return self.code

    @transition(field="state", source=State.HERE, target=State.THERE)
    def go(self) -> None:
        """Nothing else happens."""

    @transition(field="state", source=State.THERE, target=State.HERE)
    def come_back(self) -> None:
        """Nothing else happens."""


class PlainEvent(models.Model):
    """The columns of an event, without a kernel."""

    pk = models.CompositePrimaryKey("case_id", "seq")
    case_id = models.BigIntegerField()
    seq = models.PositiveIntegerField()
    action = models.CharField(max_length=48)
    source = models.CharField(max_length=32)
    target = models.CharField(max_length=32)
    actor_id = models.BigIntegerField()
    on_behalf_of_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    data = models.JSONField()
    holder_id = models.BigIntegerField(null=True)
    holder_role = models.CharField(max_length=32)
    waiting = models.BooleanField()
    due_at = models.DateTimeField(null=True)
    hash = models.BinaryField()

    objects: models.Manager[PlainEvent] = models.Manager()

    class Meta:
        app_label = "bench"
        managed = False
        db_table = "plain_event"

    def __str__(self) -> str:
        return f"{self.case_id}.{self.seq}"
