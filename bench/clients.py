"""Clients: processes that live for the whole run, each with its own connections and cases."""

from __future__ import annotations

import time
from contextlib import ExitStack, contextmanager
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.connection import Connection

WARM_UP = 20
# Clients get the word one after the other; they begin together a moment later.
HEAD_START = 0.02


@contextmanager
def started(number: int) -> Iterator[list[Connection]]:
    """Keep so many client processes for the block."""
    with ExitStack() as stack:
        clients = []
        for client in range(number):
            ours, theirs = get_context("spawn").Pipe()
            process = get_context("spawn").Process(target=_serve, args=(theirs, client))
            process.start()
            theirs.close()
            stack.callback(process.join)
            stack.callback(ours.close)
            clients.append(ours)
        for each in clients:
            _answer(each)
        yield clients


def timed(clients: list[Connection], variant: str, seconds: float) -> tuple[float, int]:
    """Let clients act for some seconds: actions per second, and how many it was in all."""
    begin = time.monotonic() + HEAD_START
    for client in clients:
        client.send((variant, begin, seconds))
    answers = [_answer(client) for client in clients]
    return sum(done / took for done, took in answers), sum(done for done, _ in answers)


def _answer(client: Connection) -> Any:
    try:
        return client.recv()
    except EOFError:
        raise RuntimeError("A client has ended; its error is above.") from None


def _serve(orders: Connection, number: int) -> None:
    import django  # noqa: PLC0415 - a client is a process of its own

    django.setup()
    from bench import database, variants  # noqa: PLC0415

    keys = database.keys(number)
    acts = {name: variant(keys) for name, variant in variants.VARIANTS.items()}
    for act in acts.values():
        for _ in range(WARM_UP):
            act()
    orders.send(True)  # noqa: FBT003
    while True:
        try:
            variant, begin, seconds = orders.recv()
        except EOFError:
            return
        act, done = acts[variant], 0
        time.sleep(max(0.0, begin - time.monotonic()))
        start = now = time.perf_counter()
        while now < start + seconds:
            act()
            done += 1
            now = time.perf_counter()
        orders.send((done, now - start))
