"""Registration numbers: one series a year, without a gap, never twice."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import transaction

from tests.workflows import sessions
from tests.workflows.processes.builders import (
    QOSTANAY,
    act,
    expertise_in,
    registry_row,
)
from tests.workflows.test_races import at_once
from workflows.decisions import Decision
from workflows.models import Case, Counter
from workflows.processes.expertise import Expertise
from workflows.refusals import Invalid

if TYPE_CHECKING:
    import time_machine

    from tests.workflows.processes.builders import People


def register(people: People, case: Case | None = None) -> str:
    case = case or expertise_in("submitted", people)
    return str(act(case, "register", people.secretary, methodist=people.methodist.pk).number)


def test_series_begins_anew_with_the_year(people: People, clock: time_machine.Traveller) -> None:
    assert [register(people), register(people)] == ["EX-2026-0001", "EX-2026-0002"]
    # In UTC it is still 2026 then.
    clock.move_to(datetime(2027, 1, 1, 0, 30, tzinfo=QOSTANAY))
    assert register(people) == "EX-2027-0001"
    clock.move_to(datetime(2027, 1, 1, 0, 0, tzinfo=QOSTANAY) - timedelta(minutes=1))
    assert register(people) == "EX-2026-0003"


def test_refused_registration_takes_no_number(people: People) -> None:
    case = expertise_in("submitted", people)
    with pytest.raises(Invalid):
        act(case, "register", people.secretary, methodist=people.outsider.pk)
    with transaction.atomic():
        register(people, case)
        transaction.set_rollback(True)
    assert Expertise.objects.get(pk=case.pk).number is None
    assert register(people, case) == "EX-2026-0001"


def test_number_stays_when_a_case_comes_back(people: People) -> None:
    case = expertise_in("before_council", people)
    sessions.decide(case, people, "require_revision")
    assert registry_row(case).number == "EX-2026-0001"
    assert register(people) == "EX-2026-0002"


def test_number_has_as_many_digits_as_it_needs(people: People) -> None:
    Counter.objects.create(series="EX-2026", last=9998)
    assert [register(people), register(people)] == ["EX-2026-9999", "EX-2026-10000"]


def test_numbers_of_registrations_at_once_have_no_gap(committed_db: str, people: People) -> None:
    cases = [expertise_in("submitted", people) for _ in range(8)]
    numbers = at_once(lambda case: register(people, case), cases)
    assert sorted(numbers) == [f"EX-2026-{n:04d}" for n in range(1, 9)]


def test_register_of_approvals_has_a_series_of_its_own(people: People) -> None:
    for _ in range(2):
        case = expertise_in("before_council", people)
        sessions.decide(case, people, "approve", level="trial")
    found = Decision.objects.order_by("pk").values_list("register_number", flat=True)
    assert list(found) == ["2026/0001", "2026/0002"]
