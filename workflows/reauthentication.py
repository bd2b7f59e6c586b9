"""Proving anew who one is, before something is signed.

A further means, such as a passkey or a one-time code, is a further function that gives a `Proof`.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from allauth.core import ratelimit
from django.core.exceptions import ValidationError
from django.db import connections
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Callable

    from permissions.models import User

# How often is in ``ACCOUNT_RATE_LIMITS``.
LIMIT = "sign"


@dataclass(frozen=True, slots=True)
class Proof:
    """By what means a person has just proven who they are."""

    means: str


def by_password(person: User, password: str) -> Proof:
    """Check the person's password.

    Raises ValidationError with one of the codes wrong_password, too_many; a wrong one counts even
    where the action that asked is undone.
    """
    if not _apart(lambda: _may_try(person)):
        raise ValidationError(
            _("The password was wrong too often. Wait five minutes and try again."),
            code="too_many",
        )
    if not person.check_password(password):
        raise ValidationError(
            _("This is not the password of your account. Type the one that you log in with."),
            code="wrong_password",
        )
    _apart(lambda: ratelimit.clear(_request(), action=LIMIT, user=person))
    return Proof("password")


def _may_try(person: User) -> bool:
    return bool(ratelimit.consume(_request(), action=LIMIT, user=person))


def _request() -> HttpRequest:
    """Make what the limits want to see; they count by person only."""
    request = HttpRequest()
    request.method = "POST"
    return request


def _apart(count: Callable[[], bool | None]) -> bool | None:
    """Count on a connection of its own: the action is one transaction, and a refusal undoes it."""

    def counted() -> bool | None:
        try:
            return count()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(counted).result()
