"""A case finishes under the edition that it started under, whatever the code declares since."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from django.db import DatabaseError, connection, transaction

from tests.workflows.toys import Changing
from workflows import checks, declared, engine, registry
from workflows.models import Case, DeclaredMove, Event
from workflows.refusals import NotNow

if TYPE_CHECKING:
    from permissions.models import User


pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def old(committed_db: str, start: Any, monkeypatch: pytest.MonkeyPatch) -> Changing:
    """A case that was started while the code had the first edition only."""
    with monkeypatch.context() as before:
        before.setattr(Changing, "process", replace(Changing.process, edition=1))
        declared.declare("owner")
        case: Changing = start(Changing)
    declared.declare("owner")
    return case


def names(case: Case, actor: User) -> list[str]:
    return [option.move.name for option in engine.available(case, actor)]


def test_case_keeps_its_edition_after_the_code_moves_on(
    old: Changing, start: Any, act: Any, author: User
) -> None:
    new = start(Changing)
    assert (old.edition, new.edition) == (1, 2)
    assert (names(old, author), names(new, author)) == (["hurry"], ["hear"])
    old, new = act(old, "hurry", author), act(new, "hear", author)
    assert (names(old, author), names(new, author)) == (["close"], ["decide"])
    old, new = act(old, "close", author), act(new, "decide", author)
    assert (old.open, new.open) == (False, False)
    assert list(Event.objects.filter(case=old).values_list("action", flat=True)) == [
        "start",
        "hurry",
        "close",
    ]


def test_engine_refuses_moves_of_another_edition(
    old: Changing, start: Any, act: Any, author: User
) -> None:
    for case, action in ((old, "hear"), (start(Changing), "hurry")):
        with pytest.raises(NotNow, match="not possible in the current state"):
            act(case, action, author)


def test_kernel_refuses_moves_of_another_edition(old: Changing, start: Any, author: User) -> None:
    for case, action, target in (
        (old, "hear", "hearing"),
        (start(Changing), "hurry", "quick"),
    ):
        with (
            pytest.raises(DatabaseError, match="not a declared move"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(
                "INSERT INTO workflows_event (case_id, seq, action, source, target, actor_id, at,"
                " data, holder_id, holder_role, waiting, hash)"
                " VALUES (%s, 2, %s, 'open', %s, %s, now(), '{}', %s, '', false, '')",
                [case.pk, action, target, author.pk, author.pk],
            )


def test_kernel_starts_no_case_under_an_edition_that_is_not_declared(
    old: Changing, start: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Changing, "process", replace(Changing.process, edition=3))
    with pytest.raises(DatabaseError, match="a case of TE cannot start in open"):
        start(Changing)


def test_declared_moves_follow_the_code(
    committed_db: str, toy_processes: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def moves() -> set[tuple[int, str]]:
        rows = DeclaredMove.objects.filter(process="TE").exclude(action__startswith="clock.")
        return set(rows.values_list("edition", "action"))

    both = {(1, "start"), (1, "hurry"), (1, "close"), (2, "start"), (2, "hear"), (2, "decide")}
    assert moves() == both
    monkeypatch.setattr(Changing, "process", replace(Changing.process, edition=1))
    declared.declare("owner")
    assert moves() == {move for move in both if move[0] == 1}
    monkeypatch.undo()
    declared.declare("owner")
    assert moves() == both
    declared.declare("owner")
    assert moves() == both


def test_both_editions_are_sound() -> None:
    found = checks.unsound(Changing.process, registry.moves(Changing), Changing, {"TE"})
    assert found == []
