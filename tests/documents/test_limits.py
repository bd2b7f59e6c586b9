import pytest
from django.core.exceptions import ValidationError
from pytest_django import Settings

from documents.limits import Limits, check_number, check_size, limits

MEGABYTE = 1024 * 1024


def message(check: object, value: int) -> str:
    assert callable(check)
    with pytest.raises(ValidationError) as caught:
        check(value)
    text: str = caught.value.messages[0].replace("\xa0", " ")
    return text


def test_limits_are_settings(settings: Settings) -> None:
    settings.SARAP_FILE_LIMITS = {"size": 5, "files": 7}
    assert limits() == Limits(size=5, files=7)


def test_misspelt_limit_is_an_error(settings: Settings) -> None:
    settings.SARAP_FILE_LIMITS = {"sise": 5}
    with pytest.raises(TypeError):
        limits()


def test_empty_file_is_refused() -> None:
    assert "0 bytes" in message(check_size, 0)


def test_size_is_refused_in_words_above_the_limit() -> None:
    check_size(50 * MEGABYTE)
    text = message(check_size, 200 * MEGABYTE)
    assert text.startswith("The file is 200.0 MB; at most 50.0 MB is accepted.")


def test_number_of_files_is_refused_above_the_limit(settings: Settings) -> None:
    settings.SARAP_FILE_LIMITS = {"files": 3}
    check_number(3)
    assert "At most 3 files" in message(check_number, 4)
