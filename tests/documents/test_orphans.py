"""What a filing that broke off left in the storage is found and removed, and nothing else is."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connections, transaction
from django.utils import timezone

from documents import contents, orphans
from documents.models import DocumentKind, Dossier, Version
from documents.store import open_version, store
from tests.documents import samples

if TYPE_CHECKING:
    from permissions.models import User

OLD = timedelta(days=1, minutes=1)


def leave(content: bytes, *, age: timedelta = OLD) -> str:
    """Leave a content in the storage without a version; its hash."""
    sha256 = contents.keep(samples.upload(content))
    grow_old(contents.address(sha256), age)
    return sha256


def grow_old(place: str, age: timedelta = OLD) -> None:
    then = (timezone.now() - age).timestamp()
    os.utime(default_storage.path(place), (then, then))


def stored() -> set[str]:
    root = Path(default_storage.path(""))
    return {path.name for path in root.rglob("*") if path.is_file()}


@pytest.fixture
def filed(committed_db: str, dossier: Dossier, work: DocumentKind, author: User) -> Version:
    version = store(dossier, work, samples.upload(samples.pdf(1)), by=author, at=timezone.now())
    grow_old(contents.address(version.sha256))
    return version


def test_only_old_contents_that_no_version_names_are_removed(
    filed: Version, capsys: pytest.CaptureFixture[str]
) -> None:
    orphan, young = leave(samples.pdf(2)), leave(samples.pdf(3), age=timedelta(hours=23))
    call_command("orphans")
    said = capsys.readouterr().out
    assert contents.address(orphan) in said
    assert f"1 contents, {len(samples.pdf(2))} bytes to be removed." in said
    assert stored() == {filed.sha256, orphan, young}
    call_command("orphans", "--remove")
    assert "bytes removed." in capsys.readouterr().out
    assert stored() == {filed.sha256, young}
    with open_version(filed) as content:
        assert content.read() == samples.pdf(1)


def test_what_broke_off_while_it_was_written_is_removed(filed: Version) -> None:
    for name, age in (("half", OLD), ("now", timedelta(0))):
        default_storage.save(f"{contents.INCOMING}/{name}", samples.upload(b"half"))
        grow_old(f"{contents.INCOMING}/{name}", age)
    call_command("orphans", "--remove")
    assert stored() == {filed.sha256, "now"}


def test_what_lies_elsewhere_is_left_alone(filed: Version) -> None:
    for place in ("arriving/token/000", "zz/zz/not-a-content", "ab/cd/" + "0" * 64):
        default_storage.save(place, samples.upload(b"other"))
        grow_old(place)
    before = stored()
    call_command("orphans", "--remove")
    assert stored() == before


def test_empty_storage_has_no_orphans(committed_db: str) -> None:
    assert list(orphans.find("owner")) == []


def test_orphan_that_is_filed_again_meanwhile_is_kept(
    filed: Version, work: DocumentKind, author: User
) -> None:
    sha256 = leave(samples.pdf(2))
    (place,) = orphans.find("owner")
    upload = samples.upload(samples.pdf(2))
    store(filed.document.dossier, work, upload, by=author, at=timezone.now())
    assert not orphans.remove(place, "owner")
    assert sha256 in stored()


def test_filing_waits_for_a_removal_and_writes_its_content_anew(
    filed: Version, work: DocumentKind, author: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The filing has seen the content; then it is removed; only then the version is there."""
    sha256 = leave(samples.pdf(2))
    (place,) = orphans.find("owner")
    keep = contents.keep
    removals: list[bool] = []

    def keep_and_lose(file: object) -> str:
        found = keep(file)  # type: ignore[arg-type]
        if not removals:
            removals.append(orphans.remove(place, "owner"))
        return found

    monkeypatch.setattr(contents, "keep", keep_and_lose)
    upload = samples.upload(samples.pdf(2))
    version = store(filed.document.dossier, work, upload, by=author, at=timezone.now())
    assert removals == [True]
    assert version.sha256 == sha256
    with open_version(version) as content:
        assert content.read() == samples.pdf(2)


def test_removal_waits_for_a_filing_that_is_not_committed(
    filed: Version, work: DocumentKind, author: User
) -> None:
    leave(samples.pdf(2))
    (place,) = orphans.find("owner")
    removed: list[bool] = []

    def remove() -> None:
        try:
            removed.append(orphans.remove(place, "owner"))
        finally:
            connections.close_all()

    with transaction.atomic():
        upload = samples.upload(samples.pdf(2))
        version = store(filed.document.dossier, work, upload, by=author, at=timezone.now())
        other = Thread(target=remove)
        other.start()
        other.join(0.5)
        assert removed == []
    other.join()
    assert removed == [False]
    assert contents.intact(version.sha256)
