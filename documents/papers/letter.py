"""The words of the letter about a decision, for the PDF and the DOCX alike."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from documents.papers.dates import written

if TYPE_CHECKING:
    from collections.abc import Mapping

DECIDED = {
    "kk": "{date} кеңес «{title}» жұмысын (іс № {number}) қарап, оны {result} туралы "
    "шешім қабылдады.",
    "ru": "{date} совет рассмотрел работу «{title}» (дело № {number}) и решил {result}.",
}
RESULTS = {
    "kk": {"approved": "мақұлдау", "revision": "пысықтауға жіберу", "rejected": "қабылдамау"},
    "ru": {
        "approved": "одобрить её",
        "revision": "направить её на доработку",
        "rejected": "отклонить её",
    },
}
VOTE = {
    "kk": "Отырысқа қатысқан кеңес мүшелері: {present}. Жақтап дауыс бергендер – {for}, "
    "қарсы – {against}, қалыс қалғандар – {abstained}.",
    "ru": "Присутствовало членов совета: {present}. За – {for}, против – {against}, "
    "воздержались – {abstained}.",
}
NEXT = {
    "kk": {
        "approved": "Сертификат істің құжаттарында сақталған. Оның түпнұсқалығын кез келген адам "
        "сертификаттағы тексеру коды немесе QR-белгі арқылы тексере алады.",
        "revision": "Ескертулерге жауап беріп, жұмыстың жаңа нұсқасын {due} ұсынуыңызды сұраймыз.",
        "rejected": "Істі қарау аяқталды. Тапсырылған құжаттар істе сақталады.",
    },
    "ru": {
        "approved": "Сертификат хранится в документах дела. Его подлинность каждый может "
        "проверить по QR‑коду или коду проверки на сертификате.",
        "revision": "Просим ответить на замечания и представить новую версию работы в срок {due}.",
        "rejected": "Рассмотрение дела завершено. Поданные документы хранятся в деле.",
    },
}
OPENINGS = {
    "kk": ("Құрметті автор!", "Құрметті авторлар!"),
    "ru": ("Уважаемый автор!", "Уважаемые авторы!"),
}
HEADINGS = {"kk": "Кеңес шешімі туралы", "ru": "О решении совета"}


@dataclass(frozen=True, slots=True)
class Words:
    """The sentences of a letter around the text of the decision."""

    heading: str
    opening: str
    decided: str
    vote: str
    next: str


def words(language: str, data: Mapping[str, Any]) -> Words:
    """Say a decision; ``language`` is ``kk`` or ``ru``."""
    result = data["result"]
    due = written(language, data["due"], "until") if data["due"] else ""
    return Words(
        heading=HEADINGS[language],
        opening=OPENINGS[language][len(data["holders"]) > 1],
        decided=DECIDED[language].format(
            date=written(language, data["decided"], "on"),
            title=data["title"],
            number=data["number"],
            result=RESULTS[language][result],
        ),
        vote=VOTE[language].format(**data["vote"]),
        next=NEXT[language][result].format(due=due),
    )


def with_words(language: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """Add the sentences to the data of a letter."""
    return {**data, **asdict(words(language, data))}
