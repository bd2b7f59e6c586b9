import pytest
from django.conf import settings

from config import checks


def test_web_role_is_not_the_owner_of_the_embedded_database() -> None:
    assert checks.web_role_owns_nothing() == []


def test_web_role_that_is_the_owner_is_warned_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings.DATABASES["owner"], "USER", settings.SARAP_WEB_ROLE)
    (warning,) = checks.web_role_owns_nothing()
    assert warning.id == "sarap.W001"
