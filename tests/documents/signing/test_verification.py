"""Signatures under a file: which hold, whose they are, and what is said of the others."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import IO, TYPE_CHECKING, Any

import pytest
from asn1crypto import algos, cms, core, keys
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import pkcs7
from django.core.exceptions import ValidationError

from documents.signing import trust
from documents.signing.container import LIMIT
from documents.signing.refusals import WHY
from documents.signing.signed import Signed
from documents.signing.verification import verify
from tests.documents.samples import pdf
from tests.documents.signing.authority import (
    BIN,
    DAY,
    DER,
    IIN,
    OTHER_IIN,
    PEM,
    Authority,
    Signer,
    ec_key,
    name,
    rsa_key,
)

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django import Settings

    from documents.signing.container import Container

FILE = pdf()
HOUR = timedelta(hours=1)


def check(data: bytes, content: bytes = FILE, **changed: Any) -> Signed:
    now = datetime.now(UTC)
    given: dict[str, Any] = {"iin": IIN, "at": now, "since": now - HOUR} | changed
    return verify(data, BytesIO(content), **given)


def refusal(data: bytes, content: bytes = FILE, **changed: Any) -> ValidationError:
    with pytest.raises(ValidationError) as refused:
        check(data, content, **changed)
    return refused.value


def why(data: bytes, content: bytes = FILE, **changed: Any) -> str | None:
    return refusal(data, content, **changed).code


def outcome(data: bytes) -> str | None:
    try:
        return check(data).iin
    except ValidationError as error:
        return error.code


@pytest.mark.parametrize(
    ("key", "algorithm"), [(rsa_key(), "RSA 2048, SHA-256"), (ec_key(), "ECDSA 256, SHA-256")]
)
@pytest.mark.usefixtures("trusted")
def test_signature_that_holds_tells_whose_it_is(root: Authority, key: Any, algorithm: str) -> None:
    signer = root.issue(key, name("СӘРСЕНОВА АЙГҮЛ", serial=f"IIN{IIN}", unit=f"BIN{BIN}"))
    signed = check(signer.sign(FILE))
    assert (signed.name, signed.iin, signed.bin) == ("СӘРСЕНОВА АЙГҮЛ", IIN, BIN)
    assert signed.issuer == "ҰЛТТЫҚ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ"
    assert signed.serial == f"{signer.certificate.serial_number:x}"
    assert signed.algorithm == algorithm
    assert signed.not_after == signer.certificate.not_valid_after_utc
    assert signed.signed_at is not None
    assert abs(signed.signed_at - datetime.now(UTC)) < timedelta(minutes=1)
    assert signed.revocation is None


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("form", ["der", "pem", "base64", "lines"])
def test_signature_may_be_der_pem_or_base64(root: Authority, form: str) -> None:
    signer = root.issue()
    data = signer.sign(FILE, encoding=PEM if form == "pem" else DER)
    if form == "base64":
        data = base64.b64encode(data)
    elif form == "lines":
        data = base64.encodebytes(data).replace(b"\n", b"\r\n")
    assert check(data).iin == IIN


@pytest.mark.usefixtures("trusted")
def test_authority_between_may_come_with_the_signature_or_lie_in_the_folder(
    root: Authority, folder: Path
) -> None:
    between = root.below()
    signer = between.issue()
    assert check(signer.sign(FILE)).issuer == "Аралық орталық"
    alone = Signer(signer.key, signer.certificate)
    assert why(alone.sign(FILE)) == "untrusted"
    between.trust_in(folder, DER)
    assert check(alone.sign(FILE)).iin == IIN


@pytest.mark.usefixtures("trusted")
def test_signature_of_another_file_is_refused(root: Authority) -> None:
    assert why(root.issue().sign(pdf(2))) == "other_file"
    assert why(root.issue(ec_key()).sign(FILE + b"\n")) == "other_file"


@pytest.mark.usefixtures("trusted")
def test_signature_of_another_person_is_refused(root: Authority) -> None:
    signer = root.issue(subject=name("БАСҚА АДАМ", serial=f"IIN{OTHER_IIN}"))
    assert why(signer.sign(FILE)) == "other_iin"


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("subject", [name("СӘРСЕНОВА"), name("СӘРСЕНОВА", serial="IIN87061545")])
def test_certificate_without_an_iin_is_refused(root: Authority, subject: Any) -> None:
    assert why(root.issue(subject=subject).sign(FILE)) == "no_iin"


@pytest.mark.usefixtures("trusted")
def test_iin_elsewhere_in_the_subject_does_not_count(root: Authority) -> None:
    signer = root.issue(subject=name(f"IIN{IIN}", serial=f"IIN{OTHER_IIN}", unit=f"IIN{IIN}"))
    assert why(signer.sign(FILE)) == "other_iin"


@pytest.mark.usefixtures("trusted")
def test_person_without_an_iin_cannot_be_compared(root: Authority) -> None:
    assert why(root.issue().sign(FILE), iin=None) == "own_iin"
    assert why(root.issue().sign(FILE), iin="") == "own_iin"


@pytest.mark.usefixtures("trusted")
def test_expired_certificate_is_refused_with_its_last_day(root: Authority) -> None:
    signer = root.issue(since=-10 * DAY, until=-DAY)
    error = refusal(signer.sign(FILE))
    assert error.code == "expired"
    assert f"{signer.certificate.not_valid_after_utc + 5 * HOUR:%d.%m.%Y}" in error.messages[0]


@pytest.mark.usefixtures("trusted")
def test_certificate_of_tomorrow_is_refused(root: Authority) -> None:
    assert why(root.issue(since=DAY).sign(FILE)) == "early"


@pytest.mark.usefixtures("trusted")
def test_unknown_authority_is_refused_by_name() -> None:
    stranger = Authority.root("Белгісіз орталық", place=92)
    error = refusal(stranger.issue().sign(FILE))
    assert error.code == "untrusted"
    assert "Белгісіз орталық" in error.messages[0]


@pytest.mark.usefixtures("trusted")
def test_authority_that_only_calls_itself_the_trusted_one_is_refused() -> None:
    pretender = Authority.root(place=93)
    assert why(pretender.issue().sign(FILE)) in {"untrusted", "chain"}


@pytest.mark.usefixtures("trusted")
def test_own_certificate_issues_no_other(root: Authority) -> None:
    person = root.issue(rsa_key(5))
    fake = Authority(person.key, person.certificate, (person.certificate,))
    assert why(fake.issue(rsa_key(6)).sign(FILE)) in {"untrusted", "chain"}


@pytest.mark.usefixtures("folder")
def test_without_trusted_authorities_nothing_is_believed(root: Authority) -> None:
    assert why(root.issue().sign(FILE)) == "no_roots"


@pytest.mark.usefixtures("trusted")
def test_key_for_logging_in_is_refused(root: Authority) -> None:
    assert why(root.issue(for_signing=False).sign(FILE)) == "usage"


@pytest.mark.usefixtures("trusted")
def test_weak_digest_is_refused(root: Authority) -> None:
    sha1 = altered(root.issue().sign(FILE), RSA, "1.2.840.113549.1.1.5", "1.3.14.3.2.26")
    assert why(sha1) == "weak"
    unknown = altered(root.issue().sign(FILE), RSA, "1.2.840.113549.1.1.11", "1.2.3.4")
    assert why(unknown) == "algorithm"


@pytest.mark.usefixtures("trusted")
def test_short_key_is_refused(root: Authority) -> None:
    assert why(root.issue(rsa_key(7, 1024)).sign(FILE)) == "weak"


def test_revoked_certificate_is_refused_by_a_list_in_the_folder(
    root: Authority, trusted: Path
) -> None:
    signer, other = root.issue(), root.issue(ec_key())
    (trusted / "list.crl").write_bytes(root.revocations(signer))
    error = refusal(signer.sign(FILE))
    assert error.code == "revoked"
    assert "revoked on" in error.messages[0]
    signed = check(other.sign(FILE))
    assert signed.revocation is not None


def test_list_that_another_made_revokes_nothing(root: Authority, trusted: Path) -> None:
    signer = root.issue()
    pretender = Authority.root(place=93)
    (trusted / "list.crl").write_bytes(pretender.revocations(signer))
    assert check(signer.sign(FILE)).iin == IIN


def test_revoked_stays_revoked_when_the_list_is_old(root: Authority, trusted: Path) -> None:
    signer = root.issue(since=-90 * DAY)
    old = root.revocations(signer, since=-60 * DAY, until=-30 * DAY)
    (trusted / "list.crl").write_bytes(old)
    assert why(signer.sign(FILE)) == "revoked"


def test_old_list_proves_nothing_for_the_others(root: Authority, trusted: Path) -> None:
    old = root.revocations(since=-60 * DAY, until=-30 * DAY)
    (trusted / "list.crl").write_bytes(old)
    assert check(root.issue().sign(FILE)).revocation is None


def test_stray_file_in_the_folder_is_passed_over(root: Authority, trusted: Path) -> None:
    (trusted / "README.txt").write_text("Мұнда сертификаттар тұрады.")
    assert check(root.issue().sign(FILE)).iin == IIN
    assert len(trust.read().roots) == 1


@pytest.mark.usefixtures("trusted")
def test_document_inside_the_signature_is_refused(root: Authority) -> None:
    assert why(root.issue().sign(FILE, options=())) == "attached"


@pytest.mark.usefixtures("trusted")
def test_changed_signature_is_refused(root: Authority) -> None:
    data = bytearray(root.issue().sign(FILE))
    data[-20] ^= 1
    assert why(bytes(data)) == "broken"


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize(
    "data",
    [
        FILE,
        b"\x30\x82\xff\xff",
        b"\x30\x00",
        b"MIIB garbage!",
        b"-----BEGIN CMS-----\nMIIB\n-----END CMS-----\n",
        "Қолтаңба".encode(),
        b"0" * 500,
        bytes(range(256)),
    ],
)
def test_what_is_no_signature_is_refused(data: bytes) -> None:
    assert why(data) == "malformed"


@pytest.mark.usefixtures("trusted")
def test_cut_signature_is_refused_wherever_it_is_cut(root: Authority) -> None:
    data = root.issue().sign(FILE)
    codes = {why(data[:length]) for length in range(1, len(data), 7)}
    assert codes == {"malformed"}


@pytest.mark.usefixtures("trusted")
def test_signature_with_any_one_byte_changed_is_never_believed_of_another(root: Authority) -> None:
    """What is signed cannot be changed; a byte that is not, such as a spare one, can."""
    data = root.issue().sign(FILE)
    outcomes = set()
    for place in range(0, len(data), 11):
        changed = bytearray(data)
        changed[place] ^= 0x55
        outcomes.add(outcome(bytes(changed)))
    assert outcomes <= {*WHY, IIN}
    assert "broken" in outcomes


@pytest.mark.usefixtures("trusted")
def test_empty_and_huge_files_are_refused() -> None:
    assert why(b"") == "empty"
    assert why(b"0" * (LIMIT + 1)) == "too_big"


@pytest.mark.usefixtures("trusted")
def test_two_signatures_in_one_file_are_refused(root: Authority) -> None:
    builder = pkcs7.PKCS7SignatureBuilder().set_data(FILE)
    for signer in (root.issue(), root.issue(ec_key())):
        builder = builder.add_signer(signer.certificate, signer.key, hashes.SHA256())
    options = [pkcs7.PKCS7Options.Binary, pkcs7.PKCS7Options.DetachedSignature]
    assert why(builder.sign(DER, options)) == "signers"


@pytest.mark.usefixtures("trusted")
def test_signature_without_its_certificate_is_refused(root: Authority) -> None:
    options = (pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.NoCerts)
    assert why(root.issue().sign(FILE, options=options)) == "no_certificate"


@pytest.mark.usefixtures("trusted")
def test_signature_without_signed_attributes_is_refused(root: Authority) -> None:
    options = (pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.NoAttributes)
    assert why(root.issue().sign(FILE, options=options)) == "bare"


@pytest.mark.usefixtures("trusted")
def test_time_of_signing_must_be_possible(root: Authority) -> None:
    data, now = root.issue().sign(FILE), datetime.now(UTC)
    assert why(data, since=now + HOUR, at=now + 2 * HOUR) == "past"
    assert why(data, since=now - 3 * HOUR, at=now - HOUR) == "future"


def altered(data: bytes, key: str, signature: str, digest: str) -> bytes:
    """Put other algorithms into a signature than it was made with."""
    info = cms.ContentInfo.load(data)
    signed = info["content"]
    certificate = signed["certificates"][0].chosen
    if key != RSA:
        certificate["tbs_certificate"]["subject_public_key_info"] = keys.PublicKeyInfo(
            {"algorithm": {"algorithm": key}, "public_key": core.OctetBitString(b"\4\2\1\0")}
        )
    signer = signed["signer_infos"][0]
    signer["signature_algorithm"] = algos.SignedDigestAlgorithm({"algorithm": signature})
    signer["digest_algorithm"] = algos.DigestAlgorithm({"algorithm": digest})
    return bytes(info.dump(force=True))


RSA = "1.2.840.113549.1.1.1"
GOST = {
    "34.310-2004": ("1.2.398.3.10.1.1.1.1", "1.2.398.3.10.1.1.1.2", "1.2.398.3.10.1.3.1"),
    "34.10-2015": ("1.2.398.3.10.1.1.2.1", "1.2.398.3.10.1.1.2.3.2", "1.2.398.3.10.1.3.3"),
    "34.10-2012": ("1.2.643.7.1.1.1.2", "1.2.643.7.1.1.3.3", "1.2.643.7.1.1.2.3"),
}


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("family", GOST)
def test_gost_key_is_told_to_need_a_licensed_provider(root: Authority, family: str) -> None:
    error = refusal(altered(root.issue().sign(FILE), *GOST[family]))
    assert error.code == "gost"
    assert "licensed" in error.messages[0]


@pytest.mark.usefixtures("trusted")
def test_key_of_an_unknown_kind_is_named(root: Authority) -> None:
    data = altered(root.issue().sign(FILE), "1.3.101.112", "1.3.101.112", "2.16.840.1.101.3.4.2.1")
    error = refusal(data)
    assert error.code == "algorithm"
    assert "1.3.101.112" in error.messages[0]


class Provider:
    """Stands for a licensed provider: takes GOST and believes one content."""

    def takes(self, container: Container) -> bool:
        return container.is_gost

    def verify(self, container: Container, content: IO[bytes], at: datetime) -> Signed:
        assert content.read() == FILE
        until = at + DAY
        return Signed("Айгүл", "", IIN, "", "ҰКО", "1f", "ГОСТ", at, until, at, None)


PROVIDER = Provider()


@pytest.mark.usefixtures("trusted")
def test_installed_provider_is_asked_and_its_answer_still_compared(
    root: Authority, settings: Settings
) -> None:
    settings.SARAP_SIGNATURE_VERIFIERS = [f"{__name__}.PROVIDER"]
    data = altered(root.issue().sign(FILE), *GOST["34.10-2015"])
    assert check(data).algorithm == "ГОСТ"
    assert why(data, iin=OTHER_IIN) == "other_iin"
    assert check(root.issue().sign(FILE)).algorithm == "RSA 2048, SHA-256"
