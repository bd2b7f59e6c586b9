"""Sessions of the council brought to any state by the actions that lead there."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from workflows import engine, registry
from workflows.councils import closing, voting
from workflows.councils.agenda import AgendaItem
from workflows.councils.bodies import Council, CouncilMember, CouncilRules, Office
from workflows.councils.motions import Motion, last_motion
from workflows.councils.stages import ballots
from workflows.models import Case

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from permissions.models import User
    from tests.workflows.processes.builders import People

LONG_AGO = date(2020, 1, 1)
TEXTS = {"text_kk": "Шешім", "text_ru": "Решение"}


def council() -> Council:
    return Council.objects.get(code="expertise")


def seat(person: User, office: Office = Office.MEMBER, **changed: Any) -> CouncilMember:
    given = {"council": council(), "since": LONG_AGO, "office": office} | changed
    found, _made = CouncilMember.objects.get_or_create(person=person, until=None, defaults=given)
    return found


def seat_all(chair: User, members: Iterable[User]) -> None:
    """Give the council a chair and members."""
    seat(chair, Office.CHAIR)
    for member in members:
        seat(member)


def rule(**changed: Any) -> CouncilRules:
    """Put an edition of the rules in force, in the place of the seeded one."""
    day = date(2021, 1, 1)
    return CouncilRules.objects.create(council=council(), in_force_from=day, **changed)


def row(case: Case) -> Any:
    """Read a case anew, of its own process."""
    return registry.model(case.process_code).objects.get(pk=case.pk)


def act(case: Any, name: str, actor: User, **data: Any) -> Any:
    """Act on a case as it is now."""
    now = row(case)
    return engine.perform(now, name, actor=actor, seen_version=now.version, data=data)


def plan(secretary: User, **changed: Any) -> Any:
    """Plan a session of today's, so that it can be held at once."""
    data = {
        "council": council().pk,
        "held_as": "in_person",
        "day": timezone.localdate(),
        "time": "15:00",
        "place": "Мәжіліс залы",
    } | changed
    return engine.start(registry.model("CS"), actor=secretary, data=data)


def call(session: Any, secretary: User, *matters: Case) -> Any:
    return act(session, "call", secretary, matters=[matter.pk for matter in matters])


def convene(session: Any, secretary: User, present: Iterable[User]) -> Any:
    """Send the agenda, note who is there, open the session."""
    act(session, "send_agenda", secretary, notice_reason="Шұғыл мәселе")
    attend(session, secretary, *present)
    return act(session, "open_session", secretary)


def attend(session: Any, secretary: User, *people: User, mode: str = "present") -> Any:
    keys = [person.pk for person in people]
    return act(session, "attend", secretary, people=keys, mode=mode)


def item_of(session: Any, matter: Case) -> AgendaItem:
    return AgendaItem.objects.get(session_id=session.pk, matter_id=matter.pk)


def take_up(session: Any, secretary: User, item: AgendaItem) -> Any:
    return act(session, "take_up", secretary, item=item.pk)


def propose(session: Any, secretary: User, resolution: str, **data: Any) -> Motion:
    """Word a motion under the item in hand, and give it."""
    act(session, "propose", secretary, resolution=resolution, **(TEXTS | data))
    return Motion.objects.filter(item__session=session.pk).latest("pk")


def ballot_of(motion: Motion, member: User) -> Any:
    return ballots().get(motion=motion, member=member, open=True)


def vote(motion: Motion, choices: Mapping[User, str]) -> None:
    for member, choice in choices.items():
        ballot = ballot_of(motion, member)
        act(ballot, "cast" if ballot.state == "open" else "change", member, choice=choice)


def resolve(session: Any, secretary: User, item: AgendaItem, resolution: str, **data: Any) -> None:
    """Have everybody present carry a resolution under an item."""
    take_up(session, secretary, item)
    motion = propose(session, secretary, resolution, **data)
    act(session, "open_vote", secretary)
    vote(motion, dict.fromkeys(voting.present(row(session), item), "for"))
    act(session, "close_vote", secretary)
    found = last_motion(item)
    assert found is not None
    assert found.state == "carried"


def close(session: Any, secretary: User) -> Any:
    """Close a session, and carry its decisions out as the worker does."""
    act(session, "close", secretary)
    for item in closing.to_apply(row(session)):
        closing.apply(item.pk)
    return row(session)


def before(case: Case, people: People) -> Any:
    """Put a case that is ready on the agenda of a new session; the case."""
    seat_all(people.chair, [people.member])
    call(plan(people.secretary), people.secretary, case)
    return row(case)


def decide(case: Case, people: People, resolution: str, **data: Any) -> Any:
    """Have the session before which a case waits decide it; the case afterwards."""
    item = AgendaItem.objects.get(matter_id=case.pk, state="waiting")
    session = convene(row(item.session), people.secretary, [people.chair, people.member])
    resolve(session, people.secretary, item, resolution, **data)
    close(session, people.secretary)
    return row(case)


# Each state of CS that leads on by what its people do, and how to get there.


def _planned(people: People) -> Any:
    seat_all(people.chair, [people.member])
    session = plan(people.secretary)
    return act(session, "add_topic", people.secretary, topic_kk="Жоспар", topic_ru="План")


def _agenda_sent(people: People) -> Any:
    return act(_planned(people), "send_agenda", people.secretary, notice_reason="Шұғыл")


def _open(people: People) -> Any:
    return convene(_planned(people), people.secretary, [people.chair, people.member])


def _closed(people: People) -> Any:
    session = _open(people)
    take_up(session, people.secretary, session.agenda.get())
    act(session, "note_item", people.secretary)
    return act(session, "close", people.secretary)


def _not_held(people: People) -> Any:
    return act(_agenda_sent(people), "not_held", people.secretary, reason="Кворум жоқ")


def _cancelled(people: People) -> Any:
    return act(_planned(people), "cancel", people.secretary, reason="Ауа райы")


SESSIONS = {
    "planned": _planned,
    "agenda_sent": _agenda_sent,
    "open": _open,
    "closed": _closed,
    "not_held": _not_held,
    "cancelled": _cancelled,
}


def session_in(state: str, people: People) -> Any:
    """Bring a new session with one topic to a state."""
    session = row(SESSIONS[state](people))
    assert session.state == state
    return session


def ballot_in(state: str, people: People) -> Any:
    """Bring the ballot of ``people.member`` in an open vote to a state."""
    session = _open(people)
    take_up(session, people.secretary, session.agenda.get())
    motion = propose(session, people.secretary, "")
    act(session, "open_vote", people.secretary)
    ballot = ballot_of(motion, people.member)
    if state in {"cast", "counted"}:
        act(ballot, "cast", people.member, choice="for")
    if state == "void":
        act(session, "void_vote", people.secretary)
    if state in {"counted", "lapsed"}:
        act(session, "close_vote", people.secretary)
    ballot = row(ballot)
    assert ballot.state == state
    return ballot
