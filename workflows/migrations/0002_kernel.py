"""The kernel: inserting an event is the only way to move a case."""

from pathlib import Path

from django.db import migrations

SQL = (Path(__file__).parent / "0002_kernel.sql").read_text()
UNDO = """
DROP FUNCTION IF EXISTS sarap_move() CASCADE;
DROP FUNCTION IF EXISTS sarap_only_events_move() CASCADE;
DROP FUNCTION IF EXISTS sarap_case_starts() CASCADE;
DROP FUNCTION IF EXISTS sarap_case_has_event() CASCADE;
DROP FUNCTION IF EXISTS sarap_refuse() CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("workflows", "0001_initial")]
    operations = [migrations.RunSQL(SQL, UNDO)]
