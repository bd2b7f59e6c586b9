"""Two versions are compared by their texts; what cannot be read or takes long is refused."""

from __future__ import annotations

import io
import subprocess
import sys
from typing import Any

import pytest
from django.utils import timezone
from docx import Document as Docx

from documents import changes, comparing, store
from documents.changes import NotComparable, Passage
from documents.models import DocumentKind, Dossier, Version
from permissions.models import User
from tests.documents import samples


def docx(*paragraphs: str, table: tuple[str, ...] = ()) -> bytes:
    document = Docx()
    for text in paragraphs:
        document.add_paragraph(text)
    if table:
        cells = document.add_table(rows=1, cols=len(table)).rows[0].cells
        for cell, text in zip(cells, table, strict=True):
            cell.text = text
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


@pytest.fixture
def file(dossier: Dossier, work: DocumentKind, author: User) -> Any:
    def file(*contents: bytes) -> list[Version]:
        found: list[Version] = []
        for content in contents:
            document = found[0].document if found else None
            upload = samples.upload(content)
            found.append(
                store.store(dossier, work, upload, by=author, at=timezone.now(), document=document)
            )
        return found

    return file


def test_compare_marks_words_within_a_paragraph() -> None:
    (paragraph,) = comparing.compare(["Сағат саны: 34."], ["Сағат саны: 68."])
    assert paragraph == [(" ", "Сағат саны: "), ("-", "34"), ("+", "68"), (" ", ".")]


def test_compare_marks_whole_paragraphs() -> None:
    found = comparing.compare(["бір", "екі", "үш"], ["бір", "үш", "төрт"])
    assert found == [[(" ", "бір")], [("-", "екі")], [(" ", "үш")], [("+", "төрт")]]


def test_compare_does_not_mince_what_is_all_new() -> None:
    found = comparing.compare(["Алма ағашы гүлдеді."], ["Xyz."])
    assert found == [[("-", "Алма ағашы гүлдеді."), ("+", "Xyz.")]]


def test_compare_follows_a_text_whose_lines_break_elsewhere() -> None:
    old, new = ["бір екі үш", "төрт бес алты"], ["бір екі", "жаңа үш төрт бес алты"]
    (paragraph,) = comparing.compare(old, new, flowing=True)
    assert [text.strip() for mark, text in paragraph if mark == "+"] == ["жаңа"]
    assert not any(mark == "-" and text.strip() for mark, text in paragraph)


def test_paragraphs_of_a_docx_are_its_paragraphs_and_rows() -> None:
    content = docx("Бірінші", "", "Екінші", table=("Тақырып", "Сағат"))
    assert comparing.paragraphs(content, changes.DOCX) == ["Бірінші", "Екінші", "Тақырып | Сағат"]


def test_paragraphs_shorten_the_dots_of_a_table_of_contents() -> None:
    content = docx("1. Кіріспе . . . . . . . . 3", "т.б.")
    assert comparing.paragraphs(content, changes.DOCX) == ["1. Кіріспе … 3", "т.б."]


def test_paragraphs_stop_at_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparing, "MOST_CHARACTERS", 10)
    content = docx("а" * 6, "б" * 6, "в" * 6)
    assert comparing.paragraphs(content, changes.DOCX) == ["а" * 6, "б" * 6]


def test_between_shows_changes_with_what_is_around_them(file: Any) -> None:
    lines = [f"{number}-жол" for number in range(20)]
    old, new = file(docx(*lines), docx(*lines[:10], "Жаңа жол", *lines[10:]))
    found = changes.between(old, new)
    assert [passage.left_out for passage in found] == [8, 0, 0, 0, 0, 0, 8]
    assert [passage.pieces for passage in found if passage.changed] == [(("+", "Жаңа жол"),)]


def test_between_equal_texts_is_nothing(file: Any) -> None:
    content = docx("Бір")
    old, new = file(content, content + b"\0" if content.endswith(b"\1") else docx("Бір", ""))
    assert changes.between(old, new) == []


def test_between_pictures_is_refused(file: Any) -> None:
    old, new = file(samples.png(), samples.jpeg())
    assert not changes.comparable(old)
    with pytest.raises(NotComparable):
        changes.between(old, new)


def test_between_large_files_is_refused(file: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = file(docx("Бір"), docx("Екі"))
    monkeypatch.setattr(changes, "MOST_BYTES", 10)
    with pytest.raises(NotComparable):
        changes.between(old, new)


def test_between_is_refused_when_it_takes_too_long(
    file: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = file(docx("Бір"), docx("Екі"))
    monkeypatch.setattr(changes, "SECONDS", 0.001)
    with pytest.raises(NotComparable):
        changes.between(old, new)


def test_program_fails_on_what_is_no_document() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "documents.comparing"],
        input=b'[[3, "application/pdf"], [3, "application/pdf"]]\nabcabc',
        capture_output=True,
        check=False,
    )
    assert done.returncode != 0
    assert done.stdout == b""


def test_passage_without_marks_is_unchanged() -> None:
    assert not Passage(((" ", "бір"),)).changed
