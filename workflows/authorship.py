"""Who made what a case is about, and who must therefore not judge it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from permissions.rules import ALLOWED, Refused, Rule, Verdict, only
from workflows.models import Case
from workflows.once import once

if TYPE_CHECKING:
    from permissions.models import User


class Coauthor(models.Model):
    """A person named as co-author of a case; each confirms or declines for themselves."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="coauthors")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "person"], name="coauthor_once"),
        ]

    def __str__(self) -> str:
        return str(self.person)


def coauthors(case: Case) -> list[Coauthor]:
    """List the co-authors of a case with their persons, read once for its instance."""
    named = Coauthor.objects.filter(case_id=case.pk).select_related("person").order_by("pk")
    return once(case, "coauthors", lambda: list(named))


def makers(case: Case) -> set[int]:
    """Give the keys of the author and the co-authors of a case, read once for its instance."""
    return {case.initiator_id, *(coauthor.person_id for coauthor in coauthors(case))}


def _refused() -> Refused:
    return Refused(_("You take part in this case as an author, so you cannot decide on it."))


def _impartial(person: User, case: Case) -> Verdict:
    return _refused() if person.pk in makers(case) else ALLOWED


def _impartial_to_parent(person: User, child: Case) -> Verdict:
    if child.parent is None:
        return ALLOWED
    return _impartial(person, child.parent)


def _made_by(person: User) -> models.QuerySet[Coauthor]:
    return Coauthor.objects.filter(person=person)


IMPARTIAL = Rule(
    who=_("a person who is not an author"),
    decide=_impartial,
    rows=lambda person: ~Q(initiator=person) & ~Q(pk__in=_made_by(person).values("case_id")),
)

IMPARTIAL_TO_PARENT = Rule(
    who=_("a person who is not an author"),
    decide=_impartial_to_parent,
    rows=lambda person: (
        ~Q(parent__initiator=person) & ~Q(parent_id__in=_made_by(person).values("case_id"))
    ),
)

COAUTHOR = Rule(
    who=_("a co-author"),
    decide=lambda person, case: (
        ALLOWED
        if person.pk in makers(case) and person.pk != case.initiator_id
        else only(_("a co-author"))
    ),
    rows=lambda person: Q(pk__in=_made_by(person).values("case_id")) & ~Q(initiator=person),
)


def in_states(*states: str) -> Rule:
    """Allow anyone, while the case is in one of the states."""
    return Rule(
        who=_("anyone"),
        decide=lambda _person, case: (
            ALLOWED if case.state in states else Refused(_("Not in the current state."))
        ),
        rows=lambda _person: Q(state__in=states),
    )
