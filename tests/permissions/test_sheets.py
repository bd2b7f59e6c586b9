from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from openpyxl import load_workbook

from permissions.sheets import Column, Value, write_csv, write_xlsx

MOMENT = datetime(2026, 2, 2, 5, 30, tzinfo=UTC)
VALUES: list[Value] = ["Ұлытау", 7, date(2026, 2, 3), MOMENT, None]
COLUMNS = [Column("Атауы", lambda row: row)]


def lines(rows: list[Any], columns: list[Column] = COLUMNS) -> list[list[str]]:
    file = io.BytesIO()
    write_csv(file, columns, rows)
    return list(csv.reader(io.StringIO(file.getvalue().decode("utf-8-sig"))))


def cells(rows: list[Any], columns: list[Column] = COLUMNS) -> list[Any]:
    file = io.BytesIO()
    write_xlsx(file, columns, rows)
    sheet = load_workbook(file).worksheets[0]
    return [row[0] for row in sheet.iter_rows()]


def test_csv_says_what_was_given_after_a_byte_order_mark() -> None:
    file = io.BytesIO()
    write_csv(file, COLUMNS, VALUES)
    assert file.getvalue().startswith("\ufeffАтауы".encode())
    here = f"{timezone.localtime(MOMENT):%Y-%m-%d %H:%M}"
    assert lines(VALUES) == [["Атауы"], ["Ұлытау"], ["7"], ["2026-02-03"], [here], [""]]


def test_xlsx_has_days_as_days_and_moments_in_our_time() -> None:
    head, *found = cells(VALUES)
    assert head.value == "Атауы"
    assert head.font.bold
    here = timezone.localtime(MOMENT).replace(tzinfo=None)
    assert [cell.value for cell in found[:4]] == ["Ұлытау", 7, datetime(2026, 2, 3), here]  # noqa: DTZ001
    assert found[2].is_date
    assert found[2].number_format == "dd.mm.yyyy"


@pytest.mark.parametrize("text", ["=1+1", "+7 714", "-2", "@SUM(A1)", "\t=1", "\r=1"])
def test_text_never_becomes_a_formula(text: str) -> None:
    assert lines([text])[1] == [f"'{text}"]
    (cell,) = cells([text])[1:]
    assert cell.data_type == "s"
    assert str(cell.value).strip() == text.strip()


def test_headers_never_become_formulas() -> None:
    assert cells([], [Column("=1+1", lambda row: row)])[0].data_type == "s"
    assert lines([], [Column("=1+1", lambda row: row)]) == [["'=1+1"]]


def test_letters_that_a_workbook_cannot_hold_are_left_out() -> None:
    assert cells(["a\x00b\x0bc"])[1].value == "abc"


@time_machine.travel("2090-02-02 20:30:00+00:00", tick=False)
def test_file_bears_the_day_of_the_centre(client: Any, admin: Any) -> None:
    client.force_login(admin)
    answer = client.get("/directories/district/?export=csv")
    answer.close()
    assert "district-2090-02-03.csv" in answer["Content-Disposition"]
