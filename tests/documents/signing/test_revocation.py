"""Revoked certificates, as far as the lists of the folder tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.documents.signing.authority import (
    DAY,
    IIN,
    Authority,
    ec_key,
)
from tests.documents.signing.checking import FILE, check, refusal, why

if TYPE_CHECKING:
    from pathlib import Path


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
