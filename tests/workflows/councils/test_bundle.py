"""The materials of a session: one PDF for each member, without what they must not see."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from django.utils.translation import override
from pypdf import PdfReader

from documents import store
from documents.models import DocumentKind
from tests.documents import samples
from tests.documents.papers.archive import faults
from tests.workflows.councils import eventful, reading
from tests.workflows.pages import Visitor
from tests.workflows.processes import builders
from tests.workflows.sessions import act, row
from workflows.councils import bundle
from workflows.councils.agenda import AgendaItem

if TYPE_CHECKING:
    from permissions.models import User
    from tests.workflows.processes.builders import People


@pytest.fixture
def session(people: People) -> Any:
    planned = eventful.planned(people)
    act(planned, "send_agenda", people.secretary, notice_reason="Шұғыл")
    return row(planned)


def bound(session: Any, person: User, language: str) -> PdfReader:
    with override(language):
        return PdfReader(BytesIO(bundle.bundle(session, person)))


@pytest.mark.parametrize(
    ("language", "heading"), [("kk", "Отырыс материалдары"), ("ru", "Материалы заседания")]
)
def test_bundle_has_contents_in_the_language_of_the_page(
    session: Any, people: People, language: str, heading: str
) -> None:
    reader = bound(session, people.member, language)
    first = reader.pages[0].extract_text()
    assert heading in first
    for item in AgendaItem.objects.filter(session=session.pk).exclude(matter=None):
        assert item.matter is not None
        assert item.matter.label in first.replace("\u00a0", " ")


def test_page_numbers_of_the_contents_lead_to_the_documents(session: Any, people: People) -> None:
    found = bundle.readable(session, people.member)
    reader = bound(session, people.member, "kk")
    titles = [entry for entry in reader.outline if not isinstance(entry, list)]
    assert len(titles) == len(found) == 2
    outline: Any = reader.outline
    numbers = [
        (reader.get_destination_page_number(entry) or 0) + 1
        for group in outline
        if isinstance(group, list)
        for entry in group
    ]
    listed = [entry for _item, documents in found for entry in documents]
    assert len(numbers) == len([one for one in listed if one.version.media_type == bundle.PDF])
    contents = reading.pages(_written(reader))[0]
    assert all(str(number) in contents for number in numbers)
    lengths = [
        len(PdfReader(BytesIO(reading.content(one.version))).pages)
        for one in listed
        if one.version.media_type == bundle.PDF
    ]
    front = numbers[0] - 1
    assert numbers == [1 + front + sum(lengths[:place]) for place in range(len(lengths))]
    assert len(reader.pages) == front + sum(lengths)


def _written(reader: PdfReader) -> bytes:
    stream: Any = reader.stream
    stream.seek(0)
    return bytes(stream.read())


def test_other_files_are_listed_by_name(session: Any, people: People) -> None:
    item = AgendaItem.objects.filter(session=session.pk).exclude(matter=None).first()
    assert item is not None
    assert item.matter is not None
    store.store(
        item.matter.dossier,
        DocumentKind.objects.get(code="calendar_plan"),
        samples.upload(samples.docx(), "zhospar.docx"),
        by=people.author,
        at=session.held_since,
    )
    first = bound(session, people.member, "ru").pages[0].extract_text()
    assert "отдельный файл" in first
    assert "zhospar.docx" in first


def test_whoever_keeps_away_gets_nothing_of_the_item(session: Any, people: People) -> None:
    item = AgendaItem.objects.filter(session=session.pk).order_by("place").first()
    assert item is not None
    assert item.matter is not None
    act(session, "recuse", people.member, item=item.pk, reason="Таныс")
    assert [found.pk for found, _d in bundle.readable(row(session), people.member)] != []
    assert item.pk not in [found.pk for found, _d in bundle.readable(row(session), people.member)]
    first = bound(row(session), people.member, "kk").pages[0].extract_text()
    assert item.matter.label not in first.replace("\u00a0", " ")


def test_bundle_is_sent_to_members_and_to_nobody_else(session: Any, people: People) -> None:
    path = f"/council/{session.label}/materials/"
    assert path in Visitor(people.member).get(f"/council/{session.label}/").values("href")
    answer = Visitor(people.member).client.get(path)
    assert answer.content.startswith(b"%PDF")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert Visitor(people.author).get(path).status in {403, 404}
    assert Visitor(people.expert).get(path).status in {403, 404}


def test_agenda_is_filed_in_both_languages_each_time_it_is_sent(
    session: Any, people: People
) -> None:
    act(session, "recall_agenda", people.secretary, reason="Тағы бір мәселе")
    act(session, "send_agenda", people.secretary, notice_reason="Шұғыл")
    papers = row(session).papers.filter(kind="agenda").order_by("seq")
    assert [paper.version.number for paper in papers] == [1, 2]
    content = reading.content(papers[0].version)
    assert faults(content) == []
    kk, ru = reading.parts(content, "Повестка дня заседания совета")
    assert "Жартыжылдықтың жұмыс жоспары" in kk
    assert "План работы на полугодие" in ru
    (mark,) = reading.marks(content)
    old = Visitor().get(mark.removeprefix("http://localhost:8000"))
    assert old.value("data-status") == "superseded"


def test_case_of_the_builders_has_documents(session: Any, people: People) -> None:
    (first, *_rest) = bundle.readable(session, people.member)
    assert len(first[1]) >= len(builders.FILED)
