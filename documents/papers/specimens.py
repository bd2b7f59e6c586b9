"""Sample data for each paper that administrators word, for previews and test prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from documents.papers import marks
from documents.papers.kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django_stubs_ext import StrOrPromise

# What a paper can be about, where its wording differs by that.
VARIANTS: Mapping[Kind, Mapping[str, StrOrPromise]] = {
    Kind.DECISION: {
        "approved": _("Approved"),
        "revision": _("Sent for revision"),
        "rejected": _("Rejected"),
    },
    Kind.CERTIFICATE: {"one": _("One author"), "many": _("Several authors")},
}

ONE = {"kk": "Әбдірахманова Гүлжан Қуанышқызы", "ru": "Абдрахманова Гульжан Куанышевна"}
TWO = {"kk": "Ыбыраев Нұрлан Өмірұлы", "ru": "Ибраев Нурлан Омирович"}
TITLE = {
    "kk": "Бастауыш сыныптарда функционалдық сауаттылықты дамыту",
    "ru": "Развитие функциональной грамотности в начальных классах",
}
TEXT = {
    "kk": "Жұмыс өзекті, мазмұны оқу бағдарламасына сай келеді.",
    "ru": "Работа актуальна, её содержание соответствует учебной программе.",
}
REMARK = {
    "kk": ("12-бет", "Тапсырмалардың жауаптары келтірілмеген.", "Жауаптар қосымшаға енгізілді."),
    "ru": ("стр. 12", "Не приведены ответы к заданиям.", "Ответы добавлены в приложение."),
}
SIGNERS = {
    "kk": (("Кеңес төрағасы", "А. Т. Үлгібаев"), ("Орталық басшысы", "Ғ. Қ. Мысалов")),
    "ru": (("Председатель совета", "А. Т. Образцов"), ("Руководитель центра", "Г. К. Примеров")),
}
METHODIST = {"kk": ("Әдіскер", "Н. Ұ. Жобаев"), "ru": ("Методист", "Н. У. Проектов")}
CRITERIA = {
    "kk": ("Өзектілігі", "Ғылыми негізділігі", "Практикалық құндылығы"),
    "ru": ("Актуальность", "Научная обоснованность", "Практическая ценность"),
}
BY_METHODIST = {Kind.CONCLUSION, Kind.REMARKS}
WORDS = {
    "kk": {
        "kind": "Авторлық бағдарлама",
        "subject": "Бастауыш білім беру",
        "level": "Облыс үшін ұсынылды",
        "organisation": "№ 5 жалпы білім беретін мектеп",
        "advice": "Мақұлдау",
    },
    "ru": {
        "kind": "Авторская программа",
        "subject": "Начальное образование",
        "level": "Рекомендовано для области",
        "organisation": "Общеобразовательная школа № 5",
        "advice": "Одобрить",
    },
}
CODE = "abcd-2345-wxyz"


def specimen(kind: Kind, language: str, variant: str, *, today: str, site: str) -> dict[str, Any]:
    """Make up the data of a paper; ``variant`` is one of `VARIANTS`, or empty where it has none.

    ``today`` is ISO, ``site`` the address of the pages. What it makes is marked as a specimen.
    """
    words, address = WORDS[language], f"{site}/verify/{CODE}/"
    place, text, answer = REMARK[language]
    certified = kind is Kind.CERTIFICATE
    approved = variant == "approved"
    signing = [METHODIST[language]] if kind in BY_METHODIST else SIGNERS[language]
    signers = [{"position": office, "name": name} for office, name in signing]
    many = variant in {"many", "approved"}
    criteria = [
        {"name": name, "weight": weight, "average": average, "shown": shown}
        for name, weight, average, shown in zip(
            CRITERIA[language], (3, 2, 1), (4.5, 4.0, 3.5), ("4,50", "4,00", "3,50"), strict=True
        )
    ]
    review = {"title": TITLE[language], "subject": words["subject"], "accepted": "02.02.2026"}
    return {
        **{name: words[name] for name in ("kind", "subject", "organisation")},
        "specimen": True,
        "date": today,
        "trace": "specimen",
        "number": "2026/0001" if certified else "EX-2026-0001",
        "title": TITLE[language],
        "grades": "1–4",
        "taught_in": language,
        "hours": 34,
        "level_asked": "",
        "holders": [ONE[language], *([TWO[language]] if many else [])],
        "name": ONE[language],
        "since": "2026-01-01",
        "until": "2026-12-31",
        "due": "2026-03-17",
        "decided": "2026-02-02",
        "result": variant,
        "text": TEXT[language],
        "vote": {"present": 7, "for": 6, "against": 0, "abstained": 1},
        "level": words["level"] if approved or certified else "",
        "register_number": "2026/0001" if approved else "",
        "valid_until": "2031-02-02" if approved or certified else "",
        "remarks": [
            {
                "place": place,
                "severity": "must",
                "text": text,
                "answer": "" if kind is Kind.REMARKS else answer,
            }
        ],
        "reviews": [review | {"number": "EX-2026-0001-RV1"}] if kind is Kind.REVIEWER else 2,
        "criteria": criteria,
        "total": 84,
        "advice": [{"name": words["advice"], "count": 2}],
        "code": CODE,
        "address": address,
        "qr": marks.qr(address),
        "signers": signers[-1:] if kind is Kind.REVIEWER else signers,
    }
