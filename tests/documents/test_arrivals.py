"""Files arrive in pieces and end up whole; nobody else reaches them, and none is left behind."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone
from pytest_django import Settings

from documents import arrivals, jobs
from documents.arrivals import Arrival
from permissions.models import User

CONTENT = bytes(range(256)) * 10


def begun(person: User, size: int = len(CONTENT)) -> Arrival:
    return arrivals.begin(person, "Жұмыс.pdf", size)


def go_on(arrival: Arrival, offset: int, content: bytes) -> int:
    return arrivals.go_on(arrival, offset, io.BytesIO(content))


def parts(settings: Settings) -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def test_pieces_become_the_file(author: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrivals, "PIECE", 100)
    arrival = begun(author)
    assert go_on(arrival, 0, CONTENT[:1050]) == 1050
    assert go_on(arrival, 1050, CONTENT[1050:]) == len(CONTENT)
    arrival.refresh_from_db()
    assert arrival.whole
    with arrivals.open_whole(arrival) as file:
        assert (file.read(), file.name, file.size) == (CONTENT, "Жұмыс.pdf", len(CONTENT))


def test_only_what_follows_is_taken(author: User) -> None:
    arrival = begun(author)
    go_on(arrival, 0, CONTENT[:100])
    for offset in (0, 99, 101):
        with pytest.raises(arrivals.Misplaced):
            go_on(arrival, offset, b"x")
    assert go_on(arrival, 100, b"") == 100


def test_no_more_is_taken_than_was_announced(author: User, settings: Settings) -> None:
    arrival = begun(author, 10)
    with pytest.raises(arrivals.TooMuch):
        go_on(arrival, 0, CONTENT)
    assert parts(settings) == []


def test_part_of_a_process_that_was_killed_is_written_over(author: User) -> None:
    arrival = begun(author)
    go_on(arrival, 0, b"xxx")
    # The part was stored, but the process died before it could say so.
    Arrival.objects.update(offset=0)
    go_on(arrival, 0, CONTENT)
    arrival.refresh_from_db()
    with arrivals.open_whole(arrival) as file:
        assert file.read() == CONTENT


@pytest.mark.parametrize(("size", "code"), [(0, "empty"), (1001, "too_big")])
def test_size_is_judged_before_the_first_byte(
    author: User, settings: Settings, size: int, code: str
) -> None:
    settings.SARAP_FILE_LIMITS = {"size": 1000}
    with pytest.raises(ValidationError) as refused:
        begun(author, size)
    assert refused.value.code == code


def test_nobody_begins_without_end(author: User, outsider: User) -> None:
    for _number in range(arrivals.MOST_AT_ONCE):
        begun(author)
    with pytest.raises(ValidationError):
        begun(author)
    begun(outsider)


def test_only_who_sends_it_finds_it(author: User, outsider: User) -> None:
    arrival = begun(author)
    assert arrivals.find(author, arrival.token) == arrival
    assert arrivals.find(outsider, arrival.token) is None


@pytest.mark.parametrize("end", [arrivals.remove, lambda _arrival: jobs.sweep_arrivals(0)])
def test_nothing_is_left_behind(
    author: User, settings: Settings, end: Callable[[Arrival], None]
) -> None:
    arrival = begun(author)
    go_on(arrival, 0, CONTENT)
    with time_machine.travel(timezone.now() + arrivals.KEPT + timedelta(minutes=1)):
        end(arrival)
    assert not Arrival.objects.exists()
    assert parts(settings) == []


def test_what_still_arrives_is_not_swept(author: User) -> None:
    begun(author)
    with time_machine.travel(timezone.now() + arrivals.KEPT - timedelta(minutes=1)):
        assert arrivals.sweep() == 0
