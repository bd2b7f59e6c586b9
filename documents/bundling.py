"""Binding PDF documents into one file behind a contents page that knows their pages."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError

if TYPE_CHECKING:
    from collections.abc import Callable

    # The number of the page on which each document of each part begins; None for one that
    # stands only in the contents.
    Pages = list[list[int | None]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document: its name, and its PDF, if it is one."""

    name: str
    pdf: bytes | None


@dataclass(frozen=True, slots=True)
class Part:
    """Documents that belong together, under a title."""

    title: str
    sheets: list[Sheet]


def bind(parts: list[Part], contents: Callable[[Pages], bytes]) -> bytes:
    """Bind the documents behind their contents, with a bookmark for each part and document.

    ``contents`` sets the contents page in type for given page numbers, counted from 1 in the whole
    file. A PDF that cannot be read is treated as no PDF.
    """
    readers = [[_reader(sheet.pdf) for sheet in part.sheets] for part in parts]
    taken, front = 0, PdfReader(BytesIO(contents(_pages(readers, 1))))
    while taken < len(front.pages):
        # The numbers may make the contents longer, and that moves the numbers.
        taken = len(front.pages)
        pages = _pages(readers, taken)
        front = PdfReader(BytesIO(contents(pages)))
    return _write(front, parts, readers, pages)


def _reader(pdf: bytes | None) -> PdfReader | None:
    if pdf is None:
        return None
    try:
        found = PdfReader(BytesIO(pdf))
        return found if len(found.pages) else None
    except (PyPdfError, ValueError, KeyError, RecursionError):
        return None


def _pages(readers: list[list[PdfReader | None]], taken: int) -> Pages:
    found: Pages = []
    after = taken + 1
    for of_part in readers:
        numbers: list[int | None] = []
        for reader in of_part:
            numbers.append(after if reader else None)
            after += len(reader.pages) if reader else 0
        found.append(numbers)
    return found


def _write(
    front: PdfReader, parts: list[Part], readers: list[list[PdfReader | None]], pages: Pages
) -> bytes:
    writer = PdfWriter()
    writer.append(front, import_outline=False)
    title = front.metadata.title if front.metadata else None
    writer.add_metadata({"/Title": title or ""})
    for part, of_part, numbers in zip(parts, readers, pages, strict=True):
        first = next((number for number in numbers if number), 1)
        for reader in of_part:
            if reader:
                writer.append(reader, import_outline=False)
        bookmark = writer.add_outline_item(title=part.title, page_number=first - 1)
        for sheet, number in zip(part.sheets, numbers, strict=True):
            if number:
                writer.add_outline_item(title=sheet.name, page_number=number - 1, parent=bookmark)
    made = BytesIO()
    writer.write(made)
    return made.getvalue()
