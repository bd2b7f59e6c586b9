"""``manage.py orphans``: list, and with ``--remove`` remove, contents that no version names."""

from argparse import ArgumentParser
from typing import Any

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand

from documents import orphans


class Command(BaseCommand):
    """Finds what broken-off filings left in the storage."""

    help = "List the stored contents that no version names and that are older than a day."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take whether to remove them."""
        parser.add_argument("--remove", action="store_true", help="Remove them too.")

    def handle(self, *_args: Any, remove: bool, **_options: Any) -> None:
        """Name each with its size in bytes, then say how many there are."""
        count = size = 0
        for place in orphans.find("owner"):
            bytes_there = default_storage.size(place)
            if remove and not orphans.remove(place, "owner"):
                continue
            count, size = count + 1, size + bytes_there
            self.stdout.write(f"{bytes_there:>12} {place}")
        done = "removed" if remove else "to be removed"
        self.stdout.write(f"{count} contents, {size} bytes {done}.")
