"""How much may be filed, as settings, and the words for when it is too much."""

from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits in force; ``settings.SARAP_FILE_LIMITS`` gives those that differ from these.

    Sizes are in bytes. ``ratio`` is how many times a packed file may grow when unpacked,
    asked only of files that unpack to more than ``ratio_from``. ``nesting`` is how many
    levels of packed files inside packed files are accepted.
    """

    size: int = 50 * 1024 * 1024
    files: int = 200
    expanded: int = 500 * 1024 * 1024
    ratio: int = 100
    ratio_from: int = 20 * 1024 * 1024
    entries: int = 10_000
    nesting: int = 2


def limits() -> Limits:
    """Read the limits in force."""
    return Limits(**settings.SARAP_FILE_LIMITS)


def check_size(size: int) -> None:
    """Refuse an empty file and one that is too big."""
    most = limits().size
    if size == 0:
        raise ValidationError(
            _(
                "The file is empty (0 bytes)."
                " Check that it opens on your computer and choose it again."
            ),
            code="empty",
        )
    if size > most:
        raise ValidationError(
            _(
                "The file is %(size)s; at most %(limit)s is accepted."
                " Make the pictures in it smaller or split it into parts."
            ),
            code="too_big",
            params={"size": filesizeformat(size), "limit": filesizeformat(most)},
        )


def check_number(files: int) -> None:
    """Refuse more files in one dossier than are accepted."""
    most = limits().files
    if files > most:
        raise ValidationError(
            _("At most %(limit)d files are accepted in one dossier."),
            code="too_many",
            params={"limit": most},
        )


class Expansion:
    """What is left of the right to grow, for one packed file and all that is packed in it."""

    def __init__(self, packed: int) -> None:
        self.limits = limits()
        allowed = max(packed * self.limits.ratio, self.limits.ratio_from)
        self.left = min(self.limits.expanded, allowed)
        self.entries_left = self.limits.entries

    def unpack(self, size: int) -> None:
        """Spend ``size`` bytes, or refuse the file."""
        self.left -= size
        if self.left < 0:
            raise self.refusal()

    def enter(self, entries: int, size: int, depth: int) -> None:
        """Count the entries of a package and the ``size`` it says it unpacks to."""
        self.entries_left -= entries
        if self.entries_left < 0 or size > self.left:
            raise self.refusal()
        if depth > self.limits.nesting:
            raise ValidationError(
                _(
                    "The file has files packed inside files more than %(limit)d levels deep."
                    " File the inner documents separately."
                ),
                code="nested",
                params={"limit": self.limits.nesting},
            )

    def refusal(self) -> ValidationError:
        """Say that the file unpacks to too much."""
        return ValidationError(
            _(
                "The file unpacks to far more than its size; at most %(limit)s is accepted."
                " Save it anew in the program that made it."
            ),
            code="expands",
            params={"limit": filesizeformat(self.limits.expanded)},
        )
