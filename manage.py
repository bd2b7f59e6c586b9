#!/usr/bin/env python
"""Sarap's command line."""

import os
import sys
from contextlib import nullcontext


def main() -> None:
    """Run the command named in ``sys.argv``, with the embedded database up if it is in use."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.conf import settings  # noqa: PLC0415 - after the line above
    from django.core.management import execute_from_command_line  # noqa: PLC0415

    from config import embedded  # noqa: PLC0415

    with embedded.running(settings.VAR_DIR) if settings.SARAP_EMBEDDED else nullcontext():
        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
