"""Marks on papers that machines read."""

from __future__ import annotations

from io import BytesIO

import segno


def qr(address: str) -> str:
    """Draw an address as a QR mark, in SVG."""
    made = BytesIO()
    segno.make(address, error="m", micro=False).save(made, kind="svg", border=0, xmldecl=False)
    return made.getvalue().decode()
