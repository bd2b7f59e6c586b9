"""What a dossier must hold by a list of required documents, and what it lacks."""

from dataclasses import dataclass

from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from documents.models import Document, DocumentList, Dossier, Requirement


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a checklist: how many documents there are and how many there must be."""

    requirement: Requirement
    have: int
    need: int

    @property
    def fulfilled(self) -> bool:
        """Whether nothing is missing here."""
        return self.have >= self.need

    def __str__(self) -> str:
        return _("%(kind)s: filed %(have)d, needed %(need)d") % {
            "kind": self.requirement.kind.name,
            "have": self.have,
            "need": self.need,
        }


def status(dossier: Dossier | int, document_list: DocumentList | int) -> list[Item]:
    """Compare the whole list with what was filed, in one query; either may be given by its key."""
    filed = (
        Document.objects.filter(dossier=dossier, kind=OuterRef("kind"), withdrawn_at=None)
        .order_by()
        .values("kind")
        .annotate(number=Count("pk"))
        .values("number")
    )
    requirements = (
        Requirement.objects.filter(document_list=document_list)
        .select_related("kind")
        .annotate(have=Coalesce(Subquery(filed, output_field=IntegerField()), 0))
    )
    return [Item(found, found.have, found.minimum) for found in requirements]


def missing(dossier: Dossier | int, document_list: DocumentList | int) -> list[Item]:
    """Name what is still to be filed, in one query; nothing when the dossier is complete."""
    return [item for item in status(dossier, document_list) if not item.fulfilled]
