"""What arrived ahead of a form counts as sent with it: the store sees no difference."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from documents import arrivals
from documents.arrivals import Arrival
from documents.models import DocumentKind, Version
from permissions.models import User
from tests.documents import samples
from tests.workflows.pages import Page, Visitor
from tests.workflows.processes import builders
from workflows.models import Event


@pytest.fixture
def people(db: None) -> Iterator[builders.People]:
    with time_machine.travel(builders.MONDAY, tick=True):
        yield builders.gather()


@pytest.fixture
def path(people: builders.People) -> str:
    return f"/cases/{builders.start(people).label}/file/"


def arrived(person: User, name: str = "Жұмыс.pdf", content: bytes | None = None) -> Arrival:
    content = content or builders.pdf(name)
    arrival = arrivals.begin(person, name, len(content))
    arrivals.go_on(arrival, 0, io.BytesIO(content))
    return arrival


def kind(code: str = "work") -> int:
    return DocumentKind.objects.get(code=code).pk


def values(*found: Arrival) -> list[str]:
    return [f"file:{arrival.token}" for arrival in found]


def send(visitor: Visitor, path: str, *found: Arrival, **typed: Any) -> Any:
    return visitor.send(path, arrived=values(*found), **({"kind": kind()} | typed))


def test_several_files_are_filed_each_as_its_kind(people: builders.People, path: str) -> None:
    visitor = Visitor(people.author)
    one, two = arrived(people.author), arrived(people.author, "Пікір.pdf")
    own = {f"arrived_kind_{two.token}": kind("outside_review")}
    answer = send(visitor, path, one, two, note="Екеуі бірге", **own)
    assert answer.status_code == 302
    filed = Version.objects.order_by("pk").values_list("name", "document__kind__code", "note")
    assert list(filed) == [
        ("Жұмыс.pdf", "work", "Екеуі бірге"),
        ("Пікір.pdf", "outside_review", "Екеуі бірге"),
    ]
    assert Event.objects.filter(action="file").count() == 1
    assert "Пікір.pdf" in visitor.get(answer.url).text
    assert not Arrival.objects.exists()


def test_files_that_came_with_the_form_are_filed_too(people: builders.People, path: str) -> None:
    uploads = [samples.upload(builders.pdf(name), f"{name}.pdf") for name in ("Бір", "Екі")]
    answer = send(Visitor(people.author), path, arrived(people.author), file=uploads)
    assert answer.status_code == 302
    assert set(Version.objects.values_list("name", flat=True)) == {
        "Бір.pdf",
        "Екі.pdf",
        "Жұмыс.pdf",
    }


def test_mistake_elsewhere_keeps_what_arrived(people: builders.People, path: str) -> None:
    arrival, visitor = arrived(people.author), Visitor(people.author)
    own = {f"arrived_kind_{arrival.token}": kind("outside_review")}
    page = Page(send(visitor, path, arrival, note="а" * 301, **own))
    assert page.status == 422
    assert page.field("arrived") == f"file:{arrival.token}"
    assert page.values("data-chosen") == [str(kind("outside_review"))]
    assert not page.values("data-files")
    assert send(visitor, path, arrival, **own).status_code == 302


def test_refused_file_is_named_and_forgotten(people: builders.People, path: str) -> None:
    bad = arrived(people.author, "Вирус.pdf", samples.EXE)
    good = arrived(people.author)
    page = Page(send(Visitor(people.author), path, good, bad))
    assert page.status == 422
    assert page.values("data-files")
    assert "Вирус.pdf" in page.text
    assert page.field("arrived") == f"file:{good.token}"
    assert Arrival.objects.get() == good
    assert not Version.objects.exists()


def test_stale_page_keeps_what_arrived(people: builders.People, path: str) -> None:
    arrival, visitor = arrived(people.author), Visitor(people.author)
    page = Page(visitor.client.post(path, {"seen_version": 0, "arrived": values(arrival)}))
    assert page.status == 409
    assert page.field("arrived") == f"file:{arrival.token}"


@pytest.mark.parametrize("theirs", [True, False])
def test_upload_of_another_or_half_an_upload_is_none(
    theirs: bool, people: builders.People, path: str
) -> None:
    half = arrivals.begin(people.author, "Жартысы.pdf", 10)
    arrival = arrived(people.expert) if theirs else half
    page = Page(send(Visitor(people.author), path, arrival))
    assert page.status == 422
    assert arrival.token not in page.text
    assert Arrival.objects.exists()


def test_new_version_is_one_file(people: builders.People, path: str) -> None:
    visitor = Visitor(people.author)
    send(visitor, path, arrived(people.author))
    document = Version.objects.get().document_id
    both = arrived(people.author, "2.pdf"), arrived(people.author, "3.pdf")
    assert send(visitor, path, *both, replaces=document).status_code == 422
    assert send(visitor, path, both[0], replaces=document).status_code == 302
    assert list(Version.objects.values_list("number", "document_id").order_by("number")) == [
        (1, document),
        (2, document),
    ]


def test_kind_that_does_not_exist_is_refused(people: builders.People, path: str) -> None:
    arrival = arrived(people.author)
    own = {f"arrived_kind_{arrival.token}": 0}
    assert send(Visitor(people.author), path, arrival, **own).status_code == 422


def test_what_is_missing_stands_beside_the_form(people: builders.People, path: str) -> None:
    page = Visitor(people.author).get(path)
    assert page.values("data-required")
    assert page.inline() == []
