"""Councils, who sits on them for how long, and the editions of their rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pghistory
from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from permissions.models import Region
from permissions.models.membership import today
from permissions.models.places import Named
from workflows.councils.counting import Majority, Rules

if TYPE_CHECKING:
    from datetime import date

    from permissions.models import User


class CouncilKind(models.TextChoices):
    """What a council is for; a process names the kind that decides its cases."""

    EXPERTISE = "expertise", _("Council on the expertise of pedagogical initiatives")
    METHODICAL = "methodical", _("Methodical council")
    JURY = "jury", _("Jury")


class HeldAs(models.TextChoices):
    """How a session is held."""

    IN_PERSON = "in_person", _("In one room")
    ONLINE = "online", _("By a link")
    ABSENTEE = "absentee", _("By ballots, without meeting")


class Council(Named):
    """A body that decides in sessions (Regulation 2.2.8, 5.2.7)."""

    code = models.SlugField(_("Code"), unique=True)
    kind = models.CharField(_("Kind"), max_length=16, choices=CouncilKind)
    region = models.ForeignKey(
        Region, models.PROTECT, related_name="councils", verbose_name=_("Region")
    )
    active = models.BooleanField(_("Active"), default=True)

    class Meta:
        verbose_name = _("Council")
        verbose_name_plural = _("Councils")


class Office(models.TextChoices):
    """What a person is on a council; its secretary has no vote."""

    CHAIR = "chair", _("Chair")
    DEPUTY = "deputy", _("Deputy chair")
    SECRETARY = "secretary", _("Secretary of the council")
    MEMBER = "member", _("Member")


PRESIDING = (Office.CHAIR, Office.DEPUTY)
VOTING = (Office.CHAIR, Office.DEPUTY, Office.MEMBER)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class CouncilMember(models.Model):
    """A person's term of office on a council."""

    council = models.ForeignKey(
        Council, models.PROTECT, related_name="members", verbose_name=_("Council")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="council_seats",
        verbose_name=_("Person"),
    )
    office = models.CharField(_("Office"), max_length=10, choices=Office, default=Office.MEMBER)
    since = models.DateField(_("First day"), default=today)
    until = models.DateField(
        _("No longer from"),
        null=True,
        blank=True,
        help_text=_("The first day on which the person no longer sits on the council."),
    )

    class Meta:
        verbose_name = _("Member of the council")
        verbose_name_plural = _("Members of the council")
        constraints = [
            models.CheckConstraint(
                name="council_term_ends_after_start",
                condition=Q(until=None) | Q(until__gte=F("since")),
                violation_error_message=_("The last day is before the first."),
            ),
            models.UniqueConstraint(
                fields=["council", "person"],
                condition=Q(until=None),
                name="council_member_once",
                violation_error_message=_("This person already sits on this council."),
            ),
            models.UniqueConstraint(
                fields=["council"],
                condition=Q(until=None, office="chair"),
                name="council_chair_once",
                violation_error_message=_("The council already has a chair."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_office_display()}"


class CouncilRules(models.Model):
    """An edition of a council's rules; a session keeps the one it was planned under.

    The quorum is a fraction of those entitled to vote, or a number of them.
    """

    council = models.ForeignKey(
        Council, models.PROTECT, related_name="rules", verbose_name=_("Council")
    )
    in_force_from = models.DateField(_("In force from"))
    quorum_numerator = models.PositiveSmallIntegerField(_("Quorum, numerator"), default=2)
    quorum_denominator = models.PositiveSmallIntegerField(_("Quorum, denominator"), default=3)
    quorum_number = models.PositiveSmallIntegerField(
        _("Quorum as a number of members"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Where it is given, it holds instead of the fraction."),
    )
    majority = models.CharField(
        _("Majority"), max_length=12, choices=Majority, default=Majority.PRESENT
    )
    casting_vote = models.BooleanField(_("The chair breaks a tie"), default=True)
    secret = models.BooleanField(_("Voting is secret unless decided otherwise"), default=False)
    notice_days = models.PositiveSmallIntegerField(
        _("Working days between the agenda and the session"), default=5
    )
    validity_years = models.PositiveSmallIntegerField(
        _("Validity in years"), default=5, validators=[MinValueValidator(1)]
    )

    class Meta:
        verbose_name = _("Rules of the council")
        verbose_name_plural = _("Rules of the council")
        constraints = [
            models.UniqueConstraint(
                fields=["council", "in_force_from"],
                name="council_rules_once_a_day",
                violation_error_message=_("An edition is in force from this day already."),
            ),
            models.CheckConstraint(
                name="council_quorum_is_a_fraction",
                condition=Q(
                    quorum_numerator__gte=1,
                    quorum_denominator__gte=1,
                    quorum_numerator__lte=F("quorum_denominator"),
                ),
                violation_error_message=_("The quorum is a fraction above 0 and at most 1."),
            ),
            models.CheckConstraint(
                name="council_quorum_number_is_positive",
                condition=Q(quorum_number=None) | Q(quorum_number__gte=1),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.council}, {self.in_force_from:%d.%m.%Y}"

    @property
    def counted_by(self) -> Rules:
        """What counting needs to know."""
        return Rules(
            numerator=self.quorum_numerator,
            denominator=self.quorum_denominator,
            number=self.quorum_number,
            majority=Majority(self.majority),
            casting_vote=self.casting_vote,
        )


def rules_in_force(council: Council, day: date) -> CouncilRules | None:
    """Give the edition of a council's rules in force on a day, if there was one."""
    known = CouncilRules.objects.filter(council=council, in_force_from__lte=day)
    return known.order_by("-in_force_from").first()


def members_on(council_id: int, day: date) -> list[CouncilMember]:
    """List who sits on a council on a day with their persons: the chair first, then by name."""
    order = {office: place for place, office in enumerate(Office.values)}
    rows = CouncilMember.objects.filter(Q(until=None) | Q(until__gt=day), council=council_id)
    found = rows.filter(since__lte=day).select_related("person__organisation")
    return sorted(found, key=lambda seat: (order[seat.office], seat.person.full_name))


def voters_on(council_id: int, day: date) -> list[User]:
    """List the persons who have a vote on a council on a day."""
    return [seat.person for seat in members_on(council_id, day) if seat.office in VOTING]


def presiding_on(council_id: int, day: date) -> list[User]:
    """List who can chair a session on a day: the chair of the council first, then deputies."""
    return [seat.person for seat in members_on(council_id, day) if seat.office in PRESIDING]
