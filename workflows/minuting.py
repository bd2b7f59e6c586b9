"""After a session of a council: its minutes are written, signed and never changed again."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from workflows.asks import minutes as asks
from workflows.councils import guards
from workflows.councils.rules import CHAIR, KEEPER
from workflows.councils.stages import CHAIR_SIGNS, CLOSED, SECRETARY_SIGNS, SIGNED
from workflows.models import Case
from workflows.spec import Act, action


class Minuted(Case):
    """What happens in ``closed`` and while the minutes are being signed (Regulation 5.2.7)."""

    opening_kk = models.TextField(blank=True)
    opening_ru = models.TextField(blank=True)

    class Meta:
        abstract = True

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

    @action(
        _("Finish the minutes"),
        source=CLOSED,
        target=SECRETARY_SIGNS,
        by=KEEPER,
        needs=(guards.ALL_APPLIED,),
        confirm=_("The minutes are set in type and can no longer be edited."),
        told=_("The minutes were finished"),
    )
    def finish_minutes(self, act: Act) -> None:
        """Freeze the minutes for signature."""

    @action(
        _("Edit the minutes again"),
        source=(SECRETARY_SIGNS, CHAIR_SIGNS),
        target=CLOSED,
        by=KEEPER | CHAIR,
        form=asks.BackForm,
        told=_("The minutes were taken back to be edited"),
    )
    def reopen_minutes(self, act: Act) -> None:
        """Take the finished minutes back before they are signed by both."""

    @action(
        _("Sign the minutes"),
        source=SECRETARY_SIGNS,
        target=CHAIR_SIGNS,
        by=KEEPER,
        told=_("The secretary signed the minutes"),
    )
    def sign_as_secretary(self, act: Act) -> None:
        """Sign as who kept the minutes."""

    @action(
        _("Sign the minutes as chair"),
        source=CHAIR_SIGNS,
        target=SIGNED,
        by=CHAIR,
        told=_("The chair signed the minutes"),
    )
    def sign_as_chair(self, act: Act) -> None:
        """Sign as who chaired the session; from now on nothing of it changes."""
