"""What follows from a decision of the council: a record, and for an approval a register entry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from permissions.rules import Refused
from workflows import certificates, conditions, numbering
from workflows.decisions import Decision, Result
from workflows.offices import REVOKER
from workflows.refusals import NotAllowed

if TYPE_CHECKING:
    from datetime import date, datetime

    from permissions.models import User
    from workflows.certificates import Certificate
    from workflows.councils.motions import Motion
    from workflows.models import Case
    from workflows.spec import Act


def approve(case: Case, act: Act, *, replaces: Decision | None = None) -> Decision:
    """Record an approval with its level, register number and day until which it is valid.

    Its conditions become child cases. ``replaces`` is an earlier decision that no longer stands.
    """
    session: Any = _session(act)
    day, year = session.day, timezone.localdate(act.at).year
    valid_until = years_after(day, session.rules.validity_years)
    number = act.record["register_number"] = (
        f"{year}/{numbering.next_number(f'register-{year}'):04d}"
    )
    decision = decide(
        case,
        act,
        Result.APPROVED,
        level=act.data["level"],
        register_number=number,
        valid_until=valid_until,
        replaces=replaces,
    )
    certificates.issue(case, decision, number=number, valid_until=valid_until)
    conditions.impose(case, act, decision)
    return decision


def decide(case: Case, act: Act, result: Result, **entry: Any) -> Decision:
    """Record what the council decided, with the vote that carried it; once for each vote."""
    motion: Motion = act.data["motion"]
    return Decision.objects.create(
        case=case,
        motion=motion,
        date=_session(act).day,
        result=result,
        present=motion.present,
        votes_for=motion.votes_for,
        votes_against=motion.against,
        abstained=motion.abstained,
        text_kk=act.data["text_kk"],
        text_ru=act.data["text_ru"],
        **entry,
    )


def revoke(certificate: Certificate, *, by: User, reason: str, at: datetime) -> None:
    """Revoke a certificate, once and for good; whoever checks it is told so.

    Raises `NotAllowed` and `NotNow`.
    """
    verdict = REVOKER(by, certificate.case)
    if isinstance(verdict, Refused):
        raise NotAllowed(verdict.reason)
    otherwise = _("The certificate is revoked already.")
    certificate.be_revoked(by=by, reason=reason, at=at, otherwise=otherwise)


def _session(act: Act) -> Any:
    motion: Motion = act.data["motion"]
    return motion.item.session.session


def years_after(day: date, years: int) -> date:
    """Give the same day some years later; for a leap day the last of February."""
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + years, day=28 if leap_day else day.day)
