"""The live page is still measured: one round with few viewers, in a database of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings

SHORT = ("--rounds", "1", "--viewers", "3")


def test_votes_are_followed_to_the_page_of_every_viewer() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bench.live", *SHORT],
        cwd=settings.BASE_DIR,
        env={**os.environ, "SARAP_VAR": str(settings.VAR_DIR)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    written = json.loads((Path(settings.VAR_DIR) / "bench" / "live.json").read_text())
    figures = written["figures"]
    assert (figures["votes"], figures["viewers"]) == (9, 12)
    assert 0 < figures["median"] <= figures["p95"] <= figures["most"]
