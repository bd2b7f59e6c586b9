"""The one reasoned extension of a term, for a process to declare as an action of its own.

The pattern of the Administrative Procedural Code: a term is extended once, with a reason, before
it has run out, and the applicant is told within three days; here they are told at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from permissions.rules import ALLOWED, Refused, Verdict
from workflows import calendar, deadlines, holding, queue
from workflows.ask import Ask
from workflows.spec import Act, Guard, action

if TYPE_CHECKING:
    from collections.abc import Callable

    from permissions.models import User
    from permissions.rules import Rule
    from workflows.models import Case

TELL = "workflows.jobs.tell_extended"


def _in_time(case: Case, _actor: User) -> Verdict:
    if case.due_at is None or case.due_at < timezone.now():
        return Refused(_("The term has run out already, so it cannot be extended."))
    return ALLOWED


def _not_extended(case: Case, _actor: User) -> Verdict:
    if case.events.filter(action=holding.EXTEND).exists():
        return Refused(_("The term was extended already; it can be extended once."))
    return ALLOWED


IN_TIME = Guard("the term has not run out", _in_time)
NOT_EXTENDED = Guard("the term was not extended before", _not_extended)


def form_for(most: int) -> type[Ask]:
    """Make the form that asks by how many days, ``most`` at most, and why."""

    class ExtendForm(Ask):
        recorded = ("days", "reason")

        days = forms.IntegerField(
            label=_("Working days more"),
            min_value=1,
            max_value=most,
            help_text=format_lazy(_("At most {most}."), most=most),
        )
        reason = forms.CharField(
            label=_("Reason"),
            widget=forms.Textarea,
            max_length=2000,
            help_text=_("The applicant is told of it at once."),
        )

    return ExtendForm


def extension(*, source: str | tuple[str, ...], by: Rule, most: int) -> Callable[[Any, Act], None]:
    """Declare the extension of the term of states; bind it to the name ``extend_term``.

    ``extend_term = extension(source=State.IN_WORK, by=LEADER, most=15)``
    """

    @action(
        _("Extend the term"),
        source=source,
        by=by,
        form=form_for(most),
        needs=(NOT_EXTENDED, IN_TIME),
        told=_("The term was extended by %(days)s working days: %(reason)s"),
    )
    def extend_term(case: Case, act: Act) -> None:
        """Move the due date and tell whoever applied, with the reason."""
        assert case.due_at is not None  # noqa: S101 (its guard has just said so)
        last = timezone.localdate(case.due_at)
        case.due_at = calendar.end_of(calendar.add_working_days(last, act.data["days"]))
        queue.defer(queue.job(TELL, deadlines.QUEUE, case_id=case.pk, seq=case.version + 1))

    return extend_term
