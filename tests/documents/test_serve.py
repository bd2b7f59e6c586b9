from email.message import Message

import pytest
from django.http import FileResponse
from django.utils import timezone

from documents.models import DocumentKind, Dossier, Version
from documents.serve import response
from documents.store import store
from permissions.models import User
from tests.documents import samples

NAME = "Әдістемелік құрал, «бірінші» бөлім.pdf"


@pytest.fixture
def version(dossier: Dossier, work: DocumentKind, author: User) -> Version:
    upload = samples.upload(samples.pdf(), NAME)
    return store(dossier, work, upload, by=author, at=timezone.now())


def disposition(sent: FileResponse) -> tuple[str, str | None]:
    """Read the header as a browser does."""
    message = Message()
    message["Content-Disposition"] = sent["Content-Disposition"]
    return message.get_content_disposition() or "", message.get_filename()


def body(sent: FileResponse) -> bytes:
    content = b"".join(bytes(piece) for piece in sent)
    sent.close()
    return content


def test_response_is_the_content_for_saving_under_its_name(version: Version) -> None:
    sent = response(version)
    assert disposition(sent) == ("attachment", NAME)
    assert sent["Content-Type"] == "application/pdf"
    assert sent["Content-Length"] == str(len(samples.pdf()))
    assert body(sent) == samples.pdf()


def test_response_is_kept_from_caches_sniffing_and_scripts(version: Version) -> None:
    sent = response(version)
    sent.close()
    assert sent["X-Content-Type-Options"] == "nosniff"
    assert sent["Cache-Control"] == "private, no-store"
    assert "sandbox" in sent["Content-Security-Policy"]
    assert "default-src 'none'" in sent["Content-Security-Policy"]
    assert sent["Cross-Origin-Resource-Policy"] == "same-origin"
    assert sent["ETag"] == f'"{version.sha256}"'


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (samples.pdf(2), "inline"),
        (samples.png(), "inline"),
        (samples.jpeg(), "inline"),
        (samples.docx(), "attachment"),
    ],
)
def test_only_pdf_and_pictures_are_shown_inline(
    dossier: Dossier, work: DocumentKind, author: User, content: bytes, expected: str
) -> None:
    version = store(dossier, work, samples.upload(content), by=author, at=timezone.now())
    sent = response(version, inline=True)
    sent.close()
    assert disposition(sent) == (expected, version.name)


def test_blind_reader_does_not_get_a_telling_name(version: Version) -> None:
    sent = response(version, blind=True)
    sent.close()
    assert disposition(sent) == ("attachment", f"work-{version.document_id}-1.pdf")
    assert "UTF-8" not in sent["Content-Disposition"].upper()


def test_shown_version_may_be_framed_by_our_own_pages_only(version: Version) -> None:
    shown, saved = response(version, inline=True), response(version)
    shown.close()
    saved.close()
    assert shown["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in shown["Content-Security-Policy"]
    assert "default-src 'none'" in shown["Content-Security-Policy"]
    assert "X-Frame-Options" not in saved
    assert "sandbox" in saved["Content-Security-Policy"]
