"""Who signs a paper: an office, and the name of whoever holds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from permissions.models import Membership
from permissions.roles import Role
from workflows.councils.stages import sessions

if TYPE_CHECKING:
    from collections.abc import Iterable

    from permissions.models import User
    from workflows.decisions import Decision
    from workflows.models import Case


def chair(decision: Decision) -> dict[str, str]:
    """Name who chaired the session that decided."""
    if decision.motion is None:
        return signer(None, Role.COUNCIL_CHAIR)
    session = sessions().select_related("chair").get(pk=decision.motion.item.session_id)
    return signer(session.chair, Role.COUNCIL_CHAIR)


def officer(case: Case, role: Role) -> dict[str, str]:
    """Name who holds an office over the whole region of a case; nobody leaves room for a name."""
    held = Membership.objects.in_force().filter(
        Q(region=None) | Q(region=case.region_id),
        role__name=role,
        district=None,
        organisation=None,
        subject=None,
    )
    first = held.select_related("user").order_by("pk").first()
    return signer(first.user if first else None, role)


def signer(person: User | None, role: Role) -> dict[str, str]:
    """Give the line of a signature: the office, and the name with its initials in front."""
    name = ""
    if person is not None:
        parts: Iterable[str] = filter(None, (person.first_name, person.patronymic))
        name = " ".join([*(f"{part[0]}." for part in parts), person.last_name])
    return {"position": str(role.label), "name": name}
