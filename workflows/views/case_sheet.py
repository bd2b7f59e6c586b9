"""Cases as a spreadsheet: what their list on a page says, in full."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from permissions.sheets import Column

COLUMNS = (
    Column(_("Number"), lambda row: row.case.label),
    Column(_("Process"), lambda row: str(row.process), 28),
    Column(_("Title in Kazakh"), lambda row: row.case.title_kk, 50),
    Column(_("Title in Russian"), lambda row: row.case.title_ru, 50),
    Column(_("State"), lambda row: str(row.state), 24),
    Column(_("Who has it"), lambda row: str(row.holder), 24),
    Column(
        _("Due"), lambda row: timezone.localdate(row.case.due_at) if row.case.due_at else None, 12
    ),
    Column(_("Time left"), lambda row: row.due.words if row.due else "", 24),
    Column(_("District or city"), lambda row: str(row.case.district or ""), 24),
    Column(_("Opened"), lambda row: row.case.started_at),
    Column(_("In this state since"), lambda row: row.case.held_since),
)


def _on_shelf(column: Column) -> Column:
    return Column(column.label, lambda line: column.value(line[1]), column.width)


# Of pairs: a shelf of My work, and a case on it.
SHELVED = (
    Column(_("Part of my work"), lambda line: str(line[0].title), 24),
    *map(_on_shelf, COLUMNS),
)
