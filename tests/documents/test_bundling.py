"""Binding: pages in order, contents that know them, bookmarks that lead to them."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from pypdf import PdfReader, PdfWriter

from documents import bundling
from documents.bundling import Part, Sheet
from tests.documents import samples

if TYPE_CHECKING:
    from documents.bundling import Pages


def pdf(pages: int, width: int) -> bytes:
    """Make a PDF whose pages can be told by their width."""
    writer = PdfWriter()
    for _page in range(pages):
        writer.add_blank_page(width, 100)
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


def bound(parts: list[Part], front: int = 1) -> tuple[PdfReader, Pages]:
    asked: list[Pages] = []

    def contents(pages: Pages) -> bytes:
        asked.append(pages)
        return pdf(front, 50)

    made = bundling.bind(parts, contents)
    return PdfReader(BytesIO(made)), asked[-1]


def bookmarks(reader: PdfReader, outline: Any = None) -> list[tuple[str, int]]:
    found = []
    for entry in reader.outline if outline is None else outline:
        if isinstance(entry, list):
            found += bookmarks(reader, entry)
        else:
            found.append((str(entry.title), 1 + (reader.get_destination_page_number(entry) or 0)))
    return found


def test_contents_and_bookmarks_know_the_pages() -> None:
    parts = [
        Part("Бірінші", [Sheet("A", pdf(2, 60)), Sheet("DOCX", None), Sheet("B", pdf(1, 70))]),
        Part("Екінші", [Sheet("C", pdf(3, 80))]),
    ]
    reader, pages = bound(parts, front=2)
    assert pages == [[3, None, 5], [6]]
    widths = [int(page.mediabox.width) for page in reader.pages]
    assert widths == [50, 50, 60, 60, 70, 80, 80, 80]
    assert bookmarks(reader) == [("Бірінші", 3), ("A", 3), ("B", 5), ("Екінші", 6), ("C", 6)]


def test_contents_that_grow_with_their_numbers_are_set_again() -> None:
    def contents(pages: Pages) -> bytes:
        return pdf(2 if pages[0][0] != 2 else 1, 50)

    reader = PdfReader(BytesIO(bundling.bind([Part("A", [Sheet("A", pdf(1, 60))])], contents)))
    assert [int(page.mediabox.width) for page in reader.pages][-1] == 60
    assert dict(bookmarks(reader))["A"] == len(reader.pages)


@pytest.mark.parametrize("damaged", [b"", b"%PDF-1.7\nrubbish", b"no PDF at all"])
def test_file_that_cannot_be_read_stands_only_in_the_contents(damaged: bytes) -> None:
    reader, pages = bound([Part("A", [Sheet("A", damaged), Sheet("B", samples.pdf())])])
    assert pages == [[None, 2]]
    assert len(reader.pages) > 1


def test_session_without_materials_has_its_contents() -> None:
    reader, pages = bound([])
    assert (len(reader.pages), pages) == (1, [])
