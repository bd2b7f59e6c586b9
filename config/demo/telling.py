"""One case of the demo as it is being told, up to an appeal: who acts, on what, when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from workflows import engine
from workflows.panel import candidates, seats
from workflows.processes.review import Review

if TYPE_CHECKING:
    from collections.abc import Mapping

    from config.demo.clock import Clock
    from config.demo.work import Work
    from permissions.models import User

PANEL = 3


class Telling:
    """A case with its cast; every move goes through the engine, in the name of who makes it."""

    def __init__(
        self, work: Work, people: Mapping[str, User], clock: Clock, leader: str, panel: list[str]
    ) -> None:
        self.work, self.cast, self.clock = work, people, clock
        self.leader, self.panel = people[leader], panel
        self.case: Any = engine.start(
            work.process, actor=work.author, data=work.described(), at=clock.tick()
        )

    def act(
        self,
        name: str,
        actor: User | str,
        data: Mapping[str, Any] | None = None,
        files: Mapping[str, Any] | None = None,
    ) -> None:
        """Perform an action of the case."""
        moved = engine.perform(
            self.case,
            name,
            actor=self.cast[actor] if isinstance(actor, str) else actor,
            seen_version=self.case.version,
            data=data,
            files=files,
            at=self.clock.tick(),
        )
        self.case = moved

    def act_on(
        self, review: Review, name: str, actor: User, data: Mapping[str, Any] | None = None
    ) -> None:
        """Perform an action of a review, after which the case may have moved by itself."""
        engine.perform(
            review,
            name,
            actor=actor,
            seen_version=review.version,
            data=data,
            at=self.clock.tick(),
        )
        self.reread()

    def reread(self) -> None:
        """Read the case anew, after somebody else moved it."""
        self.case = type(self.case).objects.get(pk=self.case.pk)

    def experts(self, count: int = PANEL) -> list[int]:
        """Choose experts: those named for this case who are free, then the best ranked."""
        seated = set(seats(self.case, self.case.round).values_list("person_id", flat=True))
        free = [
            candidate.person.pk
            for candidate in candidates(self.case, language=self.case.language)
            if not candidate.barred and candidate.person.pk not in seated
        ]
        wanted = [self.cast[name].pk for name in self.panel]
        named = [person for person in wanted if person in free]
        return [*named, *(person for person in free if person not in named)][:count]

    def reviews(self, *states: str) -> list[Review]:
        """List the reviews of this round in the order of the panel, in some states only."""
        keys = seats(self.case, self.case.round).values_list("review_id", flat=True)
        found = Review.objects.filter(pk__in=list(keys)).select_related("expert").order_by("pk")
        return list(found.filter(state__in=states) if states else found)


@dataclass(frozen=True, slots=True)
class Scene:
    """A part of a case's story, ``days`` working days after the one before."""

    days: int
    play: Callable[[Telling], None]
