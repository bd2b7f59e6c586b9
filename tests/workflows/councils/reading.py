"""Reading papers as a person and a phone do: words page by page, and where QR marks lead."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING

import pypdfium2
import zxingcpp
from pypdf import PdfReader

from documents.store import open_version

if TYPE_CHECKING:
    from documents.models import Version

RUSSIAN = "Протокол заседания совета"


def content(version: Version) -> bytes:
    with open_version(version) as stored:
        found: bytes = stored.read()
        return found


def pages(pdf: bytes) -> list[str]:
    found = [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]
    return [re.sub(r"\s+", " ", text) for text in found]


def parts(pdf: bytes, russian: str = RUSSIAN) -> tuple[str, str]:
    """Split the words into the Kazakh and the Russian part."""
    found = pages(pdf)
    begins = next(place for place, text in enumerate(found) if russian in text)
    return " ".join(found[:begins]), " ".join(found[begins:])


def marks(pdf: bytes) -> set[str]:
    """Read every QR mark of a paper."""
    with pypdfium2.PdfDocument(pdf) as document:
        pictures = [page.render(scale=3).to_pil() for page in document]
    return {mark.text for picture in pictures for mark in zxingcpp.read_barcodes(picture)}
