"""Reading the rows of a spreadsheet under the headings that we know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import islice
from operator import itemgetter
from typing import IO, TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import override
from openpyxl import load_workbook

from permissions.sheets import Column, write_xlsx

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django_stubs_ext import StrOrPromise

MOST_ROWS = 10_000
MOST_COLUMNS = 50
LONGEST = 1000


@dataclass(frozen=True, slots=True)
class Heading:
    """A column that an import knows; ``digits`` is how many a number in it has, with its zeros."""

    name: str
    label: StrOrPromise
    example: str
    required: bool = False
    digits: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A row as it was written: its number in the sheet, and the cells that are not empty."""

    number: int
    cells: dict[str, str]


def read(file: IO[bytes], headings: Sequence[Heading]) -> list[Line]:
    """Read the first sheet of a workbook that `documents.intake` accepted.

    Raises ValidationError where the headings are not ours or there are too many rows.
    """
    try:
        book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        try:
            return _read(book, headings)
        finally:
            book.close()
    except ValidationError:
        raise
    # A damaged workbook makes openpyxl raise almost anything.
    except Exception as error:
        raise ValidationError(
            _("The table cannot be read. Save it as XLSX once more and choose it again."),
            code="damaged",
        ) from error


def write_template(file: IO[bytes], headings: Sequence[Heading]) -> None:
    """Write an empty table with our headings and one row as an example."""
    columns = [Column(heading.label, itemgetter(heading.name), 24) for heading in headings]
    write_xlsx(file, columns, [{heading.name: heading.example for heading in headings}])


def _read(book: Any, headings: Sequence[Heading]) -> list[Line]:
    sheet = book.worksheets[0]
    # What a sheet says of its size is not to be trusted.
    sheet.reset_dimensions()
    rows = sheet.iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS, values_only=True)
    places = _places(next(rows, ()), headings)
    found = list(islice(_lines(rows, places), MOST_ROWS + 1))
    if len(found) > MOST_ROWS or (found and found[-1].number > MOST_ROWS + 1):
        raise ValidationError(
            _("At most %(most)s rows are read at once. Split the table.") % {"most": MOST_ROWS},
            code="too_many",
        )
    if not found:
        raise ValidationError(_("There is no row below the headings."), code="empty")
    return found


def _places(row: Sequence[Any], headings: Sequence[Heading]) -> dict[int, Heading]:
    known: dict[str, Heading] = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            known |= {str(heading.label).casefold(): heading for heading in headings}
    titles = {n: str(cell).strip() for n, cell in enumerate(row) if cell not in (None, "")}
    unknown = [title for title in titles.values() if title.casefold() not in known]
    if unknown:
        raise ValidationError(
            _("These columns are not known: %(names)s. Use the headings of the template.")
            % {"names": ", ".join(title[:100] for title in unknown)},
            code="unknown",
        )
    places = {n: known[title.casefold()] for n, title in titles.items()}
    missing = [h for h in headings if h.required and h not in places.values()]
    if missing or len(set(places.values())) != len(places):
        names = ", ".join(str(heading.label) for heading in missing)
        text = (
            _("These columns are missing: %(names)s. Use the headings of the template.")
            if missing
            else _("A heading stands over more than one column.")
        )
        raise ValidationError(text % {"names": names}, code="headings")
    return places


def _lines(rows: Iterator[Sequence[Any]], places: dict[int, Heading]) -> Iterator[Line]:
    for number, row in enumerate(rows, start=2):
        cells = {
            places[n].name: _text(value, places[n].digits)
            for n, value in enumerate(row)
            if n in places
        }
        written = {name: text for name, text in cells.items() if text}
        if written:
            yield Line(number, written)


def _text(value: Any, digits: int) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and digits:
        return str(value).zfill(digits)
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    text = " ".join(str(value).split())
    return text.replace(" ", "")[:LONGEST] if digits else text[:LONGEST]
