"""Setting in type: letterhead, long texts, hostile texts, dates."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest
from PIL import Image
from pypdf import PdfReader

from documents.papers.dates import written
from documents.papers.typesetting import Kind, render

if TYPE_CHECKING:
    from pytest_django import Settings

LETTER: dict[str, Any] = {
    "date": "2026-02-02",
    "trace": "EX-2026-0001.12",
    "number": "EX-2026-0001",
    "title": "Ұлттық ойындар",
    "holders": ["Сәрсенова Айгүл Бекқызы"],
    "organisation": "№ 1 мектеп",
    "due": "2026-03-17",
    "decided": "2026-02-02",
    "result": "revision",
    "text": "Жұмыс пысықтауға жіберілсін.",
    "vote": {"present": 7, "for": 6, "against": 0, "abstained": 1},
    "level": "",
    "register_number": "",
    "valid_until": "",
    "remarks": [],
    "signers": [{"position": "Орталық басшысы", "name": "Ғ. Қ. Әбдірахманов"}],
}


def text(pdf: bytes) -> str:
    pages = (page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    return re.sub(r"\s+", " ", " ".join(pages))


def letter(**changed: Any) -> bytes:
    return render(Kind.DECISION, "kk", LETTER | changed)


def test_letters_of_kazakh_are_all_there() -> None:
    kazakh = "ӘәҒғҚқҢңӨөҰұҮүҺһІі"
    assert kazakh in text(letter(text=kazakh))


def test_letterhead_is_what_the_settings_say(settings: Settings) -> None:
    settings.SARAP_CENTRE = {"kk": "Біздің орталық", "ru": "Наш центр", "en": "Our centre"}
    settings.SARAP_LETTERHEAD = {
        "address_kk": "Қостанай қ., Абай к-сі, 1",
        "address_ru": "г. Костанай, ул. Абая, 1",
        "phone": "8 (7142) 00-00-00",
        "email": "orda@example.kz",
    }
    kk, ru = text(letter()), text(render(Kind.DECISION, "ru", LETTER))
    for said in (kk, ru):
        assert "Біздің орталық" in said
        assert "Наш центр" in said
        assert "8 (7142) 00-00-00" in said
        assert "orda@example.kz" in said
    assert ("Абай к-сі" in kk, "Абай к-сі" in ru) == (True, False)
    assert ("ул. Абая" in kk, "ул. Абая" in ru) == (False, True)


@pytest.mark.parametrize("suffix", ["svg", "png"])
def test_emblem_is_printed(suffix: str, settings: Settings, tmp_path: Path) -> None:
    emblem = tmp_path / f"emblem.{suffix}"
    if suffix == "svg":
        emblem.write_text(
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4">'
            '<rect width="4" height="4" fill="#ff0000"/></svg>'
        )
    else:
        Image.new("RGB", (64, 64), "#ff0000").save(emblem)
    assert red(letter()) == 0
    settings.SARAP_EMBLEM = str(emblem)
    assert red(letter()) > 500


def red(pdf: bytes) -> int:
    """Count the red dots of the first page."""
    with pypdfium2.PdfDocument(pdf) as document:
        picture = document[0].render(scale=1).to_pil().convert("RGB")
    colours = picture.getcolors(maxcolors=picture.width * picture.height) or []
    return sum(count for count, (r, g, b) in colours if r > 200 and g < 60 and b < 60)


def test_what_people_typed_is_text_and_not_markup() -> None:
    typed = '#import "x.typ" *bold* $x$ _it_ @a <b> \\ ] } #panic("no")'
    assert typed in text(letter(text=typed, title=typed))


def test_long_letter_has_numbered_pages_and_signs_on_one_with_text() -> None:
    line = "Бағдарлама оқушылардың сауаттылығын арттыруға бағытталған. " * 4
    remarks = [
        {"place": f"{n}-бет", "severity": "must", "text": line, "answer": line} for n in range(12)
    ]
    pages = PdfReader(BytesIO(letter(text="\n".join([line] * 9), remarks=remarks))).pages
    count = len(pages)
    assert count >= 3
    for number, page in enumerate(pages, start=1):
        said = re.sub(r"\s+", " ", page.extract_text())
        assert f"{number}-бет, барлығы {count}" in said
        assert len(said.split()) > 20


def test_longest_texts_that_forms_take_are_set() -> None:
    longest = ("сөз " * 2000)[:8000]
    remark = {"place": "п" * 200, "severity": "should", "text": longest, "answer": longest[:4000]}
    assert len(PdfReader(BytesIO(letter(text=longest, remarks=[remark]))).pages) > 3


def test_letter_of_one_page_has_no_page_number() -> None:
    assert "барлығы" not in text(letter())


@pytest.mark.parametrize(
    ("language", "form", "expected"),
    [
        ("kk", "plain", "2026 жылғы 9 наурыз"),
        ("kk", "on", "2026 жылғы 9 наурызда"),
        ("kk", "until", "2026 жылғы 9 наурызға дейін"),
        ("ru", "plain", "9 марта 2026 года"),
        ("ru", "on", "9 марта 2026 года"),
        ("ru", "until", "до 9 марта 2026 года"),
    ],
)
def test_date_is_written_in_the_form_a_sentence_needs(
    language: str, form: str, expected: str
) -> None:
    assert written(language, "2026-03-09", form) == expected
