"""``manage.py process_docs``: write a page about each process, or check that all are current."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from workflows import process_docs, registry


class Command(BaseCommand):
    """Writes ``docs/processes/<code>.md`` from the declarations."""

    help = "Write docs/processes/ from the declarations of the processes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take where to write and whether only to check."""
        parser.add_argument("--check", action="store_true", help="Only tell what is not current.")
        parser.add_argument("--folder", type=Path, default=settings.BASE_DIR / "docs" / "processes")

    def handle(self, *_args: Any, check: bool, folder: Path, **_options: Any) -> None:
        """Write the pages; with ``check``, raise CommandError that names those not current."""
        pages = {f"{m.process.code.lower()}.md": process_docs.page(m) for m in registry.models()}
        stale = [name for name, text in pages.items() if _read(folder / name) != text]
        strange = [p.name for p in sorted(folder.glob("*.md")) if p.name not in pages]
        if check:
            if stale or strange:
                names = ", ".join([*stale, *strange])
                raise CommandError(f"Not current: {names}. Run manage.py process_docs.")
            return
        folder.mkdir(parents=True, exist_ok=True)
        for name in stale:
            (folder / name).write_text(pages[name], encoding="utf-8")
            self.stdout.write(f"{name} written")
        for name in strange:
            (folder / name).unlink()
            self.stdout.write(f"{name} removed")


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""
