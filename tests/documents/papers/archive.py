"""What PDF/A-2a (ISO 19005-2) demands of a file and can be seen in its objects."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, BooleanObject, DictionaryObject, StreamObject

if TYPE_CHECKING:
    from collections.abc import Iterator

# Actions that run programs or reach beyond the file; a link to an address is none of them (6.5.1).
FORBIDDEN_ACTIONS = {
    *("/JavaScript", "/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData", "/Hide"),
    *("/Rendition", "/SetOCGState", "/Trans", "/GoTo3DView", "/GoToR", "/GoToE", "/SubmitForm"),
}
FORBIDDEN_FILTERS = {"/LZWDecode", "/Crypt"}
PRINTED = 4


def faults(pdf: bytes) -> list[str]:
    """List what keeps a file from being PDF/A-2a; a file without a fault may still not be one."""
    return list(_faults(PdfReader(BytesIO(pdf)), pdf))


def _faults(reader: PdfReader, pdf: bytes) -> Iterator[str]:
    root: Any = reader.root_object
    objects = list(_objects(reader))
    yield from _head(reader, pdf)
    yield from _about(reader)
    yield from _tags(root)
    if not any(
        intent.get_object().get("/S") == "/GTS_PDFA1"
        and "/DestOutputProfile" in intent.get_object()
        for intent in root.get("/OutputIntents", [])
    ):
        yield "no output intent with a profile (6.2.3)"
    for found in objects:
        yield from _font(found)
        yield from _reach(found)
    if "/AA" in root or ("/OpenAction" in root and "/S" in root["/OpenAction"]):
        yield "does something when opened (6.5.2)"
    if "/EmbeddedFiles" in root.get("/Names", {}):
        yield "files inside (6.8)"
    if "/AcroForm" in root:
        yield "a form (6.4)"


def _objects(reader: PdfReader) -> Iterator[DictionaryObject]:
    """Walk all dictionaries of a file, also those that stand inside others."""
    size: Any = reader.trailer["/Size"]
    waiting: list[Any] = [reader.get_object(n) for n in range(1, size)]
    while waiting:
        found = waiting.pop()
        inside: list[Any] = []
        if isinstance(found, DictionaryObject):
            yield found
            inside = [found.raw_get(name) for name in found]
        elif isinstance(found, ArrayObject):
            inside = list(found)
        waiting += [one for one in inside if isinstance(one, (DictionaryObject, ArrayObject))]


def _head(reader: PdfReader, pdf: bytes) -> Iterator[str]:
    first, second = pdf.splitlines()[:2]
    if not first.startswith(b"%PDF-1.") or int(first[7:8]) > 7:
        yield "not PDF 1.7 (6.1.2)"
    if not (second.startswith(b"%") and sum(byte > 127 for byte in second) >= 4):
        yield "no comment of binary bytes (6.1.2)"
    if reader.is_encrypted or "/Encrypt" in reader.trailer:
        yield "encrypted (6.1.3)"
    if "/ID" not in reader.trailer:
        yield "no ID (6.1.3)"


def _about(reader: PdfReader) -> Iterator[str]:
    found = reader.xmp_metadata
    if found is None:
        yield "no metadata (6.6.2)"
        return
    about = found.stream.get_data().decode()
    for mark in ("<pdfaid:part>2</pdfaid:part>", "<pdfaid:conformance>A</pdfaid:conformance>"):
        if mark not in about:
            yield f"not marked as {mark} (6.6.4)"
    given: Any = reader.metadata
    if given and given.title and given.title not in str(found.dc_title):
        yield "two titles (6.6.3)"
    # Read without its zone, which is UTC in both.
    made = given.creation_date.replace(tzinfo=None) if given and given.creation_date else None
    if made and made != found.xmp_create_date:
        yield "two dates (6.6.3)"


def _tags(root: Any) -> Iterator[str]:
    if root.get("/MarkInfo", {}).get("/Marked") != BooleanObject(value=True):
        yield "not tagged (6.7.2)"
    if not root.get("/StructTreeRoot", {}).get("/K"):
        yield "no structure (6.7.3)"
    if not root.get("/Lang"):
        yield "no language (6.7.4)"


def _font(found: DictionaryObject) -> Iterator[str]:
    if found.get("/Type") != "/Font":
        return
    name = found.get("/BaseFont", "?")
    if found.get("/Subtype") == "/Type0":
        if "/ToUnicode" not in found:
            yield f"{name} does not tell its letters (6.2.11.7)"
        return
    about: Any = found.get("/FontDescriptor", {})
    if not {"/FontFile", "/FontFile2", "/FontFile3"} & about.keys():
        yield f"{name} is not embedded (6.2.11.4)"


def _reach(found: DictionaryObject) -> Iterator[str]:
    if found.get("/S") in FORBIDDEN_ACTIONS and found.get("/Type") in {None, "/Action"}:
        yield f"the action {found['/S']} (6.5.1)"
    if "/JS" in found:
        yield "a script (6.5.1)"
    filters = found.get("/Filter", [])
    for name in filters if isinstance(filters, list) else [filters]:
        if name in FORBIDDEN_FILTERS:
            yield f"the filter {name} (6.1.7)"
    if isinstance(found, StreamObject) and {"/F", "/FFilter"} & found.keys():
        yield "a stream kept elsewhere (6.1.7)"
    if found.get("/Type") == "/Filespec":
        yield "a reference to a file (6.8)"
    if found.get("/Subtype") == "/PS" or "/Ref" in found or "/OPI" in found:
        yield "an external picture (6.2.9)"
    if found.get("/S") == "/Figure" and "/Alt" not in found and found.get("/P") is not None:
        yield "a figure without a text (6.7.5)"
    if found.get("/Type") == "/Annot" and not int(found.get("/F", 0)) & PRINTED:
        yield "an annotation that is not printed (6.3.2)"
