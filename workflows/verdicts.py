"""What follows from a decision of the council: a record, and for an approval a register entry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from permissions.rules import Refused
from workflows import certificates, numbering
from workflows.decisions import Decision, Result
from workflows.offices import REVOKER
from workflows.refusals import NotAllowed, NotNow

if TYPE_CHECKING:
    from datetime import date, datetime

    from permissions.models import User
    from workflows.certificates import Certificate
    from workflows.models import Case
    from workflows.spec import Act

VOTE = ("date", "present", "votes_for", "votes_against", "abstained", "text_kk", "text_ru")


def approve(case: Case, act: Act) -> Decision:
    """Record an approval with its level, register number and day until which it is valid."""
    year = timezone.localdate(act.at).year
    day = act.data["date"]
    valid_until = _years_after(day, act.data["rules"].validity_years)
    number = act.record["register_number"] = (
        f"{year}/{numbering.next_number(f'register-{year}'):04d}"
    )
    decision = _decide(
        case,
        act,
        Result.APPROVED,
        level=act.data["level"],
        register_number=number,
        valid_until=valid_until,
    )
    certificates.issue(case, decision, number=number, valid_until=valid_until)
    return decision


def require_revision(case: Case, act: Act) -> Decision:
    """Record that the work has to be revised."""
    return _decide(case, act, Result.REVISION)


def reject(case: Case, act: Act) -> Decision:
    """Record a rejection."""
    return _decide(case, act, Result.REJECTED)


def revoke(certificate: Certificate, *, by: User, reason: str, at: datetime) -> None:
    """Revoke a certificate, once and for good; whoever checks it is told so.

    Raises `NotAllowed` and `NotNow`.
    """
    verdict = REVOKER(by, certificate.case)
    if isinstance(verdict, Refused):
        raise NotAllowed(verdict.reason)
    revoked = type(certificate).objects.filter(pk=certificate.pk, revoked_at=None)
    if not revoked.update(revoked_at=at, revoked_by=by, revoked_reason=reason):
        raise NotNow(_("The certificate is revoked already."))


def _decide(case: Case, act: Act, result: Result, **entry: Any) -> Decision:
    vote = {name: act.data[name] for name in VOTE}
    return Decision.objects.create(case=case, result=result, **vote, **entry)


def _years_after(day: date, years: int) -> date:
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + years, day=28 if leap_day else day.day)
