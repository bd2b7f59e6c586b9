"""Contents that no version names: left by a filing that broke off after its file was written."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.files.storage import default_storage
from django.db import connections, transaction
from django.utils import timezone

from documents import contents
from documents.models import Version

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# A filing may be under way: its file is there before its version.
YOUNG = timedelta(days=1)


def find(using: str) -> Iterator[str]:
    """Yield the place in the storage of everything that may be removed, folder by folder.

    ``using`` is the alias of the database whose versions count.
    """
    for name in _files(contents.INCOMING):
        if _is_old(place := f"{contents.INCOMING}/{name}"):
            yield place
    for folder in _folders():
        yield from _unnamed(folder, _files(folder), using)


def remove(place: str, using: str) -> bool:
    """Remove what `find` found unless a version names it by now; whether it did.

    ``using`` is an alias that owns the table, since nobody files while this looks and removes:
    a filing that waits then finds its content gone and writes it again (`documents.store`).
    """
    with transaction.atomic(using=using):
        with connections[using].cursor() as cursor:
            table = Version._meta.db_table
            cursor.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")
        named = Version.objects.using(using).filter(sha256=place.rpartition("/")[2])
        if named.exists() or not _is_old(place):
            return False
        default_storage.delete(place)
        return True


def _unnamed(folder: str, names: Iterable[str], using: str) -> Iterator[str]:
    named = Version.objects.using(using).filter(sha256__in=list(names))
    known = set(named.values_list("sha256", flat=True))
    for name in names:
        place = f"{folder}/{name}"
        # Nothing is touched that does not lie where a content of this name would.
        if name not in known and place == contents.address(name) and _is_old(place):
            yield place


def _folders() -> Iterator[str]:
    for first in _subfolders(""):
        for second in _subfolders(first):
            yield f"{first}/{second}"


def _subfolders(folder: str) -> list[str]:
    return [name for name in _listed(folder)[0] if len(name) == contents.PREFIX]


def _files(folder: str) -> list[str]:
    return _listed(folder)[1]


def _listed(folder: str) -> tuple[list[str], list[str]]:
    """List folders and files; an object store knows no folders, so it is not asked for them."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return [], []
    return sorted(folders), sorted(files)


def _is_old(place: str) -> bool:
    if not default_storage.exists(place):
        return False
    return bool(default_storage.get_modified_time(place) < timezone.now() - YOUNG)
