"""Numbers without gaps: a series is counted in its own row, which holds the next caller off."""

from __future__ import annotations

from django.db import connection

from workflows.models import Case, Counter

# One statement, whose row lock makes the next caller wait until this number is kept or given back.
NEXT = f"""
    INSERT INTO {Counter._meta.db_table} AS counter (series, last) VALUES (%s, 1)
    ON CONFLICT (series) DO UPDATE SET last = counter.last + 1
    RETURNING last
"""  # noqa: S608 (the name comes from the model)

GIVE = f"""
    WITH next AS ({NEXT})
    UPDATE {Case._meta.db_table} AS numbered
       SET number = %s || '-' || lpad(next.last::text, greatest(4, length(next.last::text)), '0')
      FROM next WHERE numbered.id = %s
    RETURNING numbered.number
"""  # noqa: S608 (the names come from the models)


def next_number(series: str) -> int:
    """Take the next number of a series, from 1; it is given back if the transaction fails."""
    with connection.cursor() as cursor:
        cursor.execute(NEXT, [series])
        return int(cursor.fetchone()[0])


def give_number(case: Case, series: str) -> str:
    """Give a case the next number of a series, in one statement: ``EX-2026-0001``."""
    with connection.cursor() as cursor:
        cursor.execute(GIVE, [series, series, case.pk])
        case.number = str(cursor.fetchone()[0])
    return case.number
