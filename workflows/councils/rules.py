"""Who may act in a session of a council."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from permissions.models.membership import today
from permissions.roles import Role
from permissions.rules import ALLOWED, Refused, Rule, Verdict, has_role, holds, is_person, only
from workflows.councils.bodies import VOTING, CouncilMember
from workflows.councils.stages import sessions
from workflows.councils.voting import voters

if TYPE_CHECKING:
    from permissions.models import User

SECRETARY = holds(Role.SECRETARY, _("the secretary"))
ANY_SECRETARY = has_role(Role.SECRETARY, _("the secretary"))
CHAIR = is_person("chair", _("who chairs the session"))
KEEPER = is_person("secretary", _("who keeps the minutes"))


def _decides(person: User, session: Any) -> Verdict:
    if person.pk in {voter.pk for voter in voters(session)}:
        return ALLOWED
    return only(_("a member of this council"))


def _sits(person: User) -> Q:
    day = today()
    seats = CouncilMember.objects.filter(
        Q(until=None) | Q(until__gt=day), person=person.pk, since__lte=day, office__in=VOTING
    )
    found = sessions().filter(council__in=seats.values("council_id"))
    return Q(pk__in=found.values("pk"))


MEMBER = Rule(who=_("a member of this council"), decide=_decides, rows=_sits)

BY_COUNCIL = Rule(
    who=_("the council, in its session"),
    decide=lambda person, _case: (
        ALLOWED if person.is_system else Refused(_("The council decides this in its session."))
    ),
    rows=lambda person: ~Q(pk__in=()) if person.is_system else Q(pk__in=()),
)
