"""What is put to the vote, and how the votes fell; a secret vote keeps no link to a person."""

from __future__ import annotations

import hmac
import json
import secrets
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from workflows.councils.agenda import AgendaItem
from workflows.councils.counting import Tally

if TYPE_CHECKING:
    from collections.abc import Iterable


class Choice(models.TextChoices):
    """What a member can choose."""

    FOR = "for", _("For")
    AGAINST = "against", _("Against")
    ABSTAIN = "abstain", _("Abstain")


class MotionState(models.TextChoices):
    """How far a motion has got."""

    DRAFT = "draft", _("Not yet put to the vote")
    OPEN = "open", _("Voting is open")
    TIED = "tied", _("Votes are equal")
    CARRIED = "carried", _("Carried")
    LOST = "lost", _("Not carried")
    NO_QUORUM = "no_quorum", _("No quorum")


class Motion(models.Model):
    """A resolution, or a question without one, that the council votes on under an item.

    ``action`` is the move that carries the resolution out on the item's case, and ``data`` what
    its form takes. The numbers are those of the moment when the vote closed; ``votes`` lists who
    voted how where the vote was open.
    """

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="motions")
    number = models.PositiveSmallIntegerField()
    action = models.CharField(max_length=48, blank=True)
    text_kk = models.TextField()
    text_ru = models.TextField()
    data = models.JSONField(default=dict)
    secret = models.BooleanField()
    state = models.CharField(max_length=10, choices=MotionState, default=MotionState.DRAFT)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    entitled = models.PositiveSmallIntegerField(default=0)
    present = models.PositiveSmallIntegerField(default=0)
    quorum = models.PositiveSmallIntegerField(default=0)
    votes_for = models.PositiveSmallIntegerField(default=0)
    against = models.PositiveSmallIntegerField(default=0)
    abstained = models.PositiveSmallIntegerField(default=0)
    casting = models.CharField(max_length=8, choices=Choice, blank=True)
    votes = models.JSONField(default=list)

    class Meta:
        ordering = ["item", "number"]
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="motion_numbered_once"),
            models.UniqueConstraint(
                fields=["item"], condition=Q(state="open"), name="motion_open_once"
            ),
            models.CheckConstraint(
                name="motion_votes_are_of_the_present",
                condition=Q(present__gte=F("votes_for") + F("against") + F("abstained")),
            ),
            models.CheckConstraint(
                name="motion_present_are_entitled", condition=Q(entitled__gte=F("present"))
            ),
            models.CheckConstraint(
                name="motion_secret_names_nobody", condition=Q(secret=False) | Q(votes=[])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item.place}.{self.number}"

    @property
    def text(self) -> str:
        """What is put to the vote, in the active language."""
        return self.text_ru if get_language() == "ru" else self.text_kk

    @property
    def tally(self) -> Tally:
        """The votes as they were counted."""
        return Tally(self.votes_for, self.against, self.abstained)

    @property
    def digest(self) -> str:
        """The SHA-256 of what the vote gave, for the trail of the session."""
        told = {
            "item": self.item_id,
            "motion": self.number,
            "state": self.state,
            "numbers": [self.entitled, self.present, self.quorum],
            "votes": [self.votes_for, self.against, self.abstained, self.casting],
            "names": self.votes,
        }
        return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


class BallotBox(models.Model):
    """The box of a secret vote: what was chosen, under marks that lead to nobody.

    A mark is a keyed hash of the ballot, with a salt that exists only while the vote is open, so
    that a voter can change their choice. All choices are one value of one row: they have neither
    an order nor a time of their own. Counting empties the box and forgets the salt.
    """

    motion = models.OneToOneField(Motion, models.PROTECT, related_name="box")
    salt = models.BinaryField()
    choices = models.JSONField(default=dict)

    def __str__(self) -> str:
        return str(self.motion)


def open_box(motion: Motion) -> None:
    """Set up the box of a secret vote."""
    BallotBox.objects.create(motion=motion, salt=secrets.token_bytes(32))


def put_in(motion_id: int, ballot_code: str, choice: str) -> None:
    """Put a choice into the box, in the place of the one that the same ballot gave before.

    The row is locked, so that two who vote at once both count.
    """
    box = BallotBox.objects.select_for_update().get(motion=motion_id)
    key = settings.SECRET_KEY.encode() + bytes(box.salt)
    mark = hmac.new(key, ballot_code.encode(), sha256).hexdigest()
    # Sorted by their marks, they come in no order that tells anything.
    box.choices = dict(sorted({**box.choices, mark: choice}.items()))
    box.save(update_fields=["choices"])


def empty_box(motion: Motion) -> list[str]:
    """Take the choices out, for good; nothing of who chose what remains."""
    box = BallotBox.objects.select_for_update().get(motion=motion)
    chosen = sorted(box.choices.values())
    box.choices, box.salt = {}, b""
    box.save(update_fields=["choices", "salt"])
    return chosen


def tally(choices: Iterable[str]) -> Tally:
    """Count choices."""
    counted = list(choices)
    return Tally(
        votes_for=counted.count(Choice.FOR),
        against=counted.count(Choice.AGAINST),
        abstained=counted.count(Choice.ABSTAIN),
    )


def last_motion(item: Any) -> Motion | None:
    """Give the latest motion under an item, if there is one."""
    # Read from the agenda where that has the motions: every guard of a page asks.
    return max(item.motions.all(), key=lambda motion: motion.number, default=None)


def carried(item: AgendaItem) -> Motion | None:
    """Give the motion by which an item was decided, if one that moves its case was carried."""
    rows = item.motions.filter(state=MotionState.CARRIED).exclude(action="")
    return rows.order_by("-number").first()
