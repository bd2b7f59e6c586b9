"""The requests of organisations in the demo: what schools ask of the centre, and how it goes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django.utils import translation

from config.demo.councils import SECRETARY
from config.demo.sites import HEAD_OF_CENTRE
from config.demo.telling import Scene, Telling
from config.demo.work import Work, typeset
from documents.models import DocumentKind
from workflows.processes.request import Request

if TYPE_CHECKING:
    from datetime import date

    from django.core.files.base import File

DESCRIBED = ("kind", "language", "title", "text", "contact")
FOUND = {"kk": "Талдау қорытындысы", "ru": "Результаты изучения"}
MORE_DAYS = 5


@dataclass(frozen=True)
class Asked(Work):
    """What the head of an organisation asks for."""

    process: ClassVar[Any] = Request
    source: ClassVar[str] = "requests"

    @property
    def title(self) -> str:
        """The title in its own language."""
        return str(self.told["title"])

    def described(self) -> dict[str, Any]:
        """Give what the head of the organisation fills in."""
        filled = {name: self.told[name] for name in DESCRIBED}
        return filled | {"organisation": self.author.organisation_id}

    def result(self, day: date, methodist: str) -> File[bytes]:
        """Render the paper that goes with the answer."""
        organisation = self.author.organisation
        if organisation is None:
            raise ValueError(self.author)
        with translation.override(self.language):
            facts = {
                "language": self.language,
                "name": DocumentKind.objects.get(code="request_result").name,
                "title": self.title,
                "organisation": organisation.name,
                "district": organisation.district.name,
                "day": f"{day:%d.%m.%Y}",
                "author": methodist,
                "parts": [(FOUND[self.language], self.told["result"])],
            }
        return typeset("site", facts, str(facts["name"]))


def _redirect(told: Telling) -> None:
    given = {name: told.work.told[name] for name in ("redirected_to", "reason")}
    with told.clock.now_is():
        told.act("redirect", SECRETARY, given)


def _plan(told: Telling) -> None:
    told.act("write_plan", told.leader, {"plan": told.work.told["plan"]})


def _visit(told: Telling) -> None:
    given = {name: told.work.told[name] for name in ("met", "done")}
    told.act("log_visit", told.leader, given | {"day": told.clock.day})


def _extend(told: Telling) -> None:
    with told.clock.now_is():
        given = {"days": MORE_DAYS, "reason": told.work.told["more"]}
        told.act("extend_term", told.leader, given)


def _answer(told: Telling) -> None:
    """File the result and answer."""
    asked = told.work
    if not isinstance(asked, Asked):
        raise TypeError(asked)
    paper = asked.result(told.clock.day, told.leader.full_name)
    told.act("file_result", told.leader, {}, {"file": paper})
    told.act("send_answer", told.leader, {"answer": asked.told["answer"]})


def _accept(told: Telling) -> None:
    given = {"rating": told.work.told["rating"], "rated_because": told.work.told["words"]}
    told.act("accept", told.work.author, given)


def _assign(told: Telling) -> None:
    told.act("assign", HEAD_OF_CENTRE, {"methodist": told.leader.pk})


DRAFT = (Scene(0, lambda _told: None),)
SUBMITTED = (Scene(0, lambda told: told.act("submit", told.work.author)),)
REGISTERED = (*SUBMITTED, Scene(0, lambda told: told.act("register", SECRETARY)))
REDIRECTED = (*SUBMITTED, Scene(1, _redirect))
ASSIGNED = (*REGISTERED, Scene(1, _assign))
VISITED = (*ASSIGNED, Scene(2, _plan), Scene(4, _visit))
EXTENDED = (*VISITED, Scene(3, _extend))
ANSWERED = (*VISITED, Scene(3, _answer))
CLOSED = (*ANSWERED, Scene(2, _accept))
