"""The mails about due dates: to the holder, to the holder's superior, to who applied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language, gettext, override

from permissions.models import Membership, User
from workflows import registry
from workflows.deadlines_sweep import AFTER, BEFORE, ON

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workflows.models import Case


def holders(case: Case) -> list[User]:
    """List who has the ball: the person, or everybody who holds the role for the case."""
    if case.holder is not None:
        return [case.holder]
    return in_role(case, case.holder_role)


def in_role(case: Case, role: str) -> list[User]:
    """List the active persons who hold a role in a scope that covers a case."""
    rows = Membership.objects.in_force().filter(role__name=role, user__is_active=True)
    found = rows.select_related("user").order_by("user_id")
    return list({m.user_id: m.user for m in found if m.covers(case)}.values())


def remind(case: Case, kind: str) -> None:
    """Remind the holders of a case, before, on or after its due date."""
    for person in holders(case):
        with override(person.language):
            said = {
                BEFORE: gettext("The term of the case ends on %(due)s."),
                ON: gettext("The term of the case ends today, %(due)s."),
                AFTER: gettext("The term of the case ended on %(due)s. Please act now."),
            }[kind]
            _send(case, person, [said % _due(case)])


def tell_superiors(case: Case, role: str) -> None:
    """Tell the superiors of the holder that a case is late."""
    late = {person.pk for person in holders(case)}
    for person in in_role(case, role):
        if person.pk in late:
            continue
        with override(person.language):
            said = gettext("The term of the case ended on %(due)s and nobody has acted since.")
            with_whom = gettext("It is with: %(holder)s.") % {"holder": _with(case)}
            _send(case, person, [said % _due(case), with_whom])


def tell_extended(case: Case, reason: str) -> None:
    """Tell whoever began a case that its term was extended, and why."""
    person = case.initiator
    with override(person.language):
        said = gettext("The term of your case was extended; it ends on %(due)s now.")
        why = gettext("Reason: %(reason)s") % {"reason": reason}
        _send(case, person, [said % _due(case), why])


def _with(case: Case) -> str:
    holder = registry.step_of(case).holder
    return case.holder.full_name if case.holder else str(holder.label if holder else "")


def _due(case: Case) -> dict[str, str]:
    day = timezone.localtime(case.due_at, timezone.get_default_timezone())
    return {"due": f"{day:%d.%m.%Y %H:%M}"}


def _send(case: Case, person: User, lines: Iterable[str]) -> None:
    if not person.email:
        return
    context = {
        "case": case,
        "lines": list(lines),
        "state": registry.state_label(case),
        "process": registry.process_of(case).label,
        "centre": settings.SARAP_CENTRE[get_language() or "kk"],
        "address": f"{settings.SARAP_ADDRESS}/cases/{case.label}/",
    }
    subject = gettext("%(number)s: due date") % {"number": case.label}
    body = render_to_string("workflows/mail/due.txt", context)
    mail = EmailMultiAlternatives(subject, body, to=[person.email])
    mail.attach_alternative(render_to_string("workflows/mail/due.html", context), "text/html")
    mail.extra_headers["References"] = f"<case-{case.code}@sarap>"
    mail.send()
