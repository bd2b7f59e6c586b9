"""A site at work: begun by an order, followed by reports, ended by a council (Regulation 3.6)."""

from __future__ import annotations

from functools import cache

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from documents import store
from documents.models import DocumentKind, Dossier
from permissions.models import User
from permissions.rules import is_person
from workflows import reporting, verdicts
from workflows.asks import filing, leading
from workflows.asks import innovation as asks
from workflows.asks.deciding import ResolutionForm
from workflows.council import APPROVED
from workflows.councils.rules import BY_COUNCIL
from workflows.decisions import Result
from workflows.filing import Filed
from workflows.offices import CENTRE_HEAD
from workflows.reviewing import LEADER
from workflows.spec import Act, Sitting, action

RUNNING, OUTCOME_READY, BEFORE_OUTCOME = "running", "outcome_ready", "before_outcome"
COMPLETED, STOPPED = "completed", "stopped"
AT_WORK = (RUNNING, OUTCOME_READY, BEFORE_OUTCOME)
APPLICANT = is_person("initiator", _("the head of the organisation"))
RESPONSIBLE = is_person("responsible", _("the responsible person"))


class Working(Filed):
    """What leads on from the state ``approved``; the class is reviewed and heard by a council."""

    responsible = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    level = models.CharField(max_length=8, blank=True, choices=asks.SiteLevel)
    years = models.PositiveSmallIntegerField(null=True)
    order_number = models.CharField(max_length=60, blank=True)
    order_date = models.DateField(null=True)
    runs_until = models.DateField(null=True)
    results = models.TextField(blank=True)
    reported_on = models.DateField(null=True)

    class Meta:
        abstract = True

    @action(
        _("Issue the order"),
        source=APPROVED,
        target=RUNNING,
        by=CENTRE_HEAD,
        form=asks.OrderForm,
        told=_("The site was opened by order No. %(order_number)s"),
    )
    def issue_order(self, act: Act) -> None:
        """Begin to work, and owe a report for each year."""
        first_day, years = act.data["order_date"], self.years or 1
        self.order_number, self.order_date = act.data["order_number"], first_day
        self.runs_until = verdicts.years_after(first_day, years)
        self.save(update_fields=["order_number", "order_date", "runs_until"])
        self._file(act, "order")
        reporting.ask_for(self, act, first_day, after=0, years=years)

    @action(
        _("File documents"),
        source=RUNNING,
        by=APPLICANT | RESPONSIBLE,
        form=filing.FileForm,
        told=_("Documents were filed"),
    )
    def add_documents(self, act: Act) -> None:
        """Add what the site produces."""
        self.take_in(act)

    @action(
        _("Submit the final report"),
        source=RUNNING,
        target=OUTCOME_READY,
        by=APPLICANT,
        form=asks.FinalReportForm,
        needs=(reporting.NONE_OPEN,),
        confirm=_("The council decides on it; the site works on meanwhile."),
        told=_("The final report was submitted"),
    )
    def submit_final_report(self, act: Act) -> None:
        """Say what came of it."""
        self.results, self.reported_on = act.data["results"], timezone.localdate(act.at)
        self.save(update_fields=["results", "reported_on"])
        self._file(act, "final_report")

    @action(
        _("Propose to stop the site"),
        source=RUNNING,
        target=OUTCOME_READY,
        by=LEADER,
        form=leading.ReasonForm,
        told=_("It was proposed to stop the site early"),
    )
    def suggest_stopping(self, act: Act) -> None:
        """Bring the site before the council early, as when its reports do not come."""

    @action(
        _("Return to the site"),
        source=OUTCOME_READY,
        target=RUNNING,
        by=LEADER,
        form=leading.ReasonForm,
        told=_("Returned to the site before the council decided"),
    )
    def return_to_site(self, act: Act) -> None:  # noqa: ARG002 (a body takes its act)
        """Have the final report mended, or take back the proposal to stop."""
        self._go_on()

    @action(
        _("Complete the site"),
        source=BEFORE_OUTCOME,
        target=COMPLETED,
        by=BY_COUNCIL,
        form=asks.CompleteForm,
        told=_("The council found the work of the site complete"),
        sitting=Sitting.DECIDE,
    )
    def complete(self, act: Act) -> None:
        """End well."""
        verdicts.decide(self, act, Result.COMPLETED)

    @action(
        _("Extend the site"),
        source=BEFORE_OUTCOME,
        target=RUNNING,
        by=BY_COUNCIL,
        form=asks.ExtendForm,
        told=_("The council extended the site; years added: %(more_years)s"),
        sitting=Sitting.DECIDE,
    )
    def extend(self, act: Act) -> None:
        """Work on for more years, each with its report."""
        verdicts.decide(self, act, Result.EXTENDED)
        more, last_day = act.data["more_years"], self.runs_until
        if last_day is None:  # the order set it
            raise ValueError
        years = self.years or 0
        self.years = years + more
        self.runs_until = verdicts.years_after(last_day, more)
        self.save(update_fields=["years", "runs_until"])
        self._go_on()
        reporting.ask_for(self, act, last_day, after=years, years=more)

    @action(
        _("Let the site work on"),
        source=BEFORE_OUTCOME,
        target=RUNNING,
        by=BY_COUNCIL,
        form=ResolutionForm,
        told=_("The council let the site work on as before"),
        sitting=Sitting.DECIDE,
    )
    def work_on(self, act: Act) -> None:
        """Go on until the day that was set before."""
        verdicts.decide(self, act, Result.UPHELD)
        self._go_on()

    @action(
        _("Stop the site"),
        source=BEFORE_OUTCOME,
        target=STOPPED,
        by=BY_COUNCIL,
        form=ResolutionForm,
        told=_("The council stopped the site"),
        sitting=Sitting.DECIDE,
    )
    def stop(self, act: Act) -> None:
        """End early, or without the results that were expected."""
        verdicts.decide(self, act, Result.STOPPED)
        reporting.drop(self, act)

    def _go_on(self) -> None:
        self.reported_on = None
        self.save(update_fields=["reported_on"])

    def _file(self, act: Act, code: str) -> None:
        """File what the form took in a field of the same name as the kind of the document."""
        dossier = Dossier(pk=self.dossier_id)  # its key is all that is asked of it
        store.store(dossier, _kind(code), act.data[code], by=act.actor, at=act.at)


@cache
def _kind(code: str) -> DocumentKind:
    """Find a kind of document, once: its key, by which it is filed, never changes."""
    return DocumentKind.objects.get(code=code)
