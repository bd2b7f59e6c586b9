"""The work of a methodist on a request, from the plan to the answer (Regulation 4.2.1, 4.2.2)."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from documents import store
from documents.models import DocumentKind
from permissions.models import User
from permissions.rules import ALLOWED, Refused, Verdict, is_person
from workflows import dossiers
from workflows.asks import request as asks
from workflows.deadlines_extending import extension
from workflows.languages import Written
from workflows.models import Case
from workflows.spec import Act, Guard, action
from workflows.visits import Visit

DRAFT, SUBMITTED, REGISTERED = "draft", "submitted", "registered"
IN_WORK, ANSWERED = "in_work", "answered"
APPLICANT = is_person("initiator", _("the head of the organisation"))
# Not one's own case: `workflows.asks.leading.methodists` offers nobody who made it.
METHODIST = is_person("methodist", _("the methodist of the case"))
# Working days to answer, and the most that can be added.
DAYS = 15
RESULT, ATTACHED = "request_result", "other"


def _planned(case: Any, _actor: User) -> Verdict:
    return ALLOWED if case.plan else Refused(_("Write the plan first."))


def _result_filed(case: Any, _actor: User) -> Verdict:
    filed = any(version.document.kind.code == RESULT for version in dossiers.versions(case))
    return ALLOWED if filed else Refused(_("File the document with the result first."))


PLANNED = Guard("there is a plan", _planned)
RESULT_FILED = Guard("the result is filed", _result_filed)


class Served(Case):
    """What is done in the state ``in_work``; the answer is in the language of the request."""

    language = models.CharField(max_length=2, choices=Written)
    methodist = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    plan = models.TextField(blank=True)
    answer = models.TextField(blank=True)

    class Meta:
        abstract = True

    @action(
        _("File documents"),
        source=(DRAFT, SUBMITTED, REGISTERED, IN_WORK),
        by=APPLICANT,
        form=asks.AttachForm,
        told=_("Documents were filed"),
    )
    def attach(self, act: Act) -> None:
        """Add what belongs to the request."""
        self._file(act, ATTACHED)

    @action(
        _("Write the plan"),
        source=IN_WORK,
        by=METHODIST,
        form=asks.PlanForm,
        told=_("The plan was written"),
    )
    def write_plan(self, act: Act) -> None:
        """Say what will be done; can be changed while it is being done."""
        self.keep(act, *asks.PlanForm.kept)

    @action(
        _("Log a visit"),
        source=IN_WORK,
        by=METHODIST,
        form=asks.VisitForm,
        told=_("A visit was logged"),
    )
    def log_visit(self, act: Act) -> None:
        """Keep when the organisation was visited, who was met and what was done."""
        Visit.objects.create(case=self, by=act.actor, at=act.at, **act.data)

    @action(
        _("File the result"),
        source=IN_WORK,
        by=METHODIST,
        form=asks.AttachForm,
        told=_("The result was filed"),
    )
    def file_result(self, act: Act) -> None:
        """Add the documents that the organisation gets with the answer."""
        self._file(act, RESULT)

    extend_term = extension(source=IN_WORK, by=METHODIST, most=DAYS)

    @action(
        _("Send the answer"),
        source=IN_WORK,
        target=ANSWERED,
        by=METHODIST,
        form=asks.AnswerForm,
        needs=(PLANNED, RESULT_FILED),
        told=_("The request was answered"),
    )
    def send_answer(self, act: Act) -> None:
        """Answer in the language of the request, with the result that was filed."""
        self.keep(act, *asks.AnswerForm.kept)

    def _file(self, act: Act, code: str) -> None:
        kind = DocumentKind.objects.get(code=code)
        filed = [
            store.store(self.dossier, kind, filing, by=act.actor, at=act.at)
            for filing in act.data["file"]
        ]
        act.record["file"] = [version.name for version in filed]
