"""Fill an empty database with the demo, all of it or nothing."""

from __future__ import annotations

from django.db import transaction

from config.demo import cases, people, places
from workflows.models import Case


class NotEmpty(Exception):  # noqa: N818 (a refusal is not an error of the program)
    """There are cases already, which the demo would mix with its own."""


def fill() -> int:
    """Make the region, its people and their cases; the number of cases of authors.

    Raises `NotEmpty`, and changes nothing, where there is any case.
    """
    if Case.objects.exists():
        raise NotEmpty
    with transaction.atomic():
        cases.tell_all(people.make(places.make()))
    return len(cases.CASES)
