"""What was filed and what was rendered: documents in immutable versions.

Only `documents.store` writes versions. The database refuses to change or delete a
version, and to change a list of required documents once it is published.
"""

from typing import ClassVar

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from permissions.models import Named


class Dossier(models.Model):
    """What was filed together. A case has one."""

    created_at = models.DateTimeField(_("Created"))

    class Meta:
        verbose_name = _("Dossier")
        verbose_name_plural = _("Dossiers")

    def __str__(self) -> str:
        return str(self.pk)


class DocumentKind(Named):
    """What a document is: the work itself, a review, an extract."""

    code = models.SlugField(_("Code"), max_length=40, unique=True)
    position = models.PositiveSmallIntegerField(_("Place in lists"), default=100)
    rendered = models.BooleanField(_("Made by the system"), default=False, editable=False)

    class Meta:
        ordering: ClassVar = ["position", "code"]
        verbose_name = _("Kind of document")
        verbose_name_plural = _("Kinds of documents")


class Document(models.Model):
    """One document of a dossier; its content is in its versions.

    One that was filed by mistake is withdrawn: it counts no more, and its versions stay.
    """

    dossier = models.ForeignKey(
        Dossier, on_delete=models.PROTECT, related_name="documents", verbose_name=_("Dossier")
    )
    kind = models.ForeignKey(
        DocumentKind, on_delete=models.PROTECT, related_name="+", verbose_name=_("Kind")
    )
    title = models.CharField(_("Title"), max_length=300, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("Created by"),
    )
    created_at = models.DateTimeField(_("Created"))
    withdrawn_at = models.DateTimeField(_("Withdrawn"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        verbose_name = _("Document")
        verbose_name_plural = _("Documents")

    def __str__(self) -> str:
        return self.title or self.kind.name


class Version(models.Model):
    """One content of a document, forever.

    ``size`` is in bytes; ``name`` is the name that it was filed under, made safe;
    ``rendered`` says that the system wrote it.
    """

    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, related_name="versions", verbose_name=_("Document")
    )
    number = models.PositiveIntegerField(_("Number"))
    sha256 = models.CharField(_("SHA-256"), max_length=64, db_index=True)
    size = models.PositiveBigIntegerField(_("Size"))
    media_type = models.CharField(_("Type"), max_length=100)
    name = models.CharField(_("File name"), max_length=150)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("Filed by"),
    )
    uploaded_at = models.DateTimeField(_("Filed"))
    note = models.TextField(_("Note"), blank=True)
    rendered = models.BooleanField(_("Made by the system"), default=False)

    class Meta:
        ordering: ClassVar = ["document", "number"]
        verbose_name = _("Version")
        verbose_name_plural = _("Versions")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "number"], name="version_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="version_number_from_one"),
            models.CheckConstraint(condition=Q(size__gte=1), name="version_not_empty"),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="version_sha256_hex"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="version_has_name"),
        ]

    def __str__(self) -> str:
        return self.name


class DocumentList(Named):
    """An edition of what must be filed for a kind of matter.

    Without a day when it comes into force it is being prepared; with one it is published
    and never changes again: a change is a new edition.
    """

    code = models.SlugField(_("Code"), max_length=40)
    edition = models.PositiveIntegerField(_("Edition"), validators=[MinValueValidator(1)])
    in_force_from = models.DateField(_("In force from"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["code", "-edition"]
        verbose_name = _("List of required documents")
        verbose_name_plural = _("Lists of required documents")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "edition"], name="document_list_edition_once"),
            models.CheckConstraint(condition=Q(edition__gte=1), name="document_list_from_one"),
        ]

    @property
    def published(self) -> bool:
        """Whether the list can no longer change."""
        return self.in_force_from is not None


class Requirement(models.Model):
    """How many documents of a kind a list asks for, and what they should be like."""

    document_list = models.ForeignKey(
        DocumentList,
        on_delete=models.PROTECT,
        related_name="requirements",
        verbose_name=_("List"),
    )
    kind = models.ForeignKey(
        DocumentKind, on_delete=models.PROTECT, related_name="+", verbose_name=_("Kind")
    )
    minimum = models.PositiveSmallIntegerField(
        _("At least"), default=1, help_text=_("0 means welcome but not required.")
    )
    position = models.PositiveSmallIntegerField(_("Place in the list"), default=100)
    help_kk = models.TextField(_("Explanation in Kazakh"), blank=True)
    help_ru = models.TextField(_("Explanation in Russian"), blank=True)
    help_en = models.TextField(_("Explanation in English"), blank=True)

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        verbose_name = _("Required document")
        verbose_name_plural = _("Required documents")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document_list", "kind"], name="requirement_kind_once"),
        ]

    def __str__(self) -> str:
        return self.kind.name

    @property
    def help(self) -> str:
        """The explanation in the language of the page."""
        texts = {"ru": self.help_ru, "en": self.help_en}
        return texts.get((get_language() or "kk")[:2]) or self.help_kk
