"""Small processes that the engine is tested with; nothing here is part of the product.

``TY``: a proposal that is checked, or split into parts that are done side by side. ``TC``: such a
part. ``TE``: a matter whose second edition adds a hearing and drops the quick way. ``TS``: a sheet
that the chair and the secretary sign.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.db import models
from django.db.models import TextChoices

from documents.models import Version
from permissions.models import Region, User
from permissions.roles import Role
from permissions.rules import ALLOWED, Refused, Verdict, has_role, holds, is_person, is_system
from tests.workflows.matters import Matter
from tests.workflows.timed import Timed
from workflows import engine, numbering, signatures, signed
from workflows.ask import Ask
from workflows.asks.signing import ScanForm, SignForm
from workflows.models import Case
from workflows.spec import (
    Act,
    Children,
    Guard,
    InRole,
    Outcome,
    Person,
    Process,
    Step,
    Term,
    Unlimited,
    action,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workflows.shown import Section

AUTHOR = is_person("initiator", "the author")
SECRETARY = holds(Role.SECRETARY, "the secretary")


class Opening(Ask):
    title = forms.CharField(label="Title", max_length=20)

    def fields_of_case(self) -> dict[str, Any]:
        region = Region.objects.get(code="kostanay")
        return {"title_kk": self.cleaned_data["title"], "region": region}


class Reason(Ask):
    reason = forms.CharField(label="Reason")
    recorded = ("reason",)


class Workers(Ask):
    workers = forms.ModelMultipleChoiceField(User.objects, label="Workers")
    recorded = ("workers",)


def _all_parts_done(case: Case, _actor: User) -> Verdict:
    if Case.objects.filter(parent_id=case.pk, open=True).exists():
        return Refused("A part is still being done.")
    return ALLOWED


def _has_title(case: Case, _actor: User) -> Verdict:
    return ALLOWED if case.title_kk != "untitled" else Refused("It needs a title.")


class ToyState(TextChoices):
    DRAFT = "draft", "Draft"
    CHECK = "check", "Being checked"
    PARTS = "parts", "Parts being done"
    DONE = "done", "Done"
    REFUSED = "refused", "Refused"


class Toy(Case):
    answers = models.JSONField(default=dict)

    process = Process(
        code="TY",
        label="Toy",
        states=ToyState,
        initial=ToyState.DRAFT,
        steps={
            ToyState.DRAFT: Step(Person("initiator", "the author"), Unlimited()),
            ToyState.CHECK: Step(InRole(Role.SECRETARY, "the secretary"), Term(3)),
            ToyState.PARTS: Step(
                Children("TC", Person("initiator", "the author"), "the workers"), Term(10)
            ),
            ToyState.DONE: Step(outcome=Outcome.POSITIVE),
            ToyState.REFUSED: Step(outcome=Outcome.NEGATIVE),
        },
        source="kk 3.9",
        seen_by=SECRETARY,
        opens=has_role(Role.AUTHOR, "an author"),
        start_form=Opening,
    )

    class Meta:
        app_label = "toys"

    @action(
        "Submit",
        by=AUTHOR,
        needs=(Guard("title", _has_title),),
        source=ToyState.DRAFT,
        target=ToyState.CHECK,
    )
    def submit(self, act: Act) -> None:
        if not self.number:
            self.number = f"TY-{numbering.next_number('TY'):04}"
            self.save(update_fields=["number"])

    @action("Note", by=AUTHOR, form=Reason, source=ToyState.DRAFT)
    def note(self, act: Act) -> None:
        self.answers = {"note": act.data["reason"]}
        self.save(update_fields=["answers"])

    @action("Split", by=SECRETARY, form=Workers, source=ToyState.CHECK, target=ToyState.PARTS)
    def split(self, act: Act) -> None:
        for worker in act.data["workers"]:
            engine.start_children(
                self, "TC", actor=act.actor, children=[{"worker": worker}], at=act.at
            )

    @action(
        "Gather",
        by=is_system(),
        needs=(Guard("parts", _all_parts_done),),
        after_children="TC",
        source=ToyState.PARTS,
        target=ToyState.CHECK,
    )
    def gather(self, act: Act) -> None:
        act.record["parts"] = Case.objects.filter(parent_id=self.pk).count()

    @action("Approve", by=SECRETARY, source=ToyState.CHECK, target=ToyState.DONE)
    def approve(self, act: Act) -> None:
        """Nothing else happens."""

    @action("Refuse", by=SECRETARY, form=Reason, source=ToyState.CHECK, target=ToyState.REFUSED)
    def refuse(self, act: Act) -> None:
        """The reason is in the event."""


class PartState(TextChoices):
    WORK = "work", "Being done"
    DONE = "done", "Done"


class Part(Case):
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    process = Process(
        code="TC",
        label="Part of a toy",
        states=PartState,
        initial=PartState.WORK,
        steps={
            PartState.WORK: Step(Person("worker", "the worker"), Term(5)),
            PartState.DONE: Step(outcome=Outcome.POSITIVE),
        },
        source="kk 3.9",
        seen_by=SECRETARY,
    )

    class Meta:
        app_label = "toys"

    @action(
        "Finish", by=is_person("worker", "the worker"), source=PartState.WORK, target=PartState.DONE
    )
    def finish(self, act: Act) -> None:
        """Nothing else happens."""


class EditionState(TextChoices):
    OPEN = "open", "Open"
    QUICK = "quick", "Quick way"
    HEARING = "hearing", "Hearing"
    DONE = "done", "Done"


class Changing(Case):
    process = Process(
        code="TE",
        label="Toy that changes",
        states=EditionState,
        initial=EditionState.OPEN,
        steps={
            EditionState.OPEN: Step(Person("initiator", "the author"), Term(5)),
            EditionState.QUICK: Step(Person("initiator", "the author"), Term(1), until=1),
            EditionState.HEARING: Step(Person("initiator", "the author"), Term(9), since=2),
            EditionState.DONE: Step(outcome=Outcome.NEUTRAL),
        },
        source="kk 3.9",
        seen_by=SECRETARY,
        opens=has_role(Role.AUTHOR, "an author"),
        start_form=Opening,
        edition=2,
    )

    class Meta:
        app_label = "toys"

    @action("Hurry", by=AUTHOR, until=1, source=EditionState.OPEN, target=EditionState.QUICK)
    def hurry(self, act: Act) -> None:
        """Nothing else happens."""

    @action("Hear", by=AUTHOR, since=2, source=EditionState.OPEN, target=EditionState.HEARING)
    def hear(self, act: Act) -> None:
        """Nothing else happens."""

    @action("Close", by=AUTHOR, until=1, source=EditionState.QUICK, target=EditionState.DONE)
    def close(self, act: Act) -> None:
        """Nothing else happens."""

    @action("Decide", by=AUTHOR, since=2, source=EditionState.HEARING, target=EditionState.DONE)
    def decide(self, act: Act) -> None:
        """Nothing else happens."""


class SheetState(TextChoices):
    SIGNING = "signing", "Being signed"
    SIGNED = "signed", "Signed"


CHAIR = holds(Role.COUNCIL_CHAIR, "the chair")


def _is_signed(case: Any, _actor: User) -> Verdict:
    version = case.to_sign()
    if version and signatures.is_signed_by(version, ("chair", "secretary")):
        return ALLOWED
    return Refused("Not everybody has signed.")


class Sheet(Case):
    process = Process(
        code="TS",
        label="Toy to sign",
        states=SheetState,
        initial=SheetState.SIGNING,
        steps={
            SheetState.SIGNING: Step(InRole(Role.SECRETARY, "the secretary"), Unlimited()),
            SheetState.SIGNED: Step(outcome=Outcome.POSITIVE),
        },
        source="kk 3.9",
        seen_by=SECRETARY | CHAIR,
        opens=has_role(Role.AUTHOR, "an author"),
        start_form=Opening,
    )

    class Meta:
        app_label = "toys"

    def to_sign(self) -> Version | None:
        return Version.objects.filter(document__dossier=self.dossier, rendered=True).last()

    def sections(self, _person: User) -> list[Section]:
        versions = Version.objects.filter(document__dossier=self.dossier, rendered=True)
        shown = signed.section(
            self, versions.select_related("document__kind"), wanted=("chair", "secretary")
        )
        return [shown] if shown else []

    def _sign(self, act: Act, capacity: str, signer: User) -> None:
        version = self.to_sign()
        assert version
        signing = act.data["signing"]
        signatures.sign(version, signing, signer=signer, capacity=capacity, by=act.actor, at=act.at)

    @action("Sign as chair", by=CHAIR, form=SignForm, source=SheetState.SIGNING)
    def sign_as_chair(self, act: Act) -> None:
        self._sign(act, "chair", act.actor)

    @action("Sign as secretary", by=SECRETARY, form=SignForm, source=SheetState.SIGNING)
    def sign_as_secretary(self, act: Act) -> None:
        self._sign(act, "secretary", act.actor)

    @action("File the chair's signature", by=SECRETARY, form=ScanForm, source=SheetState.SIGNING)
    def file_paper(self, act: Act) -> None:
        chair = User.objects.get(memberships__role__name=Role.COUNCIL_CHAIR)
        self._sign(act, "chair", chair)

    @action(
        "Close",
        by=SECRETARY,
        needs=(Guard("signed", _is_signed),),
        source=SheetState.SIGNING,
        target=SheetState.SIGNED,
    )
    def close(self, act: Act) -> None:
        """Nothing else happens."""


MODELS: tuple[type[Case], ...] = (Toy, Part, Changing, Sheet, Matter, Timed)
BY_CODE: Mapping[str, type[Case]] = {model.process.code: model for model in MODELS}
