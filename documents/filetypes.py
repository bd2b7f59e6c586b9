"""The types of files that can be told by content, and which of them are accepted."""

from dataclasses import dataclass

from django.conf import settings

OFFICE = "application/vnd.openxmlformats-officedocument"
OPEN = "application/vnd.oasis.opendocument"


@dataclass(frozen=True, slots=True)
class FileType:
    """A type of file: its usual extension, media type and other extensions in use."""

    extension: str
    media_type: str
    also: tuple[str, ...] = ()

    @property
    def extensions(self) -> tuple[str, ...]:
        """All extensions that agree with the type."""
        return (self.extension, *self.also)


TYPES = {
    found.extension: found
    for found in (
        FileType("pdf", "application/pdf"),
        FileType("docx", f"{OFFICE}.wordprocessingml.document"),
        FileType("xlsx", f"{OFFICE}.spreadsheetml.sheet"),
        FileType("pptx", f"{OFFICE}.presentationml.presentation"),
        FileType("odt", f"{OPEN}.text"),
        FileType("ods", f"{OPEN}.spreadsheet"),
        FileType("odp", f"{OPEN}.presentation"),
        FileType("jpg", "image/jpeg", ("jpeg", "jpe")),
        FileType("png", "image/png"),
        FileType("txt", "text/plain"),
    )
}


def accepted() -> tuple[FileType, ...]:
    """List the types that are accepted, from ``settings.SARAP_FILE_TYPES``."""
    return tuple(TYPES[extension] for extension in settings.SARAP_FILE_TYPES)


def in_words() -> str:
    """Name the accepted types for a person: "PDF, DOCX, PNG"."""
    return ", ".join(found.extension.upper() for found in accepted())


def extensions() -> str:
    """Join the accepted extensions for the ``accept`` attribute of a file input."""
    return ",".join(f".{one}" for found in accepted() for one in found.extensions)
