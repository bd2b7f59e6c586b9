"""Notices: deferred with the move, mailed over real SMTP in the recipient's language."""

from __future__ import annotations

import socket
from email import message_from_bytes, policy
from typing import TYPE_CHECKING, Any

import pytest
from aiosmtpd.controller import Controller
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from workflows import engine, jobs, notices

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from email.message import EmailMessage

    from pytest_django import Settings

    from permissions.models import User

pytestmark = pytest.mark.usefixtures("toy_processes")


class Postbox:
    """Keeps what is delivered to it."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


@pytest.fixture
def postbox(settings: Settings) -> Iterator[Postbox]:
    """Take mails at a real SMTP server on loopback."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    box = Postbox()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    yield box
    controller.stop()


@pytest.fixture
def part(start: Callable[..., Any], act: Callable[..., Any], author: User, secretary: User) -> Any:
    """Open a child case, which its worker holds."""

    def part(worker: User) -> Any:
        toy = act(start(), "submit", author)
        act(toy, "split", secretary, workers=[worker.pk])
        return toy.children.get()

    return part


def waiting() -> list[dict[str, Any]]:
    return list(
        ProcrastinateJob.objects.filter(task_name=notices.BALL).values_list("args", flat=True)
    )


def test_notice_is_deferred_for_the_person_who_gets_the_ball(
    part: Callable[..., Any], expert: User
) -> None:
    case = part(expert)

    assert waiting() == [{"case_id": case.pk, "seq": 1}]


def test_notice_of_a_rolled_back_move_does_not_exist(
    start: Callable[..., Any], act: Callable[..., Any], author: User, secretary: User, expert: User
) -> None:
    toy = act(start(), "submit", author)
    before = transaction.savepoint()
    act(toy, "split", secretary, workers=[expert.pk])
    assert len(waiting()) == 1

    transaction.savepoint_rollback(before)

    assert waiting() == []


def test_nobody_is_told_what_they_did_themselves(part: Callable[..., Any], secretary: User) -> None:
    part(secretary)

    assert waiting() == []


@pytest.mark.parametrize(("language", "words"), [("kk", "Қайырлы күн"), ("ru", "Добрый день")])
def test_mail_arrives_over_smtp_in_the_language_of_its_recipient(
    part: Callable[..., Any], expert: User, postbox: Postbox, language: str, words: str
) -> None:
    expert.language = language
    expert.save(update_fields=["language"])
    case = part(expert)

    jobs.tell_holder(**waiting()[0])

    (mail,) = postbox.mails
    assert mail["To"] == expert.email
    assert case.label in mail["Subject"]
    plain, html = mail.iter_parts()
    assert words in plain.get_content()
    assert words in html.get_content()
    assert f"/cases/{case.label}/" in plain.get_content()


def test_mail_is_not_sent_when_the_case_has_moved_on(
    part: Callable[..., Any], expert: User, postbox: Postbox
) -> None:
    case = part(expert)
    engine.perform(case, "finish", actor=expert, seen_version=case.version)

    jobs.tell_holder(**waiting()[0])

    assert postbox.mails == []


def test_notice_takes_one_statement(
    part: Callable[..., Any], expert: User, author: User, django_assert_num_queries: Any
) -> None:
    case = part(expert)
    with django_assert_num_queries(1):
        notices.defer(author, case)
    assert connection.in_atomic_block
