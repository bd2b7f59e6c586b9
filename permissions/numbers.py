"""State identification numbers: IIN of a person, BIN of an organisation."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

FIRST_WEIGHTS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
SECOND_WEIGHTS = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)
NO_DIGIT = 10
CENTURIES = {"1": 1800, "2": 1800, "3": 1900, "4": 1900, "5": 2000, "6": 2000}


def check_digit(first_eleven: str) -> int | None:
    """Compute the twelfth digit, or None where the numbering scheme skips such a number."""
    for weights in (FIRST_WEIGHTS, SECOND_WEIGHTS):
        remainder = sum(int(d) * w for d, w in zip(first_eleven, weights, strict=True)) % 11
        if remainder != NO_DIGIT:
            return remainder
    return None


def _has_good_digits(number: str) -> bool:
    well_formed = len(number) == 12 and number.isascii() and number.isdigit()  # noqa: PLR2004
    return well_formed and check_digit(number[:11]) == int(number[11])


def birth_date(iin: str) -> date | None:
    """Read the birth date out of an IIN, or None where its digits are no date."""
    century = CENTURIES.get(iin[6])
    if century is None:
        return None
    try:
        return date(century + int(iin[:2]), int(iin[2:4]), int(iin[4:6]))
    except ValueError:
        return None


def validate_iin(iin: str) -> None:
    """Raise ValidationError unless ``iin`` is a possible IIN of a person born by today."""
    if len(iin) != 12 or not (iin.isascii() and iin.isdigit()):  # noqa: PLR2004
        raise ValidationError(_("An IIN has exactly 12 digits."), code="iin_digits")
    born = birth_date(iin)
    if born is None or born > timezone.localdate():
        raise ValidationError(
            _("The first seven digits of this IIN are not a possible birth date."),
            code="iin_birth_date",
        )
    if not _has_good_digits(iin):
        raise ValidationError(
            _("This IIN has a mistake in it: its last digit does not match the others."),
            code="iin_checksum",
        )


def validate_bin(bin_number: str) -> None:
    """Raise ValidationError unless ``bin_number`` is a possible BIN of an organisation."""
    if not _has_good_digits(bin_number):
        raise ValidationError(
            _("A BIN has 12 digits, and the last one must match the others."), code="bin"
        )


def masked(number: str | None) -> str:
    """Show a number so that its owner recognises it and nobody else learns it."""
    return f"{number[:2]}••••••••{number[-2:]}" if number else ""
