#!/usr/bin/env python
"""Sarap's command line."""

import os
import sys


def main() -> None:
    """Run the command named in ``sys.argv``, with the embedded database up if it is in use."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
