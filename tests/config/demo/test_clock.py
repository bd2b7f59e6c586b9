from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from config.demo.clock import Clock
from workflows.calendar import is_working_day

QOSTANAY = ZoneInfo("Asia/Qostanay")
MOMENTS = [
    datetime(2026, 11, 25, 15, 0, tzinfo=QOSTANAY),
    datetime(2026, 11, 25, 0, 20, tzinfo=QOSTANAY),
    datetime(2026, 11, 29, 12, 0, tzinfo=QOSTANAY),
    datetime(2027, 1, 2, 23, 50, tzinfo=QOSTANAY),
]


@pytest.mark.parametrize("now", MOMENTS)
def test_clock_goes_forward_and_never_past_now(now: datetime) -> None:
    with time_machine.travel(now, tick=False):
        clock = Clock(3, turn=40)
        moments = [clock.tick()]
        for days in (0, 1, 0, 1, 0, 1):
            clock.pass_days(days)
            moments += [clock.tick(), clock.tick()]
    assert moments == sorted(set(moments))
    assert moments[-1] < now


@pytest.mark.parametrize("now", MOMENTS)
def test_clock_runs_on_working_days_before_today(now: datetime) -> None:
    with time_machine.travel(now, tick=False):
        clock = Clock(9, turn=0)
        days = []
        while clock.days_ago > 1:
            days.append(clock.day)
            clock.pass_days(1)
    assert len(set(days)) == 8
    assert all(is_working_day(day) for day in days)


def test_cases_of_a_day_begin_one_after_another() -> None:
    with time_machine.travel(MOMENTS[0], tick=False):
        first, second = Clock(2, turn=1).tick(), Clock(2, turn=2).tick()
    assert first < second
    assert timezone.localdate(first) == timezone.localdate(second)
