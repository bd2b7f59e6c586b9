"""The roles of the centre, each a Django group of the same name."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """What a person is to the centre; a membership gives a role in a scope."""

    AUTHOR = "author", _("Author")
    ORGANISATION_HEAD = "organisation_head", _("Head of an organisation")
    DISTRICT_METHODIST = "district_methodist", _("District methodist")
    METHODIST = "methodist", _("Methodist")
    SECRETARY = "secretary", _("Secretary")
    EXPERT = "expert", _("Expert")
    COUNCIL_MEMBER = "council_member", _("Council member")
    COUNCIL_CHAIR = "council_chair", _("Council chair")
    MENTOR = "mentor", _("Mentor")
    CENTRE_HEAD = "centre_head", _("Head of the centre")
    DEPARTMENT_HEAD = "department_head", _("Head of the department")
    ADMINISTRATOR = "administrator", _("Administrator")
