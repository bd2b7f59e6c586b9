"""The time in which the demo's cases happen: working days up to now."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from unittest import mock

from django.utils import timezone

from workflows.calendar import is_working_day

MORNING = time(9, 12)
PAUSE = timedelta(minutes=6)
APART = timedelta(minutes=1)
TODAY = timedelta(hours=3)


def working_days_before(day: date, days: int) -> date:
    """Give the working day that is ``days`` working days before ``day``."""
    while days > 0:
        day -= timedelta(days=1)
        days -= is_working_day(day)
    return day


class Clock:
    """Hands out moments, each later than the one before and none in the future.

    ``turn`` is the place of a case among those of a day: its morning begins that much later.
    """

    def __init__(self, days_ago: int, turn: int) -> None:
        self.now = timezone.localtime()
        self.days_ago, self.turn = days_ago, turn
        self._open_day()

    def pass_days(self, days: int) -> None:
        """Go on by working days, to the morning."""
        self.days_ago -= days
        if days:
            self._open_day()

    def tick(self) -> datetime:
        """Give a moment a few minutes after the last one."""
        self._moment += PAUSE
        return self._moment

    @property
    def moment(self) -> datetime:
        """The moment that was handed out last."""
        return self._moment

    @contextmanager
    def now_is(self) -> Iterator[None]:
        """Have the code within believe that this is now: what people type is judged by it."""
        moment = self.tick().astimezone(UTC)
        with mock.patch.object(timezone, "now", return_value=moment):
            yield

    @property
    def day(self) -> date:
        """The day on which things happen now."""
        return timezone.localdate(self._moment)

    def _open_day(self) -> None:
        day = working_days_before(self.now.date(), self.days_ago)
        morning = timezone.make_aware(datetime.combine(day, MORNING))
        self._moment = min(morning + self.turn * APART, self.now - TODAY)
