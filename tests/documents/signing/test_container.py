"""Files of signatures: which can be read at all."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import pkcs7

from documents.signing.container import LIMIT
from tests.documents.signing.authority import (
    DER,
    IIN,
    PEM,
    Authority,
    ec_key,
)
from tests.documents.signing.checking import FILE, check, why

if TYPE_CHECKING:
    pass


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
def test_document_inside_the_signature_is_refused(root: Authority) -> None:
    assert why(root.issue().sign(FILE, options=())) == "attached"


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
