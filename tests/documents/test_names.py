import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.filetypes import TYPES, FileType
from documents.names import HIDDEN, LONGEST, clean

PDF, DOCX, JPEG = TYPES["pdf"], TYPES["docx"], TYPES["jpg"]


@pytest.mark.parametrize(
    ("raw", "found", "expected"),
    [
        ("Бағдарлама.pdf", PDF, "Бағдарлама.pdf"),
        ("Әліппе ұғымы қңғүұөһі.DOCX", DOCX, "Әліппе ұғымы қңғүұөһі.docx"),
        ("../../etc/passwd", PDF, "passwd.pdf"),
        ("..\\..\\Windows\\calc.pdf", PDF, "calc.pdf"),
        ("C:\\Users\\Айгүл\\жоспар.docx", DOCX, "жоспар.docx"),
        ("есеп.exe", PDF, "есеп.exe.pdf"),
        ("есеп.docx", PDF, "есеп.pdf"),
        ("Бағдарлама 1.2", PDF, "Бағдарлама 1.2.pdf"),
        ("сурет.jpeg", JPEG, "сурет.jpeg"),
        ("отчет\u202efdp.exe", PDF, "отчетfdp.exe.pdf"),
        ("a\u0000b\r\nc\t d\u200b.pdf", PDF, "ab c d.pdf"),
        ("и\u0306од.pdf", PDF, "йод.pdf"),
        ('<b>"қауіп"?*|.pdf', PDF, "_b__қауіп____.pdf"),
        ("", PDF, "document.pdf"),
        ("...", PDF, "document.pdf"),
        (".pdf", PDF, "document.pdf"),
        ("/", PDF, "document.pdf"),
        (" . .pdf", PDF, "document.pdf"),
        ("文件.pdf", PDF, "文件.pdf"),
        ("ملف.pdf", PDF, "ملف.pdf"),
    ],
)
def test_name_is_made_safe(raw: str, found: FileType, expected: str) -> None:
    assert clean(raw, found) == expected


def test_name_of_300_characters_is_shortened_and_keeps_its_extension() -> None:
    name = clean("ұ" * 296 + ".pdf", PDF)
    assert name == "ұ" * 146 + ".pdf"
    assert len(name) == LONGEST


@settings(deadline=None)
@given(st.text(max_size=400), st.sampled_from(list(TYPES.values())))
def test_any_name_becomes_safe(raw: str, found: FileType) -> None:
    name = clean(raw, found)
    stem, _, extension = name.rpartition(".")
    assert 0 < len(name) <= LONGEST
    assert stem.strip(" .")
    assert extension in found.extensions
    assert not set(name) & set('/\\<>:"|?*\r\n\t')
    assert not {unicodedata.category(char) for char in name} & HIDDEN
    assert unicodedata.is_normalized("NFC", name)
    assert clean(name, found) == name
