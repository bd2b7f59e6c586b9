"""Conflicts of interest: who must not judge a case, and why.

Everything here looks at persons, never at roles: a secretary or a chair is barred
like anybody else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _

from permissions.models import DeclaredRelation, Membership, User

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

NONE: frozenset[int] = frozenset()


class Kind(TextChoices):
    """What ties a person to a case."""

    OWN = "own", _("This is the person's own case.")
    COAUTHOR = "coauthor", _("The person is a co-author in this case.")
    ORGANISATION = "organisation", _("The person works in the organisation that the case is from.")
    MENTOR = "mentor", _("The person and someone in this case are mentor and mentee.")
    RELATION = "relation", _("The person has declared a tie with someone in this case.")


@dataclass(frozen=True, slots=True)
class Conflict:
    """A tie of one person to one case, with the reason in words."""

    kind: Kind

    @property
    def reason(self) -> StrOrPromise:
        """Say in a sentence what the tie is."""
        return self.kind.label


def find(
    people: Iterable[User],
    *,
    persons: AbstractSet[int],
    organisations: AbstractSet[int],
    coauthors: AbstractSet[int] = NONE,
) -> dict[int, list[Conflict]]:
    """Find the conflicts of many candidates with one case, in two queries.

    ``persons`` are the keys of everybody whose case it is; those of them in ``coauthors``
    are called so. ``organisations`` are the keys of the organisations that the case is
    from. The answer has a key for every candidate, with an empty list for the free.
    """
    candidates = list(people)
    keys = {person.pk for person in candidates}
    working = _working_in(keys, organisations)
    tied = _tied_to(keys, persons)
    return {
        person.pk: [
            Conflict(kind)
            for kind in Kind
            if kind in tied[person.pk]
            or (kind is Kind.OWN and person.pk in persons - coauthors)
            or (kind is Kind.COAUTHOR and person.pk in coauthors)
            or (
                kind is Kind.ORGANISATION
                and (person.organisation_id in organisations or person.pk in working)
            )
        ]
        for person in candidates
    }


def of(
    person: User,
    *,
    persons: AbstractSet[int],
    organisations: AbstractSet[int],
    coauthors: AbstractSet[int] = NONE,
) -> list[Conflict]:
    """Find the conflicts of one person with one case, as ``find`` does for many."""
    found = find([person], persons=persons, organisations=organisations, coauthors=coauthors)
    return found[person.pk]


def _working_in(keys: set[int], organisations: AbstractSet[int]) -> set[int]:
    memberships = Membership.objects.in_force().filter(
        user__in=keys, organisation__in=list(organisations)
    )
    return set(memberships.values_list("user_id", flat=True))


def _tied_to(keys: set[int], persons: AbstractSet[int]) -> dict[int, set[Kind]]:
    others = list(persons)
    relations = DeclaredRelation.objects.filter(
        Q(person__in=keys, other__in=others) | Q(person__in=others, other__in=keys)
    ).values_list("person_id", "other_id", "kind")
    tied: dict[int, set[Kind]] = defaultdict(set)
    for person, other, relation in relations:
        kind = Kind.MENTOR if relation == DeclaredRelation.Kind.MENTOR else Kind.RELATION
        tied[person].add(kind)
        tied[other].add(kind)
    return tied
