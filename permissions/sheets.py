"""Lists as spreadsheets: XLSX and CSV, written row by row."""

from __future__ import annotations

import csv
import io
import tempfile
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO, TYPE_CHECKING, Any, TypeAlias

from django.http import FileResponse
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from django.http import HttpRequest
    from django_stubs_ext import StrOrPromise

MEDIA_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
# Programs take a cell that begins with one of these for a formula, and may run it.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
DAY, MOMENT = "dd.mm.yyyy", "dd.mm.yyyy hh:mm"
IN_MEMORY = 1024 * 1024

Value: TypeAlias = "str | int | bool | date | datetime | None"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet: its header, how to read its value, and its width in characters."""

    label: StrOrPromise
    value: Callable[[Any], Value]
    width: int = 18


def asked(request: HttpRequest) -> str | None:
    """Tell which kind of sheet a page was asked for, if any: ``xlsx`` or ``csv``."""
    kind = request.GET.get("export")
    return kind if kind in MEDIA_TYPES else None


def answer(kind: str, name: str, columns: Sequence[Column], rows: Iterable[Any]) -> FileResponse:
    """Give ``rows`` as a file to keep, headed in the active language.

    The whole is written before it is sent, because what is sent later is sent in no
    language and outside the request's time.
    """
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 (the response closes it)
    write = write_xlsx if kind == "xlsx" else write_csv
    write(file, columns, rows)
    file.seek(0)
    filename = f"{name}-{timezone.localdate():%Y-%m-%d}.{kind}"
    return FileResponse(file, as_attachment=True, filename=filename, content_type=MEDIA_TYPES[kind])


def write_csv(file: IO[bytes], columns: Sequence[Column], rows: Iterable[Any]) -> None:
    """Write a CSV with a byte order mark, by which office programs know the letters."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    writer = csv.writer(text)
    writer.writerow([_plain(str(column.label)) for column in columns])
    for row in rows:
        writer.writerow([_plain(column.value(row)) for column in columns])
    text.flush()
    text.detach()


def write_xlsx(file: IO[bytes], columns: Sequence[Column], rows: Iterable[Any]) -> None:
    """Write a workbook of one sheet, its first row a header that stays in sight."""
    book = Workbook(write_only=True)
    # Wider than in the stubs, which leave out the widths.
    sheet: Any = book.create_sheet()
    sheet.freeze_panes = "A2"
    for place, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    head = [_cell(sheet, str(column.label)) for column in columns]
    for cell in head:
        cell.font = Font(bold=True)
    sheet.append(head)
    for row in rows:
        sheet.append([_cell(sheet, column.value(row)) for column in columns])
    book.save(file)


def _plain(value: Value) -> str | int:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    if isinstance(value, int | date):
        return str(value)
    text = str(value)
    return f"'{text}" if text.startswith(DANGEROUS) else text


def _cell(sheet: Any, value: Any) -> Any:
    if isinstance(value, str):
        cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value))
        # Whatever it begins with, it is text and no formula.
        cell.data_type = "s"
        return cell
    if isinstance(value, datetime):
        cell = WriteOnlyCell(sheet, timezone.localtime(value).replace(tzinfo=None))
        cell.number_format = MOMENT
        return cell
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, date):
        cell.number_format = DAY
    return cell
