"""The one question: whether a signature is that of this person under this file."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module
from typing import IO, TYPE_CHECKING, Final, cast

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.module_loading import import_string

from documents.signing.container import open_container
from documents.signing.refusals import refused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from documents.signing.container import Container
    from documents.signing.signed import Signed, Verifier

# pyHanko and what it brings take half a second to import, so only the first signature pays.
OURS: Final = "documents.signing.keys"
CLOCKS_DIFFER: Final = timedelta(minutes=10)


def verify(
    data: bytes, content: IO[bytes], *, iin: str | None, at: datetime, since: datetime
) -> Signed:
    """Check a signature: under this content, by the person with this IIN.

    ``at`` is now, ``since`` is when the content came to be. Raises ValidationError in words for
    the signer with a code of `documents.signing.refusals.WHY`.
    """
    container = open_container(data)
    signed = _verifier(container).verify(container, content, at)
    _check_time(signed.signed_at, since, at)
    if not iin:
        raise refused("own_iin")
    if signed.iin is None:
        raise refused("no_iin")
    if signed.iin != iin:
        raise refused("other_iin")
    return signed


def verifiers() -> Iterator[Verifier]:
    """Give those that the centre has installed, then ours."""
    for path in settings.SARAP_SIGNATURE_VERIFIERS:
        yield import_string(path)
    yield cast("Verifier", import_module(OURS))


def _verifier(container: Container) -> Verifier:
    for verifier in verifiers():
        if verifier.takes(container):
            return verifier
    if container.is_gost:
        raise refused("gost")
    raise refused("algorithm", algorithm=container.algorithms[0])


def _check_time(signed_at: datetime | None, since: datetime, at: datetime) -> None:
    """Refuse a time that cannot be; a signature need not say when it was made."""
    if signed_at is None:
        return
    said = date_format(timezone.localtime(signed_at), "d.m.Y H:i")
    if signed_at > at + CLOCKS_DIFFER:
        raise refused("future", signed=said)
    if signed_at < since - CLOCKS_DIFFER:
        raise refused("past", signed=said)
