"""The written data of the demo: TOML files beside this module."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent


@cache
def read(name: str) -> dict[str, Any]:
    """Read ``<name>.toml``."""
    return tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))
