"""Who holds an office over a case: the roles of the centre as rules, impartial where they act."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from permissions.roles import Role
from permissions.rules import holds
from workflows.authorship import IMPARTIAL

SECRETARY = holds(Role.SECRETARY, _("the secretary")) & IMPARTIAL
DISTRICT = holds(Role.DISTRICT_METHODIST, _("the methodist of the district")) & IMPARTIAL
CENTRE_HEAD = holds(Role.CENTRE_HEAD, _("the head of the centre")) & IMPARTIAL
REVOKER = (
    holds(Role.SECRETARY, _("the secretary")) | holds(Role.CENTRE_HEAD, _("the head of the centre"))
) & IMPARTIAL
CENTRE = (
    holds(Role.SECRETARY, _("the secretary"))
    | holds(Role.METHODIST, _("a methodist"))
    | holds(Role.CENTRE_HEAD, _("the head of the centre"))
)
STAFF = (
    CENTRE
    | holds(Role.DISTRICT_METHODIST, _("the methodist of the district"))
    | holds(Role.DEPARTMENT_HEAD, _("the head of the department"))
)
COUNCIL = holds(Role.COUNCIL_MEMBER, _("a member of the council")) | holds(
    Role.COUNCIL_CHAIR, _("the chair of the council")
)
