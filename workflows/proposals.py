"""A panel proposed for each of several cases at once, so that the work is spread fairly."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from permissions import conflicts
from permissions.conflicts import Conflict
from permissions.models import User
from workflows import panel
from workflows.asks.leading import DEFAULT_PANEL
from workflows.authorship import Coauthor
from workflows.panel import Seat

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workflows.panel import Candidate


@dataclass(frozen=True, slots=True)
class Proposal:
    """The experts of a case, best first, and the keys of those proposed for its panel."""

    case: Any
    candidates: tuple[Candidate, ...]
    proposed: frozenset[int]


def propose(cases: Sequence[Any]) -> list[Proposal]:
    """Propose the best free panel for each case, as if those before it were assigned already.

    Takes five statements, one for each region, subject and language of the cases, and one for
    each appeal.
    """
    ranked = _ranked(cases)
    asked: Counter[int] = Counter()
    found = []
    for case in cases:
        now = [replace(c, load=c.load + asked[c.person.pk]) for c in ranked[case.pk]]
        now.sort(key=lambda candidate: candidate.rank)
        free = [c.person.pk for c in now if not c.barred and c.load < c.capacity]
        proposed = free[:DEFAULT_PANEL]
        asked.update(proposed)
        found.append(Proposal(case, tuple(now), frozenset(proposed)))
    return found


def _ranked(cases: Sequence[Any]) -> dict[int, list[Candidate]]:
    """Rank the experts of each case by its key, as `panel.candidates` does for one."""
    coauthors = _coauthors(cases)
    makers = {case.pk: {case.initiator_id, *coauthors[case.pk]} for case in cases}
    everybody = {person for made_by in makers.values() for person in made_by}
    employers = _employers(everybody)
    taken = _taken(cases)
    experts = {}
    for case in cases:
        key = (case.region_id, case.subject_id, case.language)
        if key not in experts:
            experts[key] = list(panel.experts(case, case.language))
    known = conflicts.ties(
        {person for some in experts.values() for person in some},
        persons=everybody,
        organisations=set(employers.values()),
    )
    ranked = {}
    for case in cases:
        organisations = {employers[p] for p in makers[case.pk] if p in employers}
        some = [
            person
            for person in experts[case.region_id, case.subject_id, case.language]
            if person.pk not in taken[case.pk] | {case.methodist_id}
        ]
        found = {
            person.pk: known.conflicts(
                person,
                persons=makers[case.pk],
                coauthors=coauthors[case.pk],
                organisations=organisations,
            )
            for person in some
        }
        for key, kind in case.judged_before().items():
            if key in found:
                found[key].append(Conflict(kind))
        ranked[case.pk] = panel.ranked(some, found)
    return ranked


def _coauthors(cases: Sequence[Any]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    named = Coauthor.objects.filter(case_id__in=[case.pk for case in cases])
    for case, person in named.values_list("case_id", "person_id"):
        found[case].add(person)
    return found


def _employers(people: set[int]) -> dict[int, int]:
    """Give the organisations of those who have one, by the key of the person."""
    employed = User.objects.filter(pk__in=people, organisation__isnull=False)
    rows: list[tuple[int, int]] = list(employed.values_list("pk", "organisation"))
    return dict(rows)


def _taken(cases: Sequence[Any]) -> dict[int, set[int]]:
    """Give, by the key of each case, who sits on the panel of its current round."""
    rounds = {case.pk: case.round for case in cases}
    found: dict[int, set[int]] = defaultdict(set)
    for seat in Seat.objects.filter(case_id__in=rounds):
        if seat.round == rounds[seat.case_id]:
            found[seat.case_id].add(seat.person_id)
    return found
