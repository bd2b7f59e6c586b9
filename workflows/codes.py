"""Codes by which anybody checks a paper of the centre."""

from __future__ import annotations

import secrets

from workflows.models import ALPHABET

LETTERS = 12
GROUP = 4
# Whoever types a code with a Kazakh or Russian keyboard on means the letter that looks the same.
LOOKALIKES = str.maketrans("авекмнрстухһ", "abekmhpctyxh")


def new_code() -> str:
    """Make a code that cannot be guessed: twelve letters of thirty, 59 bits."""
    return "".join(secrets.choice(ALPHABET) for _letter in range(LETTERS))


def read_code(typed: str) -> str:
    """Give the code that a person means: spaces, hyphens and capitals do not matter."""
    plain = "".join(letter for letter in typed.lower() if letter.isalnum())
    return plain.translate(LOOKALIKES)


def grouped(code: str) -> str:
    """Write a code as it is printed, in groups that can be typed."""
    return "-".join(code[at : at + GROUP] for at in range(0, LETTERS, GROUP))
