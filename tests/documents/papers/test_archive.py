"""Papers are for archives: what PDF/A-2a demands and can be seen is there in each of them."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from pypdf import PdfWriter
from pypdf.generic import BooleanObject, DictionaryObject, NameObject, TextStringObject

from documents.papers import typesetting, wording
from documents.papers.kinds import Kind
from documents.papers.specimens import VARIANTS, specimen
from tests.documents import samples
from tests.documents.papers.archive import faults

if TYPE_CHECKING:
    from collections.abc import Callable

GUIDE: dict[str, Any] = {
    "date": "2026-02-02",
    "trace": "guide",
    "role": "Автор",
    "purpose": "Жұмыс тапсыру",
    "steps": [[{"text": "Басыңыз", "pressed": True}]],
    "terms": [{"state": "Пысықтауда", "term": "30 жұмыс күні"}],
    "shown": "Мерзімдер",
    "ask": "Хатшы",
}


def paper(kind: Kind, language: str, variant: str = "") -> bytes:
    said = GUIDE
    if kind is not Kind.GUIDE:
        said = specimen(kind, language, variant, today="2026-02-02", site="http://localhost:8000")
    return typesetting.render(kind, language, said)


@pytest.mark.parametrize("language", ["kk", "ru"])
@pytest.mark.parametrize("kind", [*wording.kinds(), Kind.GUIDE])
def test_paper_has_what_archives_demand(kind: Kind, language: str) -> None:
    for variant in VARIANTS.get(kind, {"": ""}):
        assert faults(paper(kind, language, variant)) == []


def script(writer: PdfWriter) -> None:
    action = {"/S": NameObject("/JavaScript"), "/JS": TextStringObject("app.alert(1)")}
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(
        {NameObject(name): value for name, value in action.items()}
    )


def rid(kind: tuple[str, str], *names: str) -> Callable[[PdfWriter], None]:
    """Take entries out of the dictionaries of a kind."""

    def change(writer: PdfWriter) -> None:
        for found in writer._objects:
            if isinstance(found, DictionaryObject) and found.get(kind[0]) == kind[1]:
                for name in names:
                    found.pop(NameObject(name), None)

    return change


def unmark(writer: PdfWriter) -> None:
    about: Any = writer.root_object["/MarkInfo"]
    about[NameObject("/Marked")] = BooleanObject(value=False)


def attach(writer: PdfWriter) -> None:
    writer.add_attachment("a.txt", b"a")


def encrypt(writer: PdfWriter) -> None:
    writer.encrypt("", "owner", algorithm="RC4-128")


def spoilt(change: Callable[[PdfWriter], None]) -> bytes:
    """Take something out of a paper, or put something in."""
    writer = PdfWriter(clone_from=BytesIO(paper(Kind.CERTIFICATE, "kk", "one")))
    change(writer)
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


CATALOG = ("/Type", "/Catalog")


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (rid(CATALOG, "/Metadata"), "no metadata"),
        (rid(CATALOG, "/OutputIntents"), "no output intent"),
        (rid(CATALOG, "/StructTreeRoot"), "no structure"),
        (rid(CATALOG, "/Lang"), "no language"),
        (rid(("/Type", "/FontDescriptor"), "/FontFile2", "/FontFile3"), "is not embedded"),
        (rid(("/Subtype", "/Type0"), "/ToUnicode"), "does not tell its letters"),
        (rid(("/S", "/Figure"), "/Alt"), "a figure without a text"),
        (unmark, "not tagged"),
        (script, "the action /JavaScript"),
        (attach, "a reference to a file"),
        (encrypt, "encrypted"),
    ],
)
def test_check_finds_what_is_wrong(change: Callable[[PdfWriter], None], fault: str) -> None:
    assert any(fault in found for found in faults(spoilt(change)))


def test_any_other_pdf_is_no_archive_paper() -> None:
    assert {"no metadata (6.6.2)", "not tagged (6.7.2)"} <= set(faults(samples.pdf()))
