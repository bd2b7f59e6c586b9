"""A version on its way out."""

from django.http import FileResponse

from documents.models import Version
from documents.store import open_version

SHOWN = {"application/pdf", "image/jpeg", "image/png"}


def response(version: Version, *, inline: bool = False, name: str | None = None) -> FileResponse:
    """Send the content of a version, for saving or, if it is a PDF or a picture, for showing.

    Whether the reader may have it is for the caller to check: this function does not.
    ``name`` stands in for the name it was filed under, which can tell who the author is.
    """
    shown = inline and version.media_type in SHOWN
    sent = FileResponse(
        open_version(version),
        as_attachment=not shown,
        filename=name or version.name,
        content_type=version.media_type,
    )
    sent["Content-Length"] = str(version.size)
    sent["ETag"] = f'"{version.sha256}"'
    sent["Cache-Control"] = "private, no-store"
    sent["X-Content-Type-Options"] = "nosniff"
    sent["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    sent["Cross-Origin-Resource-Policy"] = "same-origin"
    return sent
