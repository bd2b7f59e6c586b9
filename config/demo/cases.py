"""The cases of the demo: whose work, how far, how long ago, and who has it in hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from config.demo import councils, mentorings, plots, requests, sites
from config.demo.clock import Clock
from config.demo.mentorings import Wish
from config.demo.requests import Asked
from config.demo.sites import Site
from config.demo.telling import Scene, Telling
from config.demo.work import Work

if TYPE_CHECKING:
    from collections.abc import Mapping

    from permissions.models import User

ONE, TWO, THREE, FOUR = "expert1", "expert2", "expert3", "expert4"


@dataclass(frozen=True, slots=True)
class Planned:
    """A case to be told: its last scene was ``ago`` working days before today."""

    work: str
    author: str
    plot: tuple[Scene, ...]
    ago: int
    leader: str = "methodist"
    panel: tuple[str, ...] = ()
    matter: type[Work] = Work


CASES = (
    # With the author
    Planned("abai", "author", plots.DRAFT_TOGETHER, 2),
    Planned("playkazakh", "author", plots.INCOMPLETE, 3),
    Planned("debate", "author", plots.REVISION_BEGUN, 12, panel=(ONE, "member1")),
    Planned("dialogue", "author", plots.TOGETHER, 1),
    Planned("literacy", "author", plots.APPROVED_CONDITIONALLY, 40, "methodist2", ("member3",)),
    # With the co-author, the outsider and others who have an account
    Planned("scratch", "coauthor", plots.DRAFT_READY, 4),
    Planned("robotics", "coauthor", plots.BEFORE_COUNCIL, 4, panel=(TWO, "member2")),
    Planned("arkalyk", "outsider", plots.DRAFT, 6),
    Planned("homeland", "outsider", plots.INCOMPLETE, 12),
    Planned("assistant", "member5", plots.COUNCIL_WANTS_REVISION, 9, panel=(FOUR, "member3")),
    Planned("realdata", "member6", plots.REVISION, 27, "methodist3", (TWO, "member2")),
    Planned("togyzkumalak", "member7", plots.DRAFT, 1),
    Planned("innercontrol", "department", plots.REGISTERED, 1, "head"),
    Planned("methodday", "district", plots.INCOMPLETE, 8),
    Planned("cyber", "admin", plots.DRAFT_READY, 3),
    # With the secretary
    Planned("percent", "teacher5", plots.LEFT_ALONE, 6),
    Planned("stories", "teacher27", plots.WITH_DISTRICT, 2),
    Planned("explorer", "teacher45", plots.SUBMITTED_AGAIN, 2),
    Planned("minicompany", "teacher36", plots.WAITING_FOR_DISTRICT, 0),
    # With the methodists
    Planned("homelab", "teacher10", plots.REGISTERED, 5),
    Planned("sounds", "teacher8", plots.REGISTERED_AGAIN, 2),
    Planned("groupwork", "teacher7", plots.SUMMARY, 4, panel=(TWO, "member2")),
    Planned("steppe", "teacher15", plots.SUMMARY_AFTER_FORMAL, 1),
    Planned("citizen", "teacher40", plots.REVISED, 6, panel=(ONE, "member1")),
    Planned("sand", "teacher6", plots.SECOND_SUMMARY, 2, "methodist4", (FOUR, "member3")),
    # With the experts
    Planned("torgai", "teacher46", plots.INVITED, 1, panel=(ONE, "member1", FOUR)),
    Planned("finance", "teacher12", plots.ONE_ACCEPTED, 3, "methodist2", (TWO, "member2")),
    Planned("virtuallab", "teacher13", plots.DECLINED, 1, panel=("expert6", THREE)),
    Planned("quadratic", "teacher33", plots.REINVITED, 4, "methodist3", ("expert9", TWO)),
    Planned("lakes", "chair", plots.HALF_WRITTEN, 2, panel=("expert10", THREE, "member1")),
    Planned("nativeland", "teacher23", plots.LATE, 11, panel=(FOUR, "member3", THREE)),
    Planned("speakrussian", "teacher24", plots.REPLACED, 2, "methodist4", ("expert6", "member4")),
    Planned("nationalgames", "teacher16", plots.SECOND_ROUND, 1, panel=(FOUR, "member3")),
    # With the council
    Planned("dombra", "teacher19", plots.READY, 2),
    Planned("sources", "teacher49", plots.DEFERRED, 3, panel=(ONE, "member1")),
    Planned("rescuer", "teacher34", plots.AT_ONCE_BEFORE_COUNCIL, 2, "methodist3"),
    Planned("smallschool", "teacher48", plots.DOUBTFUL, 3, panel=(FOUR, "member3")),
    # Decided and ended
    Planned("felt", "teacher25", plots.APPROVED, 130, "methodist3"),
    Planned("exam", "teacher9", plots.APPROVED_AT_ONCE, 95, panel=(FOUR,)),
    Planned("schoolyard", "teacher14", plots.APPROVED_AFTER_TWO_ROUNDS, 75, panel=(THREE,)),
    Planned("constructions", "teacher38", plots.APPEAL_UPHELD, 17, "methodist4", (TWO, "member2")),
    Planned("wordgames", "teacher37", plots.APPEALED, 3, "methodist2", ("member4",)),
    Planned("orthography", "teacher21", plots.WITHDRAWN, 30),
    Planned("crosswords", "teacher22", plots.DISCARDED, 40),
    Planned("diary", "teacher39", plots.WITHDRAWN_IN_REVIEW, 15, "methodist2", ("member4", ONE)),
    # Innovation and experiment sites
    Planned("projects", "principal2", sites.RUNNING, 120, "methodist3", matter=Site),
    Planned("lesson", "principal1", sites.RUNNING, 85, "methodist2", matter=Site),
    Planned("inclusive", "principal3", sites.IN_REVIEW, 2, "methodist4", matter=Site),
    # Requests of organisations
    Planned("lessonstudy", "principal11", requests.CLOSED, 24, "methodist3", matter=Asked),
    Planned("building", "principal14", requests.REDIRECTED, 12, matter=Asked),
    Planned("state", "principal7", requests.ANSWERED, 2, "methodist2", matter=Asked),
    Planned("elective", "principal13", requests.EXTENDED, 1, matter=Asked),
    Planned("preschool", "principal5", requests.REGISTERED, 1, matter=Asked),
    Planned("standards", "principal16", requests.SUBMITTED, 0, matter=Asked),
    Planned("clubs", "principal17", requests.DRAFT, 1, matter=Asked),
    # Mentorings; the mentors stand where others have a panel
    Planned("assessing", "teacher1", mentorings.COMPLETED, 25, panel=(ONE,), matter=Wish),
    Planned("experiments", "teacher11", mentorings.UNDER_WAY, 3, "methodist2", (TWO,), Wish),
    Planned("inclusion", "teacher3", mentorings.OFFERED_AGAIN, 3, panel=(FOUR, THREE), matter=Wish),
)


def tell_all(cast: Mapping[str, User]) -> None:
    """Bring every case as far as planned, all of them day by day as they happened."""
    told: dict[int, Telling] = {}
    councils.seat(cast)
    for _order, turn, place in _schedule():
        planned = CASES[turn]
        if place == 0:
            told[turn] = _begin(planned, turn, cast)
        scene = planned.plot[place]
        told[turn].clock.pass_days(scene.days)
        scene.play(told[turn])
    councils.send_agenda(told[turn])


def _schedule() -> list[tuple[int, int, int]]:
    """List every scene of every case by its day: days, case, place in the plot."""
    return sorted(
        (-planned.ago - sum(scene.days for scene in planned.plot[place + 1 :]), turn, place)
        for turn, planned in enumerate(CASES)
        for place in range(len(planned.plot))
    )


def _begin(planned: Planned, turn: int, cast: Mapping[str, User]) -> Telling:
    work = planned.matter(planned.work, cast[planned.author], turn)
    clock = Clock(planned.ago + sum(scene.days for scene in planned.plot), turn)
    return Telling(work, cast, clock, planned.leader, list(planned.panel))
