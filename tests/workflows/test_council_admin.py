"""Councils for administrators: members inline, editions of rules put into words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.workflows import sessions
from tests.workflows.pages import BACKEND
from workflows.council_admin import in_words
from workflows.councils.bodies import Council, CouncilMember, CouncilRules, Office

if TYPE_CHECKING:
    from permissions.models import User

pytestmark = pytest.mark.usefixtures("db", "english")


@pytest.fixture
def office(admin: User) -> Client:
    admin.language = "en"
    admin.save(update_fields=["language"])
    client = Client()
    client.force_login(admin, backend=BACKEND)
    return client


def page(name: str, what: str = "changelist", *args: Any) -> str:
    return reverse(f"admin:workflows_{name}_{what}", args=args)


def typed(council: Council, *rows: dict[str, Any]) -> dict[str, Any]:
    """Fill in the form of a council; rows without a key are new members."""
    kept = [row for row in rows if row.get("id")]
    sent: dict[str, Any] = {
        "name_kk": council.name_kk,
        "name_ru": council.name_ru,
        "name_en": council.name_en,
        "region": council.region_id,
        "active": "on",
        "members-TOTAL_FORMS": len(rows),
        "members-INITIAL_FORMS": len(kept),
    }
    for place, row in enumerate([*kept, *(row for row in rows if not row.get("id"))]):
        for name, value in ({"council": council.pk} | row).items():
            sent[f"members-{place}-{name}"] = value
    return sent


def test_member_is_seated_and_a_term_ends_on_the_page_of_the_council(
    office: Client, chair: User, expert: User
) -> None:
    council, today = sessions.council(), timezone.localdate()
    path = page("council", "change", council.pk)
    new = {"person": chair.pk, "office": "chair", "since": today.isoformat()}
    assert office.post(path, typed(council, new)).status_code == 302
    seat = CouncilMember.objects.get()
    assert (seat.person, seat.office, seat.until) == (chair, "chair", None)
    ended = new | {"id": seat.pk, "until": (today + timedelta(days=1)).isoformat()}
    other = new | {"person": expert.pk}
    assert office.post(path, typed(council, ended, other | {"office": "member"})).status_code == 302
    assert CouncilMember.objects.get(pk=seat.pk).until == today + timedelta(days=1)
    assert CouncilMember.objects.count() == 2


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"since": "2026-02-02", "until": "2026-02-01"}, "The last day is before the first."),
        ({"office": "chair", "since": "2026-02-02"}, "The council already has a chair."),
    ],
)
def test_impossible_seat_is_refused_with_the_reason(
    office: Client, chair: User, expert: User, changed: dict[str, Any], said: str
) -> None:
    sessions.seat(chair, Office.CHAIR)
    council = sessions.council()
    kept = {"id": CouncilMember.objects.get().pk, "person": chair.pk, "office": "chair"}
    kept |= {"since": sessions.LONG_AGO.isoformat()}
    new = {"person": expert.pk, "office": "member"} | changed
    answer = office.post(page("council", "change", council.pk), typed(council, kept, new))
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert CouncilMember.objects.count() == 1


def test_chair_is_handed_over_in_one_step(office: Client, chair: User, expert: User) -> None:
    council = sessions.council()
    later = sessions.seat(expert)
    now = sessions.seat(chair, Office.CHAIR)
    assert later.pk < now.pk  # the one who becomes the chair comes first on the page
    since = sessions.LONG_AGO.isoformat()
    rows = [
        {"id": later.pk, "person": expert.pk, "office": "chair", "since": since},
        {"id": now.pk, "person": chair.pk, "office": "member", "since": since},
    ]
    answer = office.post(page("council", "change", council.pk), typed(council, *rows))
    assert answer.status_code == 302
    assert CouncilMember.objects.get(office="chair").person == expert


def test_councils_are_for_administrators_only(client: Client, secretary: User) -> None:
    client.force_login(secretary, backend=BACKEND)
    for name in ("council", "councilrules"):
        assert client.get(page(name)).status_code in {302, 403}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, ["The quorum is 2/3 of those who have a vote, rounded up.", "so 4 must be present"]),
        ({"quorum_number": 5}, ["The quorum is 5 members with a vote.", "so 5 must be present"]),
        ({"casting_vote": False}, ["If the votes are equal, the motion is not carried."]),
        ({"secret": True}, ["Voting is secret unless the secretary says otherwise."]),
    ],
)
def test_rules_are_put_into_words(
    people5: list[User], changed: dict[str, Any], said: list[str]
) -> None:
    rules = sessions.rule(**changed)
    told = " ".join(in_words(rules))
    for words in said:
        assert words in told


@pytest.fixture
def people5(
    chair: User, expert: User, methodist: User, secretary: User, author: User
) -> list[User]:
    """Seat five who have a vote."""
    people = [chair, expert, methodist, secretary, author]
    sessions.seat_all(chair, people[1:])
    return people


def test_page_of_an_edition_explains_it_and_counts_its_sessions(
    office: Client, people5: list[User]
) -> None:
    sessions.plan(people5[3])
    rules = CouncilRules.objects.get()
    text = office.get(page("councilrules", "change", rules.pk)).content.decode()
    assert "1 session was planned under this edition and keeps it." in text
    assert "rounded up" in text


@pytest.mark.parametrize(("numerator", "denominator"), [(0, 3), (4, 3), (1, 0)])
def test_quorum_of_nothing_or_above_one_is_refused(
    office: Client, numerator: int, denominator: int
) -> None:
    sent = {
        "council": sessions.council().pk,
        "in_force_from": date(2030, 1, 1).isoformat(),
        "quorum_numerator": numerator,
        "quorum_denominator": denominator,
        "majority": "present",
        "notice_days": 5,
        "validity_years": 5,
    }
    answer = office.post(page("councilrules", "add"), sent)
    assert answer.status_code == 200
    assert "The quorum is a fraction above 0 and at most 1." in answer.content.decode()
    assert CouncilRules.objects.count() == 1
