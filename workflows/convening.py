"""Preparing a session of a council: when and where, what is on its agenda, who reports."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from workflows.asks import sessions as asks
from workflows.councils import guards, invitations, planning
from workflows.councils.agenda import AgendaItem, last_place
from workflows.councils.invitations import News
from workflows.councils.rules import SECRETARY
from workflows.councils.stages import AGENDA_SENT, BEFORE, OPEN, PLANNED
from workflows.models import Case
from workflows.spec import Act, action


class Convened(Case):
    """What the secretary does in ``planned`` and ``agenda_sent`` (Regulation 2.2.8, 5.2.7)."""

    class Meta:
        abstract = True

    @action(
        _("Change day, time or place"),
        source=BEFORE,
        by=SECRETARY,
        form=asks.ArrangeForm,
        told=_("The session was rearranged"),
    )
    def arrange(self, act: Act) -> None:
        """Set another day, time, place, link or chair; the rules are those of the day."""
        names = ("day", "time", "place", "link", "chair", "rules")
        for name in names:
            setattr(self, name, act.data[name])
        self.save(update_fields=names)
        invitations.tell(self, News.REARRANGED, act)

    @action(
        _("Put cases on the agenda"),
        source=PLANNED,
        by=SECRETARY,
        form=asks.CallForm,
        told=_("Cases were put on the agenda"),
    )
    def call(self, act: Act) -> None:
        """Bring ready cases before the session."""
        planning.call(self, act.data["matters"], act)

    @action(
        _("Add a topic"),
        source=PLANNED,
        by=SECRETARY,
        form=asks.TopicForm,
        told=_("A topic was put on the agenda"),
    )
    def add_topic(self, act: Act) -> None:
        """Put something on the agenda that is no case."""
        names = ("topic_kk", "topic_ru", "rapporteur")
        AgendaItem.objects.create(
            session=self, place=last_place(self) + 1, **{name: act.data[name] for name in names}
        )

    @action(
        _("Put the items in another order"),
        source=BEFORE,
        by=SECRETARY,
        form=asks.OrderForm,
        needs=(guards.HAS_ITEMS,),
        told=_("The order of the agenda was changed"),
    )
    def order(self, act: Act) -> None:
        """Give the items new places."""
        planning.reorder(self, act.data["order"])

    @action(
        _("Name the rapporteur"),
        source=BEFORE,
        by=SECRETARY,
        form=asks.RapporteurForm,
        needs=(guards.HAS_ITEMS,),
        told=_("A rapporteur was named"),
    )
    def name_rapporteur(self, act: Act) -> None:
        """Say who reports on an item."""
        item = act.data["item"]
        item.rapporteur = act.data["rapporteur"]
        item.save(update_fields=["rapporteur"])

    @action(
        _("Take an item off the agenda"),
        source=(*BEFORE, OPEN),
        by=SECRETARY,
        form=asks.DropForm,
        needs=(guards.HAS_ITEMS, guards.NO_VOTE_OPEN),
        told=_("An item was taken off the agenda"),
    )
    def drop_item(self, act: Act) -> None:
        """Let a case wait for another session, or a topic fall."""
        planning.drop(act.data["item"], act.data["reason"], act.at)

    @action(
        _("Take the agenda back"),
        source=AGENDA_SENT,
        target=PLANNED,
        by=SECRETARY,
        form=asks.RecallForm,
        told=_("The agenda was taken back to be changed"),
    )
    def recall_agenda(self, act: Act) -> None:
        """Go on preparing the session; the members get the agenda again."""
        invitations.tell(self, News.RECALLED, act)
