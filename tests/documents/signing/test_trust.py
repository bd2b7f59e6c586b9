"""Authorities: who is trusted, and who only says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from documents.signing import trust
from tests.documents.signing.authority import (
    DER,
    IIN,
    Authority,
    Signer,
    rsa_key,
)
from tests.documents.signing.checking import FILE, check, refusal, why

if TYPE_CHECKING:
    from pathlib import Path


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


def test_stray_file_in_the_folder_is_passed_over(root: Authority, trusted: Path) -> None:
    (trusted / "README.txt").write_text("Мұнда сертификаттар тұрады.")
    assert check(root.issue().sign(FILE)).iin == IIN
    assert len(trust.read().roots) == 1
