"""Files made for the tests, honest and hostile."""

import io
import random
import struct
import zlib
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.files.base import File
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from pypdf import PdfWriter

ELF = b"\x7fELF\x02\x01\x01" + bytes(200)
EXE = b"MZ\x90\x00\x03" + bytes(200)
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)
OFFICE = "application/vnd.openxmlformats-officedocument"
WORD = f"{OFFICE}.wordprocessingml.document.main+xml"
SHEET = f"{OFFICE}.spreadsheetml.sheet.main+xml"
SLIDES = f"{OFFICE}.presentationml.presentation.main+xml"
MACRO_WORD = "application/vnd.ms-word.document.macroEnabled.main+xml"
TEXT = "application/vnd.oasis.opendocument.text"


def pdf(pages: int = 1) -> bytes:
    writer = PdfWriter()
    for _page in range(pages):
        writer.add_blank_page(width=200, height=300)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def docx(text: str = "Авторлық бағдарлама") -> bytes:
    document = Document()
    document.add_paragraph(text)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def zipped(entries: dict[str, bytes | str]) -> bytes:
    made = io.BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return made.getvalue()


def office(part: str, content_type: str, extra: dict[str, bytes | str] | None = None) -> bytes:
    contents = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/{part}" ContentType="{content_type}"/></Types>'
    )
    return zipped({"[Content_Types].xml": contents, part: "<main/>", **(extra or {})})


def word(extra: dict[str, bytes | str] | None = None) -> bytes:
    return office("word/document.xml", WORD, extra)


def odf(media_type: str = TEXT, extra: dict[str, bytes | str] | None = None) -> bytes:
    return zipped({"mimetype": media_type, "content.xml": "<office/>", **(extra or {})})


def png() -> bytes:
    def chunk(name: bytes, content: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(name + content))
        return struct.pack(">I", len(content)) + name + content + check

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"\x00\xff")
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


def jpeg() -> bytes:
    application = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    frame = b"\xff\xc0\x00\x0b\x08\x00\x01\x00\x01\x01\x01\x11\x00"
    return (
        b"\xff\xd8" + application + frame + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\x00\xff\xd9"
    )


def bomb(megabytes: int = 100) -> bytes:
    return word({"word/media/image1.png": bytes(megabytes * 1024 * 1024)})


def lying_bomb() -> bytes:
    """Say in the directory that a huge entry is small."""
    size = 30 * 1024 * 1024
    whole = word({"word/media/image1.png": bytes(size)})
    return whole.replace(struct.pack("<I", size), struct.pack("<I", 100))


def noise(size: int) -> bytes:
    return random.Random(7).randbytes(size)


def upload(content: bytes, name: str = "бағдарлама.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/octet-stream")


class Huge(File[bytes]):
    """An upload that only says how big it is."""

    def __init__(self, size: int) -> None:
        super().__init__(io.BytesIO(b"%PDF-1.7 "), name="үлкен.pdf")
        self.size = size
