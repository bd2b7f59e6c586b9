"""A matter that is judged afresh: the same work, by people who had no part in the decision."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from permissions.conflicts import Kind as Conflict
from permissions.models import User
from permissions.rules import ALLOWED, Refused, Verdict
from workflows import access, appeals
from workflows.authorship import Coauthor, coauthors
from workflows.decisions import Decision
from workflows.models import Case
from workflows.panel import Seat, all_seats
from workflows.reviewing import Reviewed
from workflows.spec import Guard

if TYPE_CHECKING:
    from documents.models import Version


def _is_fresh(case: Any, _actor: User) -> Verdict:
    before = case.judged_before()
    now = {case.methodist_id, *(seat.person_id for seat in all_seats(case))}
    if now.isdisjoint(before):
        return ALLOWED
    return Refused(_("Somebody who judged the case the first time takes part in the appeal."))


FRESH = Guard("nobody of the first round takes part", _is_fresh)


class Afresh(Reviewed):
    """What ties an appeal to the case and the decision that it is about."""

    about = models.ForeignKey(Case, models.PROTECT, related_name="appeals")
    decision = models.OneToOneField(Decision, models.PROTECT, related_name="appeal")
    led_before = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Bring the co-authors of the work along, once: they must not judge the appeal either."""
        begins = self._state.adding
        super().save(*args, **kwargs)
        if begins:
            named = coauthors(self.about)
            Coauthor.objects.bulk_create(
                Coauthor(case=self, person_id=one.person_id, confirmed_at=one.confirmed_at)
                for one in named
            )
            access.admit(self, *(one.person for one in named))

    def under_review(self) -> Any:
        """Give the work that the experts look at: that of the case appealed about."""
        return appeals.row_of(self.about)

    def judged_before(self) -> dict[int, Conflict]:
        """Give the experts and the methodist of the first round."""
        experts = Seat.objects.filter(case_id=self.about_id).values_list("person_id", flat=True)
        found = dict.fromkeys(experts, Conflict.EXPERT)
        return found | ({self.led_before_id: Conflict.LED} if self.led_before_id else {})

    def may_read(self, _person: User, version: Version) -> bool:
        """Let whoever sees the appeal read what was filed with the case that it is about."""
        return version.document.dossier_id == self.about.dossier_id
