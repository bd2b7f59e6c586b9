"""How reviews are summed up: remarks sent to the author, a conclusion written for the council."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from documents.papers.typesetting import Kind
from workflows import guards
from workflows.asks import leading
from workflows.council import READY
from workflows.filing import AUTHOR, REVISION
from workflows.reviewing import LEADER, SUMMARY, Reviewed
from workflows.spec import Act, action


class Summed(Reviewed):
    """What leads on from the state ``summary``: to a ``revision`` and back, or to ``ready``."""

    summary_kk = models.TextField(blank=True)
    summary_ru = models.TextField(blank=True)

    class Meta:
        abstract = True

    @action(
        _("Send the remarks to the author"),
        source=SUMMARY,
        target=REVISION,
        by=LEADER,
        form=leading.SendRemarksForm,
        needs=(guards.HAS_REMARKS,),
        told=_("The remarks were sent to the author"),
        papers=(Kind.REMARKS,),
    )
    def send_remarks(self, act: Act) -> None:
        """Ask the author for a revision that answers the remarks."""
        self.keep(act, *leading.SummaryForm.kept)
        act.data["remarks"].update(sent=True)

    @action(
        _("Submit the revision"),
        source=REVISION,
        target=SUMMARY,
        by=AUTHOR,
        needs=(guards.ANSWERED, guards.NEW_VERSION, guards.DESCRIBED),
        told=_("The revised work was submitted"),
    )
    def revise(self, act: Act) -> None:
        """Hand in a new version with an answer to every remark that must be mended."""

    @action(
        _("Send to the council"),
        source=SUMMARY,
        target=READY,
        by=LEADER,
        form=leading.SummaryForm,
        told=_("The work was sent to the council"),
        papers=(Kind.CONCLUSION,),
    )
    def recommend(self, act: Act) -> None:
        """Conclude, in Kazakh and in Russian, and hand over to the council."""
        self.keep(act, *leading.SummaryForm.kept)
