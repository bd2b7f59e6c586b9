"""The settings under test: an embedded server of the tests' own, whatever the environment says."""

import os
from pathlib import Path

os.environ["SARAP_ENV"] = "test"
os.environ.setdefault("SARAP_VAR", str(Path(__file__).resolve().parent.parent / "var" / "test"))
for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "SARAP_SECRET_KEY"):
    os.environ.pop(name, None)

from config.settings import *  # noqa: E402, F403 - the environment comes first

# No page reads the table of holidays again in the middle of what counts its statements.
SARAP_CALENDAR_SECONDS = float("inf")
