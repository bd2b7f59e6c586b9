import io
from itertools import chain, repeat
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest
from pytest_django import Settings

from documents.forms import FilingField
from tests.documents import samples

BOUNDARY = "boundary"
MEGABYTE = 1024 * 1024
HEAD = (
    f"--{BOUNDARY}\r\n"
    'Content-Disposition: form-data; name="note"\r\n\r\n'
    "Жазба\r\n"
    f"--{BOUNDARY}\r\n"
    'Content-Disposition: form-data; name="file"; filename="үлкен.pdf"\r\n'
    "Content-Type: application/pdf\r\n\r\n"
).encode()
TAIL = f"\r\n--{BOUNDARY}--\r\n".encode()


class Body(io.RawIOBase):
    """A request body with a file of a given size that is never in memory."""

    def __init__(self, size: int) -> None:
        blocks = repeat(bytes(MEGABYTE), size // MEGABYTE)
        self.pieces = chain([HEAD + samples.pdf()], blocks, [TAIL])
        self.rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self.rest = self.rest or next(self.pieces, b"")
        piece, self.rest = self.rest[: len(buffer)], self.rest[len(buffer) :]
        buffer[: len(piece)] = piece
        return len(piece)


class FilingForm(forms.Form):
    note = forms.CharField()
    file = FilingField()


def request(size: int) -> HttpRequest:
    length = len(HEAD) + len(samples.pdf()) + size + len(TAIL)
    return WSGIRequest(
        {
            "REQUEST_METHOD": "POST",
            "CONTENT_TYPE": f"multipart/form-data; boundary={BOUNDARY}",
            "CONTENT_LENGTH": str(length),
            "wsgi.input": Body(size),
        }
    )


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.SARAP_FILE_LIMITS = {"size": 5 * MEGABYTE}
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "uploads"
    (tmp_path / "uploads").mkdir()
    return tmp_path / "uploads"


def test_200_megabytes_are_refused_by_their_size_and_the_text_is_kept(folder: Path) -> None:
    sent = request(200 * MEGABYTE)
    form = FilingForm(sent.POST, sent.FILES)
    assert not form.is_valid()
    error = str(form.errors["file"][0]).replace("\xa0", " ")
    assert error.startswith("The file is 200.0 MB; at most 5.0 MB is accepted.")
    assert form.cleaned_data == {"note": "Жазба"}
    assert 'value="Жазба"' in form.as_p()
    sent.close()


def test_upload_that_is_too_big_does_not_fill_the_disk(folder: Path) -> None:
    sent = request(200 * MEGABYTE)
    upload = sent.FILES["file"]
    assert isinstance(upload, TemporaryUploadedFile)
    assert upload.size == len(samples.pdf()) + 200 * MEGABYTE
    assert sum(path.stat().st_size for path in folder.iterdir()) < 6 * MEGABYTE
    sent.close()
    assert not list(folder.iterdir())


def test_upload_within_the_limit_arrives_whole(folder: Path) -> None:
    sent = request(4 * MEGABYTE)
    upload = sent.FILES["file"]
    assert isinstance(upload, TemporaryUploadedFile)
    assert upload.size == Path(upload.temporary_file_path()).stat().st_size
    assert upload.read() == samples.pdf() + bytes(4 * MEGABYTE)
    sent.close()
