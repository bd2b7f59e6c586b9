"""CD: a condition that a council's decision carries, until it is fulfilled (Regulation 2.2.8).

The author reports, the methodist of the matter checks and may return the report once. A condition
that is not fulfilled goes to the secretary, who may revoke the certificate, before it ends.
"""

from __future__ import annotations

from django.db import models
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from documents import store
from documents.models import DocumentKind
from permissions.models import User
from permissions.roles import Role
from permissions.rules import ALLOWED, Refused, Verdict, holds, is_person, is_system
from workflows import registry, sections
from workflows.asks import conditions as asks
from workflows.asks.leading import ReasonForm
from workflows.authorship import IMPARTIAL_TO_PARENT
from workflows.conditions import CONDITION
from workflows.decisions import Decision
from workflows.models import Case
from workflows.offices import STAFF
from workflows.shown import Section
from workflows.spec import Act, Guard, InRole, Outcome, Person, Process, Step, Term, Until, action

RESPONSIBLE = is_person("responsible", _("the author"))
CHECKER = is_person("methodist", _("the methodist of the case")) & IMPARTIAL_TO_PARENT
SECRETARY = holds(Role.SECRETARY, _("the secretary")) & IMPARTIAL_TO_PARENT
FILED_AS = "other"


class State(TextChoices):
    """Where a condition can stand."""

    OPEN = "open", _("To be fulfilled")
    REPORTED = "reported", _("Report being checked")
    UNMET = "unmet", _("Found not fulfilled")
    FULFILLED = "fulfilled", _("Fulfilled")
    NOT_FULFILLED = "not_fulfilled", _("Not fulfilled")
    LAPSED = "lapsed", _("No longer asked for")


def _term_over(case: Condition, _actor: User) -> Verdict:
    over = case.until < timezone.localdate()
    return (
        ALLOWED if over else Refused(_("The day until which it can be fulfilled has not passed."))
    )


def _not_returned_before(case: Condition, _actor: User) -> Verdict:
    return Refused(_("A report is returned only once.")) if case.returned else ALLOWED


TERM_OVER = Guard("the day of the condition has passed", _term_over)
NOT_RETURNED_BEFORE = Guard("the report was not returned before", _not_returned_before)


@registry.register
class Condition(Case):
    """One condition of a decision, with the report on it."""

    process = Process(
        code=CONDITION,
        label=_("Condition"),
        source="Regulation 2.2.8, 5.2.7",
        states=State,
        initial=State.OPEN,
        seen_by=STAFF & IMPARTIAL_TO_PARENT,
        steps={
            State.OPEN: Step(Person("responsible", _("the author")), Until("until")),
            State.REPORTED: Step(Person("methodist", _("the methodist")), Term(5)),
            State.UNMET: Step(InRole(Role.SECRETARY, _("the secretary")), Term(5)),
            State.FULFILLED: Step(outcome=Outcome.POSITIVE),
            State.NOT_FULFILLED: Step(outcome=Outcome.NEGATIVE),
            State.LAPSED: Step(outcome=Outcome.NEUTRAL),
        },
    )

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="conditions")
    responsible = models.ForeignKey(User, models.PROTECT, related_name="+")
    methodist = models.ForeignKey(User, models.PROTECT, related_name="+")
    text_kk = models.TextField()
    text_ru = models.TextField()
    until = models.DateField()
    report = models.TextField(blank=True)
    returned = models.BooleanField(default=False)

    def sections(self, person: User) -> list[Section]:
        """Show what is asked for, and what was reported."""
        return sections.of_condition(self, person)

    @action(
        _("Report that it is fulfilled"),
        source=State.OPEN,
        target=State.REPORTED,
        by=RESPONSIBLE,
        form=asks.ReportForm,
        told=_("The author reported that the condition is fulfilled"),
    )
    def hand_in(self, act: Act) -> None:
        """Say how the condition was fulfilled, with files that show it."""
        self.report = act.data["report"]
        self.save(update_fields=["report"])
        if act.data["file"]:
            kind = DocumentKind.objects.get(code=FILED_AS)
            filed = [
                store.store(self.dossier, kind, filing, by=act.actor, at=act.at)
                for filing in act.data["file"]
            ]
            act.record["file"] = [version.name for version in filed]

    @action(
        _("Accept as fulfilled"),
        source=State.REPORTED,
        target=State.FULFILLED,
        by=CHECKER,
        told=_("The condition is fulfilled"),
    )
    def accept(self, act: Act) -> None:
        """End the condition well."""

    @action(
        _("Return the report"),
        source=State.REPORTED,
        target=State.OPEN,
        by=CHECKER,
        form=asks.BackForm,
        needs=(NOT_RETURNED_BEFORE,),
        told=_("The report was returned, since something is wanting"),
    )
    def give_back(self, act: Act) -> None:
        """Ask for more, once, with a new day."""
        self.returned, self.until = True, act.data["until"]
        self.save(update_fields=["returned", "until"])

    @action(
        _("Find it not fulfilled"),
        source=State.REPORTED,
        target=State.UNMET,
        by=CHECKER,
        form=ReasonForm,
        told=_("The condition was found not fulfilled"),
    )
    def refuse(self, act: Act) -> None:
        """Turn the report down; the secretary learns of it."""

    @action(
        _("Find that nothing was done in time"),
        source=State.OPEN,
        target=State.UNMET,
        by=CHECKER,
        form=ReasonForm,
        needs=(TERM_OVER,),
        told=_("The condition was not fulfilled in time"),
    )
    def find_overdue(self, act: Act) -> None:
        """Wait no longer; the secretary learns of it."""

    @action(
        _("Close as not fulfilled"),
        source=State.UNMET,
        target=State.NOT_FULFILLED,
        by=SECRETARY,
        form=ReasonForm,
        confirm=_(
            "The condition ends as not fulfilled. The certificate can be revoked on the page of "
            "the work."
        ),
        told=_("The condition ended as not fulfilled"),
    )
    def close(self, act: Act) -> None:
        """Note it, and say what follows: the certificate stands or is revoked."""

    @action(
        _("Ask for it no longer"),
        source=(State.OPEN, State.REPORTED, State.UNMET),
        target=State.LAPSED,
        by=is_system(),
        told=_("The decision that asked for it was replaced"),
    )
    def lapse(self, act: Act) -> None:
        """End with the decision, where another one takes its place."""
