"""What the database refuses to the web role, whatever SQL it sends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection, connections, transaction
from psycopg import sql

from documents.models import Dossier
from tests.workflows.toys import Toy
from workflows import grants, kernel, registry
from workflows.models import Case, Event

if TYPE_CHECKING:
    from collections.abc import Callable

    import psycopg

    from permissions.models import User

CHECK_VIOLATION = "23514"
MOVED_ON = "40001"
NO_PRIVILEGE = "42501"


def refused(statement: str, *params: Any) -> tuple[str, str]:
    """Send a statement as the web role, which must fail; its state and message."""
    with (
        pytest.raises(DatabaseError) as caught,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, params)
    cause = caught.value.__cause__
    return getattr(cause, "sqlstate", ""), str(cause)


def row_of(case: Case) -> Any:
    return Case.objects.filter(pk=case.pk).values().get()


def event_sql(case: Case, actor: User, **changed: Any) -> tuple[str, list[Any]]:
    """Write the plain INSERT of the toy's next event, the submission, with some columns changed."""
    columns = {
        "case_id": case.pk,
        "seq": case.version + 1,
        "action": "submit",
        "source": "draft",
        "target": "check",
        "actor_id": actor.pk,
        "at": case.started_at,
        "data": "{}",
        "holder_role": "secretary",
        "waiting": False,
        "hash": b"",
    } | changed
    names, marks = ", ".join(columns), ", ".join(["%s"] * len(columns))
    return f"INSERT INTO workflows_event ({names}) VALUES ({marks})", list(columns.values())


@pytest.fixture
def toy(start: Callable[..., Toy]) -> Toy:
    return start()


def test_connected_as_a_role_that_owns_nothing(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("sarap_web",)
        cursor.execute("SELECT count(*) FROM pg_class WHERE pg_get_userbyid(relowner)=current_user")
        assert cursor.fetchone() == (0,)
        cursor.execute(
            "SELECT rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls,"
            " pg_has_role('sarap_owner', 'MEMBER')"
            " FROM pg_roles WHERE rolname = current_user"
        )
        assert cursor.fetchone() == (False, False, False, False, False, False)


@pytest.mark.parametrize(
    "change",
    [
        "state = 'done'",
        "version = version + 1",
        "head = 'x'",
        "open = false",
        "outcome = 'positive'",
        "holder_id = NULL, holder_role = 'expert'",
        "waiting = true",
        "due_at = now()",
        "held_since = now()",
    ],
)
def test_moving_a_case_without_an_event(toy: Toy, change: str) -> None:
    before = row_of(toy)
    state, message = refused(f"UPDATE workflows_case SET {change} WHERE id = %s", toy.pk)
    assert (state, "only an event moves a case" in message) == (CHECK_VIOLATION, True)
    assert row_of(toy) == before


@pytest.mark.parametrize(
    "change",
    [
        "process = 'TC'",
        "edition = 2",
        "code = 'zzzzzzzzzz'",
        "started_at = now()",
        "parent_id = id",
        "initiator_id = initiator_id + 1",
        "dossier_id = dossier_id + 1",
        "terms_id = 1",
        "id = id + 1000000",
    ],
)
def test_changing_what_a_case_is(toy: Toy, change: str) -> None:
    state, message = refused(f"UPDATE workflows_case SET {change} WHERE id = %s", toy.pk)
    assert (state, "a case keeps its process" in message) == (CHECK_VIOLATION, True)


def test_number_once_given_is_kept(toy: Toy, author: User, act: Callable[..., Toy]) -> None:
    act(toy, "submit", author)
    for number in ("'TY-9999'", "NULL"):
        state, message = refused(f"UPDATE workflows_case SET number = {number}")
        assert (state, "a case keeps its process" in message) == (CHECK_VIOLATION, True)


def test_other_columns_may_change(toy: Toy) -> None:
    Case.objects.filter(pk=toy.pk).update(title_ru="Игрушка")
    assert Case.objects.get(pk=toy.pk).title_ru == "Игрушка"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE workflows_event SET data = '{}'",
        "DELETE FROM workflows_event",
        "TRUNCATE workflows_event",
        "DELETE FROM workflows_case",
        "TRUNCATE workflows_case CASCADE",
        "DELETE FROM toys_toy",
        "DELETE FROM permissions_user",
        "UPDATE documents_version SET note = ''",
        "DELETE FROM documents_version",
        (
            "INSERT INTO workflows_declaredmove (process, edition, action, source, target, final,"
            " outcome) VALUES ('TY', 1, 'jump', 'draft', 'done', true, 'positive')"
        ),
        "UPDATE workflows_declaredmove SET target = 'done' WHERE process = 'TY'",
        "DELETE FROM workflows_declaredmove",
        "UPDATE workflows_terms SET days = '{}'",
        "DELETE FROM workflows_terms",
        "ALTER TABLE workflows_event DISABLE TRIGGER sarap_move",
        "ALTER TABLE workflows_event DISABLE TRIGGER ALL",
        "DROP TRIGGER sarap_moved_by_event ON workflows_case",
        "ALTER TABLE workflows_case DROP CONSTRAINT case_open_has_one_holder",
        (
            "CREATE TRIGGER mine BEFORE INSERT ON workflows_event FOR EACH ROW"
            " EXECUTE FUNCTION sarap_move()"
        ),
        "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        (
            "CREATE OR REPLACE FUNCTION sarap_move() RETURNS trigger LANGUAGE plpgsql"
            " AS 'BEGIN RETURN NEW; END'"
        ),
        "CREATE TABLE mine (id int)",
        "CREATE TEMPORARY TABLE workflows_declaredmove (process text)",
        "CREATE SCHEMA mine",
        "SET session_replication_role = replica",
        "SET ROLE sarap_owner",
        "SET SESSION AUTHORIZATION postgres",
        "ALTER ROLE sarap_web SUPERUSER",
        "SELECT setval('workflows_case_id_seq', 1)",
    ],
)
def test_web_role_has_no_privilege_for(toy: Toy, statement: str) -> None:
    before = row_of(toy)
    assert refused(statement)[0] == NO_PRIVILEGE
    assert row_of(toy) == before


def test_even_the_owner_must_switch_the_kernel_off_first(committed_db: str, toy: Toy) -> None:
    for statement in (
        "UPDATE workflows_event SET data = '{}'",
        "DELETE FROM workflows_event",
        "TRUNCATE workflows_event",
        "DELETE FROM workflows_case",
        "TRUNCATE workflows_case CASCADE",
        "UPDATE workflows_case SET state = 'done'",
    ):
        with pytest.raises(DatabaseError) as caught, connections["owner"].cursor() as cursor:
            cursor.execute(statement)
        assert getattr(caught.value.__cause__, "sqlstate", "") == CHECK_VIOLATION, statement


@pytest.mark.parametrize(
    "changed",
    [
        {"state": "check"},
        {"state": "done", "open": False, "outcome": "positive", "holder_id": None},
        {"version": 5},
        {"head": b"forged"},
        {"outcome": "positive"},
        {"process": "XX"},
        {"edition": 7},
    ],
)
def test_inserting_a_case_that_has_already_moved(toy: Toy, changed: dict[str, Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO documents_dossier (created_at) VALUES (now()) RETURNING id")
        (dossier,) = cursor.fetchone()
        cursor.execute("SELECT * FROM workflows_case WHERE id = %s", [toy.pk])
        columns = [column.name for column in cursor.description]
        row = dict(zip(columns, cursor.fetchone(), strict=True))
    row |= {"code": "another", "dossier_id": dossier, "version": 0, "head": b""} | changed
    del row["id"]
    names, marks = ", ".join(row), ", ".join(["%s"] * len(row))
    state, message = refused(
        f"INSERT INTO workflows_case ({names}) VALUES ({marks})", *row.values()
    )
    assert (state, "cannot start in" in message) == (CHECK_VIOLATION, True)


def test_case_without_an_event_does_not_commit(committed_db: str, toy: Toy) -> None:
    fields = {
        field.attname: getattr(toy, field.attname)
        for field in Case._meta.concrete_fields
        if field.attname not in {"id", "code", "dossier_id"}
    }
    dossier = Dossier.objects.create(created_at=toy.started_at)
    with pytest.raises(DatabaseError) as caught:
        Case.objects.create(**fields | {"version": 0, "head": b"", "dossier": dossier})
    cause = caught.value.__cause__
    assert getattr(cause, "sqlstate", "") == CHECK_VIOLATION
    assert "has no event" in str(cause)
    assert Case.objects.count() == 1


@pytest.mark.parametrize(
    "changed",
    [
        {"action": "jump", "target": "done"},
        {"action": "approve", "source": "check", "target": "done"},
        {"action": "submit", "target": "done"},
        {"action": "start", "source": "", "target": "draft"},
        {"action": "submit", "source": ""},
        {"seq": 3},
        {"case_id": 0},
    ],
)
def test_event_that_is_no_declared_move(toy: Toy, author: User, changed: dict[str, Any]) -> None:
    before = row_of(toy)
    statement, params = event_sql(toy, author, **changed)
    state, message = refused(statement, *params)
    assert (state, "is not a declared move" in message) == (CHECK_VIOLATION, True)
    assert (row_of(toy), Event.objects.count()) == (before, 1)


@pytest.mark.parametrize("seq", [0, 1])
def test_event_with_a_number_that_is_taken(toy: Toy, author: User, seq: int) -> None:
    statement, params = event_sql(toy, author, seq=seq)
    state, message = refused(statement, *params)
    assert (state, "has moved on" in message) == (MOVED_ON, True)


def test_event_is_hashed_by_the_kernel_and_moves_the_case(toy: Toy, author: User) -> None:
    statement, params = event_sql(toy, author, hash=b"forged")
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
    event = Event.objects.get(case_id=toy.pk, seq=2)
    row = row_of(toy)
    assert bytes(event.hash) == bytes(row["head"]) != b"forged"
    assert (row["state"], row["version"], row["holder_role"]) == ("check", 2, "secretary")


def test_event_cannot_leave_an_open_case_without_a_holder(toy: Toy, author: User) -> None:
    statement, params = event_sql(toy, author, holder_role="")
    assert refused(statement, *params)[0] == CHECK_VIOLATION


def test_another_table_in_the_search_path_is_not_looked_at(
    committed_db: str, toy: Toy, author: User, superuser: psycopg.Connection
) -> None:
    for statement in (
        "CREATE SCHEMA mine AUTHORIZATION sarap_web",
        "CREATE TABLE mine.workflows_declaredmove AS SELECT * FROM workflows_declaredmove",
        "UPDATE mine.workflows_declaredmove SET action = 'jump' WHERE action = 'submit'",
        "GRANT SELECT ON mine.workflows_declaredmove TO sarap_web",
    ):
        superuser.execute(statement)
    statement, params = event_sql(toy, author, action="jump")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL search_path = mine, public")
        state, message = refused(statement, *params)
    assert (state, "is not a declared move" in message) == (CHECK_VIOLATION, True)


def test_grants_take_back_what_lets_the_web_role_make_things(
    committed_db: str, superuser: psycopg.Connection
) -> None:
    superuser.execute("GRANT CREATE ON SCHEMA public TO PUBLIC")
    superuser.execute(
        sql.SQL("GRANT TEMPORARY ON DATABASE {} TO PUBLIC").format(sql.Identifier(committed_db))
    )
    grants.give("owner")
    assert refused("CREATE TABLE mine (id int)")[0] == NO_PRIVILEGE
    assert refused("CREATE TEMPORARY TABLE mine (id int)")[0] == NO_PRIVILEGE


def test_grants_refuse_a_web_role_that_can_still_make_things(
    committed_db: str, superuser: psycopg.Connection
) -> None:
    maker = sql.Identifier(f"maker_{committed_db}")
    try:
        for statement in (
            "CREATE ROLE {maker}",
            "GRANT CREATE ON SCHEMA public TO {maker}",
            "GRANT {maker} TO sarap_web",
        ):
            superuser.execute(sql.SQL(statement).format(maker=maker))
        with pytest.raises(ImproperlyConfigured, match="sarap_web can make tables"):
            grants.give("owner")
    finally:
        superuser.execute(sql.SQL("DROP OWNED BY {}").format(maker))
        superuser.execute(sql.SQL("DROP ROLE {}").format(maker))


def test_lock_reads_what_the_orm_reads(toy: Toy, author: User, act: Callable[..., Toy]) -> None:
    act(toy, "note", author, reason="Қазақша")
    locked, read = kernel.lock(Toy, toy.pk), Toy.objects.get(pk=toy.pk)
    for field in Toy._meta.concrete_fields:
        found, wanted = getattr(locked, field.attname), getattr(read, field.attname)
        assert (found, type(found)) == (wanted, type(wanted)), field.name
    assert locked.answers == {"note": "Қазақша"}
    assert locked.held_since.tzinfo is read.held_since.tzinfo


def test_columns_of_processes_read_the_same_in_binary_as_in_text() -> None:
    same = {
        "AutoField",
        "BigAutoField",
        "BigIntegerField",
        "BinaryField",
        "BooleanField",
        "CharField",
        "DateField",
        "DateTimeField",
        "DecimalField",
        "ForeignKey",
        "IntegerField",
        "JSONField",
        "OneToOneField",
        "PositiveIntegerField",
        "PositiveSmallIntegerField",
        "SmallIntegerField",
        "TextField",
        "TimeField",
        "UUIDField",
    }
    models: tuple[type[Case], ...] = (*registry.models(), Toy)
    for model in models:
        kinds = {field.get_internal_type() for field in model._meta.concrete_fields}
        assert kinds - {"FSMField"} <= same, model
