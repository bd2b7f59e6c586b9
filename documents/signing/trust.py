"""Which authorities are trusted: certificates and revocation lists in a folder of the centre."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from asn1crypto import pem, x509
from cryptography.x509 import (
    CertificateRevocationList,
    load_der_x509_certificate,
    load_der_x509_crl,
)
from django.conf import settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Loaded = TypeVar("Loaded")
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Trust:
    """What the folder holds: roots, authorities between them and signers, revocation lists.

    A certificate that its owner issued to itself is a root. The certificates are asn1crypto's.
    """

    roots: tuple[Any, ...]
    between: tuple[Any, ...]
    lists: tuple[CertificateRevocationList, ...]


def read() -> Trust:
    """Read the folder; anew each time, so that a list that was replaced counts at once.

    A file that is neither is passed over and logged: trusting less is safe.
    """
    certificates: list[Any] = []
    lists: list[CertificateRevocationList] = []
    for path in files():
        found = contents(path)
        if found is None:
            logger.warning("%s holds no certificate and no revocation list.", path)
            continue
        certificates += found[0]
        lists += found[1]
    roots = tuple(one for one in certificates if one.issuer == one.subject)
    between = tuple(one for one in certificates if one.issuer != one.subject)
    return Trust(roots, between, tuple(lists))


def files() -> Iterator[Path]:
    """List the files of the folder; none where it is not set or not there."""
    folder = settings.SARAP_TRUST_ROOTS
    if folder and Path(folder).is_dir():
        yield from sorted(path for path in Path(folder).iterdir() if path.is_file())


def contents(path: Path) -> tuple[list[Any], list[CertificateRevocationList]] | None:
    """Read the certificates and the revocation lists of a file; ``None`` where it holds neither."""
    data = path.read_bytes()
    certificates: list[Any] = []
    lists: list[CertificateRevocationList] = []
    try:
        ders = [der for _kind, _headers, der in pem.unarmor(data, multiple=True)]
    except ValueError:
        ders = [data]
    for der in ders:
        if _load(load_der_x509_certificate, der):
            certificates.append(x509.Certificate.load(der))
        elif found := _load(load_der_x509_crl, der):
            lists.append(found)
        else:
            return None
    return certificates, lists


def _load(load: Callable[[bytes], Loaded], der: bytes) -> Loaded | None:
    try:
        return load(der)
    except ValueError:
        return None
