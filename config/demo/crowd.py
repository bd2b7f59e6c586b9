"""Who the people of the demo are: the accounts as written, the rest by number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from config.demo import data, names
from permissions.models import Organisation
from permissions.roles import Role

if TYPE_CHECKING:
    from config.demo.places import Places

PEOPLE = 120
METHODISTS = 4
OF_DISTRICT = "rudny"  # where the account "district" works
EXPERTS = 11
FIELDS = ("words", "exact", "nature", "early", "society", "foreign", "arts")
POSITIONS = {
    Role.EXPERT: {"kk": "Педагог-шебер", "ru": "Педагог-мастер"},
    Role.METHODIST: {"kk": "Әдіскер", "ru": "Методист"},
    Role.DISTRICT_METHODIST: {"kk": "Кабинет әдіскері", "ru": "Методист кабинета"},
    Role.ORGANISATION_HEAD: {"kk": "Директор", "ru": "Директор"},
}
TEACHES = {
    Organisation.Kind.KINDERGARTEN: {"kk": "Тәрбиеші", "ru": "Воспитатель"},
    Organisation.Kind.COLLEGE: {"kk": "Оқытушы", "ru": "Преподаватель"},
    Organisation.Kind.EXTRA: {"kk": "Үйірме жетекшісі", "ru": "Руководитель кружка"},
    Organisation.Kind.SCHOOL: {"kk": "Мұғалім", "ru": "Учитель"},
    Organisation.Kind.SPECIAL: {"kk": "Мұғалім", "ru": "Учитель"},
}


@dataclass(frozen=True, slots=True)
class Someone:
    """One person of the demo before there is a row; ``judges`` are an expert's fields."""

    username: str
    last: str
    first: str
    patronymic: str
    born: date
    woman: bool
    language: str
    works_at: Organisation
    position: str
    roles: tuple[str, ...]
    judges: tuple[str, ...] = ()


def everybody(places: Places) -> list[Someone]:
    """List the people of the demo: the accounts first, then others up to `PEOPLE`."""
    people = list(_accounts(places))
    for username, role, works_at in _others(places, PEOPLE - len(people)):
        people.append(_person(len(people), username, role, works_at))
    return people


def _accounts(places: Places) -> Iterator[Someone]:
    for username, told in data.read("people").items():
        last, first, patronymic = told["name"]
        yield Someone(
            username=username,
            last=last,
            first=first,
            patronymic=patronymic,
            born=told["born"],
            woman=patronymic.endswith(("қызы", "вна")),
            language=told["language"],
            works_at=places.find(told["works_at"]),
            position=told["position"],
            roles=tuple(told["roles"]),
            judges=tuple(told.get("judges", ())),
        )


def _others(places: Places, count: int) -> Iterator[tuple[str, str, Organisation]]:
    schools = places.all_schools()
    heads = [rows[0] for rows in places.schools.values()]
    posts = [
        (f"methodist{n}", Role.METHODIST, places.offices["centre"])
        for n in range(2, METHODISTS + 1)
    ]
    posts += [
        (f"district-{code}", Role.DISTRICT_METHODIST, places.offices[f"cabinet-{code}"])
        for code in places.schools
        if code != OF_DISTRICT
    ]
    posts += [(f"expert{n}", Role.EXPERT, heads[n]) for n in range(5, EXPERTS + 1)]
    posts += [
        (f"principal{n}", Role.ORGANISATION_HEAD, school) for n, school in enumerate(heads, start=1)
    ]
    yield from posts
    for n in range(1, count - len(posts) + 1):
        yield f"teacher{n}", Role.AUTHOR, schools[n * 7 % len(schools)]


def _person(number: int, username: str, role: str, works_at: Organisation) -> Someone:
    name = names.name(number)
    posts = POSITIONS.get(Role(role)) or TEACHES[Organisation.Kind(works_at.kind)]
    return Someone(
        username=username,
        last=name.last,
        first=name.first,
        patronymic=name.patronymic,
        born=date(1964, 1, 5) + timedelta(days=number * 97),
        woman=name.woman,
        language=name.language,
        works_at=works_at,
        position=posts[name.language],
        roles=(role,),
        judges=(FIELDS[number % len(FIELDS)], FIELDS[(number + 3) % len(FIELDS)])
        if role == Role.EXPERT
        else (),
    )
