"""What ``manage.py check`` says about the settings."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Warning, register  # noqa: A004 - Django's name

from documents.signing import trust


@register
def trusted_authorities_are_readable(**_kwargs: Any) -> list[CheckMessage]:
    """Warn of a folder of trusted authorities that is not there, and of stray files in it."""
    folder = settings.SARAP_TRUST_ROOTS
    if folder and not Path(folder).is_dir():
        return [Warning(f"SARAP_TRUST_ROOTS names no folder: {folder}", id="sarap.W002")]
    return [
        Warning(f"{path} holds no certificate and no revocation list.", id="sarap.W003")
        for path in trust.files()
        if trust.contents(path) is None
    ]


@register
def web_role_owns_nothing(**_kwargs: Any) -> list[CheckMessage]:
    """Warn where the web connects as the owner, who could rewrite what happened."""
    roles = {settings.DATABASES[alias]["USER"] for alias in ("default", "owner")}
    if len(roles) > 1:
        return []
    return [
        Warning(
            "The web role also owns the tables, so the database cannot protect the trail.",
            hint="Give DATABASE_URL a role that owns nothing, DATABASE_OWNER_URL the owner.",
            id="sarap.W001",
        )
    ]
