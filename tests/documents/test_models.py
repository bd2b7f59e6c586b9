import datetime as dt

import psycopg
import pytest
from django.db import DatabaseError, IntegrityError, connections, transaction
from django.utils import timezone, translation

from documents.models import Document, DocumentKind, DocumentList, Dossier, Requirement, Version
from documents.store import store
from permissions.models import User
from tests.documents import samples

CHANGES = [
    "UPDATE documents_version SET size = 1",
    "UPDATE documents_version SET note = 'x'",
    "DELETE FROM documents_version",
    "TRUNCATE documents_version CASCADE",
]


@pytest.fixture
def version(dossier: Dossier, work: DocumentKind, author: User) -> Version:
    return store(dossier, work, samples.upload(samples.pdf()), by=author, at=timezone.now())


@pytest.fixture
def draft(db: None) -> DocumentList:
    return DocumentList.objects.create(
        code="methodical_aid", edition=2, name_kk="Тізім", name_ru="Список"
    )


def refused(statement: str, alias: str = "default") -> None:
    with (
        pytest.raises(DatabaseError),
        transaction.atomic(using=alias),
        connections[alias].cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.parametrize("statement", CHANGES)
def test_web_role_cannot_change_a_version(version: Version, statement: str) -> None:
    refused(statement)


@pytest.mark.parametrize("statement", CHANGES)
def test_not_even_the_owner_or_a_superuser_changes_a_version(
    committed_db: str, version: Version, superuser: psycopg.Connection, statement: str
) -> None:
    with pytest.raises(psycopg.errors.RestrictViolation):
        superuser.execute(statement)
    with (
        pytest.raises(IntegrityError, match="ersion"),
        connections["owner"].cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE documents_version DISABLE TRIGGER ALL",
        "DROP TRIGGER version_immutable ON documents_version",
        "SET session_replication_role = replica",
    ],
)
def test_web_role_cannot_switch_the_guard_off(version: Version, statement: str) -> None:
    refused(statement)


@pytest.mark.parametrize(
    "changed",
    [{"number": 0}, {"size": 0}, {"sha256": "ABC"}, {"name": ""}, {"number": 1}],
)
def test_impossible_version_is_refused(version: Version, changed: dict[str, object]) -> None:
    values = {
        "document": version.document,
        "number": 2,
        "sha256": "0" * 64,
        "size": 1,
        "media_type": "application/pdf",
        "name": "a.pdf",
        "uploaded_by": version.uploaded_by,
        "uploaded_at": version.uploaded_at,
    }
    with pytest.raises(IntegrityError):
        Version.objects.create(**{**values, **changed})


def test_document_stays_in_its_dossier(version: Version) -> None:
    other = Dossier.objects.create(created_at=timezone.now())
    with pytest.raises(IntegrityError, match="stays in its dossier"):
        Document.objects.update(dossier=other)


def test_document_can_get_a_better_title(version: Version) -> None:
    assert Document.objects.update(title="Бағдарлама") == 1


def test_published_list_never_changes(db: None) -> None:
    published = DocumentList.objects.get(code="author_programme")
    line = published.requirements.earliest("position")
    attempts = (
        lambda: DocumentList.objects.filter(pk=published.pk).update(name_kk="x"),
        lambda: published.requirements.update(minimum=0),
        line.delete,
        lambda: Requirement.objects.create(
            document_list=published, kind=DocumentKind.objects.get(code="other")
        ),
    )
    for attempt in attempts:
        with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
            attempt()


def test_line_cannot_be_moved_into_a_published_list(draft: DocumentList) -> None:
    kind = DocumentKind.objects.get(code="other")
    Requirement.objects.create(document_list=draft, kind=kind)
    published = DocumentList.objects.get(code="author_programme")
    with pytest.raises(IntegrityError, match="never changes"):
        draft.requirements.update(document_list=published)


def test_list_in_preparation_changes_until_it_is_published(draft: DocumentList) -> None:
    kind = DocumentKind.objects.get(code="work")
    line = Requirement.objects.create(document_list=draft, kind=kind)
    line.minimum = 3
    line.save()
    line.delete()
    assert not draft.published
    draft.in_force_from = dt.date(2030, 1, 1)
    draft.save()
    assert draft.published
    with pytest.raises(IntegrityError, match="never changes"):
        draft.save()


def test_names_and_explanations_follow_the_language(db: None) -> None:
    line = Requirement.objects.get(document_list__code="author_programme", kind__code="work")
    for language, name, start in (
        ("kk", "Жұмыстың мәтіні", "Толық мәтін"),
        ("ru", "Текст работы", "Полный текст"),
        ("en", "The work itself", "The full text"),
    ):
        with translation.override(language):
            assert str(line) == name
            assert line.help.startswith(start)


def test_every_seeded_text_has_three_languages(db: None) -> None:
    for thing in (*DocumentKind.objects.all(), *DocumentList.objects.all()):
        assert thing.name_kk
        assert thing.name_ru
        assert thing.name_en
    assert DocumentKind.objects.filter(rendered=False).count() == 17
    assert set(DocumentKind.objects.filter(rendered=True).values_list("code", flat=True)) >= {
        "paper_conclusion",
        "paper_remarks",
        "paper_decision",
        "paper_certificate",
        "signature_scan",
    }
    assert DocumentList.objects.count() == 7
    for line in Requirement.objects.all():
        assert line.help_kk
        assert line.help_ru
        assert line.help_en
