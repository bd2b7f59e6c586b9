"""Signatures under a file: which hold, whose they are, and what is said of the others."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from documents.signing.refusals import WHY
from tests.documents.samples import pdf
from tests.documents.signing.authority import (
    BIN,
    DAY,
    IIN,
    OTHER_IIN,
    Authority,
    ec_key,
    name,
    rsa_key,
)
from tests.documents.signing.checking import FILE, HOUR, check, outcome, refusal, why

if TYPE_CHECKING:
    pass


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
def test_key_for_logging_in_is_refused(root: Authority) -> None:
    assert why(root.issue(for_signing=False).sign(FILE)) == "usage"


@pytest.mark.usefixtures("trusted")
def test_changed_signature_is_refused(root: Authority) -> None:
    data = bytearray(root.issue().sign(FILE))
    data[-20] ^= 1
    assert why(bytes(data)) == "broken"


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
def test_time_of_signing_must_be_possible(root: Authority) -> None:
    data, now = root.issue().sign(FILE), datetime.now(UTC)
    assert why(data, since=now + HOUR, at=now + 2 * HOUR) == "past"
    assert why(data, since=now - 3 * HOUR, at=now - HOUR) == "future"


@pytest.mark.usefixtures("trusted")
def test_signature_is_checked_also_where_a_loop_runs(root: Authority) -> None:
    data = root.issue().sign(FILE)

    async def asked() -> str | None:
        return check(data).iin

    with ThreadPoolExecutor(max_workers=1) as pool:
        assert pool.submit(asyncio.run, asked()).result() == IIN
