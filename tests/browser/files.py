"""Files as people have them: real documents, with names in Kazakh."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import docx
import typst

from documents.filetypes import TYPES

if TYPE_CHECKING:
    from playwright.sync_api import FilePayload

DOCX, PDF = TYPES["docx"].media_type, TYPES["pdf"].media_type


def payload(name: str, content: bytes, media_type: str = PDF) -> FilePayload:
    return {"name": name, "mimeType": media_type, "buffer": content}


def programme(edition: int = 1) -> FilePayload:
    """Make a programme as a teacher writes it, with a table; each edition differs."""
    written = docx.Document()
    written.add_heading("Математика: қолданбалы есептер", 0)
    written.add_paragraph(f"Авторлық бағдарлама, {edition}-басылым.")
    table = written.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Тақырып", "Сағат"
    for topic, hours in (("Пайыздар", 8), ("Әбжад және сандар", 6), ("Өлшемдер", 20)):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = topic, str(hours)
    made = io.BytesIO()
    written.save(made)
    return payload("Авторлық бағдарлама.docx", made.getvalue(), DOCX)


def letter(name: str, text: str) -> FilePayload:
    """Make a PDF of one page."""
    page = f'#set text(lang: "kk")\n= {name}\n{text}'
    return payload(f"{name}.pdf", typst.compile(page.encode()))
