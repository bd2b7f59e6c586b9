"""``manage.py audit verify``: say whether every trail is whole."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from workflows.audit import Audit


class Command(BaseCommand):
    """Walks every trail, tells the first broken link of each, and fails if there is one."""

    help = "Recompute the hash chain of every case and name the first broken link of each."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take what to do; there is one thing."""
        parser.add_argument("what", choices=["verify"])
        parser.add_argument("--database", default="default", help="The alias to read from.")

    def handle(self, *_args: Any, database: str, **_options: Any) -> None:
        """Verify; raises CommandError, which ends the program with 1."""
        audit = Audit()
        broken = 0
        for link in audit.broken(database):
            broken += 1
            self.stdout.write(self.style.ERROR(str(link)))
        if broken:
            raise CommandError(f"{broken} of {audit.cases} trails are broken.")
        self.stdout.write(f"{audit.cases} cases, {audit.events} events: every link holds.")
