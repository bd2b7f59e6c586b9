"""Certificates: what anybody learns from a code, and how one stops to hold."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from documents import intake, store
from documents.models import DocumentKind
from permissions.people import system
from tests.documents import samples
from tests.workflows.pages import Page, Visitor
from tests.workflows.processes import builders
from workflows import verdicts
from workflows.certificates import Certificate, Status
from workflows.codes import new_code, read_code
from workflows.papers import Paper
from workflows.refusals import NotAllowed, NotNow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workflows.models import Case


@pytest.fixture
def people(db: None) -> Iterator[builders.People]:
    with time_machine.travel(builders.MONDAY, tick=True):
        yield builders.gather()


@pytest.fixture
def case(people: builders.People) -> Any:
    return builders.expertise_in("approved", people)


@pytest.fixture
def certificate(case: Case) -> Certificate:
    return Certificate.objects.get(case_id=case.pk)


def look_up(code: str) -> Page:
    return Page(Client(headers={"accept-language": "en"}).get(f"/verify/{code}/"))


def status(certificate: Certificate) -> str | None:
    page = look_up(certificate.code)
    assert page.status == 200
    return page.value("data-status")


def test_valid_certificate_shows_what_it_prints_and_nothing_else(
    certificate: Certificate, people: builders.People, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(2):
        page = look_up(certificate.code)
    assert page.value("data-status") == "valid"
    printed = (
        *certificate.holders,
        certificate.register_number,
        "Recommended for the region",
        "Математика апталығы",
        "Неделя математики",
        "02.02.2031",
        certificate.grouped_code,
    )
    for fact in printed:
        assert fact in page.text
    author = people.author
    assert author.organisation
    hidden = (
        author.email,
        author.organisation.name_kk,
        author.organisation.name_ru,
        str(certificate.case.number),
        people.methodist.full_name,
        people.expert2.full_name,
    )
    shown = [fact for fact in hidden if fact in page.text and fact not in certificate.holders]
    assert shown == []
    assert "noindex" in page.text
    assert page.inline() == []


def test_certificate_holds_until_the_end_of_its_last_day(certificate: Certificate) -> None:
    assert certificate.valid_until == date(2031, 2, 2)
    with time_machine.travel("2031-02-02T23:59:00+05:00", tick=False):
        assert status(certificate) == "valid"
    with time_machine.travel("2031-02-03T00:01:00+05:00", tick=False):
        assert status(certificate) == "expired"


def test_unknown_code_is_answered_in_words_with_a_form(db: None) -> None:
    page = look_up(new_code())
    assert page.status == 404
    assert page.value("data-status") == "unknown"
    assert "There is no such document" in page.text
    assert page.field("code")


@pytest.mark.parametrize(
    "typed", ["{0}-{1}-{2}", "{0} {1} {2}", " {0}{1}{2} ", "{0}–{1}–{2}", "upper"]
)
def test_code_may_be_typed_as_people_type(certificate: Certificate, typed: str) -> None:
    code = certificate.code
    parts = (code[:4], code[4:8], code[8:])
    typed = code.upper() if typed == "upper" else typed.format(*parts)
    answer: Any = Client().get("/verify/", {"code": typed})
    assert (answer.status_code, answer.url) == (302, f"/verify/{code}/")


def test_code_typed_in_letters_that_look_the_same() -> None:
    assert read_code("кмрх-тсае-2345") == "kmpxtcae2345"


def test_code_written_with_hyphens_leads_to_the_one_address(certificate: Certificate) -> None:
    answer: Any = Client().get(f"/verify/{certificate.grouped_code}/")
    assert (answer.status_code, answer.url) == (302, f"/verify/{certificate.code}/")


def test_form_asks_for_the_code(db: None) -> None:
    english = {"accept-language": "en"}
    page = Page(Client(headers=english).get("/verify/"))
    assert page.status == 200
    assert page.field("code") == ""
    empty = Page(Client(headers=english).get("/verify/", {"code": " - "}))
    assert "Type the code that the paper bears." in empty.text


def test_secretary_revokes_with_a_reason_that_stays_inside(
    case: Case, certificate: Certificate, people: builders.People
) -> None:
    secretary, address = Visitor(people.secretary), f"/cases/{case.label}/certificate/revoke/"
    assert address in secretary.get(f"/cases/{case.label}/").text
    without = secretary.client.post(address, {"reason": " "})
    assert without.status_code == 422
    assert status(certificate) == "valid"
    answer = secretary.client.post(address, {"reason": "Плагиат анықталды"})
    assert (answer.status_code, answer.url) == (302, f"/cases/{case.label}/")
    page = look_up(certificate.code)
    assert page.value("data-status") == "revoked"
    assert "02.02.2026" in page.text
    assert "Плагиат" not in page.text
    assert "Плагиат" in secretary.get(f"/cases/{case.label}/").text
    seen_by_author = Visitor(people.author).get(f"/cases/{case.label}/").text
    assert "revoked on 02.02.2026" in seen_by_author
    assert "Плагиат" not in seen_by_author
    # The case itself stays as it ended, and the trail of the certificate tells who revoked it.
    assert builders.registry_row(case).state == "approved"
    model: Any = Certificate
    history = model.pgh_event_model.objects.filter(pgh_obj_id=certificate.pk).order_by("pgh_id")
    assert [row.pgh_label for row in history] == ["insert", "update"]
    assert [row.revoked_by_id for row in history] == [None, people.secretary.pk]


@pytest.mark.parametrize("name", ["author", "coauthor", "methodist", "chair", "expert", "outsider"])
def test_nobody_else_revokes(
    name: str, case: Case, certificate: Certificate, people: builders.People
) -> None:
    person = people.by_name()[name]
    with pytest.raises(NotAllowed):
        verdicts.revoke(certificate, by=person, reason="Себебі бар", at=timezone.now())
    visitor, address = Visitor(person), f"/cases/{case.label}/certificate/revoke/"
    assert visitor.client.post(address, {"reason": "Себебі бар"}).status_code == 404
    assert address not in visitor.get(f"/cases/{case.label}/").text
    assert status(certificate) == "valid"


def test_certificate_is_revoked_once(certificate: Certificate, people: builders.People) -> None:
    verdicts.revoke(certificate, by=people.head, reason="Бірінші", at=timezone.now())
    with pytest.raises(NotNow):
        verdicts.revoke(certificate, by=people.head, reason="Екінші", at=timezone.now())
    certificate.refresh_from_db()
    assert certificate.revoked_reason == "Бірінші"
    assert certificate.status(date(2040, 1, 1)) == Status.REVOKED


@pytest.mark.parametrize(
    "change",
    [{"author": "Басқа Адам"}, {"valid_until": date(2099, 1, 1)}, {"code": "a" * 12}],
)
def test_database_lets_nobody_change_what_a_certificate_printed(
    certificate: Certificate, change: dict[str, Any]
) -> None:
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        Certificate.objects.filter(pk=certificate.pk).update(**change)


def test_database_lets_nobody_delete_a_certificate(certificate: Certificate) -> None:
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        Certificate.objects.filter(pk=certificate.pk).delete()


def test_codes_cannot_be_guessed_from_one_another() -> None:
    codes = {new_code() for _number in range(1000)}
    assert len(codes) == 1000
    assert {len(code) for code in codes} == {12}
    assert all(read_code(code) == code for code in codes)


def test_very_certificate_is_recognised_in_either_language(
    case: Case, certificate: Certificate
) -> None:
    files = {"kk": samples.pdf(2), "ru": samples.pdf(3)}
    for language, content in files.items():
        _paper(case, certificate, language, content)
    page = look_up(certificate.code)
    (sizes,) = page.values("data-sizes")
    assert sizes == " ".join(str(len(content)) for content in files.values())
    shown = {content: _compared(certificate, content) for content in files.values()}
    assert set(shown.values()) == {"true"}
    assert _compared(certificate, samples.pdf(4)) == "false"


def test_certificate_that_is_not_typeset_yet_compares_nothing(certificate: Certificate) -> None:
    assert look_up(certificate.code).values("data-sha256") == []


def _paper(case: Case, certificate: Certificate, language: str, content: bytes) -> None:
    version = store.store(
        case.dossier,
        DocumentKind.objects.get(code="paper_certificate"),
        intake.render("Сертификат.pdf", content),
        by=system(),
        at=timezone.now(),
        title=language,
    )
    data = {"number": certificate.register_number}
    Paper.objects.create(
        case=case, seq=99, kind="certificate", language=language, data=data, version=version
    )


def _compared(certificate: Certificate, content: bytes) -> str | None:
    sent = {"file": SimpleUploadedFile("a.pdf", content)}
    page = Page(Client().post(f"/verify/{certificate.code}/", sent))
    (shown,) = [
        attrs["data-same"]
        for _tag, attrs in page.elements
        if "data-same" in attrs and "hidden" not in attrs
    ]
    return shown
