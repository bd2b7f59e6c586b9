"""Who: places, organisations, people, their roles and their ties."""

from permissions.models.absences import Absence
from permissions.models.experts import Competence, DeclaredRelation, Expert
from permissions.models.guides import ReadGuide
from permissions.models.membership import Membership
from permissions.models.people import Language, User
from permissions.models.places import District, Named, Organisation, Region, Subject

__all__ = [
    "Absence",
    "Competence",
    "DeclaredRelation",
    "District",
    "Expert",
    "Language",
    "Membership",
    "Named",
    "Organisation",
    "ReadGuide",
    "Region",
    "Subject",
    "User",
]
