"""A conclusion in words, from what the reviews came to."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from workflows.drafting import Opinion, conclusion

GOOD = Opinion("approve", 91, must=0, should=0)
FAIR = Opinion("revise", 64, must=2, should=1)
POOR = Opinion("reject", 30, must=4, should=0)


# Each sentence on lines of its own.
SAID = {
    "en": """
        3 experts reviewed the work.
        By the criteria it scored 62 % of the highest possible on average, from 30 % to 91 %.
        What they advise: approve – 1, send for revision – 1, reject – 1.
        Remarks that must be acted on: 6; that should be considered: 1.
        The work is put before the council for a decision.
    """,
    "ru": """
        Работу рецензировали 3 эксперта.
        По критериям оценки работа получила в среднем 62 % от наибольшего возможного балла
        (от 30 % до 91 %).
        Рекомендации экспертов: одобрить – 1, направить на доработку – 1, отклонить – 1.
        Замечаний, обязательных к исправлению: 6; тех, что следует учесть: 1.
        Работа выносится на рассмотрение совета для принятия решения.
    """,
    "kk": """
        Жұмысқа 3 сарапшы рецензия берді.
        Бағалау критерийлері бойынша жұмыс ең жоғары мүмкін балдың орта есеппен 62 %-ын алды
        (30 % пен 91 % аралығында).
        Сарапшылардың ұсынымы: мақұлдау – 1, пысықтауға жіберу – 1, қабылдамау – 1.
        Міндетті түрде түзетілетін ескерту: 6; ескерілгені жөн ескерту: 1.
        Жұмыс шешім қабылдау үшін кеңестің қарауына ұсынылады.
    """,
}


@pytest.mark.parametrize("language", SAID)
def test_conclusion_tells_totals_advice_and_remarks(language: str) -> None:
    with override(language):
        assert conclusion([GOOD, FAIR, POOR], revise=False) == " ".join(SAID[language].split())


def test_conclusion_of_like_reviews_says_it_once() -> None:
    with override("ru"):
        assert conclusion([GOOD], revise=False) == (
            "Работу рецензировал 1 эксперт. По критериям оценки работа получила 91 % от наибольшего"
            " возможного балла. Рекомендации экспертов: одобрить – 1. Замечаний у экспертов нет."
            " Работа выносится на рассмотрение совета для принятия решения."
        )


def test_conclusion_with_remarks_returns_the_work() -> None:
    with override("ru"):
        said = conclusion([FAIR, FAIR], revise=True)
    assert said.endswith("Работа возвращается автору на доработку по замечаниям.")
    assert "обязательных к исправлению: 4; тех, что следует учесть: 2." in said


def test_nothing_is_concluded_from_no_review() -> None:
    assert conclusion([], revise=False) == ""
