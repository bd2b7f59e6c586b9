"""A work of the demo: what its author says of it and files with it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from typing import TYPE_CHECKING, Any, ClassVar

import typst
from django.core.files.base import File
from django.utils import translation

from config.demo import data, docx
from documents.models import DocumentList
from permissions.models import Subject
from workflows.processes.expertise import Expertise

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from permissions.models import User

PAPERS = data.HERE / "papers"
REVIEWERS = (
    ("Қ. Ә. Байжанова", "Ө. Сұлтанғазин атындағы педагогикалық институт"),
    ("Л. М. Шевцова", "Педагогический институт имени У. Султангазина"),
    ("Т. С. Омаров", "Қостанай педагогикалық колледжі"),
    ("И. В. Данилина", "Костанайский педагогический колледж"),
)
NAMES = {
    "work": ("Жұмыстың мәтіні", "Текст работы"),
    "explanatory_note": ("Түсіндірме жазба", "Пояснительная записка"),
    "calendar_plan": ("Күнтізбелік-тақырыптық жоспар", "Календарно-тематический план"),
    "outside_review": ("Сыртқы пікір", "Внешняя рецензия"),
    "council_extract": ("Педкеңес хаттамасынан үзінді", "Выписка из протокола педсовета"),
    "trial_certificate": ("Апробация туралы анықтама", "Справка об апробации"),
    "district_conclusion": ("Аудандық кеңес қорытындысы", "Заключение районного совета"),
}
PLAN_HEAD = {"kk": ["Тақырыбы", "Сағат", "Тоқсан"], "ru": ["Тема", "Часы", "Четверть"]}
TERMS = 4


def typeset(template: str, facts: Mapping[str, Any], name: str) -> File[bytes]:
    """Set a paper of the demo in type."""
    content = typst.compile(
        PAPERS / f"{template}.typ",
        root=PAPERS,
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(facts, ensure_ascii=False)},
    )
    return File(BytesIO(content), name=f"{name}.pdf")


@dataclass(frozen=True)
class Work:
    """What a teacher wrote; ``turn`` makes its texts and papers differ from the next one's."""

    code: str
    author: User
    turn: int
    told: dict[str, Any] = field(init=False)

    process: ClassVar[Any] = Expertise
    source: ClassVar[str] = "works"

    def __post_init__(self) -> None:
        object.__setattr__(self, "told", data.read(self.source)[self.code])

    @property
    def language(self) -> str:
        """The language in which it is written."""
        return str(self.told["language"])

    @property
    def title(self) -> str:
        """The title in its own language."""
        return str(self.told[f"title_{self.language}"])

    def words(self) -> dict[str, Any]:
        """Give what people write about works in this language."""
        found: dict[str, Any] = data.read("words")[self.language]
        return found

    def published(self, section: str, kind: str) -> dict[str, str]:
        """Give a text that the centre publishes about it, by language."""
        texts = data.read("words")[section][kind]
        return {language: text.format(**self.told) for language, text in texts.items()}

    @cached_property
    def subject(self) -> Subject:
        """Its subject."""
        return Subject.objects.get(code=self.told["subject"])

    def described(self) -> dict[str, Any]:
        """Give what the author fills in."""
        names = ("kind", "grades", "language", "hours", "title_kk", "title_ru", "annotation")
        filled = {name: self.told[name] for name in names}
        return filled | {
            "subject": self.subject.pk,
            "trial": self.told["trial"],
            "level_asked": ("region", "region", "district")[self.turn % 3],
        }

    def paper(
        self, kind: str, day: date, *, second: bool = False, changes: tuple[str, ...] = ()
    ) -> File[bytes]:
        """Render one paper, dated; ``changes`` is what a new version of the work mended."""
        facts = self._facts() | {
            "day": f"{day:%d.%m.%Y}",
            "year": day.year,
            "number": 1 + (self.turn * 3 + day.month) % 11,
            "second": second,
            "changes": list(changes),
        }
        facts["reviewer"], facts["reviewer_place"] = self._reviewer(second=second)
        name = NAMES[kind][self.language == "ru"] + (" 2" if second else "")
        if kind == "calendar_plan" and self.turn % 2:
            return File(BytesIO(self._plan_in_word()), name=f"{name}.docx")
        return typeset(kind, facts, name)

    def _facts(self) -> dict[str, Any]:
        organisation = self.author.organisation
        if organisation is None:
            raise ValueError(self.author)
        with translation.override(self.language):
            kind = DocumentList.objects.filter(code=self.told["kind"])[:1].get().name
            facts = {
                "kind": kind,
                "subject": self.subject.name,
                "organisation": organisation.name,
                "district": organisation.district.name,
            }
        told = {
            name: self.told[name]
            for name in ("language", "grades", "hours", "annotation", "trial", "topics")
        }
        mine = {"title": self.title, "author": self.author.full_name, "turn": self.turn}
        return facts | told | mine | {"plan": self._plan()}

    def _plan(self) -> list[dict[str, Any]]:
        topics, hours = self.told["topics"], int(self.told["hours"])
        least, rest = divmod(hours, len(topics))
        return [
            {
                "topic": topic,
                "hours": least + (place < rest),
                "term": 1 + place * TERMS // len(topics),
            }
            for place, topic in enumerate(topics)
        ]

    def _plan_in_word(self) -> bytes:
        rows = [[row["topic"], str(row["hours"]), str(row["term"])] for row in self._plan()]
        name = NAMES["calendar_plan"][self.language == "ru"]
        return docx.document([name, self.title], [PLAN_HEAD[self.language], *rows])

    def _reviewer(self, *, second: bool) -> tuple[str, str]:
        first = 1 if self.language == "ru" else 0
        return REVIEWERS[first + (2 if second else 0)]
