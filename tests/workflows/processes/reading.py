"""What a test reads of a case: where it stands, what was told, how often the database was asked."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from workflows.models import Case, Event
from workflows.refusals import Invalid, NotAllowed, NotNow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from permissions.models import User


def stands(case: Case) -> tuple[str, str | User, date | None]:
    """Read the state, the holder (a person, or the name of a role) and the day it is due."""
    row = Case.objects.select_related("holder").get(pk=case.pk)
    if row.due_at is None:
        return row.state, row.holder or row.holder_role, None
    local = timezone.localtime(row.due_at)
    assert (local.hour, local.minute) == (18, 0)
    return row.state, row.holder or row.holder_role, local.date()


def ended(case: Case) -> tuple[str, str]:
    """Read the state and the outcome of a case that has ended and is held by nobody."""
    row = Case.objects.get(pk=case.pk)
    assert (row.open, row.holder, row.holder_role, row.due_at) == (False, None, "", None)
    return row.state, row.outcome


def latest(case: Case) -> Event:
    return Event.objects.filter(case=case).select_related("actor").order_by("-seq")[0]


def told(case: Case) -> tuple[str, User, dict[str, Any]]:
    """Read the latest event: the action, who acted, what it keeps."""
    event = latest(case)
    return event.action, event.actor, event.data


def trail(case: Case) -> list[str]:
    return list(Event.objects.filter(case=case).order_by("seq").values_list("action", flat=True))


@contextmanager
def invalid(**expected: str) -> Iterator[None]:
    """Expect the form to be refused with exactly these errors, by field."""
    events = Event.objects.count()
    with pytest.raises(Invalid) as caught:
        yield
    errors = caught.value.form.errors
    found = {name: " ".join(map(str, messages)) for name, messages in errors.items()}
    assert found == expected
    assert Event.objects.count() == events


@contextmanager
def not_now(reason: str) -> Iterator[None]:
    """Expect a guard to refuse in these words."""
    events = Event.objects.count()
    with pytest.raises(NotNow) as caught:
        yield
    assert str(caught.value.reason) == reason
    assert Event.objects.count() == events


@contextmanager
def not_allowed(reason: str) -> Iterator[None]:
    """Expect the rule to refuse in these words."""
    events = Event.objects.count()
    with pytest.raises(NotAllowed) as caught:
        yield
    assert str(caught.value.reason) == reason
    assert Event.objects.count() == events


@contextmanager
def counted() -> Iterator[list[str]]:
    """Collect the statements of one transaction, without those that begin and end it."""
    found: list[str] = []
    with CaptureQueriesContext(connection) as captured:
        yield found
    inside = [str(query["sql"]).strip() for query in captured.captured_queries]
    # In a test the outermost transaction is a savepoint; one inside it would be counted.
    assert inside[0].startswith("SAVEPOINT")
    assert inside[-1].startswith("RELEASE")
    found.extend(inside[1:-1])
