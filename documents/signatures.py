"""What a file is that we do not take, told by its first bytes, to name it in the refusal."""

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

PROGRAM = _("a program (an executable file)")
SCRIPT = _("a script")
ARCHIVE = _("an archive")
PAGE = _("a web page")
PICTURE = _("a picture of another format")
MEDIA = _("a sound or video recording")

FIRST_BYTES: tuple[tuple[bytes, StrPromise], ...] = (
    (b"\x7fELF", PROGRAM),
    (b"MZ", PROGRAM),
    (b"\xfe\xed\xfa\xce", PROGRAM),
    (b"\xfe\xed\xfa\xcf", PROGRAM),
    (b"\xce\xfa\xed\xfe", PROGRAM),
    (b"\xcf\xfa\xed\xfe", PROGRAM),
    (b"\xca\xfe\xba\xbe", PROGRAM),
    (b"L\x00\x00\x00\x01\x14\x02\x00", PROGRAM),
    (b"PK\x03\x04", ARCHIVE),
    (b"PK\x05\x06", ARCHIVE),
    (b"Rar!\x1a\x07", ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", ARCHIVE),
    (b"\x1f\x8b", ARCHIVE),
    (b"BZh", ARCHIVE),
    (b"\xfd7zXZ\x00", ARCHIVE),
    (b"MSCF", ARCHIVE),
    (b"GIF8", PICTURE),
    (b"BM", PICTURE),
    (b"II*\x00", PICTURE),
    (b"MM\x00*", PICTURE),
    (b"RIFF", MEDIA),
    (b"ID3", MEDIA),
    (b"OggS", MEDIA),
    (b"\x1aE\xdf\xa3", MEDIA),
    (b"AT&TFORM", _("a DjVu document")),
)
FIRST_WORDS: tuple[tuple[bytes, StrPromise], ...] = (
    (b"#!", SCRIPT),
    (b"@echo", SCRIPT),
    (b"<!doctype html", PAGE),
    (b"<html", PAGE),
    (b"<svg", PICTURE),
    (b"<?xml", _("an XML file")),
    (b"{\\rtf", _("an RTF document")),
    (b"%!ps", _("a PostScript document")),
)
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MEDIA_BOX = b"ftyp"


def describe(head: bytes) -> StrPromise | None:
    """Name what begins with ``head``, or answer None for what we do not know."""
    text = head.removeprefix(BYTE_ORDER_MARK).lstrip().lower()
    for start, name in FIRST_BYTES:
        if head.startswith(start):
            return name
    for start, name in FIRST_WORDS:
        if text.startswith(start):
            return name
    return MEDIA if head[4:8] == MEDIA_BOX else None
