"""The arithmetic of a council: quorum, majority, ties. Pure, so that anybody can check it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Majority(TextChoices):
    """How many votes carry a motion."""

    PRESENT = "present", _("More than half of those present")
    ALL = "all", _("More than half of all who are entitled to vote")
    TWO_THIRDS = "two_thirds", _("At least two thirds of those present")


class Ends(StrEnum):
    """How a vote ends."""

    CARRIED = "carried"
    LOST = "lost"
    TIED = "tied"
    NO_QUORUM = "no_quorum"


@dataclass(frozen=True, slots=True)
class Rules:
    """What counting needs to know of an edition of a council's rules.

    ``number`` is a quorum of so many members and, where it is given, overrules the fraction.
    """

    numerator: int
    denominator: int
    number: int | None
    majority: Majority
    casting_vote: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """The votes of one motion."""

    votes_for: int
    against: int
    abstained: int

    @property
    def cast(self) -> int:
        """How many voted, in whatever way."""
        return self.votes_for + self.against + self.abstained


def quorum(rules: Rules, entitled: int) -> int:
    """Give how many of the entitled must be present: the fraction, rounded up, at least one.

    The recused are not among the entitled: they count neither as members nor as present.
    """
    if rules.number is not None:
        return max(1, rules.number)
    return max(1, -(-entitled * rules.numerator // rules.denominator))


def judge(rules: Rules, *, entitled: int, present: int, tally: Tally) -> Ends:
    """Say how a vote ends.

    Votes are equal when as many are for as against, whatever the abstentions. Where a majority
    of those present decides and the chair has a casting vote, that is a tie, which the chair
    breaks; otherwise the motion is lost.
    """
    if present < quorum(rules, entitled):
        return Ends.NO_QUORUM
    if _enough(rules.majority, entitled=entitled, present=present, votes=tally.votes_for):
        return Ends.CARRIED
    equal = tally.votes_for == tally.against > 0
    if equal and rules.casting_vote and rules.majority == Majority.PRESENT:
        return Ends.TIED
    return Ends.LOST


def _enough(majority: Majority, *, entitled: int, present: int, votes: int) -> bool:
    match majority:
        case Majority.PRESENT:
            return 2 * votes > present
        case Majority.ALL:
            return 2 * votes > entitled
        case Majority.TWO_THIRDS:
            return votes > 0 and 3 * votes >= 2 * present
