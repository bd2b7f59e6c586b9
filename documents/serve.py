"""A version on its way out."""

from django.http import FileResponse, HttpResponse
from django.utils.http import content_disposition_header

from documents.models import Version
from documents.store import open_version

POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
SHOWN_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
SHOWN = {"application/pdf", "image/jpeg", "image/png"}


def response(version: Version, *, inline: bool = False, blind: bool = False) -> FileResponse:
    """Send the content of a version, for saving or, if it is a PDF or a picture, for showing.

    Whether the reader may have it is for the caller to check: this function does not.
    ``blind`` is for readers who may not learn whose it is: the name it was filed under
    stays behind. What the file says of itself inside does not.
    """
    shown = inline and version.media_type in SHOWN
    sent = FileResponse(
        open_version(version),
        as_attachment=not shown,
        filename=neutral_name(version) if blind else version.name,
        content_type=version.media_type,
    )
    sent["Content-Length"] = str(version.size)
    sent["ETag"] = f'"{version.sha256}"'
    sent["Cache-Control"] = "private, no-store"
    sent["X-Content-Type-Options"] = "nosniff"
    sent["Content-Security-Policy"] = POLICY
    if shown:
        # Our own pages show it in a frame. The sandbox would keep browsers from showing a PDF,
        # and neither a PDF nor a picture runs as a page of ours.
        sent["X-Frame-Options"] = "SAMEORIGIN"
        sent["Content-Security-Policy"] = SHOWN_POLICY
    sent["Cross-Origin-Resource-Policy"] = "same-origin"
    return sent


def made(content: bytes, name: str, media_type: str, *, inline: bool = False) -> HttpResponse:
    """Send what was made for this reader and is kept nowhere, for saving or for showing."""
    sent = HttpResponse(content, content_type=media_type)
    disposition = content_disposition_header(as_attachment=not inline, filename=name)
    sent.headers["Content-Disposition"] = disposition or "attachment"
    sent.headers["Cache-Control"] = "private, no-store"
    sent.headers["X-Content-Type-Options"] = "nosniff"
    return sent


def neutral_name(version: Version) -> str:
    """Name a version by what it is; `blind` readers see no other name."""
    document = version.document
    extension = version.name.rpartition(".")[2]
    return f"{document.kind.code}-{document.pk}-{version.number}.{extension}"
