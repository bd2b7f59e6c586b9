"""The accounts of the demo: rows for everybody, with roles, confirmed addresses, competences."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from config.demo import crowd, names
from config.demo.crowd import Someone
from config.demo.places import Places
from permissions.models import (
    Competence,
    DeclaredRelation,
    District,
    Expert,
    Membership,
    Region,
    Subject,
    User,
)
from permissions.people import settle_groups, system
from permissions.roles import Role

PASSWORD = "sarap-demo"  # noqa: S105 (shown to everybody: the demo has nothing to hide)
MAIL = "demo.invalid"
SINCE = timedelta(days=400)
FIELDS = {
    "words": ("kazakh-language", "kazakh-literature", "kazakh-l2"),
    "society": ("history-kazakhstan", "world-history", "law"),
    "foreign": ("english", "russian-language", "russian-literature", "russian-l2"),
    "exact": ("mathematics", "algebra", "geometry", "physics", "informatics"),
    "nature": ("biology", "chemistry", "geography", "natural-science", "world-knowledge"),
    "early": ("preschool", "primary", "special-pedagogy", "psychology"),
    "arts": ("art-work", "music", "physical-education", "military-technology", "business"),
}
NOWHERE = frozenset({Role.AUTHOR, Role.ADMINISTRATOR})
RELATIVES = ("expert3", "teacher15")


def make(places: Places) -> dict[str, User]:
    """Make everybody, and give them by user name."""
    people = crowd.everybody(places)
    now = timezone.localtime()
    password = make_password(PASSWORD)
    users = User.objects.bulk_create(
        [_user(number, someone, password, now) for number, someone in enumerate(people)]
    )
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in users
    )
    cast = {user.username: user for user in users}
    _give_roles(people, cast, now)
    _give_competences(people, cast)
    one, other = RELATIVES
    DeclaredRelation.objects.create(
        person=cast[one], other=cast[other], kind=DeclaredRelation.Kind.RELATIVE
    )
    return cast


def _user(number: int, someone: Someone, password: str, now: datetime) -> User:
    morning = datetime.combine((now - SINCE).date(), time(10, number % 60))
    return User(
        username=someone.username,
        email=f"{someone.username}@{MAIL}",
        last_name=someone.last,
        first_name=someone.first,
        patronymic=someone.patronymic,
        iin=names.iin(number, someone.born, woman=someone.woman),
        language=someone.language,
        organisation=someone.works_at,
        position=someone.position,
        password=password,
        date_joined=timezone.make_aware(morning),
    )


def _give_roles(people: list[Someone], cast: dict[str, User], now: datetime) -> None:
    """Give roles from before the first case on, so that everybody had theirs when they acted."""
    region = Region.objects.get()
    Membership.objects.bulk_create(
        Membership(
            user=cast[someone.username],
            role_id=role,
            since=(now - SINCE).date(),
            granted_by=system(),
            **_scope(someone, Role(role), region),
        )
        for someone in people
        for role in someone.roles
    )
    for user in cast.values():
        settle_groups(user)


def _scope(someone: Someone, role: Role, region: Region) -> dict[str, object]:
    if role in NOWHERE:
        return {}
    if role == Role.DISTRICT_METHODIST:
        return {"district": District.objects.get(pk=someone.works_at.district_id)}
    if role == Role.ORGANISATION_HEAD:
        return {"organisation": someone.works_at}
    return {"region": region}


def _give_competences(people: list[Someone], cast: dict[str, User]) -> None:
    subjects = {subject.code: subject for subject in Subject.objects.all()}
    for number, someone in enumerate(person for person in people if person.judges):
        expert = Expert.objects.create(user=cast[someone.username], capacity=3 + number % 3)
        Competence.objects.bulk_create(
            Competence(expert=expert, subject=subjects[code], language=language)
            for field in someone.judges
            for code in FIELDS[field]
            for language in ("kk", "ru")
        )
