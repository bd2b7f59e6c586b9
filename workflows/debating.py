"""A council at work: who is there, which item is in hand, what is put to the vote."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from workflows.asks import sessions, voting
from workflows.councils import attendance, guards, motions, reminding
from workflows.councils import voting as votes
from workflows.councils.agenda import AgendaItem, ItemState, Recusal, Source, item_in_hand
from workflows.councils.attendance import Mode
from workflows.councils.bodies import HeldAs
from workflows.councils.minutes import Dissent
from workflows.councils.motions import Motion
from workflows.councils.recusals import find
from workflows.councils.rules import CHAIR, MEMBER, SECRETARY
from workflows.councils.stages import AGENDA_SENT, BEFORE, CLOSED, OPEN
from workflows.models import Case
from workflows.once import forget
from workflows.spec import Act, action

LEADS = (guards.ITEM_IN_HAND, guards.ACTOR_IMPARTIAL, guards.NOT_TIED, guards.NO_VOTE_OPEN)


class Debated(Case):
    """What happens in ``agenda_sent`` and ``open`` (Regulation 2.2.8, 5.2.7)."""

    class Meta:
        abstract = True

    @property
    def absentee(self) -> bool:
        """Whether members vote by ballots that are sent to them."""
        held_as: str = self.held_as  # type: ignore[attr-defined]
        return held_as == HeldAs.ABSENTEE

    @action(
        _("Note attendance"),
        source=(AGENDA_SENT, OPEN),
        by=SECRETARY,
        form=voting.AttendForm,
        told=_("Attendance was noted"),
    )
    def attend(self, act: Act) -> None:
        """Note who is there, who joins by a link, who is absent and why."""
        people = [person.pk for person in act.data["people"]]
        attendance.mark(self, people, Mode(act.data["mode"]), act.data["reason"], act.at)

    @action(
        _("I am here"),
        source=(AGENDA_SENT, OPEN),
        by=MEMBER,
        form=voting.ComeForm,
        told=_("A member came"),
    )
    def come(self, act: Act) -> None:
        """Say that one attends."""
        attendance.mark(self, [act.actor.pk], Mode(act.data["mode"]), "", act.at)

    @action(_("I am leaving"), source=OPEN, by=MEMBER, told=_("A member left"))
    def go(self, act: Act) -> None:
        """Say that one attends no longer."""
        attendance.mark(self, [act.actor.pk], Mode.ABSENT, "", act.at)

    @action(
        _("Keep away from an item"),
        source=(AGENDA_SENT, OPEN),
        by=MEMBER,
        form=voting.RecuseForm,
        needs=(guards.NO_VOTE_OPEN,),
        told=_("A member declared a conflict of interest"),
    )
    def recuse(self, act: Act) -> None:
        """Declare a conflict of interest in an item."""
        Recusal.objects.get_or_create(
            item=act.data["item"],
            person=act.actor,
            defaults={"source": Source.DECLARED, "reason": act.data["reason"], "at": act.at},
        )
        forget(self)

    @action(
        _("Take up an item"),
        source=(*BEFORE, OPEN),
        by=SECRETARY,
        form=sessions.ItemForm,
        needs=(guards.NO_VOTE_OPEN, guards.NOT_TIED, guards.CAN_TAKE_UP),
        told=_("An item was taken up"),
    )
    def take_up(self, act: Act) -> None:
        """Turn to an item; the one before waits again unless it is done."""
        mine = AgendaItem.objects.filter(session=self, state=ItemState.IN_HAND)
        mine.update(state=ItemState.WAITING)
        item: AgendaItem = act.data["item"]
        item.state = ItemState.IN_HAND
        item.save(update_fields=["state"])
        find(item, votes.voters(self), act.at)

    @action(
        _("Put to the vote"),
        source=(*BEFORE, OPEN),
        by=SECRETARY,
        form=voting.ProposeForm,
        needs=(*LEADS, guards.STILL_THERE),
        told=_("A motion was worded"),
    )
    def propose(self, act: Act) -> None:
        """Word what the vote is about; a motion not yet voted on is worded anew."""
        item: Any = item_in_hand(self)
        last = motions.last_motion(item)
        drafted = last if last and last.state == motions.MotionState.DRAFT else None
        motion = drafted or Motion(item=item, number=1 + (last.number if last else 0))
        motion.action = act.data["resolution"]
        motion.text_kk, motion.text_ru = act.data["text_kk"], act.data["text_ru"]
        motion.data, motion.secret = act.data["data"], act.data["secret"]
        motion.save()

    @action(
        _("Open the vote"),
        source=OPEN,
        by=SECRETARY,
        needs=(*LEADS, guards.MOTION_READY, guards.STILL_THERE, guards.QUORUM_FOR_ITEM),
        told=_("A vote was opened"),
    )
    def open_vote(self, act: Act) -> None:
        """Give a ballot to everyone present who may vote."""
        motion: Any = motions.last_motion(item_in_hand(self))
        votes.start_vote(self, motion, act)
        act.record["item"] = motion.item.place

    @action(
        _("Close the vote"),
        source=OPEN,
        by=SECRETARY,
        needs=(guards.VOTE_OPEN, guards.ACTOR_IMPARTIAL),
        told=_("A vote was closed"),
    )
    def close_vote(self, act: Act) -> None:
        """Count; the trail keeps a digest, since the recused must not read the votes."""
        digests = []
        for motion in votes.open_motions(self):
            votes.stop_vote(self, motion, act.at)
            digests.append(motion.digest)
        act.record["votes"] = digests

    @action(
        _("Declare the vote void"),
        source=OPEN,
        by=SECRETARY,
        needs=(guards.VOTE_OPEN, guards.ACTOR_IMPARTIAL),
        confirm=_("The ballots are not counted. The motion can be put to the vote again."),
        told=_("A vote was declared void"),
    )
    def void_vote(self, act: Act) -> None:
        """Take the ballots in uncounted, as when a conflict of interest comes up."""
        for motion in votes.open_motions(self):
            votes.void_vote(motion, act.at)

    @action(
        _("Remind who has not voted"),
        source=OPEN,
        by=SECRETARY,
        needs=(reminding.SOMEBODY_TO_REMIND,),
        told=_("Members who had not voted were reminded"),
    )
    def remind_voters(self, act: Act) -> None:
        """Have the members told again who have a ballot that they have not cast."""
        act.record["count"] = len(reminding.remind(self, act.actor))

    @action(
        _("Give the casting vote"),
        source=OPEN,
        by=CHAIR,
        form=voting.CastingForm,
        needs=(guards.TIED,),
        told=_("The chair gave the casting vote"),
    )
    def cast_deciding(self, act: Act) -> None:
        """Break the tie."""
        for motion in votes.tied_motions(self)[:1]:
            votes.break_tie(motion, act.data["choice"])
            act.record["votes"] = [motion.digest]

    @action(
        _("Defer the item"),
        source=OPEN,
        by=SECRETARY,
        form=voting.DeferForm,
        needs=LEADS,
        told=_("An item was deferred"),
    )
    def defer_item(self, act: Act) -> None:
        """Leave the item to another session."""
        item: Any = item_in_hand(self)
        item.state, item.reason = ItemState.DEFERRED, act.data["reason"]
        item.save(update_fields=["state", "reason"])
        act.record["item"] = item.place

    @action(
        _("Note and go on"),
        source=OPEN,
        by=SECRETARY,
        needs=(*LEADS, guards.IS_TOPIC),
        told=_("An item was noted"),
    )
    def note_item(self, act: Act) -> None:
        """Be through with a topic that needs no resolution."""
        item: Any = item_in_hand(self)
        item.state = ItemState.NOTED
        item.save(update_fields=["state"])
        act.record["item"] = item.place

    @action(
        _("Add a dissenting opinion"),
        source=(OPEN, CLOSED),
        by=MEMBER,
        form=voting.DissentForm,
        told=_("A dissenting opinion was added"),
    )
    def dissent(self, act: Act) -> None:
        """Attach one's own opinion to the minutes."""
        Dissent.objects.update_or_create(
            item=act.data["item"],
            person=act.actor,
            defaults={"text": act.data["text"], "at": act.at},
        )
