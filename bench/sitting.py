"""A session of a council to be watched: its people, logged in, and one vote after the other."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.test import Client
from django.utils import timezone

from permissions.models import Region, User
from permissions.people import grant_role, system
from permissions.roles import Role
from workflows import engine, registry
from workflows.councils.agenda import AgendaItem
from workflows.councils.bodies import Council, CouncilMember, Office

if TYPE_CHECKING:
    from collections.abc import Iterator

BACKEND = settings.AUTHENTICATION_BACKENDS[0]
TEXTS = {"text_kk": "Жоспар бекітілсін", "text_ru": "Утвердить план"}
TOPICS = 5


@dataclass(frozen=True)
class Sitting:
    """A session with its secretary, and the cookies of all who have its page open."""

    session: Any
    secretary: User
    voters: dict[int, str]
    cookies: list[str]

    @property
    def number(self) -> str:
        return str(self.session.number)

    def act(self, name: str, **data: Any) -> None:
        now = registry.model("CS").objects.get(pk=self.session.pk)
        engine.perform(now, name, actor=self.secretary, seen_version=now.version, data=data)

    @contextmanager
    def vote(self) -> Iterator[dict[str, str]]:
        """Keep a vote open for the block: the ballots of the voters by their cookies."""
        self.act("propose", resolution="", **TEXTS)
        self.act("open_vote")
        out: Any = registry.model("BA").objects.filter(parent=self.session.pk, open=True)
        yield {self.voters[ballot.member_id]: ballot.code for ballot in out}
        self.act("close_vote")


def prepare(viewers: int, voters: int) -> Sitting:
    """Make all tables and, as the web role, a session in which the first item is in hand."""
    call_command("migrate", database="owner", verbosity=0, interactive=False)
    region = Region.objects.get(code="kostanay")
    council = Council.objects.get(code="expertise")
    secretary = _person("secretary", Role.SECRETARY, region)
    members = [_person(f"member{n}", Role.COUNCIL_MEMBER, region) for n in range(voters)]
    for place, member in enumerate(members):
        office = Office.MEMBER if place else Office.CHAIR
        CouncilMember.objects.create(council=council, person=member, office=office)
    watching = [_person(f"viewer{n}", Role.METHODIST, region) for n in range(viewers)]
    session = _session(secretary, council)
    tickets = {person.pk: _cookie(person) for person in (*members, *watching)}
    own = {member.pk: tickets[member.pk] for member in members}
    found = Sitting(session, secretary, own, list(tickets.values()))
    for number in range(TOPICS):
        found.act("add_topic", topic_kk=f"Мәселе {number}", topic_ru=f"Вопрос {number}")
    found.act("send_agenda", notice_reason="Шұғыл")
    found.act("attend", people=[member.pk for member in members], mode="present")
    found.act("open_session")
    item = AgendaItem.objects.filter(session=session).order_by("place")[0]
    found.act("take_up", item=item.pk)
    with connections["owner"].cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return found


def _session(secretary: User, council: Council) -> Any:
    data = {
        "council": council.pk,
        "held_as": "in_person",
        "day": timezone.localdate(),
        "time": "15:00",
        "place": "Мәжіліс залы",
    }
    return engine.start(registry.model("CS"), actor=secretary, data=data)


def _person(username: str, role: Role, region: Region) -> User:
    made = User.objects.create_user(username, f"{username}@example.org", None)
    grant_role(made, role, region=region, by=system())
    return made


def _cookie(person: User) -> str:
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client.cookies["sessionid"].value
