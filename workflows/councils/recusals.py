"""Who must keep away from an item: found by the rules, or declared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from permissions import conflicts
from permissions.rules import ALLOWED, Refused, Rule
from workflows.authorship import makers
from workflows.councils.agenda import AgendaItem, Recusal, Source
from workflows.once import once
from workflows.panel import employers, judged

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from permissions.models import User
    from workflows.models import Case


def find(item: AgendaItem, people: Sequence[User], at: datetime) -> None:
    """Note whom the rules bar from an item; what was noted or declared before stays.

    A person is barred who wrote the work, works where it comes from or where one of its makers
    does, mentors one of them, has declared a tie, or has judged it as an expert, also before an
    appeal.
    """
    if item.matter is None:
        return
    found = conflicts_with(item.matter, people)
    Recusal.objects.bulk_create(
        (
            Recusal(item=item, person_id=key, source=Source.FOUND, kinds=kinds, at=at)
            for key, kinds in found.items()
            if kinds
        ),
        ignore_conflicts=True,
    )


def conflicts_with(matter: Case, people: Sequence[User]) -> dict[int, list[str]]:
    """Give, for each person, the kinds of conflict that the rules find with a case."""
    authors = makers(matter)
    own = {matter.organisation_id} if matter.organisation_id else set()
    tied = conflicts.find(
        people,
        persons=authors,
        coauthors=authors - {matter.initiator_id},
        organisations=own | employers(authors),
    )
    experts = judged(matter)
    return {
        key: [
            *(conflict.kind.value for conflict in found),
            *([conflicts.Kind.EXPERT.value] if key in experts else []),
        ]
        for key, found in tied.items()
    }


def recused(item: AgendaItem) -> set[int]:
    """Give the keys of those who take no part in an item."""
    return {recusal.person_id for recusal in item.recusals.all()}


def is_recused(person: User, case: Case) -> bool:
    """Tell whether a person keeps away from a case before a council, now or before."""
    rows = Recusal.objects.filter(item__matter=case.pk, person=person.pk)
    return once(case, f"recused {person.pk}", rows.exists)


NOT_RECUSED = Rule(
    who=_("a person who is not recused"),
    decide=lambda person, case: (
        Refused(_("You are recused from this case.")) if is_recused(person, case) else ALLOWED
    ),
    rows=lambda person: (
        ~Q(Exists(Recusal.objects.filter(item__matter=OuterRef("pk"), person=person.pk)))
    ),
)
