"""The room of people and what they may do."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PermissionsConfig(AppConfig):
    """Names the room in the administration."""

    name = "permissions"
    verbose_name = _("People and directories")
