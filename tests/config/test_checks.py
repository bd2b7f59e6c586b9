from pathlib import Path

import pytest
from django.conf import settings

from config import checks
from tests.documents.signing.authority import Authority


def test_web_role_is_not_the_owner_of_the_embedded_database() -> None:
    assert checks.web_role_owns_nothing() == []


def test_web_role_that_is_the_owner_is_warned_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings.DATABASES["owner"], "USER", settings.SARAP_WEB_ROLE)
    (warning,) = checks.web_role_owns_nothing()
    assert warning.id == "sarap.W001"


def test_folder_of_trusted_authorities_may_be_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "SARAP_TRUST_ROOTS", "")
    assert checks.trusted_authorities_are_readable() == []


def test_missing_folder_of_trusted_authorities_is_warned_of(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(settings, "SARAP_TRUST_ROOTS", str(tmp_path / "trust"))
    (warning,) = checks.trusted_authorities_are_readable()
    assert warning.id == "sarap.W002"


def test_stray_file_among_trusted_authorities_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(settings, "SARAP_TRUST_ROOTS", str(tmp_path))
    Authority.root().trust_in(tmp_path)
    assert checks.trusted_authorities_are_readable() == []
    (tmp_path / "notes.txt").write_text("Мұнда сертификаттар тұрады.")
    (warning,) = checks.trusted_authorities_are_readable()
    assert warning.id == "sarap.W003"
    assert "notes.txt" in warning.msg
