from collections.abc import Iterator

import pytest
from django.utils import timezone, translation

from documents.models import DocumentKind, Dossier


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def dossier(db: None) -> Dossier:
    return Dossier.objects.create(created_at=timezone.now())


@pytest.fixture
def work(db: None) -> DocumentKind:
    return DocumentKind.objects.get(code="work")


@pytest.fixture
def outside_review(db: None) -> DocumentKind:
    return DocumentKind.objects.get(code="outside_review")
