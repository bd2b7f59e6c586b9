"""How a matter comes in: submitted by its author, checked and registered by the secretary."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from workflows import guards, numbering
from workflows.asks import leading
from workflows.district import SUBMITTED, Concluded
from workflows.filing import AUTHOR, DRAFT, INCOMPLETE
from workflows.offices import SECRETARY
from workflows.reviewing import REGISTERED
from workflows.spec import Act, action

DISCARDED = "discarded"


class Entered(Concluded):
    """What leads from the state ``draft`` to ``registered``; the class has a ``methodist``."""

    class Meta:
        abstract = True

    @action(
        _("Submit"),
        source=DRAFT,
        target=SUBMITTED,
        by=AUTHOR,
        needs=(guards.WORK_FILED, guards.COAUTHORS_CONFIRMED),
        confirm=_("The secretary checks the documents; you can still withdraw the work."),
        told=_("Submitted for consideration"),
    )
    def submit(self, act: Act) -> None:
        """Hand it in."""

    @action(
        _("Submit again"),
        source=INCOMPLETE,
        target=SUBMITTED,
        by=AUTHOR,
        needs=(guards.WORK_FILED, guards.COAUTHORS_CONFIRMED),
        told=_("Submitted again"),
    )
    def resubmit(self, act: Act) -> None:
        """Hand it in again, with what was missing."""

    @action(
        _("Discard the draft"),
        source=DRAFT,
        target=DISCARDED,
        by=AUTHOR,
        confirm=_("The draft ends here, and nobody else ever sees it. What was filed is kept."),
        told=_("The draft was discarded"),
    )
    def discard(self, act: Act) -> None:
        """End a draft that is not going to be submitted."""

    @action(
        _("Return as incomplete"),
        source=SUBMITTED,
        target=INCOMPLETE,
        by=SECRETARY,
        form=leading.IncompleteForm,
        told=_("Returned, since something is missing"),
    )
    def return_incomplete(self, act: Act) -> None:
        """Tell the author what is missing."""

    @action(
        _("Register"),
        source=SUBMITTED,
        target=REGISTERED,
        by=SECRETARY,
        form=leading.RegisterForm,
        needs=(guards.COMPLETE, guards.CONCLUSION_RECORDED, guards.DESCRIBED),
        told=_("Registered under the number %(number)s"),
        together=True,
    )
    def register(self, act: Act) -> None:
        """Give the case its yearly number and the methodist who leads it."""
        series = f"{self.process.code}-{timezone.localdate(act.at).year}"
        act.record["number"] = numbering.give_number(self, series)
        self.keep(act, "methodist")
