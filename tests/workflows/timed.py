"""``TT``: a toy request that runs on the clock: it pauses, is extended, and closes by itself."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import TextChoices

from permissions.models import Region, User
from permissions.roles import Role
from permissions.rules import has_role, holds, is_person, is_system
from workflows.ask import Ask
from workflows.deadlines_extending import extension
from workflows.models import Case
from workflows.spec import Act, Outcome, Person, Process, Step, Term, action

AUTHOR = is_person("initiator", "the author")
WORKER = is_person("worker", "the worker")


class TimedState(TextChoices):
    WORK = "work", "In work"
    ASKED = "asked", "The author is asked"
    ANSWERED = "answered", "Answered"
    CLOSED = "closed", "Closed"


class TimedOpening(Ask):
    def fields_of_case(self) -> dict[str, Any]:
        worker = User.objects.get(username="methodist")
        region = Region.objects.get(code="kostanay")
        return {"worker": worker, "region": region, "title_kk": "Өтініш"}


class Timed(Case):
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    process = Process(
        code="TT",
        label="Toy with a clock",
        states=TimedState,
        initial=TimedState.WORK,
        steps={
            TimedState.WORK: Step(
                Person("worker", "the worker"), Term(10, over=(TimedState.WORK,))
            ),
            TimedState.ASKED: Step(Person("initiator", "the author"), Term(5)),
            TimedState.ANSWERED: Step(Person("initiator", "the author"), Term(5)),
            TimedState.CLOSED: Step(outcome=Outcome.POSITIVE),
        },
        source="kk 4.2",
        seen_by=holds(Role.SECRETARY, "the secretary"),
        opens=has_role(Role.AUTHOR, "an author"),
        start_form=TimedOpening,
    )

    class Meta:
        app_label = "toys"

    extend_term = extension(source=TimedState.WORK, by=WORKER, most=15)

    @action("Ask the author", by=WORKER, source=TimedState.WORK, target=TimedState.ASKED)
    def ask(self, act: Act) -> None:
        """Nothing else happens."""

    @action("Reply", by=AUTHOR, source=TimedState.ASKED, target=TimedState.WORK)
    def reply(self, act: Act) -> None:
        """Nothing else happens."""

    @action("Answer", by=WORKER, source=TimedState.WORK, target=TimedState.ANSWERED)
    def answer(self, act: Act) -> None:
        """Nothing else happens."""

    @action("Accept", by=AUTHOR, source=TimedState.ANSWERED, target=TimedState.CLOSED)
    def accept(self, act: Act) -> None:
        """Nothing else happens."""

    @action(
        "Close after the term",
        by=is_system(),
        source=TimedState.ANSWERED,
        target=TimedState.CLOSED,
        when_overdue=2,
    )
    def lapse(self, act: Act) -> None:
        """Nothing else happens."""
