import threading
from datetime import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from documents.intake import render
from documents.models import Document, DocumentKind, Dossier, Version
from documents.store import open_version, store
from permissions.models import User
from tests.documents import samples


@pytest.fixture
def at() -> datetime:
    return timezone.now()


def test_first_filing_makes_a_document_with_version_one(
    dossier: Dossier, work: DocumentKind, author: User, at: datetime
) -> None:
    content = samples.docx()
    upload = samples.upload(content, "../Бағдарлама.docx")
    made = store(dossier, work, upload, by=author, at=at, title="Бағдарлама", note="алғашқы")
    version = Version.objects.select_related("document").get()
    assert version == made
    assert (version.number, version.size, version.name) == (1, len(content), "Бағдарлама.docx")
    assert (version.uploaded_by, version.uploaded_at, version.note) == (author, at, "алғашқы")
    assert not version.rendered
    document = version.document
    assert (document.dossier, document.kind, document.title) == (dossier, work, "Бағдарлама")
    assert (document.created_by, document.created_at) == (author, at)
    with open_version(version) as kept:
        assert kept.read() == content


def test_next_filing_makes_the_next_version(
    dossier: Dossier, work: DocumentKind, author: User, at: datetime
) -> None:
    first = store(dossier, work, samples.upload(samples.pdf(1)), by=author, at=at)
    for pages in (2, 3):
        upload = samples.upload(samples.pdf(pages))
        store(dossier, work, upload, by=author, at=at, document=first.document)
    assert Document.objects.count() == 1
    assert list(Version.objects.values_list("number", flat=True)) == [1, 2, 3]


def test_same_content_again_is_the_same_version(
    dossier: Dossier, work: DocumentKind, author: User, at: datetime
) -> None:
    first = store(dossier, work, samples.upload(samples.pdf(1)), by=author, at=at)
    again = store(
        dossier, work, samples.upload(samples.pdf(1)), by=author, at=at, document=first.document
    )
    clicked_twice = store(dossier, work, samples.upload(samples.pdf(1)), by=author, at=at)
    assert first == again == clicked_twice
    assert Document.objects.count() == Version.objects.count() == 1


def test_going_back_to_an_earlier_content_is_a_new_version(
    dossier: Dossier, work: DocumentKind, author: User, at: datetime
) -> None:
    first = store(dossier, work, samples.upload(samples.pdf(1)), by=author, at=at)
    for pages in (2, 1):
        upload = samples.upload(samples.pdf(pages))
        last = store(dossier, work, upload, by=author, at=at, document=first.document)
    assert last.number == 3
    assert last.sha256 == first.sha256


def test_one_file_cannot_pass_for_two_reviews_but_for_two_kinds(
    dossier: Dossier, work: DocumentKind, outside_review: DocumentKind, author: User, at: datetime
) -> None:
    for kind in (outside_review, outside_review, work):
        store(dossier, kind, samples.upload(samples.pdf()), by=author, at=at)
    assert Document.objects.filter(kind=outside_review).count() == 1
    assert Document.objects.filter(kind=work).count() == 1


def test_other_dossiers_are_not_looked_at(work: DocumentKind, author: User, at: datetime) -> None:
    dossiers = [Dossier.objects.create(created_at=at) for _ in range(2)]
    made = {
        store(dossier, work, samples.upload(samples.pdf()), by=author, at=at).pk
        for dossier in dossiers
    }
    assert len(made) == 2


def test_document_of_another_dossier_or_kind_is_refused(
    dossier: Dossier, work: DocumentKind, outside_review: DocumentKind, author: User, at: datetime
) -> None:
    first = store(dossier, work, samples.upload(samples.pdf()), by=author, at=at)
    other = Dossier.objects.create(created_at=at)
    for place, kind in ((other, work), (dossier, outside_review)):
        with pytest.raises(ValueError, match="another dossier or kind"):
            store(
                place,
                kind,
                samples.upload(samples.pdf(2)),
                by=author,
                at=at,
                document=first.document,
            )


def test_store_itself_refuses_what_is_unfit(
    dossier: Dossier, work: DocumentKind, author: User, at: datetime
) -> None:
    with pytest.raises(ValidationError):
        store(dossier, work, samples.upload(samples.ELF), by=author, at=at)
    assert not Document.objects.exists()


def test_dossier_takes_a_limited_number_of_files(
    dossier: Dossier, work: DocumentKind, author: User, at: datetime, settings: Settings
) -> None:
    settings.SARAP_FILE_LIMITS = {"files": 2}
    for pages in (1, 2):
        store(dossier, work, samples.upload(samples.pdf(pages)), by=author, at=at)
    with pytest.raises(ValidationError, match="At most 2 files"), transaction.atomic():
        store(dossier, work, samples.upload(samples.pdf(3)), by=author, at=at)
    assert Document.objects.count() == 2


def test_rendered_document_is_marked(
    dossier: Dossier, work: DocumentKind, author: User, at: datetime
) -> None:
    assert store(dossier, work, render("Шешім.pdf", samples.pdf()), by=author, at=at).rendered


@pytest.mark.parametrize("before", [0, 10])
def test_filing_takes_four_statements(
    dossier: Dossier,
    work: DocumentKind,
    author: User,
    at: datetime,
    before: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for pages in range(before):
        store(dossier, work, samples.upload(samples.pdf(pages + 2)), by=author, at=at)
    with django_assert_num_queries(4):
        store(dossier, work, samples.upload(samples.pdf()), by=author, at=at)


def race(file: "list[bytes]", dossier: Dossier, work: DocumentKind, author: User) -> None:
    """File each content from a thread of its own, all at once, into one document."""
    document = Document.objects.filter(dossier=dossier).first()
    barrier = threading.Barrier(len(file))

    def act(content: bytes) -> None:
        try:
            barrier.wait()
            upload = samples.upload(content)
            store(dossier, work, upload, by=author, at=timezone.now(), document=document)
        finally:
            connection.close()

    threads = [threading.Thread(target=act, args=(content,)) for content in file]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_racing_versions_are_numbered_without_gaps(
    committed_db: str, dossier: Dossier, work: DocumentKind, author: User
) -> None:
    store(dossier, work, samples.upload(samples.pdf()), by=author, at=timezone.now())
    race([samples.pdf(pages) for pages in range(2, 18)], dossier, work, author)
    numbers = Version.objects.values_list("number", flat=True)
    assert list(numbers) == list(range(1, 18))


def test_racing_double_click_files_once(
    committed_db: str, dossier: Dossier, work: DocumentKind, author: User
) -> None:
    race([samples.pdf()] * 10, dossier, work, author)
    assert Document.objects.count() == Version.objects.count() == 1
