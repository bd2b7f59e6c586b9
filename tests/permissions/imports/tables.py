"""Tables as people fill them in."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook

from permissions.imports.reading import Line

if TYPE_CHECKING:
    from collections.abc import Sequence


def workbook(*rows: Sequence[Any]) -> io.BytesIO:
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(list(row))
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    return file


def lines(*rows: dict[str, str]) -> list[Line]:
    return [Line(number, cells) for number, cells in enumerate(rows, start=2)]
