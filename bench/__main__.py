"""``make bench``: measure, print a table, write a JSON file."""

from __future__ import annotations

import argparse
import json
import os
from contextlib import ExitStack


def main() -> None:
    """Measure in a database of the run's own, on the server that the settings name."""
    asked = _arguments()
    from config import embedded  # noqa: PLC0415
    from config import settings as project  # noqa: PLC0415

    name = f"bench_{os.getpid()}"
    os.environ |= {"SARAP_BENCH_DATABASE": name, "DJANGO_SETTINGS_MODULE": "bench.settings"}
    with ExitStack() as stack:
        if project.SARAP_EMBEDDED:
            stack.enter_context(embedded.running(project.VAR_DIR))
        import django  # noqa: PLC0415 - the settings read the environment

        django.setup()
        from bench import actions, database, report  # noqa: PLC0415

        stack.enter_context(database.fresh(project.OWNER_URL, name, asked.synchronous_commit))
        database.fill(max(asked.clients))
        server = database.settings_of_server()
        print("PostgreSQL", ", ".join(f"{key} {value}" for key, value in server.items()))
        measured = actions.measure(asked.clients, asked.rounds, asked.seconds)
        rows = report.summary(measured)
    print(report.table(rows))
    for reason in measured.left_out:
        print(f"Left out: {reason}.")
    path = project.VAR_DIR / "bench" / "actions.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    known = {
        "measure": "actions",
        "rounds": asked.rounds,
        "seconds": asked.seconds,
        "server": server,
        **report.circumstances(),
        "figures": rows,
        "rates": measured.rates,
        "left_out": measured.left_out,
    }
    path.write_text(json.dumps(known, indent=1, ensure_ascii=False))
    print(f"Written to {path}.")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m bench", description="Measure actions per second.")
    parser.add_argument("--clients", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--rounds", type=int, default=12)
    parser.add_argument("--seconds", type=float, default=1.0)
    parser.add_argument("--synchronous-commit", choices=["on", "off"], default="on")
    return parser.parse_args()


if __name__ == "__main__":
    main()
