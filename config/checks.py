"""What ``manage.py check`` says about the settings."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Warning, register  # noqa: A004 - Django's name


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
