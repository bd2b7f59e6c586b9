"""A request on the clock, to the minute: extended, paused, reported to the head, closed by itself.

9 March 2026 is a day off for 8 March, and 21–25 March are Nauryz with its moved days.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from tests.workflows.processes.builders import QOSTANAY, act
from tests.workflows.processes.reading import ended, stands, trail
from tests.workflows.processes.requests import ANSWER, REASON, prepare, request_in
from workflows import deadlines_sweep
from workflows.clock import Tick

if TYPE_CHECKING:
    import time_machine

    from tests.workflows.processes.builders import People


def at(day: int, month: int, hour: int, minute: int) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=QOSTANAY).astimezone(UTC)


def test_request_is_extended_paused_reported_to_the_head_and_closed_by_itself(
    people: People, clock: time_machine.Traveller
) -> None:
    case = request_in("submitted", people)
    assert stands(case) == ("submitted", "secretary", date(2026, 2, 3))
    clock.move_to(at(3, 2, 17, 59))
    act(case, "register", people.secretary)
    assert stands(case) == ("registered", "centre_head", date(2026, 2, 5))
    clock.move_to(at(4, 2, 9, 0))
    act(case, "assign", people.head, methodist=people.methodist.pk)
    assert stands(case) == ("in_work", people.methodist, date(2026, 2, 25))
    clock.move_to(at(25, 2, 17, 59))
    act(case, "extend_term", people.methodist, days=5, reason="Екінші сабақ")
    assert stands(case) == ("in_work", people.methodist, date(2026, 3, 4))
    clock.move_to(at(2, 3, 12, 0))
    prepare(case, people)
    act(case, "send_answer", people.methodist, answer=ANSWER)
    assert stands(case) == ("answered", people.school_head, date(2026, 3, 10))
    # Eighteen of the twenty days were used; those with the organisation do not count.
    clock.move_to(at(6, 3, 10, 0))
    act(case, "give_back", people.school_head, **REASON)
    assert stands(case) == ("in_work", people.methodist, date(2026, 3, 11))
    deadlines_sweep.sweep(at(16, 3, 17, 59))
    assert Tick.ESCALATE not in trail(case)
    deadlines_sweep.sweep(at(16, 3, 18, 1))
    deadlines_sweep.sweep(at(16, 3, 18, 2))
    assert trail(case).count(Tick.ESCALATE) == 1
    clock.move_to(at(17, 3, 11, 0))
    act(case, "send_answer", people.methodist, answer=ANSWER)
    assert stands(case) == ("answered", people.school_head, date(2026, 3, 27))
    deadlines_sweep.sweep(at(27, 3, 17, 59))
    assert stands(case) == ("answered", people.school_head, date(2026, 3, 27))
    deadlines_sweep.sweep(at(27, 3, 18, 1))
    assert ended(case) == ("closed", "positive")
    assert trail(case)[-1] == "close"
