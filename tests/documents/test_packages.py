import io
from typing import IO
from zipfile import ZipFile

import pytest
from django.core.exceptions import ValidationError
from pytest_django import Settings

from documents import packages
from tests.documents import samples

KILOBYTE = 1024
MEGABYTE = 1024 * 1024


def read(content: bytes) -> str | None:
    return packages.read(io.BytesIO(content), len(content))


def refusal(content: bytes) -> str | None:
    with pytest.raises(ValidationError) as caught:
        read(content)
    code: str | None = caught.value.code
    return code


def nest(content: bytes, levels: int) -> bytes:
    for level in range(levels):
        content = samples.word({f"word/embeddings/inner{level}.docx": content})
    return content


@pytest.mark.parametrize(
    "content",
    [
        samples.word({"word/vbaProject.bin": b"macro"}),
        samples.word({"word/VBAPROJECT.BIN": b"macro"}),
        samples.office("word/document.xml", samples.MACRO_WORD),
        samples.odf(extra={"Basic/Standard/script-lb.xml": "<macro/>"}),
        nest(samples.word({"word/vbaProject.bin": b"macro"}), 1),
    ],
)
def test_macros_are_refused(content: bytes) -> None:
    assert refusal(content) == "macros"


def test_zip_bomb_is_refused() -> None:
    content = samples.bomb()
    assert len(content) < MEGABYTE
    assert refusal(content) == "expands"


def test_zip_bomb_inside_a_document_inside_a_document_is_refused() -> None:
    assert refusal(nest(samples.bomb(), 1)) == "expands"


def test_bomb_that_lies_about_its_size_is_refused() -> None:
    assert refusal(samples.lying_bomb()) == "damaged"


def test_well_packed_small_document_is_accepted() -> None:
    assert read(samples.word({"word/styles.xml": bytes(MEGABYTE)})) == "docx"


def test_total_is_limited_even_where_the_ratio_is_modest(settings: Settings) -> None:
    settings.SARAP_FILE_LIMITS = {"expanded": 100 * KILOBYTE}
    assert refusal(samples.word({"word/media/a.png": samples.noise(200 * KILOBYTE)})) == "expands"


def test_number_of_entries_is_limited(settings: Settings) -> None:
    settings.SARAP_FILE_LIMITS = {"entries": 20}
    assert refusal(samples.word({f"word/media/{n}.png": b"x" for n in range(30)})) == "expands"


def test_nesting_is_limited() -> None:
    assert read(nest(samples.word(), 2)) == "docx"
    assert refusal(nest(samples.word(), 3)) == "nested"


def test_two_entries_of_one_name_are_refused() -> None:
    content = samples.word().replace(b"word/document.xml", b"[content_types].x")
    with ZipFile(made := io.BytesIO(), "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("[content_types].xml", "<Types/>")
    assert refusal(made.getvalue()) == "damaged"
    assert refusal(content) == "damaged"


def test_bytes_before_the_package_are_refused() -> None:
    assert refusal(samples.ELF + samples.word()) == "damaged"


def test_missing_main_part_is_damage() -> None:
    whole = samples.word()
    with ZipFile(io.BytesIO(whole)) as archive:
        kept = {name: archive.read(name) for name in archive.namelist() if "document" not in name}
    assert refusal(samples.zipped({**kept})) == "damaged"


def test_encrypted_entries_are_refused() -> None:
    content = bytearray(samples.word())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = -1
        while (start := content.find(mark, start + 1)) >= 0:
            content[start + flags] |= 1
    assert refusal(bytes(content)) == "protected"


def test_encrypted_open_document_is_refused() -> None:
    manifest = "<manifest:encryption-data/>"
    assert refusal(samples.odf(extra={"META-INF/manifest.xml": manifest})) == "protected"


def test_other_packages_have_no_document_type() -> None:
    assert read(samples.zipped({"META-INF/MANIFEST.MF": "", "Main.class": b"\xca\xfe"})) is None
    assert read(samples.odf("application/epub+zip")) is None


def test_a_package_is_never_read_whole() -> None:
    content = samples.word({"word/media/a.png": samples.noise(3 * MEGABYTE)})
    pieces: list[int] = []

    class Watched(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            piece = super().read(size)
            pieces.append(len(piece))
            return piece

    file: IO[bytes] = Watched(content)
    assert packages.read(file, len(content)) == "docx"
    assert max(pieces) < MEGABYTE
