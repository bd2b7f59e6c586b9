"""Codes of documents: what anybody learns from one, and from the file in their hands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from documents import intake, store
from documents.models import DocumentKind, Version
from tests.documents import samples
from tests.workflows import toys
from tests.workflows.pages import Page
from workflows import attestations, signatures
from workflows.attestations import Attestation
from workflows.codes import grouped, read_code
from workflows.reauthentication import Proof
from workflows.refusals import NotNow

if TYPE_CHECKING:
    from collections.abc import Callable

    from permissions.models import User

FILE = samples.pdf()


def filed(case: Any, content: bytes) -> Version:
    kind = DocumentKind.objects.get(code="paper_decision")
    filing = intake.render("Хаттама.pdf", content)
    return store.store(case.dossier, kind, filing, by=case.initiator, at=timezone.now())


@pytest.fixture
def sheet(start: Callable[..., Any]) -> Any:
    return start(toys.Sheet)


@pytest.fixture
def attested(sheet: Any) -> Attestation:
    """File a document that bears a code which was reserved before."""
    code = attestations.reserve_code()
    version = filed(sheet, FILE)
    return attestations.attest(
        sheet, version, "minutes", timezone.now(), code=code, number="2026/7"
    )


def look_up(code: str) -> Page:
    return Page(Client(headers={"accept-language": "en"}).get(f"/verify/{code}/"))


def compare(code: str, content: bytes | None, **more: Any) -> Page:
    sent = {"file": SimpleUploadedFile("a.pdf", content)} if content is not None else {}
    client = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    return Page(client.post(f"/verify/{code}/", sent, **more))


def answers(page: Page) -> dict[str | None, bool]:
    """Which of the two answers of the comparison is shown."""
    found = [attrs for _tag, attrs in page.elements if "data-same" in attrs]
    return {attrs["data-same"]: "hidden" not in attrs for attrs in found}


def test_code_that_was_reserved_is_the_one_that_is_bound(attested: Attestation) -> None:
    assert read_code(attested.grouped_code) == attested.code
    assert attestations.address(attested.code).endswith(f"/verify/{attested.code}/")
    assert grouped("abcdefghkmnp") == "abcd-efgh-kmnp"


def test_number_is_that_of_the_case_unless_another_is_printed(sheet: Any) -> None:
    made = attestations.attest(sheet, filed(sheet, FILE), "minutes", timezone.now())
    assert made.number == sheet.label
    assert len(made.code) == 12


def test_page_tells_what_the_document_is_and_who_signed_it_how(
    attested: Attestation, chair: User, django_assert_num_queries: Any
) -> None:
    proof = Proof("password")
    signatures.sign_simple(attested.version, chair, "chair", timezone.now(), proof)
    with django_assert_num_queries(4):
        page = look_up(attested.code)
    assert (page.status, page.value("data-status")) == (200, "valid")
    today = timezone.localdate().strftime("%d.%m.%Y")
    printed = ("Letter about the decision of the council № 2026/7", today, chair.short_name)
    for fact in (*printed, attested.version.sha256, attested.grouped_code, "Council chair"):
        assert fact in page.text
    assert page.values("data-mode") == ["simple"]
    assert "Signed in Sarap" in page.text
    assert "noindex" in page.text
    assert page.inline() == []


def test_page_tells_nothing_else_about_people(
    attested: Attestation, chair: User, author: User
) -> None:
    blob, proof = attested.version, Proof("password")
    signatures.sign_simple(blob, chair, "chair", timezone.now(), proof)
    text = look_up(attested.code).text
    assert author.organisation
    assert chair.organisation
    for hidden in (
        chair.full_name,
        chair.email,
        chair.organisation.name_ru,
        author.last_name,
        author.organisation.name_ru,
        "Хаттама.pdf",
        attested.case.title_kk,
        attested.case.code,
    ):
        assert hidden not in text


def test_unsigned_document_is_said_to_be_unsigned(attested: Attestation) -> None:
    page = look_up(attested.code)
    assert page.values("data-unsigned") == [None]
    assert page.values("data-mode") == []


def test_document_that_somebody_has_still_to_sign_is_not_in_force(
    sheet: Any, chair: User, secretary: User
) -> None:
    version, at = filed(sheet, FILE), timezone.now()
    made = attestations.attest(sheet, version, "minutes", at, signers=("secretary", "chair"))
    page = look_up(made.code)
    assert page.value("data-status") == "unsigned"
    assert "Secretary of the council, Council chair" in page.text
    signatures.sign_simple(version, secretary, "secretary", at, Proof("password"))
    page = look_up(made.code)
    assert page.value("data-status") == "unsigned"
    assert "Still to sign: Council chair" in page.text
    signatures.sign_simple(version, chair, "chair", at, Proof("password"))
    assert look_up(made.code).value("data-status") == "valid"


def test_code_may_be_typed_as_people_type(attested: Attestation) -> None:
    answer: Any = Client().get("/verify/", {"code": attested.grouped_code.upper()})
    assert answer.url == f"/verify/{attested.code}/"
    answer = Client().get(f"/verify/{attested.grouped_code}/")
    assert answer.url == f"/verify/{attested.code}/"


def test_replaced_document_leads_to_the_one_that_counts(sheet: Any, attested: Attestation) -> None:
    later = attestations.attest(
        sheet,
        filed(sheet, samples.pdf(2)),
        "minutes",
        timezone.now(),
        number="2026/9",
        supersedes=attested,
    )
    page = look_up(attested.code)
    assert page.value("data-status") == "superseded"
    assert "2026/9" in page.text
    assert f"/verify/{later.code}/" in page.text
    assert look_up(later.code).value("data-status") == "valid"


def test_revoked_document_says_so_but_not_why(attested: Attestation, head: User) -> None:
    at = timezone.now()
    attestations.revoke(attested, by=head, reason="Қате кетті", at=at)
    page = look_up(attested.code)
    assert page.value("data-status") == "revoked"
    assert "Қате" not in page.text
    with pytest.raises(NotNow):
        attestations.revoke(attested, by=head, reason="Тағы", at=at)
    attested.refresh_from_db()
    assert attested.revoked_reason == "Қате кетті"


def test_very_file_is_recognised_and_any_other_is_not(attested: Attestation) -> None:
    assert answers(look_up(attested.code)) == {"true": False, "false": False}
    same = compare(attested.code, FILE)
    assert (same.status, answers(same)) == (200, {"true": True, "false": False})
    other = compare(attested.code, FILE[:-1] + b"\r")
    assert (other.status, answers(other)) == (200, {"true": False, "false": True})


def test_comparison_without_a_file_asks_for_one(attested: Attestation) -> None:
    page = compare(attested.code, None)
    assert page.status == 422
    assert "Choose a file." in page.text
    assert answers(page) == {"true": False, "false": False}


def test_far_too_large_a_file_is_not_even_read(attested: Attestation) -> None:
    """The length that the request announces is enough to say no."""
    page = compare(attested.code, b"x", CONTENT_LENGTH=str(10**12))
    assert answers(page) == {"true": False, "false": True}
    larger = compare(attested.code, FILE + bytes(100_000))
    assert answers(larger) == {"true": False, "false": True}


def test_file_of_an_unknown_code_is_answered_as_the_code_is(db: None) -> None:
    assert compare("abcdefghkmnp", FILE).status == 404


def test_page_gives_the_browser_what_it_compares_with(attested: Attestation) -> None:
    page = look_up(attested.code)
    assert page.value("data-sha256") == attested.version.sha256
    assert page.value("data-sizes") == str(len(FILE))


@pytest.mark.parametrize(
    "change", [{"number": "1"}, {"code": "a" * 12}, {"kind": "x"}, {"signers": []}]
)
def test_database_lets_nobody_change_what_is_attested(
    attested: Attestation, change: dict[str, Any]
) -> None:
    rows = Attestation.objects.filter(pk=attested.pk)
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        rows.update(**change)
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        rows.delete()


def test_database_lets_nobody_undo_a_revocation(attested: Attestation, head: User) -> None:
    attestations.revoke(attested, by=head, reason="Қате кетті", at=timezone.now())
    rows = Attestation.objects.filter(pk=attested.pk)
    with pytest.raises(DatabaseError, match="can only be revoked, and once"), transaction.atomic():
        rows.update(revoked_at=None, revoked_by=None, revoked_reason="")


def test_a_version_has_one_code(sheet: Any, attested: Attestation) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        attestations.attest(sheet, attested.version, "minutes", timezone.now())
