"""A council of seven and cases that come before it; a session in which much happens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from permissions.roles import Role
from tests import people as persons
from tests.workflows import sessions
from tests.workflows.councils import eventful
from tests.workflows.matters import Matter
from tests.workflows.processes.conftest import clock, people
from workflows import engine

if TYPE_CHECKING:
    from collections.abc import Callable

    from permissions.models import User
    from tests.workflows.processes.builders import People

__all__ = ["clock", "people"]
SEATS = 7


@pytest.fixture(autouse=True)
def _in_english(english: None) -> None:
    """Read refusals in the words of the code."""


@pytest.fixture
def members(toy_processes: None, db: None, chair: User) -> list[User]:
    """Seat the chair and six members."""
    others = [persons.person(f"member{n}", Role.COUNCIL_MEMBER) for n in range(2, SEATS + 1)]
    sessions.seat_all(chair, others)
    return [chair, *others]


@pytest.fixture
def bring(toy_processes: None, author: User) -> Callable[[], Matter]:
    """Open a case that is ready for the council."""

    def bring() -> Matter:
        return engine.start(Matter, actor=author)

    return bring


@pytest.fixture
def held(people: People) -> eventful.Held:
    """Hold a session of the people of an expertise, up to its minutes."""
    return eventful.closed(people)
