"""Who may act in a session of a council."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from permissions.roles import Role
from permissions.rules import (
    ALLOWED,
    Refused,
    Rule,
    Verdict,
    everybody,
    has_role,
    holds,
    is_person,
    nobody,
    only,
)
from workflows import registry
from workflows.councils.bodies import VOTING, CouncilMember
from workflows.councils.stages import SESSION, sessions
from workflows.councils.voting import voters

if TYPE_CHECKING:
    from permissions.models import User

SECRETARY = holds(Role.SECRETARY, _("the secretary"))
ANY_SECRETARY = has_role(Role.SECRETARY, _("the secretary"))
CHAIR = is_person("chair", _("who chairs the session"))
KEEPER = is_person("secretary", _("who keeps the minutes"))


def _decides(person: User, case: Any) -> Verdict:
    model = registry.model(SESSION)
    session = case if isinstance(case, model) else sessions().get(pk=case.pk)
    if person.pk in {voter.pk for voter in voters(session)}:
        return ALLOWED
    return only(_("a member of this council"))


def _sits(person: User) -> Q:
    seats = CouncilMember.objects.filter(
        Q(until=None) | Q(until__gt=OuterRef("day")),
        council=OuterRef("council"),
        person=person.pk,
        since__lte=OuterRef("day"),
        office__in=VOTING,
    )
    return Q(pk__in=sessions().filter(Exists(seats)).values("pk"))


MEMBER = Rule(who=_("a member of this council"), decide=_decides, rows=_sits)

BY_COUNCIL = Rule(
    who=_("the council, in its session"),
    decide=lambda person, _case: (
        ALLOWED if person.is_system else Refused(_("The council decides this in its session."))
    ),
    rows=lambda person: everybody() if person.is_system else nobody(),
)
