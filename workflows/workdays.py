"""Days on which the centre works otherwise than the weekday says, as administrators keep them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from time import monotonic
from typing import TYPE_CHECKING

import holidays
import pghistory
from django.conf import settings
from django.db import models, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


COLUMNS = ("day", "works", "name_kk", "name_ru", "name_en")


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class SpecialDay(models.Model):
    """A holiday, a day off that was moved, or a weekend day on which the centre works."""

    day = models.DateField(
        _("Day"), unique=True, error_messages={"unique": _("This day is in the table already.")}
    )
    works = models.BooleanField(
        _("The centre works on this day"),
        default=False,
        help_text=_("For a working Saturday, or for a holiday that was entered by mistake."),
    )
    name_kk = models.CharField(_("Name in Kazakh"), max_length=120)
    name_ru = models.CharField(_("Name in Russian"), max_length=120)
    name_en = models.CharField(_("Name in English"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("Holiday or moved day")
        verbose_name_plural = _("Holidays and moved days")
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day:%d.%m.%Y} {self.name}"

    @property
    def name(self) -> str:
        """The name in the active language, or in Kazakh."""
        return str(getattr(self, f"name_{get_language() or 'kk'}", "") or self.name_kk)


@dataclass(frozen=True, slots=True)
class Known:
    """The table as it was read at a moment of the monotonic clock."""

    days: Mapping[date, SpecialDay]
    years: frozenset[int]
    read: float


_known: Known | None = None


def special(day: date) -> SpecialDay | None:
    """Give what the table says of a day, or nothing where the weekday decides.

    A year of which the table has no day yet is taken from the package ``holidays``.
    """
    known = _table()
    if day.year not in known.years:
        return _of_package(day)
    return known.days.get(day)


def fill(year: int) -> None:
    """Take a year over from the package, if the table has no day of it, for who will correct it."""
    if not SpecialDay.objects.filter(day__year=year).exists():
        # Kept by value: what the package gives is shared by whoever asks.
        found = [SpecialDay(**{n: getattr(d, n) for n in COLUMNS}) for d in _package(year).values()]
        SpecialDay.objects.bulk_create(found, ignore_conflicts=True)


def forget() -> None:
    """Have this process read the table anew; the others do within ``SARAP_CALENDAR_SECONDS``."""
    global _known  # noqa: PLW0603 (one table for the process, as the module's promise says)
    _known = None


def changed() -> None:
    """Forget now, for who reads on in the transaction of a change, and again once it is kept."""
    forget()
    transaction.on_commit(forget)


def _table() -> Known:
    global _known  # noqa: PLW0603
    now = monotonic()
    if _known is None or now - _known.read > settings.SARAP_CALENDAR_SECONDS:
        days = {row.day: row for row in SpecialDay.objects.all()}
        _known = Known(days, frozenset(day.year for day in days), now)
    return _known


def _of_package(day: date) -> SpecialDay | None:
    return _package(day.year).get(day)


@cache
def _package(year: int) -> dict[date, SpecialDay]:
    table = holidays.country_holidays("KZ", years=year, language="kk")
    english = holidays.country_holidays("KZ", years=year, language="en_US")
    days = {
        day: SpecialDay(day=day, name_kk=name, name_ru=name, name_en=english[day])
        for day, name in table.items()
    }
    for day in table.weekend_workdays:
        days[day] = SpecialDay(day=day, works=True, name_kk="Жұмыс күні", name_ru="Рабочий день")
    return days
