"""Papers of a case: typeset after the move that declares them, filed in Kazakh and in Russian.

A paper says what the case held when the action happened, not when its job ran: the job carries
the columns of the case as the action left them, which costs the action no statement. What other
tables hold is read as it was at the event: decisions, certificates, scores of accepted reviews and
versions never change; remarks keep what they were (`workflows.remark_history`); the due date is the
event's own. Names of people, subjects and organisations, who holds an office, and the letterhead
are those of the day when the paper is set in type.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.utils import timezone

from documents import intake, store
from documents.models import DocumentKind, Version
from documents.papers.typesetting import Kind, render
from permissions.people import system
from workflows import as_of, paper_kinds, queue
from workflows.models import Case

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from procrastinate.jobs import Job

RENDER = "workflows.jobs.render_paper"
QUEUE = "papers"
LANGUAGES = {"kk": "Қазақша", "ru": "Русский"}


class Paper(models.Model):
    """A paper in one language: the event it follows from, what it says, where it is filed.

    ``data`` is what was set in type, so that the same paper can be made again.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="papers")
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=16)
    language = models.CharField(max_length=2)
    data = models.JSONField()
    version = models.OneToOneField(Version, models.PROTECT, related_name="paper")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "seq", "kind", "language"], name="paper_once_an_event"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}.{self.seq} {self.kind} {self.language}"


def jobs(case: Case, kinds: Iterable[Kind]) -> list[Job]:
    """Describe the jobs that make the papers of the event that ``case`` has come to.

    ``case`` is the instance that was acted on: what it holds in memory is what its papers say.
    """
    kinds = list(kinds)
    held = as_of.columns(case) if kinds else {}
    return [
        queue.job(RENDER, QUEUE, case_id=case.pk, seq=case.version, kind=kind.value, held=held)
        for kind in kinds
    ]


def is_filed(case: Case, seq: int, kind: Kind, language: str) -> bool:
    """Tell whether a paper is there already."""
    return Paper.objects.filter(case_id=case.pk, seq=seq, kind=kind, language=language).exists()


def file(case: Case, seq: int, kind: Kind, language: str, data: Mapping[str, Any]) -> None:
    """Typeset a paper and file it; two at once file it once, and the other one fails."""
    content = render(kind, language, data)
    filed_as = DocumentKind.objects.get(code=paper_kinds.declared(kind).filed_as)
    name = filed_as.name_kk if language == "kk" else filed_as.name_ru
    with transaction.atomic():
        version = store.store(
            case.dossier,
            filed_as,
            intake.render(f"{name} {case.label}.pdf", content),
            by=system(),
            at=timezone.now(),
            title=LANGUAGES[language],
        )
        Paper.objects.create(
            case=case, seq=seq, kind=kind, language=language, data=dict(data), version=version
        )


def paper_of(version: Version) -> Paper | None:
    """Give the paper that a version is, if it is one; read with it by ``select_related``."""
    found: Paper | None = getattr(version, "paper", None)
    return found


def meant_for_all(versions: Iterable[Version]) -> list[Version]:
    """Leave out the papers that are not yet for whoever sees the case by a grant.

    A conclusion is written for the council: the author has it with the decision after it.
    """
    versions = list(versions)
    papers = [paper for version in versions if (paper := paper_of(version))]
    decided = max((paper.seq for paper in papers if paper.kind == Kind.DECISION), default=0)
    early = {
        paper.version_id
        for paper in papers
        if paper.kind == Kind.CONCLUSION and paper.seq > decided
    }
    return [version for version in versions if version.pk not in early]
