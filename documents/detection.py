"""What a file is, by its content and never by its name."""

import codecs
from typing import IO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from documents import packages, signatures
from documents.filetypes import TYPES, FileType, accepted, in_words

HEAD = 4096
CHUNK = 64 * 1024
PDF_START = b"%PDF-"
PDF_END = b"%%EOF"
PDF_TAIL = 8192
PNG_START = b"\x89PNG\r\n\x1a\n"
PNG_END = b"IEND\xae\x42\x60\x82"
JPEG_START = b"\xff\xd8\xff"
JPEG_SEGMENTS = 1000
# Start-of-frame markers: all of C0 to CF but the three that mean something else.
JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
TEXT_CONTROLS = {0x09, 0x0A, 0x0C, 0x0D}
BINARY = bytes(code for code in range(0x20) if code not in TEXT_CONTROLS)


def detect(file: IO[bytes], size: int) -> FileType:
    """Tell the type of a file of ``size`` bytes.

    Raises ValidationError, in words for the person who files it, if the file is not of
    an accepted type, is damaged, or hides what is not accepted.
    """
    file.seek(0)
    head = file.read(HEAD)
    if head.startswith(signatures.OLD_OFFICE):
        raise ValidationError(
            _(
                "The document has an old format (DOC, XLS, PPT) or is protected with a password."
                " Save it as DOCX, XLSX, PPTX or PDF without a password and choose it again."
            ),
            code="old_office",
        )
    found = TYPES.get(_extension(file, head, size) or "")
    if found is None or found not in accepted():
        known = found.extension.upper() if found else signatures.describe(head)
        raise ValidationError(
            _(
                "The file is not accepted, whatever its name says."
                " By its content it is: %(what)s. Accepted types: %(types)s."
            ),
            code="type",
            params={"what": known or _("a file of an unknown type"), "types": in_words()},
        )
    return found


def _extension(file: IO[bytes], head: bytes, size: int) -> str | None:
    if head.startswith(packages.ZIP):
        return packages.read(file, size)
    # Programs that print to PDF put a byte order mark or an empty line before it.
    if head.removeprefix(signatures.BYTE_ORDER_MARK).lstrip().startswith(PDF_START):
        head = PDF_START
    for start, extension, is_whole in (
        (PDF_START, "pdf", _is_whole_pdf),
        (PNG_START, "png", _is_whole_png),
        (JPEG_START, "jpg", _is_jpeg),
    ):
        if head.startswith(start):
            if not is_whole(file, size):
                raise packages.damaged()
            return extension
    return "txt" if signatures.describe(head) is None and _is_text(file) else None


def _is_whole_pdf(file: IO[bytes], size: int) -> bool:
    return PDF_END in _tail(file, size, PDF_TAIL)


def _is_whole_png(file: IO[bytes], size: int) -> bool:
    return PNG_END in _tail(file, size, HEAD)


def _is_jpeg(file: IO[bytes], size: int) -> bool:
    """Walk the segments to the frame; phones append so much that the end proves nothing."""
    position = 2
    for _segment in range(JPEG_SEGMENTS):
        file.seek(position)
        segment = file.read(4)
        if len(segment) < len(b"mark") or segment[0] != JPEG_START[0] or position > size:
            return False
        if segment[1] in JPEG_FRAMES:
            return True
        position += 2 + int.from_bytes(segment[2:])
    return False


def _is_text(file: IO[bytes]) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    file.seek(0)
    try:
        while chunk := file.read(CHUNK):
            decoder.decode(chunk)
            if len(chunk.translate(None, BINARY)) != len(chunk):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _tail(file: IO[bytes], size: int, length: int) -> bytes:
    file.seek(max(0, size - length))
    return file.read(length)
