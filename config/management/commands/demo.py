"""``manage.py demo``: a region to look around in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.demo import filling
from config.demo.data import read
from config.demo.people import PASSWORD


class Command(BaseCommand):
    """Fills an empty database with organisations, people and cases in every state."""

    help = "Fill an empty database with demo data and name the accounts."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the option for a start that may be the first or not."""
        parser.add_argument(
            "--if-empty", action="store_true", help="do nothing where there are cases already"
        )

    def handle(self, *_args: Any, if_empty: bool, **_options: Any) -> None:
        """Fill the database; refuse in production."""
        if settings.PRODUCTION:
            raise CommandError(
                "The demo has known passwords, so it is not for production."
                " Set SARAP_ENV=demo to try it out."
            )
        try:
            made = filling.fill()
        except filling.NotEmpty:
            if if_empty:
                return
            raise CommandError(
                "There are cases in this database already, so no demo is added to it."
            ) from None
        self.stdout.write(f"Made {made} cases. Accounts, all with the password {PASSWORD}:")
        self.stdout.write(", ".join(read("people")))
