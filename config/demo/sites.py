"""The innovation and experiment sites of the demo: what schools apply with, and how it goes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django.utils import translation

from config.demo import authors, centre, councils, data, reviewers
from config.demo.telling import Scene, Telling
from config.demo.work import Work, typeset
from documents.models import DocumentKind
from permissions.models import Subject
from workflows.processes.innovation import Innovation

if TYPE_CHECKING:
    from datetime import date

    from django.core.files.base import File

PARTS = {
    "goals": ("Мақсаты", "Цели"),
    "stages": ("Кезеңдері", "Этапы"),
    "results_expected": ("Күтілетін нәтижелер", "Ожидаемые результаты"),
    "partners": ("Серіктестер", "Партнёры"),
}
HEAD_OF_CENTRE = "head"


@dataclass(frozen=True)
class Site(Work):
    """What the head of an organisation applies with."""

    process: ClassVar[Any] = Innovation
    source: ClassVar[str] = "sites"

    def published(self, section: str, kind: str) -> dict[str, str]:
        """Give a text that the centre publishes about it, by language."""
        texts = data.read("sites")["texts"][section][kind]
        return {language: text.format(**self.told) for language, text in texts.items()}

    def described(self) -> dict[str, Any]:
        """Give what the head of the organisation fills in."""
        subject = self.told["subject"]
        return self.told | {
            "subject": Subject.objects.get(code=subject).pk if subject else "",
            "organisation": self.author.organisation_id,
        }

    def paper(
        self,
        kind: str,
        day: date,
        *,
        second: bool = False,  # noqa: ARG002 (a site files one of each)
        changes: tuple[str, ...] = (),  # noqa: ARG002 (and no new version)
    ) -> File[bytes]:
        """Render one paper, dated."""
        organisation = self.author.organisation
        if organisation is None:
            raise ValueError(self.author)
        with translation.override(self.language):
            facts = {
                "language": self.language,
                "name": DocumentKind.objects.get(code=kind).name,
                "title": self.title,
                "organisation": organisation.name,
                "district": organisation.district.name,
                "day": f"{day:%d.%m.%Y}",
                "author": self.author.full_name,
                "parts": [
                    (names[self.language == "ru"], self.told[part]) for part, names in PARTS.items()
                ],
            }
        return typeset("site", facts, str(facts["name"]))


def _order(told: Telling) -> None:
    """Have the head of the centre open the site."""
    day = told.clock.day
    given = {"order_number": f"{30 + told.work.turn}-н", "order_date": day}
    told.act("issue_order", HEAD_OF_CENTRE, given, {"order": told.work.paper("order", day)})


approve = Scene(
    councils.NOTICE,
    lambda told: councils.hold(told, "approve", "site", years=str(told.work.told["years_asked"])),
)
order = Scene(3, _order)

APPLIED = (authors.prepare, authors.submit)
IN_REVIEW = (*APPLIED, centre.register, centre.assign, reviewers.accept_two)
READY = (
    *APPLIED,
    centre.register,
    centre.assign,
    reviewers.accept_all,
    reviewers.write_approval,
    reviewers.write_approval,
    reviewers.write_approval,
    reviewers.take,
    centre.recommend,
)
RUNNING = (*READY, councils.convene, approve, councils.sign_minutes, order)
