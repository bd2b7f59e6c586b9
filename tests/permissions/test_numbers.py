import datetime as dt

import pytest
import time_machine
from django.core.exceptions import ValidationError
from hypothesis import assume, given
from hypothesis import strategies as st

from permissions.numbers import birth_date, check_digit, masked, validate_bin, validate_iin

CODES = {"1": 1800, "3": 1900, "5": 2000}


def textbook_digit(digits: list[int]) -> int | None:
    """Compute the check digit as the rule is told, without the code under test."""
    first = sum(d * w for d, w in zip(digits, range(1, 12), strict=True)) % 11
    if first < 10:
        return first
    second = sum(d * w for d, w in zip(digits, [*range(3, 12), 1, 2], strict=True)) % 11
    return second if second < 10 else None


births = st.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(2025, 12, 31))


@st.composite
def iins(draw: st.DrawFn) -> str:
    born = draw(births)
    century = (
        ("3" if born.year < 2000 else "5")
        if draw(st.booleans())
        else ("4" if born.year < 2000 else "6")
    )
    serial = draw(st.integers(min_value=0, max_value=9999))
    eleven = f"{born:%y%m%d}{century}{serial:04d}"
    last = textbook_digit([int(d) for d in eleven])
    assume(last is not None)
    return f"{eleven}{last}"


@given(iins())
def test_iin_made_by_the_rule_is_accepted(iin: str) -> None:
    validate_iin(iin)


@given(iins(), st.integers(min_value=0, max_value=11), st.integers(min_value=1, max_value=9))
def test_iin_with_one_digit_changed_is_refused(iin: str, at: int, by: int) -> None:
    # One wrong digit is caught by the first weights; where the second ones decide, most are.
    wrong = f"{iin[:at]}{(int(iin[at]) + by) % 10}{iin[at + 1 :]}"
    assume(textbook_digit([int(d) for d in wrong[:11]]) != int(wrong[11]))
    with pytest.raises(ValidationError):
        validate_iin(wrong)


@given(births, st.sampled_from("123456"))
def test_birth_date_reads_back(born: dt.date, code: str) -> None:
    century = {"1": 1800, "2": 1800, "3": 1900, "4": 1900, "5": 2000, "6": 2000}[code]
    read = birth_date(f"{born:%y%m%d}{code}00000")
    if read is None:
        assert (born.month, born.day) == (2, 29)
    else:
        assert (read.year, read.month, read.day) == (
            century + born.year % 100,
            born.month,
            born.day,
        )


@pytest.mark.parametrize(
    ("iin", "code"),
    [
        ("", "iin_digits"),
        ("85010130001", "iin_digits"),
        ("8501013000159", "iin_digits"),
        ("85010130001a", "iin_digits"),
        ("８50101300019", "iin_digits"),
        ("851301300019", "iin_birth_date"),
        ("850230300019", "iin_birth_date"),
        ("850101000019", "iin_birth_date"),
        ("850101700019", "iin_birth_date"),
        ("991231500018", "iin_birth_date"),
        ("850101300018", "iin_checksum"),
        ("850102300019", "iin_checksum"),
    ],
)
def test_iin_that_cannot_be_is_refused_with_the_reason(iin: str, code: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        validate_iin(iin)
    assert refusal.value.code == code


def test_check_digit_uses_the_second_weights_when_the_first_give_ten() -> None:
    found = next(
        eleven
        for eleven in (f"8501013{n:04d}" for n in range(10_000))
        if sum(int(d) * w for d, w in zip(eleven, range(1, 12), strict=True)) % 11 == 10
    )
    second = sum(int(d) * w for d, w in zip(found, [*range(3, 12), 1, 2], strict=True)) % 11
    assert check_digit(found) == (second if second < 10 else None)


def test_number_that_both_weights_skip_is_refused_with_any_last_digit() -> None:
    skipped = next(
        eleven
        for eleven in (f"8501013{n:04d}" for n in range(10_000))
        if check_digit(eleven) is None
    )
    for last in range(10):
        with pytest.raises(ValidationError):
            validate_iin(f"{skipped}{last}")


def test_iin_of_someone_born_tomorrow_is_refused() -> None:
    eleven = "2603015" + "0001"
    iin = f"{eleven}{check_digit(eleven)}"
    with time_machine.travel(dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC), tick=False):
        validate_iin(iin)
    with (
        time_machine.travel(dt.datetime(2026, 2, 27, 12, tzinfo=dt.UTC), tick=False),
        pytest.raises(ValidationError),
    ):
        validate_iin(iin)


def test_bin_needs_its_check_digit() -> None:
    eleven = "99014000012"[:11]
    good = f"{eleven}{check_digit(eleven)}"
    validate_bin(good)
    for wrong in (f"{eleven}{(int(good[11]) + 1) % 10}", "", eleven, "abc"):
        with pytest.raises(ValidationError):
            validate_bin(wrong)


def test_masked_hides_the_middle() -> None:
    assert masked("850101300015") == "85••••••••15"
    assert masked(None) == masked("") == ""
