"""SR: an organisation's request to the centre (Regulation 4.2, 4.2.1, 4.2.2, 2.2.4).

The head of an organisation asks, the secretary registers the same day, the head of the centre
names a methodist, who plans, visits and answers in the language of the request; the organisation
accepts with a rating or returns the answer once. What is not for the centre is redirected in time.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from permissions.models import User
from permissions.roles import Role
from permissions.rules import ALLOWED, Refused, Verdict, has_role, is_system
from workflows import calendar, holding, numbering, registry, requests_shown, serving
from workflows.asks import leading
from workflows.asks import request as asks
from workflows.authorship import IMPARTIAL, in_states
from workflows.offices import CENTRE_HEAD, SECRETARY, STAFF
from workflows.serving import APPLICANT, Served
from workflows.shown import Section
from workflows.spec import (
    Act,
    Guard,
    InRole,
    Outcome,
    Person,
    Process,
    Step,
    Term,
    Unlimited,
    action,
)


class State(TextChoices):
    """Where a request can stand."""

    DRAFT = serving.DRAFT, _("Draft")
    SUBMITTED = serving.SUBMITTED, _("Request submitted")
    REGISTERED = serving.REGISTERED, _("Registered, waiting for a methodist")
    IN_WORK = serving.IN_WORK, _("Request in work")
    ANSWERED = serving.ANSWERED, _("Request answered")
    CLOSED = "closed", _("Answer accepted")
    REDIRECTED = "redirected", _("Redirected")
    REFUSED = "refused", _("Request refused")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    DISCARDED = "discarded", _("Draft discarded")


# Pauses while the answer is with the organisation.
TO_ANSWER = Term(serving.DAYS, over=(State.IN_WORK,))
UNASSIGNED = (State.SUBMITTED, State.REGISTERED)
SUBMITTED = tuple(state for state in State if state not in {State.DRAFT, State.DISCARDED})


def _in_time(case: Any, _actor: User) -> Verdict:
    steps = case.process.steps
    days = sum(holding.days_for(case, state, steps[state].term) for state in UNASSIGNED)
    if timezone.now() <= calendar.due(case.received_at, days):
        return ALLOWED
    return Refused(_("The days in which it could be redirected are over; refuse it or answer it."))


def _not_returned_before(case: Any, _actor: User) -> Verdict:
    return Refused(_("An answer is returned only once.")) if case.returned else ALLOWED


# The terms of the two states before the assignment are together the days to redirect.
IN_TIME = Guard("the days to redirect are not over", _in_time)
NOT_RETURNED_BEFORE = Guard("the answer was not returned before", _not_returned_before)


@registry.register
class Request(Served):
    """A request on its way to an answer that helps."""

    process = Process(
        code="SR",
        label=_("Request of an organisation"),
        source="Regulation 4.2, 4.2.1, 4.2.2, 2.2.4",
        states=State,
        initial=State.DRAFT,
        opens=has_role(Role.ORGANISATION_HEAD, _("the head of an organisation")),
        start_form=asks.StartForm,
        seen_by=STAFF & in_states(*SUBMITTED) & IMPARTIAL,
        steps={
            State.DRAFT: Step(Person("initiator", _("the organisation")), Unlimited()),
            State.SUBMITTED: Step(InRole(Role.SECRETARY, _("the secretary")), Term(1)),
            State.REGISTERED: Step(InRole(Role.CENTRE_HEAD, _("the head of the centre")), Term(2)),
            State.IN_WORK: Step(Person("methodist", _("the methodist")), TO_ANSWER),
            State.ANSWERED: Step(Person("initiator", _("the organisation")), Term(5)),
            State.CLOSED: Step(outcome=Outcome.POSITIVE),
            State.REDIRECTED: Step(outcome=Outcome.NEUTRAL),
            State.REFUSED: Step(outcome=Outcome.NEGATIVE),
            State.WITHDRAWN: Step(outcome=Outcome.NEUTRAL),
            State.DISCARDED: Step(outcome=Outcome.NEUTRAL),
        },
    )

    kind = models.CharField(max_length=12, choices=asks.Kind)
    text = models.TextField()
    contact = models.CharField(max_length=300, blank=True)
    received_at = models.DateTimeField(null=True)
    returned = models.BooleanField(default=False)
    rating = models.PositiveSmallIntegerField(null=True, choices=asks.Rating)
    rated_because = models.TextField(blank=True)

    def sections(self, _person: User) -> list[Section]:
        """Show the request, the work on it and the answer."""
        return requests_shown.of_request(self)

    @action(
        _("Change the request"),
        source=State.DRAFT,
        by=APPLICANT,
        form=asks.DescribeForm,
        told=_("The request was changed"),
    )
    def describe(self, act: Act) -> None:
        """Say better what is asked for."""
        self.keep(act, *asks.DescribeForm.kept, "title_kk", "title_ru")

    @action(
        _("Submit the request"),
        source=State.DRAFT,
        target=State.SUBMITTED,
        by=APPLICANT,
        told=_("The request was submitted"),
    )
    def submit(self, act: Act) -> None:
        """Hand it in; from this moment its days are counted."""
        self.received_at = act.at
        self.save(update_fields=["received_at"])

    @action(
        _("Discard the draft"),
        source=State.DRAFT,
        target=State.DISCARDED,
        by=APPLICANT,
        confirm=_("The draft ends here, and nobody else ever sees it. What was filed is kept."),
        told=_("The draft was discarded"),
    )
    def discard(self, act: Act) -> None:
        """End a draft that is not going to be submitted."""

    @action(
        _("Register the request"),
        source=State.SUBMITTED,
        target=State.REGISTERED,
        by=SECRETARY,
        told=_("Registered under the number %(number)s"),
        together=True,
    )
    def register(self, act: Act) -> None:
        """Give the request its yearly number, the day it comes in."""
        series = f"{self.process.code}-{timezone.localdate(act.at).year}"
        act.record["number"] = numbering.give_number(self, series)

    @action(
        _("Redirect"),
        source=UNASSIGNED,
        target=State.REDIRECTED,
        by=SECRETARY,
        form=asks.RedirectForm,
        needs=(IN_TIME,),
        confirm=_("The request ends here; the organisation reads to whom it went and why."),
        told=_("The request was redirected: %(redirected_to)s"),
    )
    def redirect(self, act: Act) -> None:
        """Pass on what is not for the centre."""

    @action(
        _("Refuse the request"),
        source=UNASSIGNED,
        target=State.REFUSED,
        by=SECRETARY,
        form=leading.ReasonForm,
        confirm=_("The request ends here; the organisation reads the reason."),
        told=_("The request was refused"),
    )
    def refuse(self, act: Act) -> None:
        """Turn down what the centre cannot do, with the reason."""

    @action(
        _("Name the methodist"),
        source=State.REGISTERED,
        target=State.IN_WORK,
        by=CENTRE_HEAD,
        form=leading.RegisterForm,
        told=_("A methodist was named"),
        together=True,
    )
    def assign(self, act: Act) -> None:
        """Say who answers the request."""
        self.keep(act, "methodist")

    @action(
        _("Accept the answer"),
        source=State.ANSWERED,
        target=State.CLOSED,
        by=APPLICANT,
        form=asks.AcceptForm,
        told=_("The answer was accepted"),
    )
    def accept(self, act: Act) -> None:
        """Be content, and say how far it helped."""
        self.keep(act, *asks.AcceptForm.kept)

    @action(
        _("Close as accepted"),
        source=State.ANSWERED,
        target=State.CLOSED,
        by=is_system(),
        told=_("Nobody objected in time, so the answer counts as accepted"),
        when_overdue=0,
    )
    def close(self, act: Act) -> None:
        """End without a rating when the organisation let the term pass."""

    @action(
        _("Return the answer"),
        source=State.ANSWERED,
        target=State.IN_WORK,
        by=APPLICANT,
        form=leading.ReasonForm,
        needs=(NOT_RETURNED_BEFORE,),
        told=_("The answer was returned, since something is wanting"),
    )
    def give_back(self, act: Act) -> None:
        """Ask for more, once."""
        self.returned = True
        self.save(update_fields=["returned"])

    @action(
        _("Withdraw"),
        source=(*UNASSIGNED, State.IN_WORK),
        target=State.WITHDRAWN,
        by=APPLICANT,
        form=leading.ReasonForm,
        confirm=_("The case ends here. What was filed is kept."),
        told=_("The request was withdrawn"),
    )
    def withdraw(self, act: Act) -> None:
        """Take the request back, as long as it is not answered."""
