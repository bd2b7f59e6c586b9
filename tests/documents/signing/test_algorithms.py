"""Keys and algorithms: which are checked, which need a provider, which are too weak."""

from __future__ import annotations

from datetime import datetime
from typing import IO, TYPE_CHECKING

import pytest
from asn1crypto import algos, cms, core, keys

# Lets asn1crypto write keys of kinds that it does not know.
from pyhanko_certvalidator import asn1_types  # noqa: F401

from documents.signing.signed import Signed
from tests.documents.signing.authority import (
    DAY,
    IIN,
    OTHER_IIN,
    Authority,
    rsa_key,
)
from tests.documents.signing.checking import FILE, check, refusal, why

if TYPE_CHECKING:
    from pytest_django import Settings

    from documents.signing.container import Container


@pytest.mark.usefixtures("trusted")
def test_weak_digest_is_refused(root: Authority) -> None:
    sha1 = altered(root.issue().sign(FILE), RSA, "1.2.840.113549.1.1.5", "1.3.14.3.2.26")
    assert why(sha1) == "weak"
    unknown = altered(root.issue().sign(FILE), RSA, "1.2.840.113549.1.1.11", "1.2.3.4")
    assert why(unknown) == "algorithm"


@pytest.mark.usefixtures("trusted")
def test_short_key_is_refused(root: Authority) -> None:
    assert why(root.issue(rsa_key(7, 1024)).sign(FILE)) == "weak"


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
