import pytest
from django.core.exceptions import ValidationError
from pytest_django import Settings

from documents.intake import accept, render
from tests.documents import samples


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (samples.ELF, "type"),
        (samples.EXE, "type"),
        (samples.OLD_OFFICE, "old_office"),
        (samples.bomb(), "expands"),
        (samples.word({"word/vbaProject.bin": b"macro"}), "macros"),
    ],
)
def test_hostile_file_is_refused_whatever_its_name(content: bytes, code: str) -> None:
    with pytest.raises(ValidationError) as caught:
        accept(samples.upload(content, "бағдарлама.pdf"))
    assert caught.value.code == code


def test_size_is_refused_before_the_file_is_read() -> None:
    huge = samples.Huge(200 * 1024 * 1024)
    huge.close()
    with pytest.raises(ValidationError, match="at most"):
        accept(huge)


def test_accepted_file_has_a_safe_name_and_a_proven_type() -> None:
    filing = accept(samples.upload(samples.docx(), "../Жоспар.pdf"))
    assert filing.name == "Жоспар.docx"
    assert filing.media_type.endswith("wordprocessingml.document")
    assert filing.size == len(filing.file.read())
    assert not filing.rendered


def test_plain_text_needs_its_own_extension(settings: Settings) -> None:
    settings.SARAP_FILE_TYPES = ["pdf", "txt"]
    assert accept(samples.upload(b"text", "a.TXT")).name == "a.txt"
    with pytest.raises(ValidationError) as caught:
        accept(samples.upload(b"text", "a.pdf"))
    assert caught.value.code == "type"


def test_rendered_document_says_that_the_system_made_it() -> None:
    filing = render("Шешім.pdf", samples.pdf())
    assert filing.rendered
    assert filing.name == "Шешім.pdf"
