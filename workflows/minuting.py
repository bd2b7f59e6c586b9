"""After a session of a council: its minutes are written, signed and never changed again."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from documents.models import Version
from documents.papers.typesetting import Kind
from permissions.models import User
from workflows import minutes_shown, queue
from workflows.asks import minutes as asks
from workflows.asks.sessions import RecallForm
from workflows.asks.signing import SignForm
from workflows.councils import guards, minutes, minutes_guards, papers
from workflows.councils.agenda import AgendaItem, Recusal
from workflows.councils.rules import CHAIR, KEEPER
from workflows.councils.stages import CHAIR_SIGNS, CLOSED, SECRETARY_SIGNS, SIGNED
from workflows.models import Case
from workflows.shown import Section
from workflows.signatures import Capacity, Signing, sign
from workflows.spec import Act, action

KEPT_BACK = {papers.FILED_AS[kind] for kind in (Kind.MINUTES, Kind.AGENDA)}


class Minuted(Case):
    """What happens in ``closed`` and while the minutes are being signed (Regulation 5.2.7)."""

    opening_kk = models.TextField(blank=True)
    opening_ru = models.TextField(blank=True)

    class Meta:
        abstract = True

    def to_sign(self) -> Version | None:
        """Give the frozen minutes, once they are finished."""
        waiting = self.state in {SECRETARY_SIGNS, CHAIR_SIGNS}
        return minutes.frozen(self) if waiting else None

    def keeps_back(self, person: User, version: Version) -> bool:
        """Tell whether a paper is kept from a person who was recused from an item.

        Neither the agenda with its rapporteurs nor the minutes; whoever signs reads them.
        """
        signs: set[int] = {self.chair_id, self.secretary_id}  # type: ignore[attr-defined]
        if person.pk in signs or version.document.kind.code not in KEPT_BACK:
            return False
        return Recusal.objects.filter(item__session=self.pk, person=person.pk).exists()

    def sections(self, person: User) -> list[Section]:
        """Show the minutes and who signed them."""
        return minutes_shown.sections(self, person)

    @action(
        _("Write the minutes"),
        source=CLOSED,
        by=KEEPER,
        form=asks.MinutesForm,
        told=_("The minutes were edited"),
    )
    def edit_minutes(self, act: Act) -> None:
        """Say what was heard, beside what was recorded in the session."""
        self.opening_kk, self.opening_ru = act.data["opening_kk"], act.data["opening_ru"]
        self.save(update_fields=["opening_kk", "opening_ru"])
        for item, heard in act.data["heard"].items():
            item.heard_kk, item.heard_ru = heard["kk"], heard["ru"]
        AgendaItem.objects.bulk_update(act.data["heard"], ["heard_kk", "heard_ru"])

    @action(
        _("Finish the minutes"),
        source=CLOSED,
        target=SECRETARY_SIGNS,
        by=KEEPER,
        needs=(guards.ALL_APPLIED, minutes_guards.BOTH_LANGUAGES),
        confirm=_("The minutes are set in type and can no longer be edited."),
        told=_("The minutes were finished"),
    )
    def finish_minutes(self, act: Act) -> None:
        """Freeze the minutes for signature: one file, in both languages."""
        act.record["sha256"] = minutes.freeze(self, act.at).sha256

    @action(
        _("Edit the minutes again"),
        source=(SECRETARY_SIGNS, CHAIR_SIGNS),
        target=CLOSED,
        by=KEEPER | CHAIR,
        form=RecallForm,
        told=_("The minutes were taken back to be edited"),
    )
    def reopen_minutes(self, act: Act) -> None:
        """Take the finished minutes back before they are signed by both.

        The next time they are another version; signatures of this one count no more.
        """

    @action(
        _("Sign the minutes"),
        source=SECRETARY_SIGNS,
        target=CHAIR_SIGNS,
        by=KEEPER,
        form=SignForm,
        told=_("The secretary signed the minutes"),
    )
    def sign_as_secretary(self, act: Act) -> None:
        """Sign as who kept the minutes."""
        self._sign(act, Capacity.SECRETARY)

    @action(
        _("Sign the minutes as chair"),
        source=CHAIR_SIGNS,
        target=SIGNED,
        by=CHAIR,
        form=SignForm,
        needs=(minutes_guards.SECRETARY_SIGNED,),
        told=_("The chair signed the minutes"),
    )
    def sign_as_chair(self, act: Act) -> None:
        """Sign as who chaired the session; from now on nothing of it changes."""
        self._sign(act, Capacity.CHAIR)
        queue.defer(*minutes.extract_jobs(self))

    def _sign(self, act: Act, capacity: str) -> None:
        version, signing = self.to_sign(), act.data["signing"]
        if version is None or not isinstance(signing, Signing):
            raise ValueError(self)
        sign(version, signing, signer=act.actor, capacity=capacity, by=act.actor, at=act.at)
