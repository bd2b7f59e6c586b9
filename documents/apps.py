"""The room of documents."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    """What was filed and what was rendered."""

    name = "documents"
    verbose_name = _("Documents")

    def ready(self) -> None:
        """Load the table of files on their way."""
        from documents import arrivals  # noqa: F401, PLC0415
