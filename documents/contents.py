"""Contents in the storage, each under its SHA-256 and written once.

On a disk a content appears under its name whole or not at all, even if the power fails;
an object store promises that itself.
"""

import hashlib
import os
from pathlib import Path
from typing import IO
from uuid import uuid4

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, default_storage

CHUNK = 1024 * 1024
INCOMING = "incoming"
PREFIX = 2


class DamagedContentError(Exception):
    """The storage does not hold, byte for byte, what was filed."""


def address(sha256: str) -> str:
    """Where in the storage the content with this hash is."""
    return f"{sha256[:PREFIX]}/{sha256[PREFIX : 2 * PREFIX]}/{sha256}"


def keep(file: File[bytes]) -> str:
    """Put the content into the storage unless it is there, and return its SHA-256.

    Raises DamagedContentError if what the storage holds is not the content.
    """
    sha256 = _digest(file)
    place = address(sha256)
    if not default_storage.exists(place):
        if isinstance(default_storage, FileSystemStorage):
            _keep_on_disk(file, sha256)
        else:
            _keep_as_object(file, sha256)
    elif default_storage.size(place) != file.size:
        raise DamagedContentError(place)
    return sha256


def holds(sha256: str) -> bool:
    """Whether there is something in the storage under this hash."""
    return bool(default_storage.exists(address(sha256)))


def read(sha256: str) -> File[bytes]:
    """Open the content with this hash."""
    return default_storage.open(address(sha256))


def intact(sha256: str) -> bool:
    """Whether the storage still holds the content with this hash, byte for byte."""
    place = address(sha256)
    if not default_storage.exists(place):
        return False
    with default_storage.open(place) as content:
        return _digest(content) == sha256


def _keep_on_disk(file: File[bytes], sha256: str) -> None:
    # A bare File, since the storage would move an upload's own temporary file away.
    written = default_storage.save(f"{INCOMING}/{uuid4().hex}", File(file))
    place = Path(default_storage.path(address(sha256)))
    try:
        with default_storage.open(written) as content:
            if _digest(content) != sha256:
                raise DamagedContentError(written)
            os.fsync(content.fileno())
        place.parent.mkdir(parents=True, exist_ok=True)
        Path(default_storage.path(written)).replace(place)
    finally:
        default_storage.delete(written)
    _sync_directory(place.parent)


def _keep_as_object(file: File[bytes], sha256: str) -> None:
    place = address(sha256)
    written = default_storage.save(place, File(file))
    if written != place:
        # Somebody filed the same content in the meantime; theirs is under the name.
        default_storage.delete(written)
    if not intact(sha256):
        raise DamagedContentError(place)


def _digest(file: IO[bytes] | File[bytes]) -> str:
    file.seek(0)
    found = hashlib.sha256()
    while chunk := file.read(CHUNK):
        found.update(chunk)
    file.seek(0)
    return found.hexdigest()


def _sync_directory(directory: Path) -> None:
    opened = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
