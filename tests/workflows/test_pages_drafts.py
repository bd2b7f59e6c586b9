"""What is typed is saved as one types: for the person alone, until it is sent or discarded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any, ClassVar

import pytest
import time_machine
from django import forms

from permissions.models import User
from tests.workflows import toys
from tests.workflows.pages import Page, Visitor
from workflows import registry
from workflows.ask import Ask
from workflows.models import Event
from workflows.unsent import Unsent

Start = Callable[..., Any]
Act = Callable[..., Any]

AFTERNOON = datetime(2026, 11, 24, 9, 5, tzinfo=UTC)


def keep(visitor: Visitor, path: str, **typed: Any) -> Any:
    """Save what is typed so far, as the page does."""
    ours = {"seen_version": 1, "slip": visitor.get(path).field("slip")}
    return visitor.client.post(f"{path}?keep", ours | typed)


def test_half_filled_form_waits_on_every_device(start: Start, author: User) -> None:
    toy = start()
    path = f"/cases/{toy.code}/note/"
    with time_machine.travel(AFTERNOON, tick=False):
        answer = keep(Visitor(author), path, reason="Жартысы")
    assert (answer.status_code, answer.json()["said"]) == (200, "14:05")
    page = Visitor(author).get(path)
    assert page.field("reason") == "Жартысы"
    assert "24.11.2026 14:05" in page.text
    assert page.values("data-stamp") == [answer.json()["stamp"]]
    assert not Event.objects.filter(action="note").exists()


def test_restored_form_is_not_judged_before_it_is_sent(start: Start, author: User) -> None:
    visitor, path = Visitor(author), f"/cases/{start().code}/note/"
    keep(visitor, path, reason="")
    page = visitor.get(path)
    assert page.values("data-restored")
    assert "This field is required." not in page.text


def test_the_last_that_was_typed_is_kept(start: Start, author: User) -> None:
    visitor, path = Visitor(author), f"/cases/{start().code}/note/"
    for text in ("Бір", "Бір екі"):
        keep(visitor, path, reason=text)
    assert visitor.get(path).field("reason") == "Бір екі"
    assert Unsent.objects.count() == 1


def test_sent_form_is_forgotten_and_a_late_save_does_not_bring_it_back(
    start: Start, author: User
) -> None:
    toy, visitor = start(), Visitor(author)
    path = f"/cases/{toy.code}/note/"
    typed = {"seen_version": 1, "slip": visitor.get(path).field("slip"), "reason": "Мәтін"}
    visitor.client.post(f"{path}?keep", typed)
    done = visitor.client.post(path, typed)
    assert visitor.get(done.url).values("data-sent") == [path]
    assert visitor.client.post(f"{path}?keep", typed).status_code == 409
    assert not visitor.get(path).values("data-restored")


def test_refused_form_stays_kept(start: Start, author: User) -> None:
    visitor, path = Visitor(author), f"/cases/{start().code}/note/"
    keep(visitor, path, reason="Мәтін")
    assert visitor.send(path, reason="").status_code == 422
    assert visitor.get(path).field("reason") == "Мәтін"


def test_discarded_text_is_gone(start: Start, author: User) -> None:
    visitor, path = Visitor(author), f"/cases/{start().code}/note/"
    keep(visitor, path, reason="Мәтін")
    assert visitor.client.post(f"{path}?fresh").url == path
    assert visitor.get(path).field("reason") == ""
    assert not Unsent.objects.exists()


def test_nobody_else_gets_it(start: Start, act: Act, author: User, secretary: User) -> None:
    toy = act(start(), "submit", author)
    path = f"/cases/{toy.number}/refuse/"
    keep(Visitor(secretary), path, reason="Құпия")
    other = User.objects.create(username="secretary2", email="s2@example.kz")
    for membership in secretary.memberships.all():
        membership.pk, membership.user = None, other
        membership.save()
    assert Page(Visitor(other).client.get(path)).field("reason") == ""
    assert Visitor(secretary).get(path).field("reason") == "Құпия"


def test_only_forms_of_cases_one_sees_are_kept(start: Start, author: User, outsider: User) -> None:
    path = f"/cases/{start().code}/note/"
    answer = Visitor(outsider).client.post(f"{path}?keep", {"reason": "Мәтін"})
    assert answer.status_code == 404
    answer = Visitor(author).client.post(f"{path.replace('note', 'fly')}?keep", {"a": "Мәтін"})
    assert answer.status_code == 404
    assert not Unsent.objects.exists()


def test_too_long_a_text_is_not_kept(start: Start, author: User) -> None:
    path = f"/cases/{start().code}/note/"
    answer = keep(Visitor(author), path, reason="а" * 100_000)
    assert answer.status_code == 413


def test_new_case_half_described_waits_too(toy_processes: None, author: User) -> None:
    visitor = Visitor(author)
    slip = visitor.get("/cases/new/TY/").field("slip")
    visitor.client.post("/cases/new/TY/?keep", {"slip": slip, "title": "Алм"})
    assert visitor.get("/cases/new/TY/").field("title") == "Алм"
    visitor.client.post("/cases/new/TY/", {"slip": slip, "title": "Алма"})
    assert visitor.get("/cases/new/TY/").field("title") == ""


def test_what_changed_since_it_was_typed_is_told(start: Start, act: Act, author: User) -> None:
    toy, visitor = start(), Visitor(author)
    path = f"/cases/{toy.code}/note/"
    keep(visitor, path, reason="Мәтін")
    act(toy, "note", author, reason="Басқа терезеден")
    page = visitor.get(path)
    assert page.values("data-event") == ["2"]
    assert page.field("reason") == "Мәтін"


class Once(Ask):
    autosaved: ClassVar[bool] = False

    reason = forms.CharField(label="Reason")


class Secret(Ask):
    reason = forms.CharField(label="Reason")
    password = forms.CharField(label="Password", widget=forms.PasswordInput)


@pytest.fixture(params=[Once, Secret])
def kept_nowhere(request: pytest.FixtureRequest) -> Iterator[None]:
    """Have the note asked for by a form of which no draft may be kept."""
    for move in registry.moves(toys.Toy):
        if move.name == "note":
            before = move.action.form
            object.__setattr__(move.action, "form", request.param)
            yield
            object.__setattr__(move.action, "form", before)


@pytest.mark.usefixtures("kept_nowhere")
def test_form_that_is_not_autosaved_is_kept_nowhere(start: Start, author: User) -> None:
    visitor, path = Visitor(author), f"/cases/{start().code}/note/"
    assert visitor.get(path).values("data-keep") == []
    assert keep(visitor, path, reason="Құпия", password="Құпия").status_code == 403
    assert not Unsent.objects.exists()


@pytest.mark.usefixtures("kept_nowhere")
def test_form_that_is_not_autosaved_does_not_wait_for_a_new_login(
    start: Start, author: User
) -> None:
    visitor, path = Visitor(author), f"/cases/{start().code}/note/"
    slip = visitor.get(path).field("slip")
    visitor.client.logout()
    answer = visitor.client.post(path, {"slip": slip, "reason": "Құпия", "password": "Құпия"})
    assert answer.status_code == 302
    assert "Құпия" not in str(dict(visitor.client.session))
