"""Minutes are frozen, signed and then never changed; each case gets its extract once."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest
from django.db import DatabaseError, connection, connections, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from documents.models import Version
from tests.documents.papers.archive import faults
from tests.workflows.councils import reading
from tests.workflows.pages import Visitor
from tests.workflows.test_races import at_once
from workflows.attestations import Attestation
from workflows.councils import minutes
from workflows.papers import Paper
from workflows.refusals import NotNow

if TYPE_CHECKING:
    from tests.workflows.councils.eventful import Held


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("heard_kk", "item 2 is missing in Kazakh"),
        ("heard_ru", "item 2 is missing in Russian"),
        ("opening_kk", "opening words are missing in Kazakh"),
        ("opening_ru", "opening words are missing in Russian"),
    ],
)
def test_minutes_are_not_finished_while_a_text_is_missing(held: Held, name: str, said: str) -> None:
    field = f"{name}_{held.items[1].pk}" if name.startswith("heard") else name
    held.write(**{field: "  "})
    with pytest.raises(NotNow, match=said):
        held.finish()
    held.write()
    assert held.finish().state == "secretary_signs"


def test_opening_words_may_be_left_out(held: Held) -> None:
    held.write(opening_kk="", opening_ru="")
    assert held.finish().state == "secretary_signs"


def test_finished_minutes_are_one_file_whose_digest_the_trail_keeps(held: Held) -> None:
    held.write()
    held.finish()
    version = minutes.frozen(held.now)
    assert version is not None
    content = reading.content(version)
    event = held.now.events.latest("seq")
    assert event.data["sha256"] == version.sha256 == sha256(content).hexdigest()
    assert version.document.dossier_id == held.now.dossier_id
    assert faults(content) == []
    kk, ru = reading.parts(content)
    for language, text, heard in (("kk", kk, "1-мәселе"), ("ru", ru, "по вопросу 1")):
        assert heard in text, language
        for person in (held.people.chair, held.people.member, held.people.department):
            assert person.full_name in text
    assert "Жартыжылдықтың жұмыс жоспары" in kk
    assert "План работы на полугодие" in ru


def test_mark_of_the_minutes_leads_to_who_signed_them(held: Held) -> None:
    held.write()
    held.finish()
    version = minutes.frozen(held.now)
    assert version is not None
    (address,) = reading.marks(reading.content(version))
    attested = Attestation.objects.get(version=version)
    assert address.endswith(f"/verify/{attested.code}/")
    path = f"/verify/{attested.code}/"
    assert Visitor().get(path).value("data-status") == "unsigned"
    held.sign()
    page = Visitor().get(path)
    assert page.value("data-status") == "valid"
    assert held.people.chair.short_name in page.text


def test_chair_signs_after_the_secretary_what_the_secretary_signed(held: Held) -> None:
    held.write()
    held.finish()
    held.sign("sign_as_secretary")
    held.act("reopen_minutes", held.people.chair, reason="Қате бар")
    first = minutes.frozen(held.now)
    held.write(opening_ru="Заседание открыл заместитель")
    held.finish()
    second = minutes.frozen(held.now)
    assert first is not None
    assert second is not None
    assert (second.document_id, second.number) == (first.document_id, 2)
    old, new = Attestation.objects.get(version=first), Attestation.objects.get(version=second)
    assert new.supersedes == old
    assert Visitor().get(f"/verify/{old.code}/").value("data-status") == "superseded"
    assert new.standing(second.signatures.all()) == "unsigned"
    assert held.now.state == "secretary_signs"
    assert held.sign().state == "signed"
    assert [s.capacity for s in second.signatures.all()] == ["secretary", "chair"]


def test_signed_minutes_cannot_be_edited_by_form_or_engine(held: Held) -> None:
    held.signed()
    page = Visitor(held.people.secretary).get(f"/cases/{held.now.label}/edit_minutes/")
    assert page.status in {403, 409}
    for name in ("edit_minutes", "finish_minutes", "reopen_minutes"):
        with pytest.raises(NotNow):
            held.act(name, held.people.secretary, reason="Кеш", **held.texts())


# What triggers answer; to be denied a right would be another refusal.
REFUSED = "nothing of it changes|never change"
STATEMENTS = [
    "UPDATE workflows_session SET opening_ru = 'x'",
    "UPDATE workflows_session SET day = day + 1",
    "UPDATE workflows_session SET place = 'x'",
    "DELETE FROM workflows_session",
    "UPDATE workflows_agendaitem SET heard_kk = 'x'",
    "UPDATE workflows_motion SET votes_for = 0",
    "UPDATE workflows_presence SET mode = 'absent'",
    "UPDATE workflows_dissent SET text = 'x'",
    "DELETE FROM workflows_dissent",
    "UPDATE documents_version SET sha256 = repeat('0', 64)",
    "UPDATE workflows_signature SET name = 'x'",
]


def test_signed_minutes_cannot_be_changed_by_pages(held: Held) -> None:
    held.signed()
    for statement in STATEMENTS:
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_signed_minutes_cannot_be_changed_by_the_owner(committed_db: str, held: Held) -> None:
    held.signed()
    for statement in STATEMENTS:
        with (
            pytest.raises(DatabaseError, match=REFUSED),
            transaction.atomic(using="owner"),
            connections["owner"].cursor() as cursor,
        ):
            cursor.execute(statement)


def extracts(held: Held) -> list[Any]:
    waiting = ProcrastinateJob.objects.filter(task_name=minutes.FILE_EXTRACT)
    return [job.args["item_id"] for job in waiting.order_by("id")]


def test_each_case_on_the_agenda_gets_its_extract_once(held: Held) -> None:
    assert extracts(held) == []
    held.signed()
    assert extracts(held) == [held.items[0].pk, held.items[1].pk]
    for _time in range(2):
        for key in extracts(held):
            minutes.file_extract(key)
    papers = Paper.objects.filter(kind="extract")
    assert sorted(paper.case_id for paper in papers) == sorted(
        item.matter_id or 0 for item in held.items[:2]
    )
    assert Version.objects.filter(document__kind__code="paper_extract").count() == 2


def test_extract_is_filed_once_by_workers_that_start_together(
    committed_db: str, held: Held
) -> None:
    held.signed()
    item = held.items[0]

    def work(_worker: int) -> str:
        return "filed" if minutes.file_extract(item.pk) else "there"

    assert sorted(at_once(work, range(4))) == ["filed", "there", "there", "there"]
    assert Paper.objects.filter(kind="extract", case=item.matter_id).count() == 1


def test_extract_says_what_was_decided_and_names_nobody_who_voted(held: Held) -> None:
    held.signed()
    item = held.items[0]
    version = minutes.file_extract(item.pk)
    assert version is not None
    content = reading.content(version)
    assert faults(content) == []
    kk, ru = reading.parts(content, "Выписка из протокола заседания совета")
    assert ("Шешім" in kk, "Решение" in ru) == (True, True)
    assert ("1-мәселе" in kk, "по вопросу 1" in ru) == (True, True)
    assert f"№ {held.now.label}" in ru.replace("\u00a0", " ")
    for text in (kk, ru):
        assert held.people.other_methodist.full_name not in text
        assert "қарсымын" not in text
        assert "по вопросу 3" not in text
    (address,) = reading.marks(content)
    assert Visitor().get(address.removeprefix("http://localhost:8000")).status == 200


def test_extract_is_among_the_papers_of_its_case_for_its_author(held: Held) -> None:
    held.signed()
    item = held.items[0]
    version = minutes.file_extract(item.pk)
    assert version is not None
    assert item.matter is not None
    author = Visitor(held.people.author)
    assert author.get(f"/cases/{item.matter.label}/").values("data-paper").count("extract") == 1
    answer = author.client.get(f"/cases/{item.matter.label}/documents/{version.pk}/")
    assert answer.status_code == 200
    assert b"".join(answer).startswith(b"%PDF")


def test_recused_member_reads_no_minutes_but_others_do(held: Held) -> None:
    held.signed()
    version = minutes.frozen(held.now)
    assert version is not None
    path = f"/cases/{held.now.label}/documents/{version.pk}/"
    for person, status in ((held.people.member, 200), (held.people.head, 404)):
        answer = Visitor(person).client.get(path)
        assert answer.status_code == status
        b"".join(answer)
        listed = Visitor(person).get(f"/cases/{held.now.label}/").values("data-paper")
        assert ("minutes" in listed) is ("agenda" in listed) is (status == 200)
