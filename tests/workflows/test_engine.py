"""The only way to act: what it refuses changes nothing, what it does is one event each."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import get_current_timezone

from permissions.people import system
from tests.workflows.toys import Part, Toy
from workflows import access, engine, kernel
from workflows.models import Case, CaseUserPermission, Counter, Event, Terms
from workflows.refusals import Invalid, MovedOn, NotAllowed, NotNow

if TYPE_CHECKING:
    from collections.abc import Callable

    import psycopg

    from permissions.models import User

pytestmark = pytest.mark.usefixtures("english")
CONTROL = re.compile("BEGIN|COMMIT|SAVEPOINT|RELEASE|ROLLBACK")


def snapshot() -> list[Any]:
    """Read everything that an action on a toy can write."""
    tables = (Case, Toy, Part, Event, CaseUserPermission, Counter)
    return [list(table._default_manager.order_by("pk").values()) for table in tables]


def statements(captured: CaptureQueriesContext) -> list[str]:
    found = [str(query["sql"]).strip() for query in captured.captured_queries]
    return [statement for statement in found if not CONTROL.match(statement)]


@pytest.fixture
def checked(start: Callable[..., Toy], act: Callable[..., Toy], author: User) -> Toy:
    return act(start(), "submit", author)


@pytest.fixture
def split(
    checked: Toy, act: Callable[..., Toy], secretary: User, expert: User, expert2: User
) -> Toy:
    """A toy whose two parts are being done by two experts."""
    return act(checked, "split", secretary, workers=[expert.pk, expert2.pk])


def parts(toy: Toy) -> list[Part]:
    return list(Part.objects.filter(parent=toy).order_by("pk"))


def test_start_opens_a_case_with_its_event(start: Callable[..., Toy], author: User) -> None:
    toy = start()
    assert (toy.state, toy.version, toy.open, toy.holder_id) == ("draft", 1, True, author.pk)
    assert (toy.title_kk, toy.number, toy.initiator) == ("Ойыншық", None, author)
    event = Event.objects.get(case=toy)
    assert (event.seq, event.action, event.source, event.target) == (1, "start", "", "draft")
    assert (event.actor, event.at) == (author, toy.started_at)


def test_start_lets_the_author_see_the_case(
    start: Callable[..., Toy], author: User, outsider: User
) -> None:
    toy = start()
    assert access.may_see(author, toy)
    assert not access.may_see(outsider, toy)


def test_start_refuses_who_may_not(start: Callable[..., Toy], secretary: User) -> None:
    with pytest.raises(NotAllowed, match=r"Only an author can do this\."):
        engine.start(Toy, actor=secretary, data={"title": "x"})
    assert not Case.objects.exists()


def test_start_refuses_a_child_process(start: Callable[..., Toy], author: User) -> None:
    with pytest.raises(NotAllowed, match="opened by its parent"):
        engine.start(Part, actor=author)


def test_start_gives_back_a_form_that_does_not_hold(start: Callable[..., Toy]) -> None:
    with pytest.raises(Invalid) as caught:
        start(title="x" * 21)
    assert list(caught.value.form.errors) == ["title"]
    assert not Case.objects.exists()


def test_perform_moves_the_case_and_gives_it_back(checked: Toy, start: Any) -> None:
    row = Toy.objects.get(pk=checked.pk)
    assert (row.state, row.version, row.holder, row.holder_role) == ("check", 2, None, "secretary")
    assert row.number == "TY-0001"
    for field in Toy._meta.concrete_fields:
        assert getattr(row, field.attname) == getattr(checked, field.attname), field


def test_perform_records_what_the_form_says_to_record(
    checked: Toy, act: Callable[..., Toy], secretary: User
) -> None:
    toy = act(checked, "refuse", secretary, reason="Жетіспейді: «түсіндірме жазба»")
    assert (toy.open, toy.outcome, toy.holder_id, toy.due_at) == (False, "negative", None, None)
    event = Event.objects.get(case=toy, seq=3)
    assert (event.actor, event.data) == (secretary, {"reason": "Жетіспейді: «түсіндірме жазба»"})


def test_perform_reads_json_columns_as_the_orm_does(
    start: Callable[..., Toy], act: Callable[..., Toy], author: User
) -> None:
    toy = act(start(), "note", author, reason="one")
    assert act(toy, "note", author, reason="two").answers == {"note": "two"}
    assert kernel.lock(Toy, toy.pk).answers == {"note": "two"}


def test_action_that_stays_keeps_holder_and_due_date(
    start: Callable[..., Toy], act: Callable[..., Toy], author: User
) -> None:
    before = start()
    after = act(before, "note", author, reason="one")
    assert (after.state, after.version) == ("draft", 2)
    assert (after.held_since, after.holder_id) == (before.held_since, before.holder_id)
    row = Case.objects.get(pk=after.pk)
    assert (row.held_since, row.holder_id) == (before.held_since, before.holder_id)


def test_term_ends_on_a_working_day_in_the_evening(start: Callable[..., Toy], author: User) -> None:
    zone = get_current_timezone()
    friday = datetime(2026, 5, 29, 10, tzinfo=zone)
    toy = engine.perform(start(), "submit", actor=author, seen_version=1, at=friday)
    assert toy.due_at == datetime(2026, 6, 3, 18, tzinfo=zone)


@pytest.mark.parametrize("action", ["approve", "nothing_such"])
def test_perform_refuses_what_the_state_does_not_allow(
    start: Callable[..., Toy], act: Callable[..., Toy], author: User, action: str
) -> None:
    toy, before = start(), snapshot()
    with pytest.raises(NotNow, match="not possible in the current state"):
        act(toy, action, author)
    assert snapshot() == before


def test_perform_refuses_who_may_not(
    start: Callable[..., Toy], act: Callable[..., Toy], outsider: User
) -> None:
    toy, before = start(), snapshot()
    with pytest.raises(NotAllowed, match=r"Only the author can do this\."):
        act(toy, "submit", outsider)
    assert snapshot() == before


def test_perform_refuses_while_a_guard_does_not_hold(
    start: Callable[..., Toy], act: Callable[..., Toy], author: User
) -> None:
    toy, before = start(title="untitled"), snapshot()
    with pytest.raises(NotNow, match=r"It needs a title\."):
        act(toy, "submit", author)
    assert snapshot() == before


def test_perform_refuses_a_stale_page_and_says_how_the_case_is_now(
    checked: Toy, author: User
) -> None:
    before = snapshot()
    with pytest.raises(MovedOn, match="has moved on") as caught:
        engine.perform(checked, "submit", actor=author, seen_version=1)
    assert (caught.value.case.state, caught.value.seen_version) == ("check", 1)
    assert snapshot() == before


def test_perform_gives_back_a_form_that_does_not_hold(
    checked: Toy, act: Callable[..., Toy], secretary: User
) -> None:
    before = snapshot()
    with pytest.raises(Invalid) as caught:
        act(checked, "refuse", secretary, reason="")
    assert list(caught.value.form.errors) == ["reason"]
    assert snapshot() == before


def test_perform_undoes_everything_when_a_body_fails(
    checked: Toy,
    act: Callable[..., Toy],
    secretary: User,
    expert: User,
    expert2: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def insert(event: kernel.Entry, admit: CaseUserPermission | None = None) -> bytes:
        if CaseUserPermission.objects.filter(content_object__process_code="TC").exists():
            raise RuntimeError("no room for the second worker")
        return real(event, admit)

    before, real = snapshot(), kernel.insert
    monkeypatch.setattr(kernel, "insert", insert)
    with pytest.raises(RuntimeError, match="no room"):
        act(checked, "split", secretary, workers=[expert.pk, expert2.pk])
    assert snapshot() == before


def test_split_opens_children_held_and_seen_by_their_workers(
    split: Toy, expert: User, expert2: User, author: User
) -> None:
    first, second = parts(split)
    assert (first.number, second.number) == ("TY-0001-TC1", "TY-0001-TC2")
    assert {first.holder, second.holder} == {expert, expert2}
    assert first.region == split.region
    assert first.holder is not None
    assert access.may_see(first.holder, first)
    assert not access.may_see(first.holder, second)
    assert not access.may_see(first.holder, split)
    assert not access.may_see(author, first)
    assert (split.state, split.waiting, split.holder) == ("parts", True, author)


def test_parent_goes_on_by_itself_when_the_last_child_ends(
    split: Toy, act: Callable[..., Any]
) -> None:
    first, second = parts(split)
    assert first.holder
    assert second.holder
    act(first, "finish", first.holder)
    assert Case.objects.get(pk=split.pk).state == "parts"
    act(second, "finish", second.holder)
    assert Case.objects.get(pk=split.pk).state == "check"
    event = Event.objects.filter(case=split).last()
    assert event is not None
    assert (event.action, event.actor, event.data) == ("gather", system(), {"parts": 2})


def test_automatic_action_is_not_for_people(
    split: Toy, act: Callable[..., Any], secretary: User
) -> None:
    with pytest.raises(NotAllowed, match=r"This happens by itself\."):
        act(split, "gather", secretary)


def test_child_does_not_end_when_the_parent_cannot_go_on(
    split: Toy, act: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def insert(event: kernel.Entry, admit: CaseUserPermission | None = None) -> bytes:
        if event.action == "gather":
            raise RuntimeError("the parent fails")
        return real(event, admit)

    first, second = parts(split)
    assert first.holder
    assert second.holder
    act(first, "finish", first.holder)
    before, real = snapshot(), kernel.insert
    monkeypatch.setattr(kernel, "insert", insert)
    with pytest.raises(RuntimeError, match="the parent fails"):
        act(second, "finish", second.holder)
    assert snapshot() == before


def test_available_lists_moves_with_the_reason_for_each_that_is_off(
    start: Callable[..., Toy], author: User, outsider: User
) -> None:
    toy = start(title="untitled")
    note, submit = engine.available(toy, author)
    assert (note.move.name, bool(note.may), bool(note.can)) == ("note", True, True)
    assert (submit.move.name, bool(submit.may), bool(submit.can)) == ("submit", True, False)
    assert str(getattr(submit.can, "reason", "")) == "It needs a title."
    assert [bool(option.can) for option in engine.available(toy, outsider)] == [False, False]


def test_available_and_perform_agree(
    checked: Toy, act: Callable[..., Toy], author: User, secretary: User, outsider: User
) -> None:
    def does(person: User, action: str) -> bool:
        before = transaction.savepoint()
        try:
            act(checked, action, person, reason="x", workers=[author.pk])
        except NotAllowed:
            return False
        transaction.savepoint_rollback(before)
        return True

    for person in (author, secretary, outsider):
        options = engine.available(checked, person)
        names = [option.move.name for option in options]
        assert names == ["approve", "refuse", "split"]
        assert [bool(option.can) for option in options] == [does(person, name) for name in names]


@pytest.mark.parametrize(
    ("action", "count"), [("submit", 4), ("approve", 3), ("refuse", 3), ("note", 3)]
)
def test_statements_of_an_action(
    action: str,
    count: int,
    start: Callable[..., Toy],
    act: Callable[..., Toy],
    author: User,
    secretary: User,
) -> None:
    toy: Toy = start()
    actor = author
    if action in {"approve", "refuse"}:
        toy, actor = act(toy, "submit", author), type(secretary).objects.get(pk=secretary.pk)
    with CaptureQueriesContext(connection) as captured:
        act(toy, action, actor, reason="x")
    assert len(statements(captured)) == count <= 8, statements(captured)


def test_statements_of_an_action_with_an_automatic_one(split: Toy, act: Callable[..., Any]) -> None:
    first, second = parts(split)
    assert first.holder
    assert second.holder
    act(first, "finish", first.holder)
    with CaptureQueriesContext(connection) as captured:
        act(second, "finish", second.holder)
    assert len(statements(captured)) == 7, statements(captured)


def test_kernel_statements_are_prepared(
    checked: Toy, act: Callable[..., Toy], secretary: User
) -> None:
    act(checked, "approve", secretary)
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        prepared = [statement for (statement,) in cursor.fetchall()]
    assert any("INSERT INTO workflows_event" in statement for statement in prepared)
    assert any("FOR UPDATE OF" in statement for statement in prepared)


def test_busy_case_is_refused_after_the_lock_timeout(
    committed_db: str,
    checked: Toy,
    act: Callable[..., Toy],
    secretary: User,
    superuser: psycopg.Connection,
) -> None:
    with superuser.transaction():
        superuser.execute("SELECT 1 FROM workflows_case WHERE id = %s FOR UPDATE", [checked.pk])
        with connection.cursor() as cursor:
            cursor.execute("SHOW lock_timeout")
            assert cursor.fetchone() == ("5s",)
            cursor.execute("SET lock_timeout = '50ms'")
        with pytest.raises(NotNow, match="Somebody else is acting on this case right now"):
            act(checked, "approve", secretary)
    assert act(checked, "approve", secretary).state == "done"


def test_terms_are_those_in_force_when_the_case_began(
    start: Callable[..., Toy], act: Callable[..., Toy], author: User
) -> None:
    old, new = (
        Terms.objects.create(process="TY", number=n, days={"check": days}, in_force_from=day)
        for n, days, day in ((1, 1, "2020-01-01"), (2, 7, "2021-01-01"))
    )
    Terms.objects.create(process="TY", number=3, days={"check": 9}, in_force_from="2999-01-01")
    before = engine.start(
        Toy,
        actor=author,
        data={"title": "Ескі"},
        at=datetime(2020, 6, 1, 9, tzinfo=get_current_timezone()),
    )
    now = start()
    assert (before.terms, now.terms) == (old, new)
    monday = datetime(2026, 6, 1, 9, tzinfo=get_current_timezone())
    ends = [
        engine.perform(toy, "submit", actor=author, seen_version=1, at=monday).due_at
        for toy in (before, now)
    ]
    assert [end and end.day for end in ends] == [2, 10]


def test_own_terms_cost_no_statement_once_they_are_known(
    start: Callable[..., Toy], author: User
) -> None:
    plain = start()
    terms = Terms.objects.create(
        process="TY", number=1, days={"check": 4}, in_force_from="2020-01-01"
    )
    toys = [start() for _number in range(2)]
    assert {toy.terms for toy in toys} == {terms}
    costs = []
    for toy in (plain, *toys):
        with CaptureQueriesContext(connection) as captured:
            engine.perform(toy, "submit", actor=author, seen_version=1)
        costs.append(len(captured))
    assert costs[2] == costs[0]


def test_system_actor_has_no_way_in(start: Callable[..., Toy], act: Callable[..., Toy]) -> None:
    with pytest.raises(NotAllowed):
        act(start(), "submit", system())
