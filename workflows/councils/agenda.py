"""The agenda of a session: its items in order, and who must keep away from which."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Max, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from permissions.conflicts import Kind
from workflows import registry
from workflows.models import Case
from workflows.once import once
from workflows.spec import Sitting

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workflows.spec import Move


class ItemState(models.TextChoices):
    """How far the council has got with an item."""

    WAITING = "waiting", _("Waiting")
    IN_HAND = "in_hand", _("In hand")
    DECIDED = "decided", _("Decided")
    NOTED = "noted", _("Noted")
    DEFERRED = "deferred", _("Deferred")
    DROPPED = "dropped", _("Dropped")


DONE = (ItemState.DECIDED, ItemState.NOTED, ItemState.DEFERRED, ItemState.DROPPED)


class AgendaItem(models.Model):
    """What a council deals with: a case that comes before it, or a topic of its own.

    ``heard`` is what the minutes say of the discussion. ``applied_at`` is when the decision was
    carried out on the case; ``not_applied`` says why it could not be.
    """

    session = models.ForeignKey(Case, models.PROTECT, related_name="agenda")
    place = models.PositiveSmallIntegerField()
    matter = models.ForeignKey(Case, models.PROTECT, null=True, related_name="agenda_items")
    topic_kk = models.CharField(max_length=300, blank=True)
    topic_ru = models.CharField(max_length=300, blank=True)
    rapporteur = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    state = models.CharField(max_length=10, choices=ItemState, default=ItemState.WAITING)
    reason = models.TextField(blank=True)
    heard_kk = models.TextField(blank=True)
    heard_ru = models.TextField(blank=True)
    applied_at = models.DateTimeField(null=True)
    not_applied = models.TextField(blank=True)

    class Meta:
        ordering = ["place", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["matter"],
                condition=Q(state__in=["waiting", "in_hand"]),
                name="agenda_matter_waits_once",
            ),
            models.CheckConstraint(
                name="agenda_item_is_a_case_or_a_topic",
                condition=Q(matter__isnull=False, topic_kk="", topic_ru="")
                | (Q(matter=None) & ~Q(topic_kk="") & ~Q(topic_ru="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place}. {self.title}"

    @property
    def title(self) -> str:
        """What the item is about, in the active language."""
        if self.matter is not None:
            return self.matter.title
        return self.topic_ru if get_language() == "ru" else self.topic_kk

    @property
    def done(self) -> bool:
        """Whether the council is through with the item."""
        return self.state in DONE


class Source(models.TextChoices):
    """How a recusal came about."""

    FOUND = "found", _("Found by the rules")
    DECLARED = "declared", _("Declared by the member")


class Recusal(models.Model):
    """A person who takes no part in an item: sees no discussion of it and no votes.

    ``kinds`` are the conflicts that the rules found; ``reason`` is what the person declared.
    """

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="recusals")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="recusals")
    source = models.CharField(max_length=8, choices=Source)
    kinds = models.JSONField(default=list)
    reason = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "person"], name="recusal_once"),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.person}"

    @property
    def words(self) -> str:
        """Why, in words."""
        found = " ".join(str(Kind(kind).label) for kind in self.kinds)
        return self.reason or found


def items(session: Case) -> list[AgendaItem]:
    """List the agenda in order with its cases, recusals and motions, read once for the instance."""
    rows = AgendaItem.objects.filter(session_id=session.pk).exclude(state=ItemState.DROPPED)
    found = rows.select_related("matter", "rapporteur").prefetch_related(
        "recusals__person", "motions"
    )
    return once(session, "agenda", lambda: list(found.order_by("place", "pk")))


def item_in_hand(session: Any) -> AgendaItem | None:
    """Give the item that the session is dealing with, if any."""
    in_hand = ItemState.IN_HAND
    return next((item for item in items(session) if item.state == in_hand), None)


def last_place(session: Case) -> int:
    """Give the place of the last item; 0 on an empty agenda."""
    found = AgendaItem.objects.filter(session_id=session.pk).aggregate(last=Max("place"))
    return found["last"] or 0


def moves_of(matter: Case, sitting: Sitting) -> list[Move]:
    """List what a council can do with a case from where it stands."""
    return [move for move in registry.moves_from(matter) if move.action.sitting == sitting]


def entering(kind: str) -> Q:
    """Give the condition on cases that they are ready for a council of a kind."""
    ready = Q(pk__in=())
    for model in registry.models():
        if model.process.council == kind:
            sources = _sources(registry.moves(model))
            ready |= Q(process_code=model.process.code, state__in=sources)
    return ready


def _sources(moves: Iterable[Move]) -> set[str]:
    return {move.source for move in moves if move.action.sitting == Sitting.ENTER}


def waiting_item(matter: Case) -> AgendaItem | None:
    """Give the item under which a case waits for a council, if it does."""
    rows = AgendaItem.objects.filter(
        matter_id=matter.pk, state__in=[ItemState.WAITING, ItemState.IN_HAND]
    )
    return once(matter, "agenda item", lambda: rows.select_related("session").first())
