"""The panel of a case: who could review it, who does, in which round."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypedDict

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.utils.translation import gettext as _

from permissions import conflicts
from permissions.conflicts import Conflict
from permissions.models import Competence, Membership, Organisation, User
from permissions.models.experts import DEFAULT_CAPACITY
from permissions.roles import Role
from workflows.authorship import makers
from workflows.models import Case
from workflows.once import once
from workflows.remarks import Remark
from workflows.spec import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from django_stubs_ext import WithAnnotations


REVIEW = "RV"


class Points(TypedDict):
    """The weighted points that a review gave, and could have given; ``None`` without scores."""

    got: int | None
    most: int | None


class Knowledge(TypedDict):
    """What the database says of an expert beside their row."""

    knows_subject: bool
    knows_language: bool
    load: int
    capacity: int | None


class Seat(models.Model):
    """A person's place on the panel of a case in one round, with their review."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="seats")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    review = models.OneToOneField(Case, models.PROTECT, related_name="seat")
    round = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "person", "round"], name="seat_once_a_round"),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.round}: {self.person}"


@dataclass(frozen=True, slots=True)
class Candidate:
    """An expert as one choice for a panel; whoever has conflicts is barred."""

    person: User
    knows_subject: bool
    knows_language: bool
    load: int
    capacity: int
    conflicts: tuple[Conflict, ...]

    @property
    def barred(self) -> bool:
        """Whether a conflict of interest keeps the person from reviewing this case."""
        return bool(self.conflicts)

    @property
    def rank(self) -> tuple[bool, bool, bool, bool, int, str]:
        """Order candidates: free ones who know subject and language and have least to do."""
        return (
            self.barred,
            not self.knows_subject,
            not self.knows_language,
            self.load >= self.capacity,
            self.load,
            self.person.full_name,
        )

    @property
    def reason(self) -> str:
        """Why the person stands where they stand in the list, in words."""
        if self.barred:
            return " ".join(str(conflict.reason) for conflict in self.conflicts)
        subject = _("same subject") if self.knows_subject else _("another subject")
        language = _("same language") if self.knows_language else _("another language")
        load = _("%(load)s of %(capacity)s reviews at once") % {
            "load": self.load,
            "capacity": self.capacity,
        }
        return f"{subject}, {language}, {load}"


def candidates(case: Case, *, language: str) -> list[Candidate]:
    """Rank every expert of the case's scope; one query for experts, two for conflicts."""
    found = list(experts(case, language))
    return ranked(found, _conflicts(case, found))


def judged(case: Case) -> set[int]:
    """Give the keys of the experts of a case, and of the case against whose decision it appeals."""
    seats = Seat.objects.filter(Q(case=case.pk) | Q(case__appeals=case.pk))
    return set(seats.values_list("person_id", flat=True))


def ranked(
    found: Iterable[WithAnnotations[User, Knowledge]], conflicts: Mapping[int, Sequence[Conflict]]
) -> list[Candidate]:
    """Put experts in the order in which they are to be asked, with their conflicts by key."""
    return sorted(
        (
            Candidate(
                person=person,
                knows_subject=person.knows_subject,
                knows_language=person.knows_language,
                load=person.load,
                capacity=person.capacity or DEFAULT_CAPACITY,
                conflicts=tuple(conflicts[person.pk]),
            )
            for person in found
        ),
        key=lambda candidate: candidate.rank,
    )


def free_of_conflicts(case: Case, people: list[User]) -> list[User]:
    """Keep those whom no conflict of interest bars from this case, as things are today."""
    found = _conflicts(case, people)
    return [person for person in people if not found[person.pk]]


def _conflicts(case: Any, people: Sequence[User]) -> dict[int, list[Conflict]]:
    authors = makers(case)
    found = conflicts.find(
        people,
        persons=authors,
        coauthors=authors - {case.initiator_id},
        organisations=employers(authors),
    )
    for person, kind in case.judged_before().items():
        if person in found:
            found[person].append(Conflict(kind))
    return found


def experts(case: Case, language: str) -> QuerySet[WithAnnotations[User, Knowledge]]:
    """List the experts of a case's scope with what makes them fit for it."""
    competent = Competence.objects.filter(expert__user=OuterRef("pk"), subject=case.subject_id)
    member = Membership.objects.in_force().filter(
        Q(region=None) | Q(region=case.region_id), user=OuterRef("pk"), role__name=Role.EXPERT
    )
    reviews = Q(held__open=True, held__process_code=REVIEW)
    return (
        User.objects.filter(Exists(member), is_active=True)
        .select_related("organisation")
        .annotate(
            knows_subject=Exists(competent),
            knows_language=Exists(competent.filter(language=language)),
            load=Count("held", filter=reviews),
            capacity=F("expert__capacity"),
        )
    )


def employers(people: set[int]) -> set[int]:
    """Give the keys of the organisations where people work."""
    found = Organisation.objects.filter(people__in=people)
    return set(found.values_list("pk", flat=True))


def all_seats(case: Case) -> list[WithAnnotations[Seat, Points]]:
    """List the seats of all rounds with persons, reviews and points, read once for the instance."""
    weight = F("review__scores__criterion__weight")
    found = Seat.objects.filter(case_id=case.pk).select_related("person", "review").order_by("pk")
    points = found.annotate(got=Sum(F("review__scores__value") * weight), most=Sum(weight))
    return once(case, "seats", lambda: list(points))


def done_by(person: User, since: date, until: date) -> list[Case]:
    """List the reviews of a person that were accepted in a period, both days included."""
    accepted = Case.objects.filter(
        seat__person=person,
        outcome=Outcome.POSITIVE,
        held_since__date__gte=since,
        held_since__date__lte=until,
    )
    return list(accepted.select_related("subject").order_by("held_since", "pk"))


def send_what_they_found(case: Case) -> None:
    """Send the author the remarks of the latest round, where none of that round was sent.

    A council that asks for a revision decided on them; what was held back when others were sent
    stays held back. Takes one statement.
    """
    last = Seat.objects.filter(case_id=case.pk).order_by("-round").values("round")[:1]
    of_round = Remark.objects.filter(
        case_id=case.pk, review__outcome=Outcome.POSITIVE, review__seat__round=Subquery(last)
    )
    waiting = of_round.filter(sent=False).exclude(Exists(of_round.filter(sent=True)))
    Remark.objects.filter(pk__in=waiting.values("pk")).update(sent=True)


def panel_now(case: Any) -> list[WithAnnotations[Seat, Points]]:
    """List the seats of the current round, read once for the instance of the case."""
    return [seat for seat in all_seats(case) if seat.round == case.round]


def seats(case: Case, round_number: int) -> models.QuerySet[Seat]:
    """List the seats of one round with their reviews."""
    return Seat.objects.filter(case_id=case.pk, round=round_number).select_related("review")
