"""Closing a session: whoever is killed whenever, every decision is carried out exactly once."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import time
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connections
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.workflows import sessions
from tests.workflows.matters import Matter
from tests.workflows.sessions import act, row
from workflows import engine
from workflows.councils import closing
from workflows.councils.agenda import AgendaItem
from workflows.decisions import Decision
from workflows.models import Event

if TYPE_CHECKING:
    from collections.abc import Callable

    from procrastinate import App

    from permissions.models import User

ITEMS = 30


def killed_within(seconds: float, work: Callable[[], None]) -> None:
    """Do work in a process of its own, and kill it after a while if it still runs."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if os.waitpid(child, os.WNOHANG) != (0, 0):
            return
        time.sleep(0.001)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def worker_app() -> App:
    connector: Any = app.connector
    return app.with_connector(connector.get_worker_connector())


def work_jobs() -> None:
    """Do what waits in the council's queue, as a worker does, until nothing is left."""
    worker = worker_app()
    with worker.open():
        worker.run_worker(queues=[closing.QUEUE], wait=False, install_signal_handlers=False)


async def give_back_lost_jobs() -> None:
    """Do what the worker's own sweep does, without waiting for a heartbeat to be missed."""
    worker = worker_app()
    async with worker.open_async():
        for job in await worker.job_manager.get_stalled_jobs(seconds_since_heartbeat=0):
            await worker.job_manager.retry_job(job)


@pytest.fixture
def full_session(
    committed_db: str, bring: Callable[[], Any], members: list[User], secretary: User
) -> Any:
    """Have a session decide or defer thirty cases, short of closing it."""
    matters = [bring() for _ in range(ITEMS)]
    session = sessions.call(sessions.plan(secretary), secretary, *matters)
    sessions.convene(session, secretary, members[:5])
    for number, item in enumerate(session.agenda.order_by("place")):
        if number % 10 == 9:
            sessions.take_up(session, secretary, item)
            act(session, "defer_item", secretary, reason="Уақыт жетпеді")
        else:
            sessions.resolve(session, secretary, item, "approve" if number % 2 else "reject")
    return row(session)


def test_every_decision_is_carried_out_once_however_often_somebody_is_killed(
    full_session: Any, secretary: User
) -> None:
    chance = random.Random(7)
    for attempt in range(60):
        if row(full_session).state == "closed":
            break
        killed_within(chance.uniform(0.0, 0.02 * attempt), lambda: _close(full_session, secretary))
    assert row(full_session).state == "closed"
    assert ProcrastinateJob.objects.filter(task_name=closing.APPLY).count() == ITEMS
    for _try in range(6):
        killed_within(chance.uniform(0.1, 0.5), work_jobs)
        asyncio.run(give_back_lost_jobs())
    killed_within(60, work_jobs)
    check(full_session)


def _close(session: Any, secretary: User) -> None:
    engine.perform(session, "close", actor=secretary, seen_version=session.version)


def check(session: Any) -> None:
    assert closing.to_apply(session) == []
    for item in AgendaItem.objects.filter(session=session.pk).select_related("matter"):
        matter = Matter.objects.get(pk=item.matter_id)
        decided = item.state == "decided"
        assert Decision.objects.filter(case=matter).count() == int(decided)
        after = list(Event.objects.filter(case=matter, seq__gt=2).values_list("action", flat=True))
        action = item.motions.get().action if decided else "defer"
        assert after == [action]
        assert item.applied_at is not None
    states = list(Matter.objects.values_list("state", flat=True))
    assert (states.count("approved"), states.count("rejected"), states.count("ready")) == (
        12,
        15,
        3,
    )


def test_decision_that_can_no_longer_be_carried_out_says_why(
    bring: Callable[[], Any], members: list[User], secretary: User, author: User
) -> None:
    matter = bring()
    session = sessions.call(sessions.plan(secretary), secretary, matter)
    sessions.convene(session, secretary, members)
    item = sessions.item_of(session, matter)
    sessions.resolve(session, secretary, item, "approve")
    act(matter, "withdraw", author)
    sessions.close(session, secretary)
    item.refresh_from_db()
    assert item.applied_at is None
    assert item.not_applied == "This action is not possible in the current state."
    assert not closing.apply(item.pk)
    assert row(matter).state == "withdrawn"


def test_decision_is_not_carried_out_before_the_session_is_closed(
    bring: Callable[[], Any], members: list[User], secretary: User
) -> None:
    matter = bring()
    session = sessions.call(sessions.plan(secretary), secretary, matter)
    sessions.convene(session, secretary, members)
    item = sessions.item_of(session, matter)
    sessions.resolve(session, secretary, item, "approve")
    closing.apply(item.pk)
    item.refresh_from_db()
    assert item.not_applied == "The session has not been closed yet."
    assert row(matter).state == "before_council"
