"""A session in which much happens, told once for the tests of its papers.

Five may vote. The first item is a case: one member keeps away, the rest approve it in an open
vote. The second is a case that is deferred. The third is a topic: a secret vote ends equal and the
chair breaks it, after one member has left.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.people import PASSWORD
from tests.workflows import sessions
from tests.workflows.processes import builders
from tests.workflows.sessions import act, row
from workflows.councils.agenda import AgendaItem

if TYPE_CHECKING:
    from permissions.models import User
    from tests.workflows.processes.builders import People

HEARD = {
    "kk": "{place}-мәселе бойынша баяндама тыңдалды",
    "ru": "Заслушан доклад по вопросу {place}",
}
OPENING = {"opening_kk": "Отырысты төраға ашты", "opening_ru": "Заседание открыл председатель"}


@dataclass
class Held:
    """The session with its items in order, and who sits in it."""

    people: People
    session: Any
    items: list[AgendaItem]

    @property
    def now(self) -> Any:
        return row(self.session)

    def act(self, name: str, actor: User, **data: Any) -> Any:
        return act(self.session, name, actor, **data)

    def texts(self, **changed: str) -> dict[str, str]:
        """Fill in the form of the minutes."""
        heard = {
            f"heard_{language}_{item.pk}": text.format(place=item.place)
            for item in self.items
            for language, text in HEARD.items()
        }
        return OPENING | heard | changed

    def write(self, **changed: str) -> Any:
        return self.act("edit_minutes", self.people.secretary, **self.texts(**changed))

    def finish(self) -> Any:
        return self.act("finish_minutes", self.people.secretary)

    def sign(self, *names: str) -> Any:
        signers = {
            "sign_as_secretary": self.people.secretary,
            "sign_as_chair": self.people.chair,
        }
        for name in names or signers:
            self.act(name, signers[name], mode="simple", password=PASSWORD)
        return self.now

    def signed(self) -> Any:
        self.write()
        self.finish()
        return self.sign()


def voters(people: People) -> list[User]:
    return [people.chair, people.member, people.head, people.department, people.other_methodist]


def planned(people: People) -> Any:
    """Plan the session, with two cases and a topic on its agenda."""
    # Told apart by their names, of which the factory has only a few.
    for name, voter in zip(
        ("Ахметова", "Болатов", "Ғалиева", "Дәуренов", "Есімова"), voters(people), strict=True
    ):
        voter.last_name = name
        voter.save(update_fields=["last_name"])
    sessions.seat_all(people.chair, voters(people)[1:])
    session = sessions.plan(people.secretary)
    cases = [builders.expertise_in("ready", people) for _number in range(2)]
    sessions.call(session, people.secretary, *cases)
    act(
        session,
        "add_topic",
        people.secretary,
        topic_kk="Жартыжылдықтың жұмыс жоспары",
        topic_ru="План работы на полугодие",
        rapporteur=people.head.pk,
    )
    return session


def closed(people: People) -> Held:
    """Hold it, and carry its decisions out."""
    session = planned(people)
    secretary = people.secretary
    act(session, "send_agenda", secretary, notice_reason="Шұғыл мәселе")
    sessions.attend(session, secretary, people.chair, people.member, people.head)
    sessions.attend(session, secretary, people.other_methodist, mode="remote")
    act(
        session,
        "attend",
        secretary,
        people=[people.department.pk],
        mode="absent",
        reason="Іссапарда",
    )
    act(session, "open_session", secretary)
    items = list(AgendaItem.objects.filter(session=session.pk).order_by("place"))
    act(session, "recuse", people.head, item=items[0].pk, reason="Авторды жақсы танимын")
    sessions.resolve(session, secretary, items[0], "approve", level="region")
    sessions.take_up(session, secretary, items[1])
    act(session, "defer_item", secretary, reason="Материалдар толық емес")
    sessions.take_up(session, secretary, items[2])
    motion = sessions.propose(session, secretary, "", secret=True)
    act(session, "open_vote", secretary)
    pro, contra = (people.chair, people.head), (people.member, people.other_methodist)
    sessions.vote(motion, dict.fromkeys(pro, "for") | dict.fromkeys(contra, "against"))
    act(session, "close_vote", secretary)
    act(session, "cast_deciding", people.chair, choice="for")
    act(session, "note_item", secretary)
    act(session, "go", people.member)
    sessions.close(session, secretary)
    act(session, "dissent", people.member, item=items[0].pk, text="Мен бұл шешімге қарсымын")
    items = list(AgendaItem.objects.filter(session=session.pk).order_by("place"))
    return Held(people, row(session), items)
