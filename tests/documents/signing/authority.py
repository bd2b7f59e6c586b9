"""A certification authority of the tests, the keys it gives out and what is signed with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs7
from cryptography.x509.oid import NameOID

if TYPE_CHECKING:
    from pathlib import Path

IIN = "870615450123"
OTHER_IIN = "900101350456"
BIN = "990140001234"
DAY = timedelta(days=1)
PEM, DER = serialization.Encoding.PEM, serialization.Encoding.DER


@cache
def rsa_key(place: int = 0, bits: int = 2048) -> rsa.RSAPrivateKey:
    """Make a key once for all tests, since that is slow; ``place`` tells keys apart."""
    return rsa.generate_private_key(65537, bits)


@cache
def ec_key(place: int = 0) -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def name(common: str, **more: str) -> x509.Name:
    kinds = {
        "serial": NameOID.SERIAL_NUMBER,
        "unit": NameOID.ORGANIZATIONAL_UNIT_NAME,
        "organisation": NameOID.ORGANIZATION_NAME,
    }
    parts = [x509.NameAttribute(NameOID.COMMON_NAME, common)]
    parts += [x509.NameAttribute(kinds[kind], value) for kind, value in more.items()]
    return x509.Name(parts)


@dataclass(frozen=True)
class Signer:
    """A key with its certificate, and the certificates between it and the root."""

    key: Any
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...] = ()

    def sign(
        self,
        content: bytes,
        *,
        digest: Any = None,
        encoding: serialization.Encoding = DER,
        options: tuple[pkcs7.PKCS7Options, ...] = (pkcs7.PKCS7Options.DetachedSignature,),
    ) -> bytes:
        builder = pkcs7.PKCS7SignatureBuilder().set_data(content)
        builder = builder.add_signer(self.certificate, self.key, digest or hashes.SHA256())
        for one in self.chain:
            builder = builder.add_certificate(one)
        return builder.sign(encoding, [pkcs7.PKCS7Options.Binary, *options])


@dataclass(frozen=True)
class Authority:
    """A root, or an authority below one."""

    key: Any
    certificate: x509.Certificate
    above: tuple[x509.Certificate, ...] = ()

    @classmethod
    def root(cls, common: str = "ҰЛТТЫҚ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ", place: int = 90) -> Authority:
        key = rsa_key(place)
        return cls(key, _certificate(name(common), key, name(common), key, authority=True))

    def below(self, common: str = "Аралық орталық", place: int = 91) -> Authority:
        key = rsa_key(place)
        made = _certificate(name(common), key, self.certificate.subject, self.key, authority=True)
        return Authority(key, made, (made, *self.above))

    def issue(
        self,
        key: Any = None,
        subject: x509.Name | None = None,
        *,
        since: timedelta = -DAY,
        until: timedelta = 365 * DAY,
        for_signing: bool = True,
    ) -> Signer:
        key = key or rsa_key()
        subject = subject or name("СӘРСЕНОВА АЙГҮЛ", serial=f"IIN{IIN}")
        made = _certificate(
            subject,
            key,
            self.certificate.subject,
            self.key,
            since=since,
            until=until,
            for_signing=for_signing,
        )
        return Signer(key, made, self.above)

    def revocations(
        self, *revoked: Signer, since: timedelta = -DAY, until: timedelta = 7 * DAY
    ) -> bytes:
        now = datetime.now(UTC)
        builder = x509.CertificateRevocationListBuilder(self.certificate.subject)
        builder = builder.last_update(now + since).next_update(now + until)
        for one in revoked:
            row = x509.RevokedCertificateBuilder(
                one.certificate.serial_number, now + since - timedelta(hours=1)
            )
            builder = builder.add_revoked_certificate(row.build())
        return builder.sign(self.key, hashes.SHA256()).public_bytes(DER)

    def trust_in(self, folder: Path, encoding: serialization.Encoding = PEM) -> None:
        place = folder / f"{self.certificate.serial_number:x}.crt"
        place.write_bytes(self.certificate.public_bytes(encoding))


def _certificate(
    subject: x509.Name,
    key: Any,
    issuer: x509.Name,
    issuer_key: Any,
    *,
    since: timedelta = -DAY,
    until: timedelta = 365 * DAY,
    authority: bool = False,
    for_signing: bool = True,
) -> x509.Certificate:
    now = datetime.now(UTC)
    usage = dict.fromkeys(
        (
            "key_encipherment",
            "data_encipherment",
            "key_agreement",
            "encipher_only",
            "decipher_only",
        ),
        False,
    )
    usage |= {"digital_signature": not authority, "key_cert_sign": authority}
    usage |= {"crl_sign": authority, "content_commitment": for_signing and not authority}
    builder = x509.CertificateBuilder(
        issuer, subject, key.public_key(), x509.random_serial_number()
    )
    builder = builder.not_valid_before(now + since).not_valid_after(now + until)
    builder = builder.add_extension(x509.BasicConstraints(ca=authority, path_length=None), True)
    builder = builder.add_extension(x509.KeyUsage(**usage), True)
    builder = builder.add_extension(
        x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False
    )
    builder = builder.add_extension(
        x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), False
    )
    where = x509.UniformResourceIdentifier("http://crl.example.kz/list.crl")
    point = x509.DistributionPoint([where], None, None, None)
    builder = builder.add_extension(x509.CRLDistributionPoints([point]), False)
    return builder.sign(issuer_key, hashes.SHA256())
