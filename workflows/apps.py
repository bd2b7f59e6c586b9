"""The room of what happens."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


def _after_migration(using: str, **_kwargs: Any) -> None:
    from workflows import declared, grants  # noqa: PLC0415 (models must be loaded)

    declared.declare(using)
    grants.give(using)


class WorkflowsConfig(AppConfig):
    """Loads every process and keeps the kernel's table in step with them."""

    name = "workflows"
    verbose_name = _("Rubrics, terms and rules")

    def ready(self) -> None:
        """Import the processes, so that each registers itself, and the tables of the pages."""
        from workflows import (  # noqa: PLC0415
            attestations,  # noqa: F401
            batches,  # noqa: F401
            certificates,  # noqa: F401
            checks,  # noqa: F401
            deadlines_rules,  # noqa: F401
            letters,  # noqa: F401
            paper_data,  # noqa: F401
            papers,  # noqa: F401
            processes,
            reminders,  # noqa: F401
            reviewers,  # noqa: F401
            saved,  # noqa: F401
            signatures,  # noqa: F401
            standing_in,  # noqa: F401
            unsent,  # noqa: F401
            workdays,  # noqa: F401
        )

        for module in pkgutil.iter_modules(processes.__path__):
            import_module(f"{processes.__name__}.{module.name}")
        post_migrate.connect(_after_migration, sender=self)
