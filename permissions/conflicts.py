"""Conflicts of interest: who must not judge a case, and why.

Everything here looks at persons, never at roles: a secretary or a chair is barred
like anybody else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
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
    EXPERT = "expert", _("The person has judged this case as an expert.")
    LED = "led", _("The person has led this case as a methodist.")


@dataclass(frozen=True, slots=True)
class Conflict:
    """A tie of one person to one case, with the reason in words."""

    kind: Kind

    @property
    def reason(self) -> StrOrPromise:
        """Say in a sentence what the tie is."""
        return self.kind.label


@dataclass(frozen=True, slots=True)
class Ties:
    """What ties candidates to persons and organisations, read once for many cases.

    ``working`` has the organisations of memberships by person, ``declared`` the kinds of
    tie by person and other person.
    """

    working: Mapping[int, set[int]]
    declared: Mapping[int, Mapping[int, set[Kind]]]

    def conflicts(
        self,
        person: User,
        *,
        persons: AbstractSet[int],
        organisations: AbstractSet[int],
        coauthors: AbstractSet[int] = NONE,
    ) -> list[Conflict]:
        """Give the conflicts of a candidate with a case of those that the ties were read for."""
        declared = self.declared.get(person.pk, {})
        found = {kind for other in persons for kind in declared.get(other, ())}
        if person.pk in coauthors:
            found.add(Kind.COAUTHOR)
        elif person.pk in persons:
            found.add(Kind.OWN)
        if person.organisation_id in organisations or self.working.get(person.pk, NONE) & set(
            organisations
        ):
            found.add(Kind.ORGANISATION)
        return [Conflict(kind) for kind in Kind if kind in found]


def ties(
    people: Iterable[User], *, persons: AbstractSet[int], organisations: AbstractSet[int]
) -> Ties:
    """Read what ties candidates to any of the persons and organisations, in two queries."""
    keys = {person.pk for person in people}
    return Ties(_working_in(keys, organisations), _tied_to(keys, persons))


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
    known = ties(candidates, persons=persons, organisations=organisations)
    return {
        person.pk: known.conflicts(
            person, persons=persons, organisations=organisations, coauthors=coauthors
        )
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


def _working_in(keys: set[int], organisations: AbstractSet[int]) -> dict[int, set[int]]:
    memberships = Membership.objects.in_force().filter(
        user__in=keys, organisation__in=list(organisations)
    )
    working: dict[int, set[int]] = defaultdict(set)
    for person, organisation in memberships.values_list("user_id", "organisation_id"):
        if organisation is not None:
            working[person].add(organisation)
    return working


def _tied_to(keys: set[int], persons: AbstractSet[int]) -> dict[int, dict[int, set[Kind]]]:
    others = list(persons)
    relations = DeclaredRelation.objects.filter(
        Q(person__in=keys, other__in=others) | Q(person__in=others, other__in=keys)
    ).values_list("person_id", "other_id", "kind")
    tied: dict[int, dict[int, set[Kind]]] = defaultdict(lambda: defaultdict(set))
    for person, other, relation in relations:
        kind = Kind.MENTOR if relation == DeclaredRelation.Kind.MENTOR else Kind.RELATION
        tied[person][other].add(kind)
        tied[other][person].add(kind)
    return tied
