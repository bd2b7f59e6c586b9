"""Members are told over real SMTP, each in their language, with an entry for their calendar."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import icalendar
import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.workflows.councils import eventful
from tests.workflows.sessions import act, row
from tests.workflows.test_jobs import Postbox, postbox
from workflows import council_jobs
from workflows.councils import invitations
from workflows.councils.agenda import AgendaItem
from workflows.refusals import Invalid

if TYPE_CHECKING:
    from email.message import EmailMessage

    from permissions.models import User
    from tests.workflows.processes.builders import People

__all__ = ["postbox"]


@pytest.fixture
def session(people: People) -> Any:
    return eventful.planned(people)


def waiting() -> list[dict[str, Any]]:
    rows = ProcrastinateJob.objects.filter(task_name=invitations.INVITE).order_by("id")
    return list(rows.values_list("args", flat=True))


def deliver(box: Postbox, since: int = 0) -> dict[str, EmailMessage]:
    """Do what waits, as the worker does; the new mails by address."""
    before = len(box.mails)
    for given in waiting()[since:]:
        council_jobs.invite(**given)
    return {str(mail["to"]): mail for mail in box.mails[before:]}


def entry(mail: EmailMessage) -> tuple[Any, Any]:
    """Read the calendar of a mail: the whole and its only event."""
    (found,) = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    calendar: Any = icalendar.Calendar.from_ical(found.get_content())
    assert found.get_param("method") == calendar["METHOD"]
    assert str(found.get_filename()).endswith(".ics")
    (event,) = calendar.walk("VEVENT")
    return calendar, event


def body(mail: EmailMessage, kind: str = "plain") -> str:
    found = mail.get_body((kind,))
    assert found is not None
    return str(found.get_content())


def send(session: Any, people: People) -> None:
    act(session, "send_agenda", people.secretary, notice_reason="Шұғыл")


def test_agenda_is_mailed_to_every_member_in_their_own_language(
    session: Any, people: People, postbox: Postbox
) -> None:
    for person, language in ((people.member, "ru"), (people.head, "kk")):
        person.language = language
        person.save(update_fields=["language"])
    send(session, people)
    mails = deliver(postbox)
    assert set(mails) == {person.email for person in eventful.voters(people)}
    ru, kk = mails[people.member.email], mails[people.head.email]
    assert "Приглашаем вас на заседание совета" in body(ru)
    assert "Сізді кеңес отырысына шақырамыз" in body(kk, "html")
    assert "План работы на полугодие" in body(ru, "html")
    assert f"/council/{session.label}/" in body(ru)
    assert str(ru["subject"]).strip().startswith("Заседание совета")


def test_calendar_has_a_stable_uid_and_a_rising_sequence(
    session: Any, people: People, postbox: Postbox
) -> None:
    send(session, people)
    first = deliver(postbox)[people.member.email]
    calendar, event = entry(first)
    assert calendar["METHOD"] == "REQUEST"
    begin = timezone.localtime(event["DTSTART"].dt)
    assert (begin.date(), f"{begin:%H:%M}") == (session.day, "15:00")
    assert event["LOCATION"] == "Мәжіліс залы"
    assert event["ATTENDEE"] == f"MAILTO:{people.member.email}"
    sent = len(waiting())
    later = {
        "day": session.day + timedelta(days=1),
        "time": "11:30",
        "place": "108",
        "chair": people.chair.pk,
    }
    act(session, "arrange", people.secretary, **later)
    _calendar, moved = entry(deliver(postbox, sent)[people.member.email])
    assert moved["UID"] == event["UID"]
    assert moved["SEQUENCE"] > event["SEQUENCE"]
    assert f"{timezone.localtime(moved['DTSTART'].dt):%d %H:%M}" == f"{later['day']:%d} 11:30"
    sent = len(waiting())
    act(session, "cancel", people.secretary, reason="Карантин")
    mail = deliver(postbox, sent)[people.member.email]
    calendar, off = entry(mail)
    assert (calendar["METHOD"], off["STATUS"], off["UID"]) == ("CANCEL", "CANCELLED", event["UID"])
    assert off["SEQUENCE"] > moved["SEQUENCE"]
    assert "Карантин" in body(mail)


def test_taking_the_agenda_back_is_told_and_so_is_a_session_not_held(
    session: Any, people: People, postbox: Postbox
) -> None:
    send(session, people)
    for name in ("recall_agenda", "not_held"):
        sent = len(waiting())
        act(session, name, people.secretary, reason="Кворум жоқ")
        mails = deliver(postbox, sent)
        assert len(mails) == len(eventful.voters(people))
        assert "Кворум жоқ" in body(mails[people.chair.email])
        if name == "recall_agenda":
            send(session, people)


def test_nobody_is_told_of_a_session_they_have_not_heard_of(session: Any, people: People) -> None:
    act(session, "cancel", people.secretary, reason="Ертерек")
    assert waiting() == []


def test_refused_sending_mails_nothing(session: Any, people: People) -> None:
    with pytest.raises(Invalid):
        act(session, "send_agenda", people.secretary, notice_reason="")
    assert waiting() == []
    assert row(session).state == "planned"


def test_recused_member_reads_the_title_of_the_item_and_nothing_else(
    session: Any, people: People, postbox: Postbox
) -> None:
    send(session, people)
    item = AgendaItem.objects.filter(session=session.pk).exclude(matter=None).earliest("place")
    act(session, "recuse", people.member, item=item.pk, reason="Таныс")
    mails = deliver(postbox)
    assert item.matter is not None

    def told(person: User) -> str:
        mail = mails[person.email]
        return body(mail) + body(mail, "html")

    assert item.matter.title_kk in told(people.member)
    assert item.matter.label not in told(people.member)
    assert item.matter.label in told(people.head)
    assert str(item.matter.label) not in entry(mails[people.member.email])[1]["DESCRIPTION"]
