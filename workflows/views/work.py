"""My work: what needs me now, what I could take, what I wait for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import prefetch_related_objects
from django.shortcuts import render
from django.utils.translation import gettext as _

from permissions import sheets
from workflows import batches, queries, registry
from workflows.views import batch, case_sheet, guidance, offers
from workflows.views.people import PersonView
from workflows.views.words import rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpResponseBase

    from permissions.models import User
    from workflows.spec import Process
    from workflows.views.people import Asked
    from workflows.views.words import Row

SHOWN = 25
ON_SHEET = 100_000


@dataclass(frozen=True, slots=True)
class Shelf:
    """A part of the worklist; ``empty`` says what it means that nothing is there."""

    name: str
    title: str
    empty: str
    rows: list[Row]
    more: bool

    @property
    def count(self) -> str:
        """How many cases there are, as far as they were counted."""
        return f"{len(self.rows)}+" if self.more else str(len(self.rows))

    @property
    def shown(self) -> list[Row]:
        """The first cases, for the page."""
        return self.rows[:SHOWN]

    @property
    def left_off(self) -> bool:
        """Whether there are more than the page shows."""
        return len(self.rows) > SHOWN


def may_open(person: User) -> list[Process]:
    """List the processes of which the person may open a case."""
    processes = (model.process for model in registry.models())
    return [p for p in processes if p.opens is not None and p.opens(person, None)]


class WorkView(PersonView):
    """The worklist of the person who is logged in."""

    def get(self, request: Asked) -> HttpResponseBase:
        """Show it, or give all of it as the sheet that was asked for."""
        if kind := sheets.asked(request):
            everything = shelves(request.user, most=ON_SHEET)
            lines = [(shelf, row) for shelf in everything for row in shelf.rows]
            prefetch_related_objects([row.case for _shelf, row in lines], "district")
            return sheets.answer(kind, "my-work", case_sheet.SHELVED, lines)
        found = shelves(request.user)
        context = {
            "shelves": found,
            "reminders": _reminders(found, request.user),
            "offers": offers.offers(
                row.case for shelf in found if shelf.name != "waiting" for row in shelf.rows
            ),
            "batches": [
                (one, batch.label(one), one.all - one.waiting)
                for one in batches.lately(request.user)
            ],
            "guides": guidance.unread(request.user),
            "nothing": not any(shelf.rows for shelf in found),
            "openable": may_open(request.user),
        }
        return render(request, "workflows/work.html", context)


def shelves(person: User, *, most: int = queries.MOST) -> list[Shelf]:
    """Sort what concerns a person by how much it needs them; at most four statements."""
    held = queries.held_by(person, most=most)
    mine = rows(held.cases, person, offers.taps(held.cases, person))
    active = [row for row in mine if not row.case.waiting]
    late = [row for row in active if row.due and row.due.late]
    soon = [row for row in active if row.due and row.due.soon]
    later = [row for row in active if not row.due or not (row.due.late or row.due.soon)]
    take = queries.to_take(person, most=most)
    awaited = queries.awaited_by(person, most=most)
    waiting = [row for row in mine if row.case.waiting] + rows(awaited.cases, person)
    # The most urgent come first, so what was left off belongs to the last of the three.
    return [
        Shelf(
            name="overdue",
            title=_("Overdue"),
            empty=_("Nothing is late."),
            rows=late,
            more=held.more and not (soon or later),
        ),
        Shelf(
            name="soon",
            title=_("Due soon"),
            empty=_("Nothing is due in the next five working days."),
            rows=soon,
            more=held.more and not later,
        ),
        Shelf(
            name="later",
            title=_("Also with you"),
            empty=_("Nothing else is with you."),
            rows=later,
            more=held.more,
        ),
        Shelf(
            name="take",
            title=_("To take"),
            empty=_("Nothing waits for somebody in your role."),
            rows=rows(take.cases, person),
            more=take.more,
        ),
        Shelf(
            name="waiting",
            title=_("Waiting for others"),
            empty=_("You are not waiting for anybody."),
            rows=_once(waiting),
            more=awaited.more,
        ),
    ]


def _reminders(found: Iterable[Shelf], person: User) -> list[str]:
    """Name the person's own cases that wait for child cases, whose holders can be reminded."""
    shown = (row.case for shelf in found for row in shelf.rows)
    own = (case for case in shown if case.waiting and case.holder_id == person.pk)
    return [case.number for case in own if case.number]


def _once(found: Iterable[Row]) -> list[Row]:
    return list({row.case.pk: row for row in found}.values())
