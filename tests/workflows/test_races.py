"""Many at once: exactly one wins, nobody waits in a circle, no number is lost."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import connection, transaction

from tests.workflows.toys import Part
from workflows import engine, numbering
from workflows.models import Case, Event
from workflows.refusals import MovedOn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from permissions.models import User

Given = TypeVar("Given")


def at_once(work: Callable[[Given], str], given: Iterable[Given]) -> list[str]:
    """Do work in as many threads as there are things given, all set off together."""
    things = list(given)
    barrier = Barrier(len(things))

    def run(thing: Given) -> str:
        try:
            connection.ensure_connection()
            barrier.wait(timeout=30)
            return work(thing)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(things)) as pool:
        return list(pool.map(run, things))


def test_fifty_race_for_one_action(
    committed_db: str, start: Any, act: Any, author: User, secretary: User
) -> None:
    toy = act(start(), "submit", author)

    def approve(_: int) -> str:
        try:
            engine.perform(toy, "approve", actor=secretary, seen_version=2)
        except MovedOn as refusal:
            return f"the case has moved on to {refusal.case.state}"
        return "done"

    outcomes = Counter(at_once(approve, range(50)))
    assert outcomes == {"done": 1, "the case has moved on to done": 49}
    assert list(Event.objects.filter(case=toy, seq=3).values_list("action")) == [("approve",)]
    assert Case.objects.get(pk=toy.pk).version == Event.objects.filter(case=toy).count() == 3


def test_kernel_lets_one_of_many_plain_inserts_through(
    committed_db: str, start: Any, author: User
) -> None:
    toy = start()

    def insert(_: int) -> str:
        try:
            with connection.cursor() as cursor:
                cursor.execute(
                    "INSERT INTO workflows_event (case_id, seq, action, source, target, actor_id,"
                    " at, data, holder_role, waiting, hash)"
                    " VALUES (%s, 2, 'submit', 'draft', 'check', %s, now(), '{}', 'secretary',"
                    " false, '')",
                    [toy.pk, author.pk],
                )
        except Exception as error:  # noqa: BLE001 - told apart by its state below
            return str(getattr(error.__cause__, "sqlstate", error))
        return "done"

    outcomes = Counter(at_once(insert, range(20)))
    assert outcomes == {"done": 1, "40001": 19}
    assert Case.objects.get(pk=toy.pk).version == Event.objects.filter(case=toy).count() == 2


def test_children_that_end_at_once_wake_the_parent_once(
    committed_db: str,
    start: Any,
    act: Any,
    author: User,
    secretary: User,
    expert: User,
    expert2: User,
    expert3: User,
    expert4: User,
) -> None:
    workers = [expert.pk, expert2.pk, expert3.pk, expert4.pk]
    toys = [
        act(act(start(title=f"{n}"), "submit", author), "split", secretary, workers=workers)
        for n in range(3)
    ]
    parts = list(Part.objects.select_related("worker"))
    assert len(parts) == 12

    def finish(part: Part) -> str:
        return str(act(part, "finish", part.worker).state)

    assert at_once(finish, parts) == ["done"] * 12
    for toy in toys:
        assert Case.objects.get(pk=toy.pk).state == "check"
        assert Event.objects.filter(case=toy, action="gather").count() == 1


def test_numbers_have_no_gap_though_some_are_given_back(committed_db: str) -> None:
    def take(place: int) -> str:
        kept = []
        for turn in range(10):
            with transaction.atomic():
                number = numbering.next_number("TY-2026")
                if (place + turn) % 3 == 0:
                    transaction.set_rollback(True)
                else:
                    kept.append(str(number))
        return " ".join(kept)

    numbers = " ".join(at_once(take, range(12))).split()
    assert sorted(map(int, numbers)) == list(range(1, 81))


def test_series_count_by_themselves(db: None) -> None:
    taken = [numbering.next_number(series) for series in ("A", "A", "B", "A")]
    assert taken == [1, 2, 1, 3]


def test_case_started_by_many_has_numbers_without_gap(
    committed_db: str, start: Any, act: Any, author: User
) -> None:
    drafts = [start(title=f"{n}") for n in range(12)]
    numbers = at_once(lambda toy: str(act(toy, "submit", author).number), drafts)
    assert sorted(numbers) == [f"TY-{n:04}" for n in range(1, 13)]
