"""RSA and ECDSA signatures, checked by pyHanko against the authorities that the centre trusts."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import IO, TYPE_CHECKING, Final

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from django.utils import timezone
from django.utils.formats import date_format
from pyhanko.sign.ades.report import AdESIndeterminate as Why
from pyhanko.sign.validation.generic_cms import async_validate_detached_cms
from pyhanko_certvalidator import ValidationContext

from documents.signing import revocation, subject, trust
from documents.signing.refusals import refused
from documents.signing.signed import Signed

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.core.exceptions import ValidationError

    from documents.signing.container import Container
    from documents.signing.trust import Trust

# rsaEncryption, RSASSA-PSS, id-ecPublicKey
KEYS: Final = ("1.2.840.113549.1.1.1", "1.2.840.113549.1.1.10", "1.2.840.10045.2.1")
DIGESTS: Final = ("sha256", "sha384", "sha512")
WEAK: Final = ("md2", "md5", "sha1", "sha224")
WHY: Final[dict[object, str]] = {
    Why.NO_CERTIFICATE_CHAIN_FOUND: "untrusted",
    Why.CHAIN_CONSTRAINTS_FAILURE: "usage",
    Why.CRYPTO_CONSTRAINTS_FAILURE: "weak",
    Why.CRYPTO_CONSTRAINTS_FAILURE_NO_POE: "weak",
}


def takes(container: Container) -> bool:
    """Tell whether the key is RSA or on an elliptic curve of X9.62."""
    return container.algorithms[0] in KEYS


def verify(container: Container, content: IO[bytes], at: datetime) -> Signed:
    """Check the signature, its certificate, its chain and what is known to be revoked.

    Raises ValidationError with one of the codes no_roots, malformed, algorithm, weak, broken,
    other_file, untrusted, expired, early, revoked, usage, chain.
    """
    digest = container.signer["digest_algorithm"]["algorithm"]
    if digest.native in WEAK:
        raise refused("weak", algorithm=_algorithm(container))
    if digest.native not in DIGESTS:
        raise refused("algorithm", algorithm=digest.dotted)
    trusted = trust.read()
    if not trusted.roots:
        raise refused("no_roots")
    try:
        return _verify(container, content, at, trusted)
    except (ValueError, TypeError, KeyError, InvalidSignature, UnsupportedAlgorithm) as error:
        # What is broken deep inside is found only when it is read.
        raise refused("malformed") from error


def _verify(container: Container, content: IO[bytes], at: datetime, trusted: Trust) -> Signed:
    context = ValidationContext(
        trust_roots=list(trusted.roots),
        other_certs=list(trusted.between),
        moment=at,
        allow_fetching=False,
    )
    checking = async_validate_detached_cms(content, container.signed, context)
    # In a thread of its own, since a loop may be running in this one.
    with ThreadPoolExecutor(max_workers=1) as pool:
        status = pool.submit(asyncio.run, checking).result()
    if not status.valid:
        raise refused("broken")
    if not status.intact:
        raise refused("other_file")
    if not status.trusted:
        raise _distrusted(container, status.trust_problem_indic, at)
    path = list(status.validation_path or ())
    if since := revocation.revoked_since(path, trusted.lists, at):
        raise refused("revoked", since=_day(since))
    return _signed(container, revocation.looked_into(path, trusted.lists, at))


def _distrusted(container: Container, why: object, at: datetime) -> ValidationError:
    certificate = container.certificate
    problem = WHY.get(why, "chain")
    if problem == "untrusted":
        return refused(problem, issuer=subject.titled(certificate.issuer))
    if at > certificate.not_valid_after:
        return refused("expired", until=_day(certificate.not_valid_after))
    if at < certificate.not_valid_before:
        return refused("early", since=_day(certificate.not_valid_before))
    return refused(problem, algorithm=_algorithm(container))


def _signed(container: Container, looked_into: date | None) -> Signed:
    certificate = container.certificate
    name = certificate.subject
    return Signed(
        name=subject.first(name, subject.COMMON_NAME),
        organisation=subject.first(name, subject.ORGANISATION),
        iin=subject.iin_of(certificate),
        bin=subject.bin_of(certificate),
        issuer=subject.titled(certificate.issuer),
        serial=f"{certificate.serial_number:x}",
        algorithm=_algorithm(container),
        not_before=certificate.not_valid_before,
        not_after=certificate.not_valid_after,
        signed_at=_signing_time(container),
        revocation=looked_into,
    )


def _algorithm(container: Container) -> str:
    """Name the algorithms as people write them: "RSA 2048, SHA-256"."""
    key = container.certificate.public_key
    family = "ECDSA" if key.algorithm == "ec" else "RSA"
    digest = container.signer["digest_algorithm"]["algorithm"].native
    return f"{family} {key.bit_size}, {digest.upper().replace('SHA', 'SHA-')}"


def _signing_time(container: Container) -> datetime | None:
    for attribute in container.signer["signed_attrs"]:
        if attribute["type"].native == "signing_time":
            said: datetime = attribute["values"][0].native
            return said
    return None


def _day(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "d.m.Y")
