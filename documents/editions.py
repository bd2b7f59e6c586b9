"""Editions of the lists of required documents."""

from datetime import date

from django.db import transaction
from django.db.models import Max

from documents.models import DocumentList, Requirement


def in_force(code: str, on: date) -> DocumentList:
    """Find the edition that a case starting on this day must fulfil.

    Raises DocumentList.DoesNotExist where none is in force.
    """
    return DocumentList.objects.filter(code=code, in_force_from__lte=on).latest(
        "in_force_from", "edition"
    )


def prepare_next(document_list: DocumentList) -> DocumentList:
    """Copy a list with its lines as the next edition, not yet published."""
    lines = list(document_list.requirements.all())
    editions = DocumentList.objects.filter(code=document_list.code)
    with transaction.atomic():
        copied = DocumentList.objects.create(
            code=document_list.code,
            edition=editions.aggregate(last=Max("edition"))["last"] + 1,
            name_kk=document_list.name_kk,
            name_ru=document_list.name_ru,
            name_en=document_list.name_en,
        )
        for line in lines:
            line.pk = None
            line.document_list = copied
        Requirement.objects.bulk_create(lines)
    return copied
