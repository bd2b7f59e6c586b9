"""Directories: regions, districts and cities, organisations, school subjects."""

import pghistory
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from permissions.numbers import validate_bin


class Named(models.Model):
    """Has a name in Kazakh, Russian and perhaps English, shown in the reader's language."""

    name_kk = models.CharField(_("Name in Kazakh"), max_length=300)
    name_ru = models.CharField(_("Name in Russian"), max_length=300)
    name_en = models.CharField(_("Name in English"), max_length=300, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Give the name in the active language; where that is missing, in Kazakh."""
        names = {"ru": self.name_ru, "en": self.name_en}
        return names.get((get_language() or "kk")[:2]) or self.name_kk


class Region(Named):
    """A region of Kazakhstan."""

    code = models.SlugField(_("Code"), unique=True)

    class Meta:
        verbose_name = _("Region")
        verbose_name_plural = _("Regions")


class District(Named):
    """A district of a region, or a city of regional significance."""

    class Kind(models.TextChoices):
        """What the territory is."""

        DISTRICT = "district", _("District")
        CITY = "city", _("City")

    region = models.ForeignKey(
        Region, models.PROTECT, related_name="districts", verbose_name=_("Region")
    )
    code = models.SlugField(_("Code"), unique=True)
    kind = models.CharField(_("Kind"), max_length=10, choices=Kind)

    class Meta:
        verbose_name = _("District or city")
        verbose_name_plural = _("Districts and cities")


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Organisation(Named):
    """An education organisation, a methodical cabinet, the centre or the department."""

    class Kind(models.TextChoices):
        """What the organisation is."""

        SCHOOL = "school", _("School")
        KINDERGARTEN = "kindergarten", _("Kindergarten")
        COLLEGE = "college", _("College")
        EXTRA = "extra", _("Organisation of additional education")
        SPECIAL = "special", _("Special education organisation")
        CABINET = "cabinet", _("Methodical cabinet")
        CENTRE = "centre", _("Methodical support centre")
        DEPARTMENT = "department", _("Education department")
        OTHER = "other", _("Other organisation")

    district = models.ForeignKey(
        District, models.PROTECT, related_name="organisations", verbose_name=_("District or city")
    )
    kind = models.CharField(_("Kind"), max_length=15, choices=Kind, default=Kind.SCHOOL)
    bin = models.CharField(
        _("BIN"), max_length=12, unique=True, null=True, blank=True, validators=[validate_bin]
    )
    email = models.EmailField(_("E-mail"), blank=True)
    phone = models.CharField(_("Telephone"), max_length=50, blank=True)
    address = models.CharField(_("Address"), max_length=300, blank=True)
    is_active = models.BooleanField(_("Works now"), default=True)

    class Meta:
        verbose_name = _("Organisation")
        verbose_name_plural = _("Organisations")


class Subject(Named):
    """A school subject or a field of teaching."""

    code = models.SlugField(_("Code"), unique=True)

    class Meta:
        verbose_name = _("Subject")
        verbose_name_plural = _("Subjects")
