import os
import threading
from pathlib import Path

import pytest
from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage, default_storage
from django.core.files.uploadedfile import TemporaryUploadedFile
from pytest_django import Settings

from documents import contents
from tests.documents import samples

CONTENT_SHA256 = "ed7002b439e9ac845f22357d822bac1444730fbdb6016d3ec9432297b9ec9f73"


def kept() -> list[Path]:
    return sorted(path for path in Path(default_storage.path("")).rglob("*") if path.is_file())


@pytest.fixture(params=["disk", "objects"])
def storage(request: pytest.FixtureRequest, settings: Settings) -> str:
    if request.param == "objects":
        memory = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
        settings.STORAGES = {**settings.STORAGES, "default": memory}
    return str(request.param)


def test_content_is_kept_under_its_hash(storage: str) -> None:
    sha256 = contents.keep(ContentFile(b"content"))
    assert sha256 == CONTENT_SHA256
    assert contents.address(sha256) == f"ed/70/{sha256}"
    with contents.read(sha256) as content:
        assert content.read() == b"content"
    assert contents.intact(sha256)


def test_same_content_is_written_once(storage: str, monkeypatch: pytest.MonkeyPatch) -> None:
    sha256 = contents.keep(ContentFile(b"content"))
    monkeypatch.setattr(Storage, "save", None)
    assert contents.keep(ContentFile(b"content", name="other")) == sha256


def test_damage_in_the_storage_is_seen(storage: str) -> None:
    sha256 = contents.keep(ContentFile(b"content"))
    default_storage.delete(contents.address(sha256))
    assert not contents.intact(sha256)
    default_storage.save(contents.address(sha256), ContentFile(b"c0ntent"))
    assert not contents.intact(sha256)


def test_damaged_content_is_not_taken_for_the_same() -> None:
    sha256 = contents.keep(ContentFile(b"content"))
    default_storage.delete(contents.address(sha256))
    default_storage.save(contents.address(sha256), ContentFile(b"cont"))
    with pytest.raises(contents.DamagedContentError):
        contents.keep(ContentFile(b"content"))


def test_content_that_was_not_written_whole_is_not_kept(
    storage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Storage.save

    def fail(self: Storage, name: str, content: File[bytes]) -> str:
        return whole(self, name, ContentFile(content.read()[:-1]))

    monkeypatch.setattr(Storage, "save", fail)
    with pytest.raises(contents.DamagedContentError):
        contents.keep(ContentFile(b"content"))
    assert not contents.intact(CONTENT_SHA256)


def test_no_unfinished_file_remains_on_the_disk() -> None:
    contents.keep(ContentFile(b"content"))
    assert [path.name[:4] for path in kept()] == ["ed70"]


def test_kept_file_is_read_only() -> None:
    contents.keep(ContentFile(b"content"))
    assert [path.stat().st_mode & 0o777 for path in kept()] == [0o440]


def test_upload_is_still_there_after_it_is_kept() -> None:
    with TemporaryUploadedFile("a.pdf", "application/pdf", 0, None) as upload:
        upload.write(samples.pdf())
        upload.size = upload.tell()
        first = contents.keep(upload)
        assert Path(upload.temporary_file_path()).exists()
        assert contents.keep(upload) == first


def test_twenty_racing_writers_leave_one_whole_content() -> None:
    content = samples.noise(500_000)
    barrier = threading.Barrier(20)
    found: list[str] = []

    def keep() -> None:
        barrier.wait()
        found.append(contents.keep(ContentFile(content)))

    threads = [threading.Thread(target=keep) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 20
    assert len(set(found)) == 1
    assert [os.fspath(path.name) for path in kept()] == [found[0]]
    assert contents.intact(found[0])
