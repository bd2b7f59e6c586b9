"""A teacher's matter for which a mentor is found, and in which both then work together."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from permissions.models import User
from permissions.rules import is_person
from workflows import access, pairs
from workflows.asks import leading, pairing
from workflows.asks import mentoring as asks
from workflows.mentoring_guards import WAITS_FOR_ACTOR
from workflows.models import Case
from workflows.pairs import Goal, Meeting, Pairing, PairState
from workflows.spec import Act, action

MATCHING, OFFERED, PLANNING = "matching", "offered", "planning"
AGREEING, ACTIVE = "agreeing", "active"
TOGETHER = (PLANNING, AGREEING, ACTIVE)

TEACHER = is_person("initiator", _("the teacher"))
MENTOR = is_person("mentor", _("the mentor"))
ASKED = is_person("turn", _("whoever of the pair is asked"))
PAIR = TEACHER | MENTOR
# Nobody takes a request of their own, so that the methodist of a case is never its teacher.
LEADER = is_person("methodist", _("the methodist of the case"))


class Matched(Case):
    """How a mentor is asked, says yes or no, and makes room for another one.

    The states are ``matching`` and ``offered``, then ``planning``.
    """

    methodist = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    mentor = models.ForeignKey(User, models.PROTECT, null=True, related_name="mentoring")
    turn = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        abstract = True

    def let_go(self, act: Act, state: PairState) -> None:
        """Go on without the mentor, who no longer sees the case; what they did together stays."""
        pairs.part(self, state, act.at, act.data["reason"])
        if self.mentor_id is not None:
            access.dismiss(self, self.mentor_id)
        self.mentor = self.turn = None
        self.save(update_fields=["mentor", "turn"])

    @action(
        _("Ask a mentor"),
        source=MATCHING,
        target=OFFERED,
        by=LEADER,
        form=asks.OfferForm,
        public=False,
        told=_("The mentoring was offered to %(mentor)s"),
    )
    def offer(self, act: Act) -> None:
        """Ask one of the ranked mentors, who has a free place and no conflict of interest."""
        self.mentor = act.data["mentor"]
        self.save(update_fields=["mentor"])
        Pairing.objects.create(case=self, mentor=self.mentor, offered_at=act.at)

    @action(
        _("Accept the mentoring"),
        source=OFFERED,
        target=PLANNING,
        by=MENTOR,
        confirm=_("From now on you and the teacher do not judge each other's work."),
        told=_("A mentor was found"),
    )
    def accept(self, act: Act) -> None:
        """Become the mentor: it is for them to propose goals."""
        Pairing.objects.filter(case=self, state=PairState.OFFERED).update(
            state=PairState.WORKING, began_at=act.at
        )
        pairs.tie(self)
        self.turn_id = self.mentor_id
        self.save(update_fields=["turn"])

    @action(
        _("Decline the mentoring"),
        source=OFFERED,
        target=MATCHING,
        by=MENTOR,
        form=leading.ReasonForm,
        public=False,
        told=_("A mentor declined"),
    )
    def decline(self, act: Act) -> None:
        """Say why not; somebody else is asked."""
        self.let_go(act, PairState.DECLINED)

    @action(
        _("Take the offer back"),
        source=OFFERED,
        target=MATCHING,
        by=LEADER,
        form=leading.ReasonForm,
        public=False,
        told=_("The offer was taken back"),
    )
    def recall(self, act: Act) -> None:
        """Ask somebody else, as when no answer comes."""
        self.let_go(act, PairState.RECALLED)

    @action(
        _("Change the mentor"),
        source=TOGETHER,
        target=MATCHING,
        by=PAIR | LEADER,
        form=leading.ReasonForm,
        confirm=_("Another mentor is looked for. Goals and meetings so far are kept."),
        told=_("Another mentor is looked for"),
    )
    def change_mentor(self, act: Act) -> None:
        """Have another mentor, whoever of the three asks for it."""
        self.let_go(act, PairState.CHANGED)


class Practised(Matched):
    """What the pair does together: goals that both agree to, meetings that both vouch for."""

    until = models.DateField(null=True)

    class Meta:
        abstract = True

    @action(
        _("Propose goals"),
        source=PLANNING,
        target=AGREEING,
        by=ASKED,
        form=pairing.GoalsForm,
        told=_("Goals were proposed"),
    )
    def propose_goals(self, act: Act) -> None:
        """Write down goals and the last day; the other one of the pair is asked."""
        now = pairs.pairing_now(self)
        Goal.objects.filter(pairing=now).delete()
        Goal.objects.bulk_create(Goal(pairing=now, **row) for row in act.data["rows"])
        self.until = act.data["until"]
        self._pass_on(act)

    @action(
        _("Agree to the goals"),
        source=AGREEING,
        target=ACTIVE,
        by=ASKED,
        told=_("Both agreed to the goals"),
    )
    def agree(self, act: Act) -> None:
        """Begin to work together."""

    @action(
        _("Ask for other goals"),
        source=AGREEING,
        target=PLANNING,
        by=ASKED,
        form=leading.ReasonForm,
        told=_("Other goals were asked for"),
    )
    def ask_other_goals(self, act: Act) -> None:
        """Say what should change; whoever proposed them is asked again."""
        self._pass_on(act)

    @action(
        _("Write down a meeting"),
        source=ACTIVE,
        by=PAIR,
        form=pairing.MeetingForm,
        told=_("A meeting on %(held_on)s was written down"),
    )
    def log_meeting(self, act: Act) -> None:
        """Keep what was done; it counts once the other one confirms it."""
        Meeting.objects.create(
            pairing=pairs.pairing_now(self),
            logged_by=act.actor,
            logged_at=act.at,
            **{name: act.data[name] for name in ("held_on", "minutes", "way", "topic", "agreed")},
        )

    @action(
        _("Confirm a meeting"),
        source=ACTIVE,
        by=PAIR,
        form=pairing.ConfirmForm,
        needs=(WAITS_FOR_ACTOR,),
        told=_("A meeting was confirmed"),
    )
    def confirm_meeting(self, act: Act) -> None:
        """Stand by what the other one wrote down."""
        Meeting.objects.filter(pk=act.data["meeting"]).update(confirmed_at=act.at)

    @action(
        _("Say that a meeting was otherwise"),
        source=ACTIVE,
        by=PAIR,
        form=pairing.RefuseForm,
        needs=(WAITS_FOR_ACTOR,),
        told=_("A meeting was not confirmed"),
    )
    def refuse_meeting(self, act: Act) -> None:
        """Say how it was; the meeting does not count, and can be written down anew."""
        Meeting.objects.filter(pk=act.data["meeting"]).update(refused=act.data["reason"])

    def _pass_on(self, act: Act) -> None:
        """Give the word to the other one of the pair."""
        teacher = act.actor.pk == self.initiator_id
        self.turn_id = self.mentor_id if teacher else self.initiator_id
        self.save(update_fields=["turn", "until"])
