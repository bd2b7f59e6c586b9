"""A slip goes with each form: it tells whose form it was, and that it is sent only once.

The server keeps nothing until a slip comes back; the signature makes sure that only a
form that was shown to a person can be kept for that person.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.core import signing
from django.core.cache import cache

if TYPE_CHECKING:
    from permissions.models import User

FIELD = "slip"
SALT = "sarap.slip"
HOUR = 3600


def new(person: User, *, kept: bool = True) -> str:
    """Make a slip for a form shown to a person; ``kept`` says whether a draft of it may be."""
    return signing.dumps([person.pk, secrets.token_hex(8), kept], salt=SALT)


def owner(slip: str) -> int | None:
    """Tell to whom a form with this slip was shown; ``None`` for a forged or missing slip."""
    read = _read(slip)
    return read[0] if read else None


def keeper(slip: str) -> int | None:
    """Tell for whom what was typed beside this slip may be kept, if it may be."""
    read = _read(slip)
    return read[0] if read and read[1] else None


def hand_in(slip: str) -> bool:
    """Take a slip; ``False`` when the same form was sent before, as by a double click."""
    return owner(slip) is None or bool(cache.add(_key(slip), "", HOUR))


def was_handed_in(slip: str) -> bool:
    """Tell whether the form with this slip was sent already."""
    return cache.get(_key(slip)) is not None


def led_to(slip: str, address: str) -> None:
    """Remember where the sent form led."""
    cache.set(_key(slip), address, HOUR)


def result(slip: str) -> str:
    """Give the address that a form led to when it was sent first; empty while unknown."""
    return str(cache.get(_key(slip), ""))


def give_back(slip: str) -> None:
    """Let the form be sent again, after a failure that was not the person's."""
    cache.delete(_key(slip))


def _read(slip: str) -> tuple[int, bool] | None:
    try:
        person, _token, kept = signing.loads(slip, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    return person, kept


def _key(slip: str) -> str:
    return f"slip:{slip[-43:]}"
