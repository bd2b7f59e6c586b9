"""A version on its way out."""

from django.http import FileResponse

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


def neutral_name(version: Version) -> str:
    """Name a version by what it is; `blind` readers see no other name."""
    document = version.document
    extension = version.name.rpartition(".")[2]
    return f"{document.kind.code}-{document.pk}-{version.number}.{extension}"
