"""A program of its own: reads two files and tells how their texts differ.

It runs apart from the pages, since a file can be made to keep its reader busy or hungry:
``documents.changes`` gives it little time and memory, and takes only text from it. Input is a
line of JSON with the sizes and types of both contents, then the contents; output is JSON, as
lists of pieces ``[mark, text]`` with the marks " ", "-" and "+", one list a paragraph.
"""

from __future__ import annotations

import io
import json
import re
import resource
import sys
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MEMORY = 1024 * 1024 * 1024
CPU_SECONDS = 15
MOST_PAGES = 400
MOST_CHARACTERS = 600_000
MOST_WORDS = 3_000  # in a passage that is compared word by word
PDF = "application/pdf"
LEADERS = re.compile(r"(\s*\.){5,}")  # the dots of a table of contents
WORD = re.compile(r"\s+|\w+|[^\w\s]")
SAME, GONE, NEW = " ", "-", "+"

Piece = tuple[str, str]
Paragraph = list[Piece]


def paragraphs(content: bytes, media_type: str) -> list[str]:
    """Read the text of a PDF or a DOCX, a paragraph or a line each, up to a limit."""
    found: list[str] = []
    length = 0
    for text in _of_pdf(content) if media_type == PDF else _of_docx(content):
        line = LEADERS.sub(" …", " ".join(text.split()))
        if line:
            found.append(line)
            length += len(line)
        if length > MOST_CHARACTERS:
            break
    return found


def _of_pdf(content: bytes) -> Iterator[str]:
    from pypdf import PdfReader  # noqa: PLC0415 (half a second, and only for a PDF)

    for page in PdfReader(io.BytesIO(content)).pages[:MOST_PAGES]:
        yield from page.extract_text().splitlines()


def _of_docx(content: bytes) -> Iterator[str]:
    from docx import Document  # noqa: PLC0415
    from docx.table import Table  # noqa: PLC0415

    for block in Document(io.BytesIO(content)).iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                yield " | ".join(dict.fromkeys(cell.text for cell in row.cells))
        else:
            yield block.text


def compare(old: Sequence[str], new: Sequence[str], *, flowing: bool = False) -> list[Paragraph]:
    """Compare two texts: first by paragraphs, then by words where paragraphs differ.

    In a ``flowing`` text they are lines, which break elsewhere after a change.
    """
    found: list[Paragraph] = []
    for what, a, b, c, d in SequenceMatcher(None, old, new).get_opcodes():
        if what == "equal":
            found += [[(SAME, line)] for line in old[a:b]]
            continue
        if flowing and what == "replace":
            found.append(_by_words(" ".join(old[a:b]), " ".join(new[c:d])))
            continue
        pairs = min(b - a, d - c)
        found += [_by_words(*pair) for pair in zip(old[a : a + pairs], new[c:], strict=False)]
        found += [[(GONE, line)] for line in old[a + pairs : b]]
        found += [[(NEW, line)] for line in new[c + pairs : d]]
    return found


def _by_words(old: str, new: str) -> Paragraph:
    before, after = WORD.findall(old), WORD.findall(new)
    whole: Paragraph = [(GONE, old), (NEW, new)]
    if len(before) + len(after) > MOST_WORDS:
        return whole
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if matcher.ratio() < 0.5:  # noqa: PLR2004 (more marks than text help nobody)
        return whole
    found: Paragraph = []
    for what, a, b, c, d in matcher.get_opcodes():
        if what == "equal":
            found.append((SAME, "".join(before[a:b])))
            continue
        if b > a:
            found.append((GONE, "".join(before[a:b])))
        if d > c:
            found.append((NEW, "".join(after[c:d])))
    return found


def main(source: BinaryIO) -> None:
    """Read two contents, write how they differ."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    heads = json.loads(source.readline())
    old, new = (paragraphs(source.read(size), media_type) for size, media_type in heads)
    flowing = PDF in {media_type for _size, media_type in heads}
    json.dump(compare(old, new, flowing=flowing), sys.stdout)


if __name__ == "__main__":
    main(sys.stdin.buffer)
