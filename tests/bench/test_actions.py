"""The bench still runs: one short round of everything, in a database of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings

from bench import pgbench

SHORT = ("--rounds", "1", "--seconds", "0.3", "--clients", "1")


def test_actions_are_measured_beside_the_floor_and_a_plain_application() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bench", *SHORT],
        cwd=settings.BASE_DIR,
        env={**os.environ, "SARAP_VAR": str(settings.VAR_DIR)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    written = json.loads((Path(settings.VAR_DIR) / "bench" / "actions.json").read_text())
    assert written["server"]["fsync"] == "on"
    assert written["versions"]["Django"].startswith("5.2")
    figures = {row["variant"]: row for row in written["figures"]}
    assert set(figures) == {"pgbench", "raw", "engine", "plain"}
    assert written["left_out"] == []
    for variant, row in figures.items():
        assert row["median"] > 0, variant
        assert row["to_pgbench"]["median"] > 0, variant
        assert "engine.perform" in done.stdout


def test_pgbench_comes_with_the_embedded_server() -> None:
    assert pgbench.program() is not None
