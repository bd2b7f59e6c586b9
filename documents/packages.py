"""Documents that are packages (DOCX, XLSX, PPTX, ODT, ODS, ODP): what they are and hide.

Nothing is taken on trust: every entry is unpacked, without being kept, under the limits
of `documents.limits`.
"""

import re
import struct
import zlib
from collections.abc import Iterator
from tempfile import SpooledTemporaryFile
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from documents.filetypes import OPEN
from documents.limits import Expansion

ZIP = b"PK\x03\x04"
CENTRAL_ENTRY = b"PK\x01\x02"
CONTENTS = "[Content_Types].xml"
CHUNK = 64 * 1024
DESCRIPTION_SIZE = 1024 * 1024
ENCRYPTED_ENTRY = 1
# What ZipFile raises on bytes made by an enemy.
UNREADABLE = (
    BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    ValueError,
    OverflowError,
    struct.error,
)

MAIN_PARTS = {
    "wordprocessingml.document.main+xml": "docx",
    "spreadsheetml.sheet.main+xml": "xlsx",
    "presentationml.presentation.main+xml": "pptx",
}
OPEN_TYPES = {f"{OPEN}.text": "odt", f"{OPEN}.spreadsheet": "ods", f"{OPEN}.presentation": "odp"}
OVERRIDE = re.compile(r"<(?:\w+:)?Override\s[^>]*>")
ATTRIBUTE = re.compile(r"""(PartName|ContentType)\s*=\s*["']([^"']*)["']""")
OPEN_MACROS = ("basic/", "scripts/")


def read(file: IO[bytes], size: int) -> str | None:
    """Tell which document type the package is, or None for a package of another kind.

    Raises ValidationError if it is damaged, unpacks to too much, carries macros or is
    protected with a password.
    """
    return _read(file, size, Expansion(size), depth=0)


def _read(file: IO[bytes], size: int, expansion: Expansion, *, depth: int) -> str | None:
    entries = sum(chunk.count(CENTRAL_ENTRY) for chunk in _overlapping(file))
    # ZipFile reads the whole directory at once, so its length is checked before.
    expansion.enter(entries, 0, depth)
    try:
        with ZipFile(file) as archive:
            _check_directory(archive, size, expansion, depth)
            for entry in archive.infolist():
                _unpack(archive, entry, expansion, depth)
            return _document_type(archive)
    except UNREADABLE as error:
        raise damaged() from error


def damaged() -> ValidationError:
    """Say that the file is damaged."""
    return ValidationError(
        _(
            "The file is damaged or was not uploaded whole."
            " Check that it opens on your computer and choose it again."
        ),
        code="damaged",
    )


def _overlapping(file: IO[bytes]) -> Iterator[bytes]:
    file.seek(0)
    end = b""
    while chunk := file.read(CHUNK):
        yield end + chunk
        end = chunk[-len(CENTRAL_ENTRY) + 1 :]


def _check_directory(archive: ZipFile, size: int, expansion: Expansion, depth: int) -> None:
    entries = archive.infolist()
    names = {entry.filename.lower() for entry in entries}
    first = min((entry.header_offset for entry in entries), default=None)
    overlap = sum(entry.compress_size for entry in entries) > size
    # Programs differ in how they read two entries of one name, or bytes before the first.
    if first != 0 or overlap or len(names) != len(entries):
        raise damaged()
    if any(entry.flag_bits & ENCRYPTED_ENTRY for entry in entries):
        raise _protected()
    if any(entry.compress_type not in {ZIP_STORED, ZIP_DEFLATED} for entry in entries):
        raise damaged()
    expansion.enter(0, sum(entry.file_size for entry in entries), depth)
    if any(name.rpartition("/")[2] == "vbaproject.bin" for name in names):
        raise _macros()


def _unpack(archive: ZipFile, entry: ZipInfo, expansion: Expansion, depth: int) -> None:
    with archive.open(entry) as content:
        start = content.read(CHUNK)
        expansion.unpack(len(start))
        inner = start.startswith(ZIP)
        with SpooledTemporaryFile(max_size=CHUNK) as copy:
            chunk = start
            while chunk:
                if inner:
                    copy.write(chunk)
                chunk = content.read(CHUNK)
                expansion.unpack(len(chunk))
            if inner:
                _read(copy, entry.file_size, expansion, depth=depth + 1)


def _document_type(archive: ZipFile) -> str | None:
    names = set(archive.namelist())
    if CONTENTS in names:
        return _office_type(_text(archive, CONTENTS), {name.lower() for name in names})
    if "mimetype" in names and "content.xml" in names:
        return _open_type(archive, names)
    return None


def _office_type(contents: str, names: set[str]) -> str | None:
    if "macroenabled" in contents.lower() or "vbaproject" in contents.lower():
        raise _macros()
    for override in OVERRIDE.findall(contents):
        found = dict(ATTRIBUTE.findall(override))
        for ending, extension in MAIN_PARTS.items():
            if found.get("ContentType", "").endswith(ending):
                if found.get("PartName", "").lstrip("/").lower() not in names:
                    raise damaged()
                return extension
    return None


def _open_type(archive: ZipFile, names: set[str]) -> str | None:
    found = OPEN_TYPES.get(_text(archive, "mimetype").strip())
    if found is None:
        return None
    if any(name.lower().startswith(OPEN_MACROS) for name in names):
        raise _macros()
    manifest = "META-INF/manifest.xml"
    if manifest in names and "encryption-data" in _text(archive, manifest):
        raise _protected()
    return found


def _text(archive: ZipFile, name: str) -> str:
    if archive.getinfo(name).file_size > DESCRIPTION_SIZE:
        raise damaged()
    content = archive.read(name)
    return content.decode("utf-16" if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig")


def _macros() -> ValidationError:
    return ValidationError(
        _(
            "The document contains macros (programs). Save it without macros,"
            " as DOCX, XLSX, PPTX or PDF, and choose it again."
        ),
        code="macros",
    )


def _protected() -> ValidationError:
    return ValidationError(
        _(
            "The document is protected with a password."
            " Save it without a password and choose it again."
        ),
        code="protected",
    )
