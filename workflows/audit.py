"""Proof, made anew in Python, that no event was changed, taken out or put in afterwards.

The kernel chained each event to the one before it (see the migration ``0002_kernel``).
Here each link is computed again from what the rows say now, and the last one is
compared with where the case stands.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from django.db import connections, transaction

from workflows.models import Case, Event

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)

# Read in the order of both primary keys, so that the database need not sort.
TRAILS = f"""
    SELECT c.id, coalesce(c.number, c.code), c.process, c.edition, c.version, c.head, c.state,
           e.seq, e.action, e.source, e.target, e.actor_id, e.on_behalf_of_id, e.at,
           e.data::text, e.holder_id, e.holder_role, e.waiting, e.due_at, e.hash,
           (c.holder_id, c.holder_role, c.waiting, c.due_at)
               IS NOT DISTINCT FROM (e.holder_id, e.holder_role, e.waiting, e.due_at)
      FROM {Case._meta.db_table} AS c
      LEFT JOIN {Event._meta.db_table} AS e ON e.case_id = c.id
     ORDER BY c.id, e.seq
"""  # noqa: S608 (the names come from the models)

ORPHANS = f"""
    SELECT e.case_id, min(e.seq) FROM {Event._meta.db_table} AS e
     WHERE NOT EXISTS (SELECT FROM {Case._meta.db_table} AS c WHERE c.id = e.case_id)
     GROUP BY e.case_id ORDER BY e.case_id
"""  # noqa: S608 (the names come from the models)


class Link(NamedTuple):
    """An event as it is now, beside the case that it belongs to.

    A case without events is one link whose ``seq`` is ``None``. ``data`` is the text of the
    JSON, as the database writes it. ``stands`` says whether the case has the holder that this
    event gave it.
    """

    case_id: int
    label: str
    process: str
    edition: int
    version: int
    head: bytes
    state: str
    seq: int | None
    action: str
    source: str
    target: str
    actor_id: int
    on_behalf_of_id: int | None
    at: datetime
    data: str
    holder_id: int | None
    holder_role: str
    waiting: bool
    due_at: datetime | None
    hash: bytes
    stands: bool


@dataclass(frozen=True, slots=True)
class Broken:
    """The first link of a case that does not hold."""

    label: str
    seq: int
    reason: str

    def __str__(self) -> str:
        return f"{self.label} event {self.seq}: {self.reason}"


@dataclass(slots=True)
class Audit:
    """A walk over every trail, in bounded memory; counts what it has seen."""

    cases: int = 0
    events: int = 0

    def broken(self, using: str = "default") -> Iterator[Broken]:
        """Walk all trails and give the first broken link of each that has one."""
        # Within a transaction the database makes rows as they are asked for, and keeps none.
        with transaction.atomic(using=using), connections[using].chunked_cursor() as cursor:
            cursor.execute(TRAILS)
            links = (Link(*row) for row in cursor)
            for _case, trail in groupby(self._counted(links), attrgetter("case_id")):
                self.cases += 1
                if broken := first_broken(trail):
                    yield broken
        with connections[using].cursor() as cursor:
            cursor.execute(ORPHANS)
            for case_id, seq in cursor.fetchall():
                yield Broken(f"case {case_id}", seq, "it belongs to a case that is not there.")

    def _counted(self, links: Iterable[Link]) -> Iterator[Link]:
        for link in links:
            self.events += link.seq is not None
            yield link


def first_broken(trail: Iterable[Link]) -> Broken | None:
    """Walk the trail of one case from its first event; at least one link."""
    head, seq = b"", 0
    for link in trail:
        seq += 1
        if link.seq != seq:
            return Broken(link.label, seq, "it is missing.")
        head = hashlib.sha256(head + canonical(link).encode()).digest()
        if head != link.hash:
            return Broken(link.label, seq, "it is not what was recorded.")
    if seq < link.version:
        return Broken(link.label, seq + 1, "it is missing.")
    if (link.version, link.head, link.state) != (seq, head, link.target) or not link.stands:
        return Broken(link.label, seq, "the case does not stand where this event left it.")
    return None


def canonical(link: Link) -> str:
    """Write an event as the kernel did before it hashed it: a JSON array in PostgreSQL's text."""
    before = [
        link.case_id,
        link.seq,
        link.process,
        link.edition,
        link.action,
        link.source,
        link.target,
        link.actor_id,
        link.on_behalf_of_id,
        _microseconds(link.at),
    ]
    after = [link.holder_id, link.holder_role, link.waiting, _microseconds(link.due_at)]
    return f"[{_items(before)}, {link.data}, {_items(after)}]"


def _items(values: Sequence[str | int | None]) -> str:
    return json.dumps(values, ensure_ascii=False)[1:-1]


def _microseconds(moment: datetime | None) -> int | None:
    return None if moment is None else (moment - EPOCH) // MICROSECOND
