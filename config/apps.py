"""The room that puts the others together."""

from django.apps import AppConfig
from django.contrib.staticfiles.apps import StaticFilesConfig


class ConfigConfig(AppConfig):
    """Registers the checks of settings."""

    name = "config"

    def ready(self) -> None:
        """Import the checks, which registers them."""
        from config import checks  # noqa: F401, PLC0415


class ServedFilesConfig(StaticFilesConfig):
    """Leaves out what viewflow ships but no page of ours loads; some of it is broken."""

    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "node_modules", "contrib"]
