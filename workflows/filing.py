"""A matter that an author drafts: documents are filed, co-authors named, what is said changed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from documents import store
from documents.models import DocumentList, Dossier
from permissions.rules import is_person
from workflows import access, guards
from workflows.asks import filing as asks
from workflows.authorship import COAUTHOR, Coauthor
from workflows.models import Case
from workflows.remarks import Remark
from workflows.spec import Act, action

DRAFT, INCOMPLETE, REVISION = "draft", "incomplete", "revision"
WITH_AUTHOR = (DRAFT, INCOMPLETE, REVISION)
AUTHOR = is_person("initiator", _("the author"))


class Filed(Case):
    """A matter with a list of required documents; ``work_kind`` is the one that it is about."""

    work_kind: ClassVar[str] = "work"

    document_list = models.ForeignKey(DocumentList, models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    def take_in(self, act: Act) -> None:
        """File what a `FileForm` gave."""
        dossier = Dossier(pk=self.dossier_id)  # its key is all that is asked of it
        versions = [
            store.store(
                dossier,
                kind,
                filing,
                by=act.actor,
                at=act.at,
                document=act.data["replaces"],
                note=act.data["note"],
            )
            for kind, filing in act.data["filings"]
        ]
        act.record |= {
            "file": [version.name for version in versions],
            "sha256": [version.sha256 for version in versions],
        }


class Filing(Filed):
    """What an author does in the states ``draft``, ``incomplete`` and ``revision``."""

    class Meta:
        abstract = True

    @action(
        _("File documents"),
        source=WITH_AUTHOR,
        by=AUTHOR,
        form=asks.FileForm,
        told=_("Documents were filed"),
    )
    def file(self, act: Act) -> None:
        """Add documents, or a new version of one."""
        self.take_in(act)

    @action(
        _("Withdraw a document"),
        source=(DRAFT, INCOMPLETE),
        by=AUTHOR,
        form=asks.WithdrawDocumentForm,
        needs=(guards.HAS_DOCUMENTS,),
        told=_("A document was withdrawn"),
    )
    def withdraw_document(self, act: Act) -> None:
        """Let a document that was filed by mistake count no more."""
        store.withdraw(act.data["document"], act.at)

    @action(
        _("Name a co-author"),
        source=(DRAFT, INCOMPLETE),
        by=AUTHOR,
        form=asks.CoauthorForm,
        told=_("A co-author was named"),
    )
    def invite_coauthor(self, act: Act) -> None:
        """Name a co-author, who then sees the case and confirms."""
        person = act.data["person"]
        Coauthor.objects.create(case=self, person=person)
        access.admit(self, person)

    @action(
        _("Remove a co-author"),
        source=(DRAFT, INCOMPLETE),
        by=AUTHOR,
        form=asks.RemoveCoauthorForm,
        needs=(guards.HAS_COAUTHORS,),
        told=_("A co-author was removed"),
    )
    def remove_coauthor(self, act: Act) -> None:
        """Go on without a co-author, who no longer sees the case."""
        person = act.data["person"]
        self.coauthors.filter(person=person).delete()
        access.dismiss(self, person.pk)

    @action(
        _("Confirm that I am a co-author"),
        source=(DRAFT, INCOMPLETE),
        by=COAUTHOR,
        needs=(guards.NOT_CONFIRMED_BEFORE,),
        told=_("A co-author confirmed"),
    )
    def confirm_coauthorship(self, act: Act) -> None:
        """Stand by the work as a co-author."""
        self.coauthors.filter(person=act.actor).update(confirmed_at=act.at)

    @action(
        _("Decline to be a co-author"),
        source=(DRAFT, INCOMPLETE),
        by=COAUTHOR,
        confirm=_("You will no longer be named as a co-author, nor see the case."),
        told=_("A co-author declined"),
    )
    def decline_coauthorship(self, act: Act) -> None:
        """Step back as a co-author."""
        self.coauthors.filter(person=act.actor).delete()
        access.dismiss(self, act.actor.pk)

    @action(
        _("Answer the remarks"),
        source=REVISION,
        by=AUTHOR,
        form=asks.AnswersForm,
        told=_("Remarks were answered"),
    )
    def answer(self, act: Act) -> None:
        """Answer remarks point by point; can be done bit by bit."""
        answered = [Remark(pk=pk, answer=text) for pk, text in act.data["answers"].items()]
        Remark.objects.bulk_update(answered, ["answer"])
