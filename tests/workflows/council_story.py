"""A session with one of everything: five items, a recusal, a tie, a secret vote, two deferrals.

Played here by actions, and by people in browsers in `tests/browser/test_council.py`; what must
hold afterwards is the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from permissions.roles import Role
from tests import people as persons
from tests.workflows import sessions
from tests.workflows.processes import builders
from workflows.councils.agenda import AgendaItem
from workflows.councils.motions import Motion

if TYPE_CHECKING:
    from permissions.models import User
    from workflows.models import Case

MEMBERS = 7
TOPIC = {"topic_kk": "Жұмыс жоспары", "topic_ru": "План работы"}
RECUSED_WHY = "Автормен бірге жұмыс істедім"
TOPIC_LATER = "Жоспар әлі дайын емес"
NO_QUORUM = "Кворум жоқ"
# One recused: seven for, of seven.
FIRST = ("for", None, "for", "for", "for", "for", "for", "for")
# Four to four: the chair, who is the first, breaks the tie.
SECOND = ("for", "against", "for", "against", "for", "against", "for", "against")
# The secret one.
THIRD = ("for", "for", "for", "for", "for", "for", "against", "abstain")


@dataclass(frozen=True, slots=True)
class Cast:
    """Who takes part: eight with a vote, the chair first; all must be there for a quorum."""

    people: builders.People
    voters: tuple[User, ...]
    cases: tuple[Case, ...]

    @property
    def secretary(self) -> User:
        return self.people.secretary

    @property
    def recused(self) -> User:
        return self.voters[1]

    @property
    def leaver(self) -> User:
        return self.voters[-1]


def gather(people: builders.People) -> Cast:
    """Seat a chair and seven members under rules that want all of them; make four cases ready."""
    others = [persons.person(f"member{n}", Role.COUNCIL_MEMBER) for n in range(2, MEMBERS + 1)]
    members = [people.member, *others]
    for number, member in enumerate(members, start=1):
        member.last_name = f"Мүше-{number}"
        member.save(update_fields=["last_name"])
    sessions.seat_all(people.chair, members)
    sessions.rule(quorum_numerator=1, quorum_denominator=1)
    cases = tuple(builders.expertise_in("ready", people) for _number in range(4))
    return Cast(people, (people.chair, *members), cases)


def choices(cast: Cast, plan: tuple[str | None, ...]) -> dict[User, str]:
    """Say who votes how."""
    pairs = zip(cast.voters, plan, strict=True)
    return {voter: choice for voter, choice in pairs if choice}


def agenda(cast: Cast) -> Any:
    """Plan the session: three cases, a topic, and a case."""
    session = sessions.plan(cast.secretary)
    sessions.call(session, cast.secretary, *cast.cases[:3])
    sessions.act(session, "add_topic", cast.secretary, **TOPIC)
    return sessions.call(session, cast.secretary, cast.cases[3])


def items(session: Any) -> list[AgendaItem]:
    return list(AgendaItem.objects.filter(session_id=session.pk).order_by("place"))


def play(cast: Cast) -> Any:
    """Hold the whole session and close it; the session afterwards."""
    session = agenda(cast)
    first, second, third, topic, last = items(session)
    sessions.act(session, "send_agenda", cast.secretary, notice_reason="Шұғыл")
    sessions.act(session, "recuse", cast.recused, item=first.pk, reason=RECUSED_WHY)
    for voter in cast.voters:
        sessions.act(session, "come", voter, mode="present")
    sessions.act(session, "open_session", cast.secretary)
    vote(session, cast, first, FIRST, "approve", level="region")
    vote(session, cast, second, SECOND, "require_revision")
    sessions.act(session, "cast_deciding", cast.voters[0], choice="for")
    vote(session, cast, third, THIRD, "approve", level="district", secret=True)
    sessions.take_up(session, cast.secretary, topic)
    sessions.act(session, "defer_item", cast.secretary, reason=TOPIC_LATER)
    sessions.act(session, "go", cast.leaver)
    sessions.take_up(session, cast.secretary, last)
    sessions.propose(session, cast.secretary, "approve", level="region")
    sessions.act(session, "defer_item", cast.secretary, reason=NO_QUORUM)
    return sessions.close(session, cast.secretary)


def vote(
    session: Any,
    cast: Cast,
    item: AgendaItem,
    plan: tuple[str | None, ...],
    resolution: str,
    **data: Any,
) -> None:
    """Take up an item and vote on it as planned."""
    sessions.take_up(session, cast.secretary, item)
    motion = sessions.propose(session, cast.secretary, resolution, **data)
    sessions.act(session, "open_vote", cast.secretary)
    sessions.vote(motion, choices(cast, plan))
    sessions.act(session, "close_vote", cast.secretary)


def check(session: Any, cast: Cast) -> None:
    """See that the records and the cases stand as the council decided."""
    found = items(session)
    assert [item.state for item in found] == [
        "decided", "decided", "decided", "deferred", "deferred"
    ]  # fmt: skip
    assert [(m.item.place, m.state, numbers(m)) for m in motions(session)] == [
        (1, "carried", (7, 7, 7, 7, 0, 0)),
        (2, "carried", (8, 8, 8, 4, 4, 0)),
        (3, "carried", (8, 8, 8, 6, 1, 1)),
        (5, "draft", (0, 0, 0, 0, 0, 0)),
    ]
    first, second, third, _draft = motions(session)
    assert cast.recused.full_name not in {vote["name"] for vote in first.votes}
    assert (second.casting, len(second.votes)) == ("for", 8)
    assert (third.secret, third.votes) == (True, [])
    states = [sessions.row(case).state for case in cast.cases]
    assert states == ["approved", "revision", "approved", "ready"]
    assert sessions.row(session).state == "closed"


def motions(session: Any) -> list[Motion]:
    rows = Motion.objects.filter(item__session=session.pk).select_related("item")
    return list(rows.order_by("item__place", "number"))


def numbers(motion: Motion) -> tuple[int, ...]:
    return (
        motion.entitled,
        motion.present,
        motion.quorum,
        motion.votes_for,
        motion.against,
        motion.abstained,
    )
