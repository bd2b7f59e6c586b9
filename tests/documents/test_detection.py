import io
from contextlib import suppress

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pytest_django import Settings

from documents.detection import detect
from tests.documents import samples


def extension(content: bytes) -> str:
    return detect(io.BytesIO(content), len(content)).extension


def refused(content: bytes) -> ValidationError:
    with pytest.raises(ValidationError) as caught:
        extension(content)
    error: ValidationError = caught.value
    return error


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (samples.pdf(), "pdf"),
        (b"\xef\xbb\xbf" + samples.pdf(), "pdf"),
        (samples.docx(), "docx"),
        (samples.word(), "docx"),
        (samples.office("xl/workbook.xml", samples.SHEET), "xlsx"),
        (samples.office("ppt/presentation.xml", samples.SLIDES), "pptx"),
        (samples.odf(), "odt"),
        (samples.png(), "png"),
        (samples.jpeg(), "jpg"),
    ],
)
def test_type_is_told_by_content(content: bytes, expected: str) -> None:
    assert extension(content) == expected


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (samples.ELF, "a program"),
        (samples.EXE, "a program"),
        (b"#!/bin/sh\nrm -rf /\n", "a script"),
        (b"<!DOCTYPE html><script>alert(1)</script>", "a web page"),
        (b"  <svg xmlns='http://www.w3.org/2000/svg'/>", "a picture of another format"),
        (b"Rar!\x1a\x07\x00" + bytes(50), "an archive"),
        (samples.zipped({"a.txt": "a"}), "an archive"),
        (b"{\\rtf1 text}", "an RTF document"),
        (b"\x00\x00\x00\x18ftypmp42" + bytes(50), "a sound or video recording"),
        ("Кәдімгі мәтін".encode(), "TXT"),
        (samples.noise(5000), "unknown type"),
    ],
)
def test_refusal_names_what_the_file_is(content: bytes, what: str) -> None:
    error = refused(content)
    assert error.code == "type"
    assert what in error.messages[0]
    assert "PDF, DOCX" in error.messages[0]


def test_old_office_document_is_refused_with_advice() -> None:
    error = refused(samples.OLD_OFFICE)
    assert error.code == "old_office"
    assert "Save it as DOCX" in error.messages[0]


@pytest.mark.parametrize("content", [samples.pdf(), samples.docx(), samples.png(), samples.jpeg()])
def test_file_cut_short_is_refused_as_damaged(content: bytes) -> None:
    assert refused(content[: len(content) // 3]).code == "damaged"


def test_program_behind_a_pdf_is_no_pdf() -> None:
    assert refused(samples.pdf() + samples.ELF * 100).code == "damaged"
    assert refused(samples.ELF + samples.pdf()).code == "type"


def test_accepted_types_are_a_setting(settings: Settings) -> None:
    settings.SARAP_FILE_TYPES = ["txt"]
    assert extension("Кәдімгі мәтін\r\n".encode()) == "txt"
    assert refused(samples.pdf()).code == "type"
    assert refused(b"text \x00 text").code == "type"
    assert refused("Текст".encode("cp1251")).code == "type"


@hypothesis_settings(deadline=None)
@given(st.data())
def test_spoilt_document_is_told_or_refused_and_nothing_else(data: st.DataObject) -> None:
    content = bytearray(samples.word({"word/styles.xml": "<styles/>" * 20}))
    for _change in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    with suppress(ValidationError):
        assert extension(bytes(content)) == "docx"
