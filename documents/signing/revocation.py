"""What is known to be revoked: the lists in the folder of trusted authorities, nothing fetched.

A list that is past its term still tells what it revoked; of the others it proves nothing.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime


def revoked_since(
    path: Sequence[Any], lists: Iterable[x509.CertificateRevocationList], at: datetime
) -> datetime | None:
    """Tell since when a certificate of a path, the root first, is revoked at a time, if one is."""
    lists = list(lists)
    for issuer, owner in pairwise(path):
        latest = latest_of(issuer, lists, at)
        if latest is None:
            continue
        row = latest.get_revoked_certificate_by_serial_number(owner.serial_number)
        if row is not None and row.revocation_date_utc <= at:
            return row.revocation_date_utc
    return None


def looked_into(
    path: Sequence[Any], lists: Iterable[x509.CertificateRevocationList], at: datetime
) -> date | None:
    """Give the day of the list of the last issuer of a path, unless it is past its term."""
    latest = latest_of(path[-2], lists, at)
    if latest is None or (latest.next_update_utc or at) < at:
        return None
    return latest.last_update_utc.date()


def latest_of(
    issuer: Any, lists: Iterable[x509.CertificateRevocationList], at: datetime
) -> x509.CertificateRevocationList | None:
    """Give the latest whole list that an authority itself made before a time."""
    authority = x509.load_der_x509_certificate(issuer.dump())
    made = [
        one
        for one in lists
        if one.issuer == authority.subject
        and one.last_update_utc <= at
        and _is_whole(one)
        and _is_of(one, authority)
    ]
    return max(made, key=lambda one: one.last_update_utc, default=None)


def _is_whole(one: x509.CertificateRevocationList) -> bool:
    return all(found.oid != x509.DeltaCRLIndicator.oid for found in one.extensions)


def _is_of(one: x509.CertificateRevocationList, authority: x509.Certificate) -> bool:
    try:
        # Keys that sign no list are refused in the same way as those that signed another one.
        return one.is_signature_valid(authority.public_key())  # type: ignore[arg-type]
    except (TypeError, ValueError, UnsupportedAlgorithm):
        return False
