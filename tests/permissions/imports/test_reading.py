from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy, override

from permissions.imports import people
from permissions.imports.reading import MOST_ROWS, Heading, Line, read, write_template
from tests.permissions.imports.tables import workbook

HEADINGS = (
    Heading("name", "Name", "Мектеп", required=True),
    Heading("bin", gettext_lazy("BIN"), "", digits=12),
)


def reason(*rows: Any) -> str | None:
    with pytest.raises(ValidationError) as caught:
        read(workbook(*rows), HEADINGS)
    return caught.value.code


def test_cells_are_read_as_people_mean_them() -> None:
    found = read(
        workbook(
            ["BIN", None, " name "],
            [99014000007, None, " Екі  сөз "],
            [None, None, None],
            ["990 140 000 007", None, date(2026, 2, 3)],
            [990140000007.0, None, True],
        ),
        HEADINGS,
    )
    assert found == [
        Line(2, {"bin": "099014000007", "name": "Екі сөз"}),
        Line(4, {"bin": "990140000007", "name": "2026-02-03"}),
        Line(5, {"bin": "990140000007", "name": "yes"}),
    ]


def test_headings_are_known_in_every_language() -> None:
    for language in ("kk", "ru", "en"):
        file = io.BytesIO()
        with override(language):
            write_template(file, people.HEADINGS)
        with override("kk"):
            (line,) = read(file, people.HEADINGS)
        assert line.cells["last_name"] == "Сәрсенова"
        assert line.cells["role"] == "Автор"


def test_wrong_tables_are_refused_with_the_reason() -> None:
    assert reason(["Name", "Colour"], ["a", "b"]) == "unknown"
    assert reason(["BIN"], ["990140000007"]) == "headings"
    assert reason(["Name", "Name"], ["a", "b"]) == "headings"
    assert reason(["Name"]) == "empty"
    assert reason() == "headings"
    assert reason(["Name"], *(["a"] for _row in range(MOST_ROWS + 1))) == "too_many"
    with pytest.raises(ValidationError) as caught:
        read(io.BytesIO(b"PK\x03\x04 nothing"), HEADINGS)
    assert caught.value.code == "damaged"


def test_formulas_are_not_run_and_long_cells_are_cut() -> None:
    (line,) = read(workbook(["Name"], ["я" * 2000], ["=1+1"]), HEADINGS)
    assert len(line.cells["name"]) == 1000
