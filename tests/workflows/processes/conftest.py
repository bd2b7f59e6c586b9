"""The people of an expertise, on a Monday in winter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import time_machine
from django.utils import translation

from tests.workflows.processes import builders, mentorings

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """Make it Monday, 2 February 2026, ten in the morning; time goes on."""
    with time_machine.travel(builders.MONDAY, tick=True) as traveller:
        yield traveller


@pytest.fixture
def people(clock: time_machine.Traveller, db: None) -> builders.People:
    return builders.gather()


@pytest.fixture
def cast(people: builders.People) -> mentorings.Cast:
    """Add mentors to the people."""
    return mentorings.gather(people)
