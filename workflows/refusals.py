"""What the engine raises when it does not act; each says why, in words for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from workflows.ask import Ask
    from workflows.models import Case


class NotDone(Exception):  # noqa: N818 (a refusal is not an error of the program)
    """An action was not done; ``reason`` tells the person why."""

    def __init__(self, reason: StrOrPromise) -> None:
        super().__init__(reason)
        self.reason = reason


class NotAllowed(NotDone):
    """The person may not do this."""


class NotNow(NotDone):
    """The person may do this, but not as things stand."""


class MovedOn(NotDone):
    """The case is not as the person saw it; ``case`` is how it is now."""

    def __init__(self, case: Case, seen_version: int) -> None:
        super().__init__(_("The case has moved on since you opened this page."))
        self.case = case
        self.seen_version = seen_version


class Invalid(NotDone):
    """What the person filled in does not hold; ``form`` has the errors."""

    def __init__(self, form: Ask) -> None:
        super().__init__(_("Please correct the marked fields."))
        self.form = form
