"""Who a certificate says that its owner is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

COMMON_NAME: Final = "2.5.4.3"
SERIAL_NUMBER: Final = "2.5.4.5"
ORGANISATION: Final = "2.5.4.10"
UNIT: Final = "2.5.4.11"
# As the National Certification Authority writes it, and as ETSI EN 319 412-1 does.
IIN: Final = re.compile(r"(?:IIN|PNOKZ-)?(\d{12})", re.ASCII)
BIN: Final = re.compile(r"BIN(\d{12})", re.ASCII)


def iin_of(certificate: Any) -> str | None:
    """Give the IIN in the serial number of the subject; ``None`` unless there is exactly one."""
    found = set(_numbers(certificate, SERIAL_NUMBER, IIN))
    return found.pop() if len(found) == 1 else None


def bin_of(certificate: Any) -> str:
    """Give the BIN of the organisation for which the certificate was issued, or nothing."""
    return next(_numbers(certificate, UNIT, BIN), "")


def first(name: Any, kind: str) -> str:
    """Give the first value of a kind in a distinguished name, or nothing."""
    return next(_values(name, kind), "")


def titled(name: Any) -> str:
    """Name an issuer as people know it."""
    return first(name, COMMON_NAME) or first(name, ORGANISATION) or str(name.human_friendly)


def _numbers(certificate: Any, kind: str, pattern: re.Pattern[str]) -> Iterator[str]:
    for value in _values(certificate.subject, kind):
        if match := pattern.fullmatch(value.strip()):
            yield match[1]


def _values(name: Any, kind: str) -> Iterator[str]:
    for part in name.chosen:
        for pair in part:
            if pair["type"].dotted == kind:
                yield str(pair["value"].native)
