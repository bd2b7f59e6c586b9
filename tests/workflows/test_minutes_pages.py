"""The page on which minutes are written, and what it shows of them while one types."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from tests.workflows.councils import eventful
from tests.workflows.councils.reading import parts
from tests.workflows.pages import Visitor
from tests.workflows.processes.conftest import _english, clock, people
from workflows.councils.agenda import AgendaItem

if TYPE_CHECKING:
    from tests.workflows.councils.eventful import Held
    from tests.workflows.processes.builders import People

__all__ = ["_english", "clock", "people"]


@pytest.fixture
def held(people: People) -> Held:
    return eventful.closed(people)


def act_path(held: Held) -> str:
    return f"/cases/{held.session.label}/edit_minutes/"


def preview_path(held: Held) -> str:
    return f"/cases/{held.session.label}/minutes/preview/"


def test_form_begins_with_words_drawn_from_what_was_recorded(held: Held) -> None:
    page = Visitor(held.people.secretary).get(act_path(held))
    assert page.status == 200
    assert page.value("data-preview") == preview_path(held)
    name = held.items[0].rapporteur.full_name if held.items[0].rapporteur else ""
    assert name
    assert f"Заслушано сообщение докладчика: {name}." in page.text
    assert f"Баяндамашының хабарламасы тыңдалды: {name}." in page.text
    assert page.inline() == []


def test_form_saves_what_was_heard_under_each_item(held: Held) -> None:
    visitor = Visitor(held.people.secretary)
    assert visitor.send(act_path(held), **held.texts()).status_code == 302
    for item in AgendaItem.objects.filter(session=held.session.pk):
        assert item.heard_kk == f"{item.place}-мәселе бойынша баяндама тыңдалды"
        assert item.heard_ru == f"Заслушан доклад по вопросу {item.place}"
    assert held.now.opening_ru == eventful.OPENING["opening_ru"]


def test_page_of_the_minutes_costs_the_same_however_long_the_agenda(held: Held) -> None:
    visitor = Visitor(held.people.secretary)
    visitor.get(act_path(held))
    with CaptureQueriesContext(
        connection,
    ) as few:
        visitor.get(act_path(held))
    rows = [
        AgendaItem(
            session_id=held.session.pk, place=place, topic_kk="т", topic_ru="т", state="noted"
        )
        for place in range(10, 37)
    ]
    AgendaItem.objects.bulk_create(rows)
    with CaptureQueriesContext(connection) as many:
        visitor.get(act_path(held))
    assert len(many) == len(few)


def test_preview_follows_what_is_typed_and_keeps_nothing(held: Held) -> None:
    visitor = Visitor(held.people.secretary)
    first = visitor.client.post(preview_path(held), held.texts())
    other = visitor.client.post(preview_path(held), held.texts(opening_ru="Иначе"))
    assert first.content.count(b"data:image/png") >= 2
    assert first.content != other.content
    assert held.now.opening_ru == ""


def test_preview_as_pdf_has_what_was_typed_and_not_sent(held: Held) -> None:
    visitor = Visitor(held.people.secretary)
    text = "Ещё не отправлено"
    visitor.client.post(f"{act_path(held)}?keep", held.texts(opening_ru=text))
    answer = visitor.client.get(preview_path(held))
    assert answer.headers["Content-Type"] == "application/pdf"
    _kk, ru = parts(answer.content)
    assert text in ru
    pages = PdfReader(BytesIO(answer.content)).pages
    assert all("ПРОЕКТ" in page.extract_text() for page in pages)


def test_preview_is_for_who_keeps_the_minutes_while_they_are_written(held: Held) -> None:
    for person in (held.people.chair, held.people.member, held.people.author):
        assert Visitor(person).get(preview_path(held)).status == 404
    held.write()
    held.finish()
    assert Visitor(held.people.secretary).get(preview_path(held)).status == 404
