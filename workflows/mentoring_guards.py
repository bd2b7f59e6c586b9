"""What must hold before a pair goes on, with the words for when it does not."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from permissions.rules import ALLOWED, Refused, Verdict
from workflows.pairs import meetings, pairing_now, waiting_for
from workflows.spec import Guard


def _waits_for_actor(case: Any, actor: Any) -> Verdict:
    if waiting_for(case, actor):
        return ALLOWED
    return Refused(_("No meeting waits for your confirmation."))


def _met(case: Any, _actor: Any) -> Verdict:
    now = pairing_now(case)
    if any(one.confirmed_at and one.pairing_id == now.pk for one in meetings(case)):
        return ALLOWED
    return Refused(_("No meeting of this pair is confirmed yet."))


def _silent(case: Any, _actor: Any) -> Verdict:
    if case.due_at is None or case.due_at < timezone.now():
        return ALLOWED
    return Refused(_("The teacher still has time to answer."))


WAITS_FOR_ACTOR = Guard("a meeting waits for the actor", _waits_for_actor)
MET = Guard("a meeting is confirmed", _met)
SILENT = Guard("the teacher let the term pass", _silent)
