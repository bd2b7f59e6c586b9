"""Whatever comes, goes, keeps away and votes: quorum and result are those of a plain reference."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.workflows import sessions
from tests.workflows.sessions import act, row
from workflows.councils.bodies import CouncilRules
from workflows.councils.motions import Motion
from workflows.refusals import Invalid, NotAllowed, NotNow

if TYPE_CHECKING:
    from collections.abc import Callable

    from permissions.models import User

SEATS = 7
PERSON = st.integers(0, SEATS - 1)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("come"), PERSON),
        st.tuples(st.just("go"), PERSON),
        st.tuples(st.just("recuse"), PERSON),
        st.tuples(st.just("vote"), PERSON, st.sampled_from(["for", "against", "abstain"])),
        st.tuples(st.just("open")),
        st.tuples(st.just("close")),
    ),
    max_size=25,
)


class Reference:
    """What happened, kept in sets and a dictionary, with the arithmetic of the rules."""

    def __init__(self) -> None:
        self.here = set(range(SEATS))
        self.away: set[int] = set()
        self.ballots: dict[int, str | None] | None = None

    @property
    def entitled(self) -> set[int]:
        return set(range(SEATS)) - self.away

    @property
    def quorum(self) -> int:
        return max(1, math.ceil(len(self.entitled) * 2 / 3))

    def may_open(self) -> bool:
        return self.ballots is None and len(self.here & self.entitled) >= self.quorum

    def result(self) -> tuple[int, int, int, str]:
        assert self.ballots is not None
        cast = list(self.ballots.values())
        yes, no, none = (cast.count(choice) for choice in ("for", "against", "abstain"))
        if yes > len(self.ballots) / 2:
            return yes, no, none, "carried"
        is_tie = yes == no > 0 and 0 in self.here & self.entitled
        return yes, no, none, "tied" if is_tie else "lost"


class Room:
    """The same in a session of the council, by its actions."""

    def __init__(self, secretary: User, members: list[User], *, secret: bool) -> None:
        self.secretary, self.members, self.secret = secretary, members, secret
        session = sessions.plan(secretary)
        act(session, "add_topic", secretary, topic_kk="Жоспар", topic_ru="План")
        self.session = sessions.convene(session, secretary, members)
        self.item = session.agenda.get()
        sessions.take_up(session, secretary, self.item)
        self.motion: Motion | None = None

    def does(self, name: str, actor: User, **data: Any) -> bool:
        try:
            with transaction.atomic():
                act(self.session, name, actor, **data)
        except (NotNow, NotAllowed, Invalid):
            return False
        return True

    def open(self) -> bool:
        with transaction.atomic():
            motion = sessions.propose(self.session, self.secretary, "", secret=self.secret)
        done = self.does("open_vote", self.secretary)
        if done:
            self.motion = motion
        return done

    def vote(self, person: int, choice: str) -> bool:
        if self.motion is None:
            return False
        found = self.motion.ballots.filter(member=self.members[person], open=True).first()
        if found is None:
            return False
        sessions.vote(self.motion, {self.members[person]: choice})
        return True


@given(steps=STEPS, secret=st.booleans())
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_sequence_of_people_and_votes_is_counted_as_it_happened(
    steps: list[tuple[Any, ...]], members: list[User], secretary: User, *, secret: bool
) -> None:
    with transaction.atomic():
        play(Room(secretary, members, secret=secret), steps)
        transaction.set_rollback(True)


def play(room: Room, steps: list[tuple[Any, ...]]) -> None:  # noqa: C901 (one case for each step)
    told = Reference()
    for step in steps:
        match step:
            case ("come", who):
                assert room.does("come", room.members[who], mode="present")
                told.here.add(who)
            case ("go", who):
                assert room.does("go", room.members[who])
                told.here.discard(who)
            case ("recuse", who):
                data = {"item": room.item.pk, "reason": "Туысым"}
                done = room.does("recuse", room.members[who], **data)
                assert done == (told.ballots is None and not tied(room))
                if done:
                    told.away.add(who)
            case ("open",) if told.ballots is None and not tied(room):
                done = room.open()
                assert done == told.may_open()
                if done:
                    told.ballots = dict.fromkeys(told.here & told.entitled)
            case ("vote", who, choice):
                done = room.vote(who, choice)
                assert done == (told.ballots is not None and who in told.ballots)
                if done and told.ballots is not None:
                    told.ballots[who] = choice
            case ("close",):
                done = room.does("close_vote", room.secretary)
                assert done == (told.ballots is not None)
                if done:
                    compare(room, told)


def tied(room: Room) -> bool:
    return Motion.objects.filter(item=room.item, state="tied").exists()


def compare(room: Room, told: Reference) -> None:
    """Hold the counted motion against the reference, and against what can never be."""
    assert room.motion is not None
    assert told.ballots is not None
    motion = Motion.objects.get(pk=room.motion.pk)
    counted = (motion.votes_for, motion.against, motion.abstained, motion.state)
    assert counted == told.result()
    assert (motion.entitled, motion.present) == (len(told.entitled), len(told.ballots))
    assert motion.quorum == told.quorum
    assert motion.tally.cast <= motion.present <= motion.entitled
    assert len(motion.votes) == len({vote["person"] for vote in motion.votes})
    CouncilRules.objects.get_or_create(
        council=sessions.council(),
        in_force_from=row(room.session).day,
        defaults={"quorum_number": 7, "majority": "all"},
    )
    assert Motion.objects.get(pk=motion.pk).digest == motion.digest
    assert row(room.session).rules_id == row(room.session).rules.pk
    told.ballots = None
    room.motion = None
    if motion.state == "tied":
        act(room.session, "cast_deciding", room.members[0], choice="against")


@pytest.fixture
def voted(bring: Callable[[], Any], members: list[User], secretary: User) -> Callable[..., Motion]:
    """Bring a case before the council and open a vote on approving it."""

    def voted(**data: Any) -> Motion:
        matter = bring()
        session = sessions.call(sessions.plan(secretary), secretary, matter)
        sessions.convene(session, secretary, members)
        sessions.take_up(session, secretary, sessions.item_of(session, matter))
        motion = sessions.propose(session, secretary, "approve", **data)
        act(session, "open_vote", secretary)
        return motion

    return voted


def test_tie_is_broken_by_the_chair(
    voted: Callable[..., Motion], members: list[User], secretary: User
) -> None:
    motion = voted()
    sessions.vote(motion, dict.fromkeys(members[:3], "for"))
    sessions.vote(motion, dict.fromkeys(members[3:6], "against"))
    sessions.vote(motion, {members[6]: "abstain"})
    session = motion.item.session
    act(session, "close_vote", secretary)
    assert Motion.objects.get(pk=motion.pk).state == "tied"
    with pytest.raises(NotNow, match="the chair decides first"):
        act(session, "close", secretary)
    with pytest.raises(NotAllowed, match="who chairs the session"):
        act(session, "cast_deciding", members[1], choice="for")
    act(session, "cast_deciding", members[0], choice="for")
    motion = Motion.objects.get(pk=motion.pk)
    assert (motion.state, motion.casting, motion.item.state) == ("carried", "for", "decided")


def test_tie_is_lost_where_the_chair_is_recused(
    bring: Callable[[], Any], members: list[User], secretary: User
) -> None:
    matter = bring()
    session = sessions.call(sessions.plan(secretary), secretary, matter)
    sessions.convene(session, secretary, members)
    item = sessions.item_of(session, matter)
    act(session, "recuse", members[0], item=item.pk, reason="Туысым")
    sessions.take_up(session, secretary, item)
    motion = sessions.propose(session, secretary, "approve")
    act(session, "open_vote", secretary)
    assert not motion.ballots.filter(member=members[0]).exists()
    sessions.vote(motion, dict.fromkeys(members[1:4], "for"))
    sessions.vote(motion, dict.fromkeys(members[4:], "against"))
    act(session, "close_vote", secretary)
    assert Motion.objects.get(pk=motion.pk).state == "lost"


def test_void_vote_counts_nothing_and_can_be_taken_again(
    voted: Callable[..., Motion], members: list[User], secretary: User
) -> None:
    motion = voted(secret=True)
    sessions.vote(motion, {members[1]: "against"})
    session = motion.item.session
    act(session, "void_vote", secretary)
    motion = Motion.objects.get(pk=motion.pk)
    assert (motion.state, motion.present, motion.tally.cast) == ("draft", 0, 0)
    assert set(motion.ballots.values_list("state", flat=True)) == {"void"}
    act(session, "open_vote", secretary)
    sessions.vote(motion, dict.fromkeys(members, "for"))
    act(session, "close_vote", secretary)
    assert Motion.objects.get(pk=motion.pk).votes_for == len(members)


def test_vote_is_refused_after_the_count(
    voted: Callable[..., Motion], members: list[User], secretary: User
) -> None:
    motion = voted()
    ballot = sessions.ballot_of(motion, members[1])
    act(motion.item.session, "close_vote", secretary)
    with pytest.raises(NotNow, match="not possible in the current state"):
        act(ballot, "cast", members[1], choice="for")


def test_ballot_is_cast_by_its_member_only(
    voted: Callable[..., Motion], members: list[User], secretary: User, outsider: User
) -> None:
    ballot = sessions.ballot_of(voted(), members[1])
    for stranger in (members[2], secretary, outsider):
        with pytest.raises(NotAllowed, match="the member whose ballot it is"):
            act(ballot, "cast", stranger, choice="for")


def test_case_withdrawn_meanwhile_is_not_voted_on(
    bring: Callable[[], Any], members: list[User], secretary: User, author: User
) -> None:
    matter = bring()
    session = sessions.call(sessions.plan(secretary), secretary, matter)
    sessions.convene(session, secretary, members)
    item = sessions.item_of(session, matter)
    sessions.take_up(session, secretary, item)
    sessions.propose(session, secretary, "approve")
    act(matter, "withdraw", author)
    with pytest.raises(NotNow, match="no longer before the council"):
        act(session, "open_vote", secretary)
    act(session, "drop_item", secretary, item=item.pk, reason="Автор кері алды")
    assert act(session, "close", secretary).state == "closed"


def test_chair_is_not_asked_where_no_tie_is(
    voted: Callable[..., Motion], members: list[User], secretary: User
) -> None:
    motion = voted()
    sessions.vote(motion, dict.fromkeys(members[:4], "for"))
    act(motion.item.session, "close_vote", secretary)
    with pytest.raises(NotNow, match="The votes are not equal"):
        act(motion.item.session, "cast_deciding", members[0], choice="for")
    assert Motion.objects.get(pk=motion.pk).state == "carried"
