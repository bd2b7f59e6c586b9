import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from pytest_django import Settings


@pytest.mark.parametrize("options", [[], ["--if-empty"]])
def test_demo_refuses_production(settings: Settings, options: list[str]) -> None:
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="not for production"):
        call_command("demo", *options)
