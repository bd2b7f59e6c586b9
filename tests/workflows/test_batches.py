"""A batch does each case once, whatever cuts it off, and says of each what became of it."""

from __future__ import annotations

from datetime import timedelta
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from django.db import connections
from procrastinate.contrib.django.models import ProcrastinateJob

from permissions.people import withdraw_role
from permissions.roles import Role
from tests.workflows.processes import builders
from workflows import batches, engine
from workflows.batches import Batch, BatchRow, Outcome
from workflows.models import Event

if TYPE_CHECKING:
    from collections.abc import Iterator

    from permissions.models import User
    from workflows.models import Case


@pytest.fixture
def people(db: None) -> Iterator[builders.People]:
    with time_machine.travel(builders.MONDAY, tick=True):
        yield builders.gather()


def submitted(people: builders.People, number: int) -> list[Case]:
    return [builders.expertise_in("submitted", people) for _ in range(number)]


def register(people: builders.People, cases: list[Case]) -> Batch:
    chosen = [(case, case.version) for case in cases]
    data = {"methodist": [str(people.methodist.pk)]}
    return batches.make(people.secretary, "EX", "register", chosen, data=data)


def registered() -> list[int]:
    return sorted(Event.objects.filter(action="register").values_list("case_id", flat=True))


def outcomes(batch: Batch) -> list[str]:
    return list(BatchRow.objects.filter(batch=batch).values_list("outcome", flat=True))


def test_small_batch_is_done_at_once(people: builders.People) -> None:
    cases = submitted(people, 2)
    batch = register(people, cases)
    assert outcomes(batch) == ["done", "done"]
    assert registered() == [case.pk for case in cases]
    assert not ProcrastinateJob.objects.filter(task_name=batches.DO).exists()


def test_large_batch_is_left_to_the_worker(
    people: builders.People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "AT_ONCE", 1)
    batch = register(people, submitted(people, 2))
    assert outcomes(batch) == ["waiting", "waiting"]
    job = ProcrastinateJob.objects.get(task_name=batches.DO)
    assert job.args == {"batch_id": batch.pk}
    batches.go_on(batch.pk)
    assert outcomes(batch) == ["done", "done"]


def test_what_is_refused_says_why_in_the_language_of_the_person(people: builders.People) -> None:
    first, second = submitted(people, 2)
    people.secretary.language = "ru"
    people.secretary.save()
    builders.act(first, "withdraw", people.author, reason="Қайтарамын")
    batch = register(people, [first, second])
    refused, done = BatchRow.objects.filter(batch=batch)
    assert (refused.outcome, done.outcome) == (Outcome.REFUSED, Outcome.DONE)
    assert refused.reason == "С тех пор как Вы открыли эту страницу, дело изменилось."
    assert registered() == [second.pk]


def test_wrong_form_is_the_reason(people: builders.People) -> None:
    (case,) = submitted(people, 1)
    data = {"methodist": [str(people.author.pk)]}
    batch = batches.make(people.secretary, "EX", "register", [(case, case.version)], data=data)
    row = BatchRow.objects.get(batch=batch)
    assert row.outcome == Outcome.REFUSED
    assert row.reason
    assert registered() == []


def test_role_that_is_withdrawn_meanwhile_counts(
    people: builders.People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "AT_ONCE", 0)
    batch = register(people, submitted(people, 2))
    batches._do_next(batch.pk)
    (membership,) = people.secretary.memberships.in_force()
    withdraw_role(people.secretary, Role.SECRETARY, by=people.system, region=membership.region)
    batches.go_on(batch.pk)
    assert outcomes(batch) == ["done", "refused"]


def test_batch_that_a_crash_cut_off_goes_on_and_does_nothing_twice(
    people: builders.People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "AT_ONCE", 0)
    cases = submitted(people, 4)
    batch = register(people, cases)
    perform, acted = engine.perform, []

    def until_killed(case: Case, *given: Any, **named: Any) -> Any:
        done = perform(case, *given, **named)
        acted.append(case.pk)
        if len(acted) == 3:
            raise SystemExit  # after the act, before its row says so
        return done

    monkeypatch.setattr(engine, "perform", until_killed)
    with pytest.raises(SystemExit):
        batches.go_on(batch.pk)
    assert outcomes(batch) == ["done", "done", "waiting", "waiting"]
    assert registered() == [case.pk for case in cases[:2]]
    monkeypatch.setattr(engine, "perform", perform)
    for _again in range(2):
        batches.go_on(batch.pk)
    assert outcomes(batch) == ["done"] * 4
    assert registered() == [case.pk for case in cases]


def test_case_that_the_system_fails_at_does_not_keep_the_others(
    people: builders.People, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(batches, "AT_ONCE", 0)
    first, second = submitted(people, 2)
    batch = register(people, [first, second])
    perform = engine.perform

    def fail_at_first(case: Case, *given: Any, **named: Any) -> Any:
        done = perform(case, *given, **named)
        if case.pk == first.pk:
            raise LookupError("a fault")
        return done

    monkeypatch.setattr(engine, "perform", fail_at_first)
    batches.go_on(batch.pk)
    assert outcomes(batch) == ["refused", "done"]
    assert registered() == [second.pk]
    assert "a fault" in caplog.text


def test_lost_batch_is_found_after_a_while(
    people: builders.People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "AT_ONCE", 0)
    batch = register(people, submitted(people, 1))
    assert batches.lost() == []
    with time_machine.travel(builders.MONDAY + timedelta(minutes=5)):
        assert batches.lost() == [batch.pk]
        batches.go_on(batch.pk)
        assert batches.lost() == []


def test_two_workers_share_a_batch(committed_db: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "AT_ONCE", 0)
    with time_machine.travel(builders.MONDAY, tick=True):
        people = builders.gather()
        cases = submitted(people, 6)
        batch = register(people, cases)
        workers = [Thread(target=work, args=[batch.pk]) for _ in range(3)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
    assert outcomes(batch) == ["done"] * 6
    assert registered() == [case.pk for case in cases]


def work(batch: int) -> None:
    try:
        batches.go_on(batch)
    finally:
        connections.close_all()


def test_lately_counts_and_is_the_persons_own(people: builders.People) -> None:
    first, second = submitted(people, 2)
    builders.act(first, "withdraw", people.author, reason="Қайтарамын")
    register(people, [first, second])
    (batch,) = batches.lately(people.secretary)
    assert (batch.all, batch.waiting, batch.refused) == (2, 0, 1)
    others: list[User] = [people.methodist, people.author]
    assert [batches.lately(person) for person in others] == [[], []]
