"""The floor in SQL: what an action reads and writes, without deciding anything."""

from __future__ import annotations

COLUMNS = (
    "id, code, number, process, edition, state, version, head, open, outcome, holder_id,"
    " holder_role, waiting, held_since, due_at, parent_id, initiator_id, region_id, district_id,"
    " organisation_id, subject_id, terms_id, dossier_id, title_kk, title_ru, started_at"
)
LOCK = (
    "SELECT {columns}, case_ptr_id FROM {floor}_case JOIN {floor}_flow ON case_ptr_id = id"
    " WHERE id = {id} FOR UPDATE OF {floor}_case"
)
UPDATE = (
    "UPDATE {floor}_case SET state = {target}, version = {seq}, open = true, outcome = '',"
    " holder_id = {person}, holder_role = '', waiting = false, due_at = {due},"
    " held_since = {at}, head = {hash} WHERE id = {id}"
)
INSERT = (
    "INSERT INTO {floor}_event (case_id, seq, action, source, target, actor_id, on_behalf_of_id,"
    " at, data, holder_id, holder_role, waiting, due_at, hash)"
    " VALUES ({id}, {seq}, {action}, {source}, {target}, {person}, NULL, {at}, '{{}}', {person},"
    " '', false, {due}, {hash})"
)
HASH = "decode('aa11bb22cc33dd44ee55ff6600778899aa11bb22cc33dd44ee55ff6600778899', 'hex')"
NAMES = ("id", "target", "seq", "person", "due", "at", "hash", "action", "source")


def for_psycopg(statement: str) -> str:
    """Write a statement with named parameters."""
    marks = {name: f"%({name})s" for name in NAMES}
    return statement.format(floor="raw", columns=COLUMNS, **marks)


def for_pgbench(first: int, cases: int) -> str:
    """Write the three statements as a script: a case of the client's own goes there and back.

    ``first`` is the key of the first client's first case; keys have no gaps.
    """
    values = {
        "id": ":id",
        "target": "(CASE :state WHEN 'here' THEN 'there' ELSE 'here' END)",
        "seq": ":version + 1",
        "person": ":initiator_id",
        "due": "now() + interval '3 days'",
        "at": "now()",
        "hash": HASH,
        "action": "'go'",
        "source": ":state",
    }
    lock, update, insert = (
        statement.format(floor="pgbench", columns=COLUMNS, **values)
        for statement in (LOCK, UPDATE, INSERT)
    )
    pick = f"\\set id {first} + :client_id * {cases} + random(0, {cases - 1})"
    return "\n".join((pick, "BEGIN;", f"{lock} \\gset", f"{update};", f"{insert};", "END;", ""))
