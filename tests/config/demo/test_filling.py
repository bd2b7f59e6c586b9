"""One demo for a whole run: filling takes a while, and nothing here changes its cases."""

import fcntl
import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connections
from django.db.models import F
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from config.demo import data
from config.demo.people import PASSWORD
from documents import contents
from documents.models import Version
from permissions.models import District, Organisation, User
from permissions.numbers import validate_iin
from tests.databases import clone, connect, point_at, template
from workflows import audit, calendar, queries, registry
from workflows.models import Case, Event
from workflows.pairs import Meeting, Pairing
from workflows.panel import Seat, candidates
from workflows.processes.expertise import Expertise

ACCOUNTS = tuple(data.read("people"))


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that the workers of this run have in common."""
    mine = tmp_path_factory.getbasetemp()
    return mine.parent if "PYTEST_XDIST_WORKER" in os.environ else mine


@pytest.fixture(scope="module")
def told(django_db_setup: None, django_db_blocker: DjangoDbBlocker, shared: Path) -> Iterator[str]:
    """What the command said when it filled the database that the tests see."""
    before = connections.settings["default"]["NAME"]
    with django_db_blocker.unblock():
        with (shared / "demo.lock").open("a+") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            lock.seek(0)
            name = lock.read() or fill(shared)
            lock.truncate(0)
            lock.write(name)
        point_at(name)
        yield (shared / "demo.out").read_text()
        point_at(before)


def fill(shared: Path) -> str:
    """Make a database with the demo, which the next run drops when this process has ended."""
    name = f"test_{os.getpid()}_demo"
    with connect() as admin:
        clone(admin, template(), name)
    point_at(name)
    with (
        override_settings(MEDIA_ROOT=shared / "demo-files"),
        (shared / "demo.out").open("w") as out,
    ):
        call_command("demo", stdout=out)
    return name


@pytest.mark.parametrize("code", ["EX", "RV"])
def test_demo_has_a_case_in_every_state(told: str, code: str) -> None:
    found = Case.objects.filter(process_code=code).values_list("state", flat=True)
    assert set(found) == set(registry.model(code).process.states.values)


def test_trails_of_the_demo_are_whole(told: str) -> None:
    found = audit.Audit()
    assert list(found.broken()) == []
    assert found.events == Event.objects.count() > 900


def test_trails_of_the_demo_run_from_eight_months_ago_to_now(told: str) -> None:
    now = timezone.now()
    moments = Event.objects.order_by("case_id", "seq").values_list("case_id", "at")
    assert list(moments) == sorted(moments)
    times = [at for _case, at in moments]
    assert max(times) <= now
    assert now - timedelta(days=300) < min(times) < now - timedelta(days=200)


def test_some_cases_of_the_demo_are_overdue_and_some_are_due_soon(told: str) -> None:
    now = timezone.now()
    due = Case.objects.filter(open=True, process_code="EX", due_at__isnull=False)
    assert due.filter(due_at__lt=now).count() >= 3
    soon = calendar.due(now, 3)
    assert due.filter(due_at__gte=now, due_at__lte=soon).count() >= 3


def test_numbers_of_the_demo_follow_the_days_of_registration(told: str) -> None:
    works = Event.objects.filter(case__process_code="EX")
    registered = works.filter(action="register").order_by("at")
    numbers = [str(number) for number in registered.values_list("case__number", flat=True)]
    assert numbers == sorted(numbers)
    assert len(numbers) == len(set(numbers)) >= 30


def test_demo_has_appeals_and_conditions(told: str) -> None:
    appeals = Case.objects.filter(process_code="AP").order_by("state")
    assert list(appeals.values_list("state", flat=True)) == ["in_review", "upheld"]
    conditions = Case.objects.filter(process_code="CD").order_by("state")
    assert list(conditions.values_list("state", flat=True)) == ["fulfilled", "open"]


def test_demo_has_requests_of_organisations(told: str) -> None:
    requests = Case.objects.filter(process_code="SR").order_by("state")
    assert list(requests.values_list("state", flat=True)) == [
        "answered",
        "closed",
        "draft",
        "in_work",
        "redirected",
        "registered",
        "submitted",
    ]


def test_demo_has_mentorings_with_a_mentor_who_declined(told: str) -> None:
    cases = Case.objects.filter(process_code="MN").order_by("state")
    assert list(cases.values_list("state", flat=True)) == ["active", "completed", "offered"]
    pairs = Pairing.objects.filter(case__in=cases).order_by("state")
    states = list(pairs.values_list("state", flat=True))
    assert states == ["declined", "done", "offered", "working"]
    assert Meeting.objects.filter(confirmed_at=None).count() == 1


def test_everybody_named_can_log_in_and_has_something_at_work(told: str) -> None:
    for username in ACCOUNTS:
        answer = Client().post(
            reverse("account_login"), {"login": username, "password": PASSWORD}, follow=False
        )
        assert answer.headers.get("Location") == "/work/", username
        person = User.objects.get(username=username)
        lists = (queries.held_by, queries.to_take, queries.awaited_by)
        assert any(found(person).cases for found in lists), username
        assert username in told


def test_people_of_the_demo_are_120_with_sound_numbers_and_names(told: str) -> None:
    people = User.objects.exclude(username="system")
    assert people.count() == 120
    for person in people:
        assert person.iin is not None
        validate_iin(person.iin)
        person.clean_fields(exclude=["password"])
        assert person.roles_now


def test_organisations_of_the_demo_teach_in_every_district(told: str) -> None:
    offices = ("cabinet", "centre", "department")
    schools = Organisation.objects.exclude(kind__in=offices)
    assert schools.count() == 60
    assert set(schools.values_list("district", flat=True)) == set(
        District.objects.values_list("pk", flat=True)
    )


def test_outsider_is_an_author_of_another_district(told: str) -> None:
    outsider, author = (User.objects.get(username=name) for name in ("outsider", "author"))
    assert outsider.organisation is not None
    assert author.organisation is not None
    assert outsider.organisation.district_id != author.organisation.district_id


def test_nobody_in_the_demo_reviews_across_a_conflict(told: str) -> None:
    for case in Expertise.objects.exclude(seats=None):
        barred = {c.person.pk for c in candidates(case, language=case.language) if c.barred}
        assert not Seat.objects.filter(case=case, person__in=barred).exists()


def test_everything_filed_in_the_demo_can_be_read(told: str, shared: Path) -> None:
    filed = set(Version.objects.values_list("sha256", "media_type"))
    with override_settings(MEDIA_ROOT=shared / "demo-files"):
        assert all(contents.intact(sha256) for sha256, _media_type in filed)
    assert len({media_type for _sha256, media_type in filed}) == 2


def test_a_revised_work_of_the_demo_has_two_versions(told: str) -> None:
    revised = Event.objects.filter(action="revise").values_list("case_id", flat=True)
    dossiers = Case.objects.filter(pk__in=list(revised)).values_list("dossier_id", flat=True)
    second = Version.objects.filter(document__dossier__in=list(dossiers), number=2)
    assert second.count() == len(set(revised)) > 0


def test_demo_is_not_added_to_what_is_there(told: str) -> None:
    before = Case.objects.count()
    with pytest.raises(CommandError, match="already"):
        call_command("demo")
    call_command("demo", "--if-empty")
    assert Case.objects.count() == before


def test_titles_of_the_demo_are_in_both_languages_and_different(told: str) -> None:
    cases = Expertise.objects.all()
    assert not cases.filter(title_kk="").exists()
    assert not cases.filter(title_ru="").exists()
    assert not cases.filter(title_kk=F("title_ru")).exists()
    assert cases.values("title_kk").distinct().count() == cases.count()


def test_demo_has_sites_at_work_and_one_in_review(told: str) -> None:
    sites = Case.objects.filter(process_code="IN").order_by("pk")
    assert sorted(sites.values_list("state", flat=True)) == ["in_review", "running", "running"]
    reports = Case.objects.filter(process_code="YR", open=True, due_at__gt=timezone.now())
    assert reports.count() == 5
    page = Client().get("/sites/")
    assert page.content.decode().count("data-site=") == 2
