"""What a file of a signature holds, before anything is believed of it."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from typing import Any, Final

from asn1crypto import cms, pem
from django.template.defaultfilters import filesizeformat

from documents.signing.refusals import refused

LIMIT: Final = 1024 * 1024
SEQUENCE: Final = b"\x30"
GOST: Final = ("1.2.398.3.10.", "1.2.643.")


@dataclass(frozen=True, slots=True)
class Container:
    """A detached signature of one signer with their certificate; the objects are asn1crypto's."""

    der: bytes
    signed: Any
    signer: Any
    certificate: Any

    @property
    def algorithms(self) -> tuple[str, ...]:
        """The object identifiers of the key and of the algorithms it was used with."""
        key = self.certificate.public_key["algorithm"]["algorithm"]
        used = (self.signer[f"{what}_algorithm"]["algorithm"] for what in ("signature", "digest"))
        return (key.dotted, *(one.dotted for one in used))

    @property
    def is_gost(self) -> bool:
        """Whether the key or an algorithm is one of the GOST families of Kazakhstan or Russia."""
        return any(one.startswith(GOST) for one in self.algorithms)


def open_container(data: bytes) -> Container:
    """Read DER, PEM or base64.

    Raises ValidationError with one of the codes empty, too_big, malformed, attached, signers,
    no_certificate, bare.
    """
    if not data:
        raise refused("empty")
    if len(data) > LIMIT:
        size, limit = filesizeformat(len(data)), filesizeformat(LIMIT)
        raise refused("too_big", size=size, limit=limit)
    try:
        return _open(_der(data))
    except (ValueError, TypeError, KeyError, IndexError, OverflowError, RecursionError) as error:
        # asn1crypto reads when it is asked, and tells of broken content in all these ways.
        raise refused("malformed") from error


def _der(data: bytes) -> bytes:
    if pem.detect(data):
        _kind, _headers, found = pem.unarmor(data)
        return bytes(found)
    if data.startswith(SEQUENCE):
        return data
    try:
        return base64.b64decode(b"".join(data.split()), validate=True)
    except binascii.Error as error:
        raise refused("malformed") from error


def _open(der: bytes) -> Container:
    info = cms.ContentInfo.load(der, strict=True)
    if info["content_type"].native != "signed_data":
        raise refused("malformed")
    signed = info["content"]
    if signed["encap_content_info"]["content"].native is not None:
        raise refused("attached")
    signers = list(signed["signer_infos"])
    if len(signers) != 1:
        raise refused("signers", count=len(signers))
    (signer,) = signers
    certificate = _certificate(signed, signer["sid"])
    if certificate is None:
        raise refused("no_certificate")
    found = Container(der, signed, signer, certificate)
    found.algorithms  # noqa: B018 (read now, so that what is broken is told as such)
    # Without them, what was signed could be read as either a file or a list of attributes.
    if not signer["signed_attrs"].native:
        raise refused("bare")
    return found


def _certificate(signed: Any, identifier: Any) -> Any:
    """Find the certificate that the signer names; compared as its parts are written."""
    for choice in signed["certificates"]:
        if choice.name != "certificate":
            continue
        certificate = choice.chosen
        if identifier.name == "subject_key_identifier":
            matches = certificate.key_identifier == identifier.chosen.native
        else:
            named = identifier.chosen
            matches = (
                certificate.serial_number == named["serial_number"].native
                and certificate.issuer == named["issuer"]
            )
        if matches:
            return certificate
    return None
