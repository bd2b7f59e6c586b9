from pathlib import Path

import pytest
from pytest_django import Settings

from tests.documents.signing.authority import Authority


@pytest.fixture
def root() -> Authority:
    return Authority.root()


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Path:
    """Name a folder of trusted authorities; nothing is in it yet."""
    place = tmp_path / "trust"
    place.mkdir()
    settings.SARAP_TRUST_ROOTS = str(place)
    return place


@pytest.fixture
def trusted(folder: Path, root: Authority) -> Path:
    """Trust the root."""
    root.trust_in(folder)
    return folder
