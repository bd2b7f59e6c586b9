"""Quorum and majority, against a reference of whole and broken numbers of its own."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.councils.counting import Ends, Majority, Rules, Tally, judge, quorum

RULES = {"numerator": 2, "denominator": 3, "number": None, "casting_vote": True}


def rules(**changed: object) -> Rules:
    given = RULES | {"majority": Majority.PRESENT} | changed
    return Rules(**given)  # type: ignore[arg-type]


@st.composite
def votes(draw: st.DrawFn) -> tuple[Rules, int, int, Tally]:
    """Draw rules, how many are entitled and present, and what those present did."""
    denominator = draw(st.integers(1, 12))
    drawn = rules(
        numerator=draw(st.integers(1, denominator)),
        denominator=denominator,
        number=draw(st.none() | st.integers(1, 40)),
        majority=draw(st.sampled_from(Majority)),
        casting_vote=draw(st.booleans()),
    )
    entitled = draw(st.integers(0, 40))
    present = draw(st.integers(0, entitled))
    cast = draw(st.integers(0, present))
    votes_for = draw(st.integers(0, cast))
    against = draw(st.integers(0, cast - votes_for))
    return drawn, entitled, present, Tally(votes_for, against, cast - votes_for - against)


def reference(drawn: Rules, entitled: int, present: int, tally: Tally) -> str:
    """Say what the rules say, by fractions, as a person would work it out on paper."""
    share = Fraction(drawn.numerator, drawn.denominator)
    wanted = drawn.number if drawn.number is not None else math.ceil(share * entitled)
    if present < wanted or present == 0:
        return "no_quorum"
    of_present = Fraction(tally.votes_for, present)
    of_all = Fraction(tally.votes_for, entitled)
    enough = {
        Majority.PRESENT: of_present > Fraction(1, 2),
        Majority.ALL: of_all > Fraction(1, 2),
        Majority.TWO_THIRDS: of_present >= Fraction(2, 3),
    }[drawn.majority]
    if enough:
        return "carried"
    is_tie = tally.votes_for == tally.against and tally.votes_for > 0
    if is_tie and drawn.majority is Majority.PRESENT and drawn.casting_vote:
        return "tied"
    return "lost"


@given(votes())
def test_result_equals_the_reference(drawn: tuple[Rules, int, int, Tally]) -> None:
    given_rules, entitled, present, tally = drawn
    found = judge(given_rules, entitled=entitled, present=present, tally=tally)
    assert found == reference(given_rules, entitled, present, tally)


@given(votes())
def test_one_more_vote_for_never_harms(drawn: tuple[Rules, int, int, Tally]) -> None:
    given_rules, entitled, present, tally = drawn
    before = judge(given_rules, entitled=entitled, present=present, tally=tally)
    if tally.abstained and before is Ends.CARRIED:
        more = Tally(tally.votes_for + 1, tally.against, tally.abstained - 1)
        assert judge(given_rules, entitled=entitled, present=present, tally=more) is Ends.CARRIED


@pytest.mark.parametrize(
    ("entitled", "needed"), [(9, 6), (8, 6), (7, 5), (6, 4), (3, 2), (1, 1), (0, 1)]
)
def test_quorum_of_two_thirds_is_rounded_up(entitled: int, needed: int) -> None:
    assert quorum(rules(), entitled) == needed


def test_quorum_as_a_number_overrules_the_fraction() -> None:
    assert quorum(rules(number=5), 9) == 5


@pytest.mark.parametrize(
    ("majority", "votes_for", "against", "ends"),
    [
        (Majority.PRESENT, 4, 3, Ends.CARRIED),
        (Majority.PRESENT, 3, 3, Ends.TIED),
        (Majority.PRESENT, 3, 4, Ends.LOST),
        (Majority.ALL, 5, 0, Ends.CARRIED),
        (Majority.ALL, 4, 0, Ends.LOST),
        (Majority.TWO_THIRDS, 5, 2, Ends.CARRIED),
        (Majority.TWO_THIRDS, 4, 3, Ends.LOST),
        (Majority.TWO_THIRDS, 3, 3, Ends.LOST),
    ],
)
def test_seven_of_nine(majority: Majority, votes_for: int, against: int, ends: Ends) -> None:
    tally = Tally(votes_for, against, 7 - votes_for - against)
    assert judge(rules(majority=majority), entitled=9, present=7, tally=tally) is ends
