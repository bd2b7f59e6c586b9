"""Signing a frozen file in three modes: what is proven, refused, kept and shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.utils import timezone

from documents import contents, intake, store
from documents.models import DocumentKind, Version
from permissions.models import User
from tests.documents import samples
from tests.documents.signing.authority import IIN, Authority, name
from tests.people import PASSWORD
from tests.workflows import toys
from tests.workflows.pages import Page, Visitor
from workflows import reauthentication, signatures
from workflows.models import Event
from workflows.refusals import Invalid, NotNow
from workflows.signatures import Mode, Signature, Signing
from workflows.unsent import Unsent

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import psycopg
    from pytest_django import Settings

    Act = Callable[..., Any]

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def sheet(start: Callable[..., Any]) -> Any:
    """Open a sheet with one frozen file."""
    case = start(toys.Sheet)
    filing = intake.render("Хаттама № 1.pdf", samples.pdf())
    kind = DocumentKind.objects.get(code="paper_decision")
    store.store(case.dossier, kind, filing, by=case.initiator, at=timezone.now())
    return case


@pytest.fixture
def version(sheet: Any) -> Version:
    found: Version = sheet.to_sign()
    return found


@pytest.fixture
def root(tmp_path: Path, settings: Settings) -> Authority:
    """Trust an authority."""
    folder = tmp_path / "trust"
    folder.mkdir()
    settings.SARAP_TRUST_ROOTS = str(folder)
    made = Authority.root()
    made.trust_in(folder)
    return made


@pytest.fixture
def chair(chair: User) -> User:
    chair.iin = IIN
    chair.save()
    return chair


def file_of(version: Version) -> bytes:
    with store.open_version(version) as content:
        return bytes(content.read())


def sent(content: bytes, name: str = "minutes.pdf.p7s") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def page_of(case: Any, name: str) -> str:
    return f"/cases/{case.code}/{name}/"


def simple(visitor: Visitor, case: Any, name: str, password: str = PASSWORD) -> Any:
    return visitor.send(page_of(case, name), mode="simple", password=password)


def test_password_signs_and_the_chain_keeps_which_file(
    sheet: Any, version: Version, secretary: User
) -> None:
    assert simple(Visitor(secretary), sheet, "sign_as_secretary").status_code == 302
    (signature,) = signatures.signatures_of(version)
    assert (signature.mode, signature.capacity) == (Mode.SIMPLE, "secretary")
    assert signature.signer == signature.recorded_by == secretary
    assert signature.name == secretary.short_name
    assert signature.digest == version.sha256
    assert signature.evidence == {"means": "password"}
    event = Event.objects.get(action="sign_as_secretary")
    assert event.data == {"mode": "simple", "sha256": version.sha256}
    assert event.at == signature.signed_at
    call_command("audit", "verify")


def test_password_is_kept_nowhere(sheet: Any, secretary: User) -> None:
    visitor, path = Visitor(secretary), page_of(sheet, "sign_as_secretary")
    wrong = simple(visitor, sheet, "sign_as_secretary", "Құпия-сөз-1")
    assert wrong.status_code == 422
    assert "Құпия-сөз-1" not in wrong.content.decode()
    slip = visitor.get(path).field("slip")
    kept = {"slip": slip, "mode": "simple", "password": "Құпия-сөз-2"}
    assert visitor.client.post(f"{path}?keep", kept).status_code == 403
    assert not Unsent.objects.exists()
    visitor.client.logout()
    visitor.client.post(path, kept)
    assert "Құпия-сөз" not in str(dict(visitor.client.session))
    assert "Құпия-сөз" not in str(list(Event.objects.values()))
    assert visitor.get(path).values("data-keep") == []


def test_page_that_moved_on_gives_the_password_back_to_nobody(
    sheet: Any, act: Act, secretary: User, chair: User
) -> None:
    visitor, path = Visitor(secretary), page_of(sheet, "sign_as_secretary")
    slip = visitor.get(path).field("slip")
    given = {"mode": "simple", "password": PASSWORD}
    act(sheet, "sign_as_chair", chair, **given)
    answer = visitor.client.post(path, {"seen_version": 1, "slip": slip, **given})
    assert answer.status_code == 409
    assert PASSWORD not in answer.content.decode()


def test_wrong_password_is_said_beside_the_field(sheet: Any, secretary: User) -> None:
    answer = simple(Visitor(secretary), sheet, "sign_as_secretary", "wrong")
    assert answer.status_code == 422
    assert "This is not the password of your account." in answer.content.decode()
    assert not Signature.objects.exists()


def test_wrong_passwords_count_although_the_action_is_undone(
    committed_db: str, sheet: Any, secretary: User, chair: User
) -> None:
    visitor = Visitor(secretary)
    for _time in range(5):
        assert simple(visitor, sheet, "sign_as_secretary", "wrong").status_code == 422
    answer = simple(visitor, sheet, "sign_as_secretary")
    assert "Wait five minutes" in answer.content.decode()
    assert not Signature.objects.exists()
    assert simple(Visitor(chair), sheet, "sign_as_chair").status_code == 302


def test_right_password_forgives_the_wrong_ones_before(committed_db: str, secretary: User) -> None:
    for _time in range(4):
        with pytest.raises(ValidationError):
            reauthentication.by_password(secretary, "wrong")
    for _time in range(12):
        assert reauthentication.by_password(secretary, PASSWORD).means == "password"


def test_electronic_signature_is_kept_with_what_was_found(
    sheet: Any, version: Version, root: Authority, chair: User
) -> None:
    blob = root.issue().sign(file_of(version))
    answer = Visitor(chair).send(page_of(sheet, "sign_as_chair"), mode="cms", cms=sent(blob))
    assert answer.status_code == 302
    signature = Signature.objects.get()
    assert (signature.mode, signature.signer) == (Mode.CMS, chair)
    assert bytes(signature.blob or b"") == blob
    told = signature.evidence
    assert told["name"] == "СӘРСЕНОВА АЙГҮЛ"
    assert told["algorithm"] == "RSA 2048, SHA-256"
    assert told["revocation"] is None
    assert IIN not in str(told)
    assert told["iin"].startswith(IIN[:2])


def test_electronic_signature_that_does_not_hold_is_refused_with_the_reason(
    sheet: Any, version: Version, root: Authority, chair: User
) -> None:
    visitor, path = Visitor(chair), page_of(sheet, "sign_as_chair")
    other = name("БАСҚА АДАМ", serial="IIN900101350456")
    refused = {
        "belongs to another file": root.issue().sign(samples.pdf(3)),
        "belongs to another person": root.issue(subject=other).sign(file_of(version)),
        "is not an electronic signature": samples.pdf(),
        "empty (0 bytes)": b"",
    }
    for reason, data in refused.items():
        answer = visitor.send(path, mode="cms", cms=sent(data))
        assert answer.status_code == 422
        assert reason in answer.content.decode()
        assert "minutes.pdf.p7s" in answer.content.decode()
    assert not Signature.objects.exists()


def test_electronic_signature_is_not_offered_while_nobody_is_trusted(
    sheet: Any, chair: User
) -> None:
    page = Visitor(chair).get(page_of(sheet, "sign_as_chair"))
    modes = [attrs["value"] for _tag, attrs in page.elements if attrs.get("name") == "mode"]
    assert modes == ["simple", "scan"]


def test_scan_of_paper_is_filed_beside_the_document(
    sheet: Any, version: Version, secretary: User, chair: User
) -> None:
    scan = SimpleUploadedFile("скан.pdf", samples.pdf(2))
    answer = Visitor(secretary).send(page_of(sheet, "file_paper"), scan=scan)
    assert answer.status_code == 302
    signature = Signature.objects.get()
    assert (signature.mode, signature.signer) == (Mode.SCAN, chair)
    assert signature.recorded_by == secretary
    assert signature.scan
    assert signature.scan.document.kind.code == "signature_scan"
    assert signature.scan.document.dossier == sheet.dossier
    assert signature.evidence == {"sha256": signature.scan.sha256}
    assert sheet.to_sign() == version


def test_scan_must_be_a_picture_or_pdf(sheet: Any, secretary: User) -> None:
    answer = Visitor(secretary).send(
        page_of(sheet, "sign_as_secretary"),
        mode="scan",
        scan=SimpleUploadedFile("скан.pdf", samples.docx()),
    )
    assert answer.status_code == 422
    assert "This is no scan." in answer.content.decode()


@pytest.mark.parametrize(
    ("mode", "reason"),
    [
        ("simple", "Type your password."),
        ("cms", "Choose the file of the signature."),
        ("scan", "Choose the scan of the signed sheet."),
        ("", "This field is required."),
        ("gold", "Select a valid choice."),
    ],
)
def test_chosen_mode_needs_its_proof_and_no_other(
    sheet: Any, root: Authority, secretary: User, mode: str, reason: str
) -> None:
    answer = Visitor(secretary).send(page_of(sheet, "sign_as_secretary"), mode=mode)
    assert answer.status_code == 422
    assert reason in answer.content.decode()
    assert len(Page(answer).values("aria-invalid")) >= 1


def test_what_was_put_into_other_modes_does_not_matter(
    sheet: Any, version: Version, root: Authority, secretary: User
) -> None:
    answer = Visitor(secretary).send(
        page_of(sheet, "sign_as_secretary"),
        mode="simple",
        password=PASSWORD,
        cms=sent(b"x"),
        scan=sent(b"MZ", "a.exe"),
    )
    assert answer.status_code == 302
    assert Signature.objects.get().mode == Mode.SIMPLE


def test_nobody_signs_twice_in_one_capacity(sheet: Any, act: Act, secretary: User) -> None:
    given = {"mode": "simple", "password": PASSWORD}
    case = act(sheet, "sign_as_secretary", secretary, **given)
    with pytest.raises(NotNow, match="signed in this capacity already"):
        act(case, "sign_as_secretary", secretary, **given)


def test_document_counts_as_signed_when_everybody_has(
    sheet: Any, act: Act, version: Version, secretary: User, chair: User
) -> None:
    given = {"mode": "simple", "password": PASSWORD}
    assert not signatures.is_signed_by(version, ("chair", "secretary"))
    case = act(sheet, "sign_as_secretary", secretary, **given)
    assert signatures.is_signed_by(version, ("secretary",))
    assert not signatures.is_signed_by(version, ("chair", "secretary"))
    with pytest.raises(NotNow, match="Not everybody has signed"):
        act(case, "close", secretary)
    case = act(case, "sign_as_chair", chair, **given)
    assert signatures.is_signed_by(version, ("chair", "secretary", "chair"))
    assert act(case, "close", secretary).state == "signed"


def test_damaged_file_is_not_signed(
    sheet: Any, act: Act, version: Version, secretary: User
) -> None:
    with patch.object(contents, "intact", return_value=False), pytest.raises(Invalid) as refused:
        act(sheet, "sign_as_secretary", secretary, mode="simple", password=PASSWORD)
    assert "damaged" in str(refused.value.form.errors)


def test_case_without_a_document_has_nothing_to_sign(
    start: Callable[..., Any], act: Act, secretary: User
) -> None:
    case = start(toys.Sheet)
    assert Visitor(secretary).get(page_of(case, "sign_as_secretary")).status == 200
    with pytest.raises(Invalid) as refused:
        act(case, "sign_as_secretary", secretary, mode="simple", password=PASSWORD)
    assert "There is no document to sign." in str(refused.value.form.errors)


def test_only_the_file_that_was_checked_is_signed(version: Version, chair: User) -> None:
    given: dict[str, Any] = {"signer": chair, "capacity": "chair", "by": chair}
    given["at"] = timezone.now()
    proof = reauthentication.Proof("password")
    with pytest.raises(NotNow, match="has changed"):
        signatures.sign(version, Signing(Mode.SIMPLE, "0" * 64, proof=proof), **given)
    with pytest.raises(ValueError, match="proves"):
        signatures.sign(version, Signing(Mode.SIMPLE, version.sha256), **given)


def test_nobody_signs_for_another_but_on_paper(
    version: Version, chair: User, secretary: User
) -> None:
    signing = Signing(Mode.SIMPLE, version.sha256, proof=reauthentication.Proof("password"))
    with pytest.raises(ValueError, match="themself"):
        signatures.sign(
            version, signing, signer=chair, capacity="chair", by=secretary, at=timezone.now()
        )


@pytest.fixture
def signature(version: Version, chair: User) -> Signature:
    proof = reauthentication.Proof("password")
    return signatures.sign_simple(version, chair, "chair", timezone.now(), proof)


def test_database_lets_nobody_change_a_signature(signature: Signature) -> None:
    rows = Signature.objects.filter(pk=signature.pk)
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        rows.update(name="Басқа")
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        rows.delete()


def test_database_lets_not_even_the_owner_change_one(
    committed_db: str, signature: Signature, superuser: psycopg.Connection
) -> None:
    for statement in (
        "UPDATE workflows_signature SET name = 'x'",
        "DELETE FROM workflows_signature",
        "TRUNCATE workflows_signature CASCADE",
    ):
        with pytest.raises(Exception, match="signature"):
            superuser.execute(statement)


@pytest.mark.parametrize(
    "wrong",
    [
        {"digest": "0" * 64},
        {"mode": "cms"},
        {"mode": "scan"},
        {"mode": "simple", "blob": b"x"},
        {"capacity": "chair"},
    ],
)
def test_database_refuses_a_signature_that_cannot_be(
    signature: Signature, wrong: dict[str, Any]
) -> None:
    signature.pk, signature.capacity = None, "secretary"
    for column, value in wrong.items():
        setattr(signature, column, value)
    with pytest.raises(DatabaseError), transaction.atomic():
        signature.save(force_insert=True)


def test_case_page_says_the_mode_of_each_signature_and_who_is_missing(
    sheet: Any, version: Version, root: Authority, act: Act, secretary: User, chair: User
) -> None:
    page = Visitor(secretary).get(f"/cases/{sheet.code}/")
    assert page.values("data-missing") == [None]
    case = act(sheet, "sign_as_secretary", secretary, mode="simple", password=PASSWORD)
    page = Visitor(secretary).get(f"/cases/{sheet.code}/")
    assert "Still to sign: Council chair" in page.text
    blob = root.issue().sign(file_of(version))
    Visitor(chair).send(page_of(case, "sign_as_chair"), mode="cms", cms=sent(blob))
    page = Visitor(secretary).get(f"/cases/{sheet.code}/")
    assert page.values("data-mode") == ["simple", "cms"]
    assert page.values("data-missing") == []
    assert "nobody outside can check it without Sarap" in page.text
    assert "Anybody can check it without Sarap" in page.text
    assert "could not be checked when it was signed" in page.text
    assert page.inline() == []


def test_signature_and_digest_are_there_for_whoever_reads_the_file(
    sheet: Any, version: Version, root: Authority, secretary: User, chair: User, outsider: User
) -> None:
    blob = root.issue().sign(file_of(version))
    Visitor(chair).send(page_of(sheet, "sign_as_chair"), mode="cms", cms=sent(blob))
    place = f"/cases/{sheet.code}/documents/{version.pk}"
    paths = [f"{place}/signatures/{Signature.objects.get().pk}/", f"{place}/sha256/"]
    got = [Visitor(secretary).client.get(path) for path in paths]
    assert got[0].content == blob
    assert got[0]["Content-Type"] == "application/pkcs7-signature"
    assert got[0]["X-Content-Type-Options"] == "nosniff"
    assert got[1].content.decode() == f"{version.sha256}  {version.name}\n"
    assert [Visitor(outsider).client.get(path).status_code for path in paths] == [404, 404]
    assert Visitor(secretary).client.get(f"{place}/signatures/99999999/").status_code == 404


def test_simple_signature_has_nothing_to_download(
    sheet: Any, act: Act, version: Version, secretary: User
) -> None:
    act(sheet, "sign_as_secretary", secretary, mode="simple", password=PASSWORD)
    place = f"/cases/{sheet.code}/documents/{version.pk}/signatures"
    path = f"{place}/{Signature.objects.get().pk}/"
    assert Visitor(secretary).client.get(path).status_code == 404


@pytest.mark.parametrize("count", [1, 30])
def test_signatures_are_read_in_one_statement(
    sheet: Any, version: Version, chair: User, count: int, django_assert_num_queries: Any
) -> None:
    proof = reauthentication.Proof("password")
    for place in range(count):
        signatures.sign_simple(version, chair, f"member {place}", timezone.now(), proof)
    with django_assert_num_queries(1):
        found = signatures.signatures_of(version)
    assert len(found) == count
