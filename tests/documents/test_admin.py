import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from documents.models import DocumentKind, DocumentList
from permissions.models import User

LISTS = "admin:documents_documentlist_changelist"
LIST = "admin:documents_documentlist_change"


@pytest.fixture
def administration(client: Client, admin: User) -> Client:
    client.force_login(admin)
    return client


@pytest.fixture
def draft(administration: Client) -> DocumentList:
    """Prepare the next edition on the page, as an administrator does."""
    published = DocumentList.objects.get(code="author_programme")
    answer = administration.post(
        reverse(LISTS),
        {"action": "prepare_edition", "_selected_action": str(published.pk)},
        follow=True,
    )
    assert "2-редакциясы дайындалуда" in answer.content.decode()
    return DocumentList.objects.get(code="author_programme", edition=2)


def test_edition_is_changed_and_published_in_one_step(
    administration: Client, draft: DocumentList
) -> None:
    lines = list(draft.requirements.all())
    data: dict[str, object] = {
        "code": draft.code,
        "edition": draft.edition,
        "name_kk": draft.name_kk,
        "name_ru": draft.name_ru,
        "name_en": draft.name_en,
        "in_force_from": "2027-01-01",
        "requirements-TOTAL_FORMS": len(lines),
        "requirements-INITIAL_FORMS": len(lines),
    }
    for place, line in enumerate(lines):
        data |= {
            f"requirements-{place}-id": line.pk,
            f"requirements-{place}-document_list": draft.pk,
            f"requirements-{place}-kind": line.kind_id,
            f"requirements-{place}-minimum": 3,
            f"requirements-{place}-position": line.position,
        }
    answer = administration.post(reverse(LIST, args=[draft.pk]), data)
    assert answer.status_code == 302, answer.content.decode()
    draft.refresh_from_db()
    assert draft.in_force_from == dt.date(2027, 1, 1)
    assert set(draft.requirements.values_list("minimum", flat=True)) == {3}


def new_list(kind: DocumentKind, **changed: object) -> dict[str, object]:
    return {
        "code": "olympiad",
        "name_kk": "Инновация",
        "name_ru": "Инновация",
        "name_en": "",
        "in_force_from": "2027-01-01",
        "requirements-TOTAL_FORMS": 1,
        "requirements-INITIAL_FORMS": 0,
        "requirements-0-kind": kind.pk,
        "requirements-0-minimum": 1,
        "requirements-0-position": 10,
    } | changed


def test_list_with_a_new_code_begins_with_its_first_edition(administration: Client) -> None:
    add = reverse("admin:documents_documentlist_add")
    assert 'name="edition"' not in administration.get(add).content.decode()
    answer = administration.post(add, new_list(DocumentKind.objects.get(code="work")))
    assert answer.status_code == 302, answer.content.decode()
    made = DocumentList.objects.get(code="olympiad")
    assert (made.edition, made.in_force_from) == (1, dt.date(2027, 1, 1))
    assert made.requirements.get().kind.code == "work"
    taken = new_list(DocumentKind.objects.get(code="work"), code="author_programme")
    refused = administration.post(add, taken).content.decode()
    assert "Бұл кодтың редакциялары бар" in refused
    assert "Инновация" in refused
    assert DocumentList.objects.filter(code="author_programme").count() == 1


def test_list_asks_for_no_paper_that_the_system_makes(administration: Client) -> None:
    add = reverse("admin:documents_documentlist_add")
    page = administration.get(add).content.decode()
    for kind in DocumentKind.objects.all():
        assert (f'<option value="{kind.pk}">' in page) is not kind.rendered
    paper = DocumentKind.objects.get(code="paper_decision")
    assert administration.post(add, new_list(paper)).status_code == 200
    assert not DocumentList.objects.filter(code="olympiad").exists()


def test_published_list_can_only_be_read(administration: Client) -> None:
    published = DocumentList.objects.get(code="elective_course")
    address = reverse(LIST, args=[published.pk])
    page = administration.get(address).content.decode()
    assert "Elective course" in page
    assert 'name="_save"' not in page
    assert administration.post(address, {"code": "x"}).status_code == 403


def test_code_of_a_kind_that_is_in_use_stays(administration: Client) -> None:
    kind = DocumentKind.objects.get(code="work")
    address = reverse("admin:documents_documentkind_change", args=[kind.pk])
    assert 'name="code"' not in administration.get(address).content.decode()
    data = {"name_kk": "Жұмыс", "name_ru": "Работа", "name_en": "Work", "position": 10}
    administration.post(address, {**data, "code": "other_code"})
    kind.refresh_from_db()
    assert (kind.name_kk, kind.code) == ("Жұмыс", "work")


def test_directories_of_documents_are_for_administrators(client: Client, secretary: User) -> None:
    client.force_login(secretary)
    assert client.get(reverse(LISTS)).status_code == 302
