"""The council of the demo: who sits on it, and how its sessions go."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from config.demo import data
from config.demo.people import PASSWORD
from config.demo.telling import Scene, Telling
from workflows import engine, registry
from workflows.asks.minutes import first_words, heard_name
from workflows.calendar import add_working_days
from workflows.councils import attendance, closing, stages, voting
from workflows.councils.agenda import AgendaItem, items
from workflows.councils.bodies import Council, CouncilMember, Office
from workflows.councils.motions import last_motion

if TYPE_CHECKING:
    from collections.abc import Mapping

    from permissions.models import User

SEATS = {
    "chair": Office.CHAIR,
    "member1": Office.DEPUTY,
    "secretary": Office.SECRETARY,
    **{f"member{n}": Office.MEMBER for n in range(2, 8)},
}
SINCE = timedelta(days=400)
SECRETARY = "secretary"
AHEAD = 12
NOTICE = 5
SIGNING = {"mode": "simple", "password": PASSWORD}
LEVELS = ("region", "region", "district", "trial")
ABSENT = ("member6", "member7", "", "member5")
# Those who see it otherwise than the others, by turns.
AGAINST = ("", "member4", "member3", "")


def seat(cast: Mapping[str, User]) -> None:
    """Give the council its members, from before its first session on."""
    council = Council.objects.get()
    since = (timezone.localtime() - SINCE).date()
    for name, office in SEATS.items():
        CouncilMember.objects.create(council=council, person=cast[name], office=office, since=since)


class Sitting:
    """A session as it is being told, at the time of the case that it is told with."""

    def __init__(self, told: Telling, session: Any) -> None:
        self.told, self.key = told, session.pk

    @property
    def session(self) -> Any:
        """The session as it is now."""
        return stages.sessions().get(pk=self.key)

    def act(self, name: str, actor: str = SECRETARY, **given: Any) -> None:
        """Act on the session."""
        now = self.session
        with self.told.clock.now_is():
            engine.perform(
                now,
                name,
                actor=self.told.cast[actor],
                seen_version=now.version,
                data=given,
                at=self.told.clock.moment,
            )

    def vote(self, item: AgendaItem, against: str) -> None:
        """Have everybody present vote on the motion of an item, one of them otherwise."""
        motion = last_motion(item)
        for ballot in stages.ballots().filter(motion=motion, open=True):
            member: User = ballot.member
            with self.told.clock.now_is():
                engine.perform(
                    ballot,
                    "cast",
                    actor=member,
                    seen_version=ballot.version,
                    data={"choice": "against" if member.username == against else "for"},
                    at=self.told.clock.moment,
                )


def _planned(told: Telling, ahead: int) -> Sitting:
    """Give the session that is being prepared, or plan one."""
    found = stages.sessions().filter(state=stages.PLANNED).first()
    return Sitting(told, found or _plan(told, ahead))


def _plan(told: Telling, ahead: int) -> Any:
    words = data.read("words")["council"]
    with told.clock.now_is():
        session = engine.start(
            registry.model(stages.SESSION),
            actor=told.cast[SECRETARY],
            data={
                "council": Council.objects.get().pk,
                "held_as": "in_person",
                "day": add_working_days(told.clock.day, ahead),
                "time": "10:00",
                "place": words["place"],
            },
            at=told.clock.moment,
        )
    sitting = Sitting(told, session)
    topic = words["topics"][session.pk % len(words["topics"])]
    sitting.act("add_topic", topic_kk=topic["kk"], topic_ru=topic["ru"])
    return session


def _enter(told: Telling, ahead: int) -> Sitting:
    sitting = _planned(told, ahead)
    told.act("put_on_agenda", SECRETARY, {"session": sitting.key})
    return sitting


def _wait(told: Telling) -> None:
    """Put the case on the agenda of the coming session."""
    _enter(told, AHEAD)


def _convene(told: Telling) -> None:
    """Put the case on the agenda of a session of its own, and send it to the members."""
    sitting = _enter(told, NOTICE)
    sitting.act("send_agenda")


def hold(told: Telling, resolution: str, kind: str, **more: str) -> None:
    """Hold the session before which a case waits, and carry out what it decides."""
    item = AgendaItem.objects.get(matter_id=told.case.pk, state="waiting")
    sitting, turn = Sitting(told, item.session), told.work.turn
    _gather(sitting, ABSENT[turn % len(ABSENT)])
    sitting.act("open_session")
    topic, case = AgendaItem.objects.filter(session=sitting.key).order_by("matter_id")[::-1]
    sitting.act("take_up", item=case.pk)
    texts = told.work.published("decision", kind)
    sitting.act(
        "propose",
        resolution=resolution,
        level=LEVELS[turn % len(LEVELS)],
        **more,
        **{f"text_{language}": text for language, text in texts.items()},
    )
    sitting.act("open_vote")
    sitting.vote(case, AGAINST[turn % len(AGAINST)])
    sitting.act("close_vote")
    sitting.act("take_up", item=topic.pk)
    sitting.act("note_item")
    sitting.act("close")
    with told.clock.now_is():
        closing.apply(case.pk)
    told.reread()


def _write_minutes(told: Telling) -> None:
    """Write the minutes of the session that decided the case, and have both sign them."""
    session = AgendaItem.objects.get(matter_id=told.case.pk, state="decided").session
    sitting = Sitting(told, session)
    words = data.read("words")["council"]
    given = {f"opening_{language}": text for language, text in words["opening"].items()}
    now = sitting.session
    for item in items(now):
        for language, noted in words["noted"].items():
            heard = first_words(now, item, language) or noted
            given[heard_name(item, language)] = heard
    sitting.act("edit_minutes", **given)
    sitting.act("finish_minutes")
    sitting.act("sign_as_secretary", **SIGNING)
    sitting.act("sign_as_chair", "chair", **SIGNING)


def _gather(sitting: Sitting, absent: str) -> None:
    voters = voting.voters(sitting.session)
    here = [person.pk for person in voters if person.username != absent]
    sitting.act("attend", people=here, mode=attendance.Mode.PRESENT.value)
    if absent:
        reason = data.read("words")["council"]["absent"]
        away = [person.pk for person in voters if person.username == absent]
        mode = attendance.Mode.ABSENT.value
        sitting.act("attend", people=away, mode=mode, reason=reason)


def send_agenda(told: Telling) -> None:
    """Send the agenda of the coming session, after the last case was put on it."""
    for session in stages.sessions().filter(state=stages.PLANNED):
        Sitting(told, session).act("send_agenda")


enter = Scene(2, _wait)
convene = Scene(2, _convene)
approve = Scene(NOTICE, lambda told: hold(told, "approve", "approved"))
reject = Scene(NOTICE, lambda told: hold(told, "reject", "rejected"))
sign_minutes = Scene(2, _write_minutes)
require_revision = Scene(NOTICE, lambda told: hold(told, "require_revision", "revision"))
