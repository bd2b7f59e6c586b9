"""A file on its way in: whatever is to be filed passes here first."""

from dataclasses import dataclass
from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext_lazy as _

from documents import names
from documents.detection import detect
from documents.limits import check_size


@dataclass(frozen=True, slots=True)
class Filing:
    """A file found fit to be filed; ``name`` is safe and ``media_type`` proven by content.

    ``size`` is in bytes.
    """

    file: File[bytes]
    name: str
    media_type: str
    size: int
    rendered: bool = False


def accept(upload: File[bytes], *, rendered: bool = False) -> Filing:
    """Examine an upload.

    Raises ValidationError, in words for the person who files it, with one of the codes
    empty, too_big, type, damaged, old_office, macros, protected, expands, nested.
    """
    size = upload.size
    check_size(size)
    found = detect(upload, size)
    upload.seek(0)
    name = upload.name or ""
    if found.extension == "txt" and not name.lower().endswith(".txt"):
        # Any script or table is text too, so here alone the name must agree.
        raise ValidationError(
            _("By its content the file is plain text, but its name does not end in .txt."),
            code="type",
        )
    return Filing(upload, names.clean(name, found), found.media_type, size, rendered)


def render(name: str, content: bytes) -> Filing:
    """Take what the system itself wrote."""
    return accept(File(BytesIO(content), name=name), rendered=True)
