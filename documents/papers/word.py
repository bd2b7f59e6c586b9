"""The letter about a decision as DOCX, for officials who go on with it in Word."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt, RGBColor

from documents.papers import letterhead, wording
from documents.papers.dates import written
from documents.papers.typesetting import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docx.document import Document as Docx
    from docx.table import Table

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ACCENT = RGBColor(0x0B, 0x55, 0x63)
FONT = "Times New Roman"
CENTRED = WD_ALIGN_PARAGRAPH.CENTER
REGISTER = {
    "kk": ("Тіркеу нөмірі", "Ұсыным", "Жарамды"),
    "ru": ("Регистрационный номер", "Рекомендация", "Действительно"),
}
REMARKS = {
    "kk": ("Орны", "Ескерту", "Автордың жауабы"),
    "ru": ("Место", "Замечание", "Ответ автора"),
}


def write(language: str, data: Mapping[str, Any]) -> bytes:
    """Write the letter in ``kk`` or ``ru``; what it says is what its PDF says."""
    said = wording.filled(Kind.DECISION, language, data)
    document = _blank(language, said["heading"], data)
    _letterhead(document, language)
    document.add_paragraph(f"{written(language, data['date'])}\t№ {data['number']}")
    for line in (*data["holders"], data["organisation"]):
        if line:
            document.add_paragraph(line).paragraph_format.left_indent = Cm(8.5)
    document.add_heading(said["heading"], 1).alignment = CENTRED
    document.add_paragraph(said["opening_many" if len(data["holders"]) > 1 else "opening_one"])
    document.add_paragraph(said.get(f"decided_{data['result']}", said["decided_other"]))
    for line in filter(None, map(str.strip, data["text"].splitlines())):
        document.add_paragraph(line).paragraph_format.left_indent = Cm(1)
    document.add_paragraph(said["vote"])
    if data["level"]:
        until = written(language, data["valid_until"], "until")
        values = (data["register_number"], data["level"], until)
        for name, value in zip(REGISTER[language], values, strict=True):
            document.add_paragraph(f"{name}: {value}")
    if data["remarks"]:
        _remarks(document, language, said["remarks_heading"], data["remarks"])
    document.add_paragraph(said.get(f"next_{data['result']}", said["next_other"]))
    for signer in data["signers"]:
        document.add_paragraph(f"{signer['position']}\t{signer['name']}")
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def _blank(language: str, title: str, data: Mapping[str, Any]) -> Docx:
    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin, page.right_margin = Cm(2.5), Cm(1.8)
    page.top_margin = page.bottom_margin = Cm(2)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(12)
    normal.paragraph_format.space_after = Pt(8)
    normal.paragraph_format.tab_stops.add_tab_stop(Cm(11.7))
    heading = document.styles["Heading 1"]
    heading.font.name, heading.font.size, heading.font.color.rgb = FONT, Pt(15), ACCENT
    about = document.core_properties
    about.title, about.language = title, language
    about.author = letterhead.now()[f"name_{language}"]
    about.comments = ""
    about.created = about.modified = datetime.fromisoformat(data["date"])
    return document


def _letterhead(document: Docx, language: str) -> None:
    head = letterhead.now()
    table = document.add_table(rows=1, cols=2)
    for cell, name in zip(table.rows[0].cells, ("name_kk", "name_ru"), strict=True):
        paragraph = cell.paragraphs[0]
        paragraph.alignment = CENTRED
        run = paragraph.add_run(head[name])
        run.bold, run.font.color.rgb = True, ACCENT
    contacts = (head[f"address_{language}"], head["phone"], head["email"])
    line = document.add_paragraph("  ·  ".join(filter(None, contacts)))
    line.alignment = CENTRED


def _remarks(document: Docx, language: str, title: str, remarks: list[dict[str, str]]) -> None:
    heads = REMARKS[language]
    document.add_paragraph().add_run(title).bold = True
    table = document.add_table(rows=1, cols=3, style="Table Grid")
    _fill(table, 0, heads)
    for remark in remarks:
        table.add_row()
        _fill(table, -1, (remark["place"], remark["text"], remark["answer"]))


def _fill(table: Table, row: int, texts: tuple[str, ...] | list[str]) -> None:
    for cell, text in zip(table.rows[row].cells, texts, strict=True):
        cell.text = text
