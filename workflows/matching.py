"""Who could mentor the teacher of a case, the best first, each explained in words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypedDict

from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils.translation import gettext as _

from permissions import conflicts
from permissions.conflicts import Conflict, Kind
from permissions.models import Competence, Membership, User
from permissions.roles import Role
from workflows.pairs import DEFAULT_PLACES, Pairing, PairState

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django_stubs_ext import WithAnnotations


class Past(StrEnum):
    """What a mentor and the teacher had to do with each other before."""

    TOGETHER = "together"
    NOTHING = "nothing"
    DECLINED = "declined"
    CHANGED = "changed"


class Known(TypedDict):
    """What the database says of a mentor beside their row."""

    knows_subject: bool
    knows_language: bool
    same_district: bool
    load: int
    places: int | None
    together: bool
    declined: bool
    changed: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mentor as one choice for a case; whoever has conflicts or no free place is barred."""

    person: User
    knows_subject: bool
    knows_language: bool
    same_district: bool
    load: int
    places: int
    past: Past
    conflicts: tuple[Conflict, ...]

    @property
    def free(self) -> int:
        """How many teachers more the mentor can take."""
        return max(self.places - self.load, 0)

    @property
    def barred(self) -> bool:
        """Whether the mentor cannot be asked."""
        return bool(self.conflicts) or not self.free

    @property
    def rank(self) -> tuple[bool, bool, bool, bool, bool, bool, int, str]:
        """Order by subject, language, district, earlier work together, then by free places.

        Whoever declined this case or left it comes after everybody who can be asked anew.
        """
        return (
            self.barred,
            self.past in {Past.DECLINED, Past.CHANGED},
            not self.knows_subject,
            not self.knows_language,
            not self.same_district,
            self.past != Past.TOGETHER,
            -self.free,
            self.person.full_name,
        )

    @property
    def reason(self) -> str:
        """Why the mentor stands where they stand in the list, in words."""
        if self.conflicts:
            return " ".join(str(conflict.reason) for conflict in self.conflicts)
        said = [
            _("same subject") if self.knows_subject else _("another subject"),
            _("same language") if self.knows_language else _("another language"),
            _("same district") if self.same_district else _("another district"),
            _("%(free)s of %(places)s places free") % {"free": self.free, "places": self.places},
        ]
        match self.past:
            case Past.TOGETHER:
                said.append(_("mentored this teacher before"))
            case Past.DECLINED:
                said.append(_("was asked for this request in vain"))
            case Past.CHANGED:
                said.append(_("was the mentor in this case before"))
        return ", ".join(said)


def candidates(case: Any) -> list[Candidate]:
    """Rank every mentor whose scope covers the case; one query for them, two for conflicts.

    That they were mentor and mentee before is no conflict here. The teacher and the methodist
    who reads the mentor's report are left out.
    """
    found = list(_mentors(case))
    organisations = {case.organisation_id} - {None}
    ties = conflicts.find(found, persons={case.initiator_id}, organisations=organisations)
    ranked = [
        Candidate(
            person=person,
            knows_subject=person.knows_subject,
            knows_language=person.knows_language,
            same_district=person.same_district,
            load=person.load,
            places=person.places or DEFAULT_PLACES,
            past=_past(person),
            conflicts=tuple(tie for tie in ties[person.pk] if tie.kind != Kind.MENTOR),
        )
        for person in found
    ]
    return sorted(ranked, key=lambda candidate: candidate.rank)


def _past(person: WithAnnotations[User, Known]) -> Past:
    if person.changed:
        return Past.CHANGED
    if person.declined:
        return Past.DECLINED
    return Past.TOGETHER if person.together else Past.NOTHING


def _mentors(case: Any) -> QuerySet[WithAnnotations[User, Known]]:
    of_person = {"user": OuterRef("pk"), "role__name": Role.MENTOR}
    member = Membership.objects.in_force().filter(
        Q(region=None) | Q(region=case.region_id),
        Q(district=None) | Q(district=case.district_id),
        Q(subject=None) | Q(subject=case.subject_id),
        **of_person,
    )
    competent = Competence.objects.filter(expert__user=OuterRef("pk"))
    asked = Pairing.objects.filter(mentor=OuterRef("pk"))
    here = asked.filter(case=case.pk)
    done = asked.filter(case__initiator=case.initiator_id, state=PairState.DONE)
    turned = (PairState.DECLINED, PairState.RECALLED)
    return (
        User.objects.filter(Exists(member), is_active=True)
        .exclude(pk__in=[case.initiator_id, case.methodist_id])
        .annotate(
            knows_subject=Exists(competent.filter(subject=case.subject_id))
            | Exists(member.filter(subject=case.subject_id)),
            knows_language=Q(language=case.language)
            | Exists(competent.filter(language=case.language)),
            same_district=Exists(
                User.objects.filter(pk=OuterRef("pk"), organisation__district=case.district_id)
            ),
            load=Count("mentoring", filter=Q(mentoring__open=True), distinct=True),
            places=F("mentor_places__places"),
            together=Exists(done),
            declined=Exists(here.filter(state__in=turned)),
            changed=Exists(here.filter(state=PairState.CHANGED)),
        )
    )
