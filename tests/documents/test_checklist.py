import datetime as dt

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from documents.checklist import missing, status
from documents.editions import in_force, prepare_next
from documents.models import DocumentKind, DocumentList, Dossier
from documents.store import store
from permissions.models import User
from tests.documents import samples

TODAY = dt.date(2026, 9, 1)


@pytest.fixture
def programme(db: None) -> DocumentList:
    return in_force("author_programme", TODAY)


def file(dossier: Dossier, author: User, *codes: str) -> None:
    for pages, code in enumerate(codes, start=1):
        kind = DocumentKind.objects.get(code=code)
        upload = samples.upload(samples.pdf(pages))
        store(dossier, kind, upload, by=author, at=timezone.now())


def lacking(dossier: Dossier, document_list: DocumentList) -> dict[str, tuple[int, int]]:
    return {
        item.requirement.kind.code: (item.have, item.need)
        for item in missing(dossier, document_list)
    }


def test_empty_dossier_lacks_all_that_is_required(
    dossier: Dossier, programme: DocumentList
) -> None:
    assert lacking(dossier, programme) == {
        "work": (0, 1),
        "explanatory_note": (0, 1),
        "calendar_plan": (0, 1),
        "outside_review": (0, 2),
        "council_extract": (0, 1),
        "trial_certificate": (0, 1),
    }


def test_one_review_of_two_is_not_enough(
    dossier: Dossier, programme: DocumentList, author: User
) -> None:
    file(dossier, author, "work", "outside_review")
    found = lacking(dossier, programme)
    assert found["outside_review"] == (1, 2)
    assert "work" not in found
    review = next(i for i in missing(dossier, programme) if i.have)
    assert str(review) == "Outside review: filed 1, needed 2"


def test_full_dossier_lacks_nothing(
    dossier: Dossier, programme: DocumentList, author: User
) -> None:
    needed = [
        item.requirement.kind.code
        for item in status(dossier, programme)
        for _copy in range(item.need)
    ]
    file(dossier, author, *needed)
    assert not missing(dossier, programme)
    assert all(item.fulfilled for item in status(dossier, programme))


def test_new_version_does_not_count_as_another_document(
    dossier: Dossier, programme: DocumentList, author: User, outside_review: DocumentKind
) -> None:
    at = timezone.now()
    first = store(dossier, outside_review, samples.upload(samples.pdf()), by=author, at=at)
    upload = samples.upload(samples.pdf(2))
    store(dossier, outside_review, upload, by=author, at=at, document=first.document)
    assert lacking(dossier, programme)["outside_review"] == (1, 2)


def test_welcome_document_is_shown_but_never_missing(
    dossier: Dossier, programme: DocumentList
) -> None:
    shown = {item.requirement.kind.code: item for item in status(dossier, programme)}
    assert shown["district_conclusion"].fulfilled
    assert shown["district_conclusion"].have == 0


def test_trial_certificate_is_for_programmes_only(dossier: Dossier) -> None:
    for code in ("methodical_aid", "didactic_material", "textbook_supplement", "elective_course"):
        assert "trial_certificate" not in lacking(dossier, in_force(code, TODAY))


def test_checklist_takes_one_query(
    dossier: Dossier,
    programme: DocumentList,
    author: User,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for filed in ((), ("work", "outside_review", "outside_review")):
        file(dossier, author, *filed)
        with django_assert_num_queries(1):
            assert [str(item) for item in missing(dossier, programme)]


def test_edition_in_force_is_the_latest_published(programme: DocumentList) -> None:
    following = prepare_next(programme)
    assert in_force("author_programme", TODAY) == programme
    following.in_force_from = TODAY
    following.save()
    assert in_force("author_programme", TODAY) == following
    assert in_force("author_programme", TODAY - dt.timedelta(days=1)) == programme


def test_list_that_does_not_exist_is_an_error(db: None) -> None:
    with pytest.raises(DocumentList.DoesNotExist):
        in_force("nothing", TODAY)


def test_next_edition_copies_the_lines_and_is_open(programme: DocumentList) -> None:
    following = prepare_next(programme)
    assert following.edition == 2
    assert not following.published
    fields = ("kind", "minimum", "position", "help_kk", "help_ru", "help_en")
    assert list(following.requirements.values_list(*fields)) == list(
        programme.requirements.values_list(*fields)
    )
    following.requirements.update(minimum=0)
