"""What papers say of the centre, as settings."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path

from django.conf import settings

PNG = b"\x89PNG"


def now() -> dict[str, str]:
    """Give the centre's names, addresses, phone, e-mail and emblem (SVG, or nothing)."""
    return {
        "name_kk": settings.SARAP_CENTRE["kk"],
        "name_ru": settings.SARAP_CENTRE["ru"],
        **settings.SARAP_LETTERHEAD,
        "emblem": _emblem(settings.SARAP_EMBLEM),
    }


def _emblem(path: str) -> str:
    """Read a picture; a PNG is wrapped, since templates are given text only."""
    if not path:
        return ""
    content = Path(path).read_bytes()
    if not content.startswith(PNG):
        return content.decode()
    width, height = (int.from_bytes(content[at : at + 4]) for at in (16, 20))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}"'
        f' href="data:image/png;base64,{b64encode(content).decode()}"/></svg>'
    )
