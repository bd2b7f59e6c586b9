"""Certificates of experts: which reviews of theirs were accepted in a period."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import override

from documents import intake, store
from documents.models import DocumentKind, Dossier, Version
from documents.papers.kinds import Kind
from documents.papers.typesetting import render
from permissions.models import User
from permissions.people import system
from workflows import codes, panel, paper_data

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

FILED_AS = "paper_reviewer"


class ReviewerCertificate(models.Model):
    """A certificate as it was issued; it never changes.

    ``data`` is what was set in type. The version is in a dossier of the person's own.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    code = models.CharField(max_length=codes.LETTERS, unique=True)
    language = models.CharField(max_length=2)
    name = models.CharField(max_length=302)
    since = models.DateField()
    until = models.DateField()
    issued = models.DateField()
    reviews = models.PositiveIntegerField()
    data = models.JSONField()
    version = models.OneToOneField(Version, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.name} {self.since} – {self.until}"

    @property
    def grouped_code(self) -> str:
        """The code as it is printed."""
        return codes.grouped(self.code)


def of_person(person: User) -> models.QuerySet[ReviewerCertificate]:
    """Select the certificates of a person with their files, the latest first."""
    return ReviewerCertificate.objects.filter(person=person).select_related("version")


def issue(person: User, period: Mapping[str, date], language: str) -> ReviewerCertificate:
    """Issue the certificate of a period, ``since`` to ``until``, in ``kk`` or ``ru``.

    Asked for again on the same day with nothing new in it, it is the same one. Raises
    `ValueError` where no review of the period was accepted.
    """
    today = timezone.localdate()
    with transaction.atomic(), override(language):
        # Two clicks at once wait for each other.
        User.objects.select_for_update(no_key=True).get(pk=person.pk)
        done = panel.done_by(person, period["since"], period["until"])
        if not done:
            raise ValueError(period)
        code = codes.new_code()
        said = paper_data.reviewer(person, done, period, today, code)
        for earlier in of_person(person).filter(issued=today, language=language, **period):
            if earlier.data["reviews"] == said["reviews"]:
                return earlier
        content = render(Kind.REVIEWER, language, said)
        name = f"{person.last_name} {period['since']} {period['until']}.pdf"
        version = store.store(
            _dossier(person),
            DocumentKind.objects.get(code=FILED_AS),
            intake.render(name, content),
            by=system(),
            at=timezone.now(),
        )
        return ReviewerCertificate.objects.create(
            person=person,
            code=code,
            language=language,
            name=person.full_name,
            issued=today,
            reviews=len(done),
            data=said,
            version=version,
            **period,
        )


def find(code: str) -> ReviewerCertificate | None:
    """Find the certificate with a code, with its file."""
    return ReviewerCertificate.objects.select_related("version").filter(code=code).first()


def _dossier(person: User) -> Dossier:
    filed = ReviewerCertificate.objects.filter(person=person).values("version__document__dossier")
    found = Dossier.objects.filter(pk__in=filed).first()
    return found or Dossier.objects.create(created_at=timezone.now())
