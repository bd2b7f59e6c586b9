"""YR: the yearly report of an innovation or experiment site (Regulation 3.6, 4.2.1).

Asked for when the site is opened, one for each year, each until a day of its own.
"""

from __future__ import annotations

from django.db import models
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from permissions.models import User
from permissions.rules import is_person, is_system
from workflows import registry, reporting, sections
from workflows.asks import filing, leading
from workflows.asks import yearly_report as asks
from workflows.authorship import IMPARTIAL_TO_PARENT
from workflows.filing import Filed
from workflows.offices import STAFF
from workflows.shown import Section
from workflows.spec import Act, Outcome, Person, Process, Step, Term, Until, action

REPORTER = is_person("reporter", _("who writes the report"))
METHODIST = is_person("methodist", _("the methodist of the case"))


class State(TextChoices):
    """Where a yearly report can stand."""

    AWAITED = "awaited", _("Report awaited")
    SUBMITTED = "submitted", _("Report submitted")
    ACCEPTED = "accepted", _("Report accepted")
    CANCELLED = "cancelled", _("Report no longer needed")


SAID = (
    ("year", _("Year of the site")),
    ("reporter", _("Who writes the report")),
    ("since", _("From")),
    ("until", _("Until")),
    ("done", _("What was done in the year")),
    ("reached", _("What was reached")),
    ("difficulties", _("Difficulties, and what is asked of the centre")),
)


@registry.register
class YearlyReport(Filed):
    """What a site did in one of its years."""

    process = Process(
        code=reporting.REPORT,
        label=_("Yearly report"),
        source="Regulation 3.6, 4.2.1",
        states=State,
        initial=State.AWAITED,
        seen_by=STAFF & IMPARTIAL_TO_PARENT,
        steps={
            State.AWAITED: Step(Person("reporter", _("who writes the report")), Until("until")),
            State.SUBMITTED: Step(Person("methodist", _("the methodist")), Term(10)),
            State.ACCEPTED: Step(outcome=Outcome.POSITIVE),
            State.CANCELLED: Step(outcome=Outcome.NEUTRAL),
        },
    )

    year = models.PositiveSmallIntegerField()
    since = models.DateField()
    until = models.DateField()
    reporter = models.ForeignKey(User, models.PROTECT, related_name="+")
    methodist = models.ForeignKey(User, models.PROTECT, related_name="+")
    done = models.TextField(blank=True)
    reached = models.TextField(blank=True)
    difficulties = models.TextField(blank=True)

    def sections(self, person: User) -> list[Section]:
        """Show what the report says and which documents it needs."""
        said = sections.facts(_("The report"), self, SAID)
        return [said, sections.checklist(self)] if self.open else [said]

    @action(
        _("Write the report"),
        source=State.AWAITED,
        by=REPORTER,
        form=asks.WriteForm,
        told=_("The report was written on"),
    )
    def write(self, act: Act) -> None:
        """Say what was done; can be done bit by bit."""
        self.keep(act, *asks.WriteForm.kept)

    @action(
        _("File documents"),
        source=State.AWAITED,
        by=REPORTER,
        form=filing.FileForm,
        told=_("Documents were filed"),
    )
    def file(self, act: Act) -> None:
        """Add the report as it is signed, and what shows the results."""
        self.take_in(act)

    @action(
        _("Submit the report"),
        source=State.AWAITED,
        target=State.SUBMITTED,
        by=REPORTER,
        needs=(reporting.BEGUN, reporting.WRITTEN, reporting.FILED),
        told=_("The report was submitted"),
    )
    def submit(self, act: Act) -> None:
        """Hand the report in."""

    @action(
        _("Accept the report"),
        source=State.SUBMITTED,
        target=State.ACCEPTED,
        by=METHODIST,
        told=_("The report was accepted"),
        together=True,
    )
    def accept(self, act: Act) -> None:
        """Find that the site did what it set out to do in the year."""

    @action(
        _("Return the yearly report"),
        source=State.SUBMITTED,
        target=State.AWAITED,
        by=METHODIST,
        form=leading.ReasonForm,
        told=_("The report was returned"),
    )
    def give_back(self, act: Act) -> None:
        """Say what the report lacks; it is due as before."""

    @action(
        _("Ask for this report no longer"),
        source=(State.AWAITED, State.SUBMITTED),
        target=State.CANCELLED,
        by=is_system(),
        told=_("The report is no longer needed"),
    )
    def cancel(self, act: Act) -> None:
        """End with the site."""
