"""``manage.py messages``: keep the catalogues in step with the code."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from config import messages


class Command(BaseCommand):
    """Writes the catalogues anew; with an option, only checks or only compiles them."""

    help = "Bring locale/*/LC_MESSAGES/django.po in step with the code and compile them."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Take one of the two narrower jobs."""
        job = parser.add_mutually_exclusive_group()
        job.add_argument("--check", action="store_true", help="Fail if a translation is missing.")
        job.add_argument("--compile", action="store_true", help="Only compile what has changed.")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Do the job that was asked for."""
        if options["check"]:
            self.check_catalogues()
            return
        if not options["compile"]:
            for language in messages.PLURALS:
                messages.update(settings.BASE_DIR, language)
        messages.compile_all(settings.BASE_DIR)

    def check_catalogues(self) -> None:
        """Print each problem, and fail if there is one."""
        found = [
            problem
            for language in messages.PLURALS
            for problem in messages.problems(settings.BASE_DIR, language)
        ]
        for problem in found:
            self.stderr.write(problem)
        if found:
            raise CommandError(f"{len(found)} problems in the catalogues; run manage.py messages.")
