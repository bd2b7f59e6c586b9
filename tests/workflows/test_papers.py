"""Papers of a case: made by jobs after the move, filed once, true in both languages."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest
import time_machine
import zxingcpp
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob
from pypdf import PdfReader

from documents.models import DocumentKind
from documents.papers import typesetting
from documents.papers.typesetting import Kind
from documents.store import open_version
from permissions.people import system
from tests.documents.papers import archive
from tests.workflows import sessions
from tests.workflows.pages import Visitor
from tests.workflows.processes import builders
from workflows import dossiers, jobs, paper_kinds, papers, registry
from workflows.decisions import Decision
from workflows.papers import Paper
from workflows.processes.expertise import Expertise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workflows.models import Case

LANGUAGES = ("kk", "ru")
# Numbers of cases, the check code and address of a certificate, and what QR marks are called.
FOREIGN = re.compile(r"QR|EX-\d{4}-\d+|https?://\S+|\b[2-9a-z]{4}(?:-[2-9a-z]{4}){2}\b")
LATIN = re.compile("[A-Za-z]+")
MADE_BY = {
    "ready": [Kind.CONCLUSION],
    "revision": [Kind.REMARKS],
    "approved": [Kind.CONCLUSION, Kind.DECISION, Kind.CERTIFICATE],
    "rejected": [Kind.CONCLUSION, Kind.DECISION],
}
FACTS: dict[Kind, dict[str, tuple[str, ...]]] = {
    Kind.CONCLUSION: {
        "kk": ("Сараптаманың жиынтық қорытындысы", "«Математика апталығы»", "4,00", "80 %"),
        "ru": ("Сводное заключение экспертизы", "«Неделя математики»", "4,00", "80 %"),
    },
    Kind.REMARKS: {
        "kk": ("Ескертулер парағы", "Ескерту 1", "12-бет", "Міндетті түрде түзету қажет"),
        "ru": ("Лист замечаний", "Ескерту 1", "12-бет", "Обязательно исправить"),
    },
    Kind.DECISION: {
        "kk": ("Кеңес шешімі туралы", "«Математика апталығы»", "Шешім", "қарсы – 0"),
        "ru": ("О решении совета", "«Неделя математики»", "Решение", "против – 0"),
    },
    Kind.CERTIFICATE: {
        "kk": ("СЕРТИФИКАТ", "Облыс үшін ұсынылды", "2026/0001", "2031 жылғы 2 ақпанға дейін"),
        "ru": ("СЕРТИФИКАТ", "Рекомендовано для области", "2026/0001", "до 2 февраля 2031 года"),
    },
}


@pytest.fixture
def people(db: None) -> Iterator[builders.People]:
    with time_machine.travel(builders.MONDAY, tick=True):
        yield builders.gather()


def deferred(case: Case) -> list[dict[str, Any]]:
    found = ProcrastinateJob.objects.filter(task_name=papers.RENDER, args__case_id=case.pk)
    return list(found.order_by("pk").values_list("args", flat=True))


def work(case: Case) -> None:
    """Do what the worker does."""
    for arguments in deferred(case):
        jobs.render_paper(**arguments)


def content(paper: Paper) -> bytes:
    with open_version(paper.version) as file:
        return bytes(file.read())


def text(pdf: bytes) -> str:
    """Read a paper aloud: no line breaks, ordinary spaces."""
    pages = (page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    return re.sub(r"\s+", " ", " ".join(pages))


def pictures(pdf: bytes, scale: float = 1.5) -> list[Any]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.render(scale=scale).to_pil() for page in document]


def in_state(state: str, people: builders.People) -> Expertise:
    case = builders.expertise_in(state, people)
    work(case)
    return case


@pytest.mark.django_db
def test_every_paper_that_an_action_names_is_declared_and_filed_as_something() -> None:
    named = {
        kind
        for model in registry.models()
        for move in registry.moves(model)
        for kind in move.action.papers
    }
    assert named <= set(paper_kinds.kinds())
    codes = {paper_kinds.declared(kind).filed_as for kind in paper_kinds.kinds()}
    assert DocumentKind.objects.filter(code__in=codes, rendered=True).count() == len(codes)


@pytest.mark.parametrize("state", MADE_BY)
def test_move_defers_the_papers_that_it_declares(state: str, people: builders.People) -> None:
    case = builders.expertise_in(state, people)
    assert [arguments["kind"] for arguments in deferred(case)] == MADE_BY[state]
    assert not Paper.objects.filter(case=case).exists()


@pytest.mark.parametrize("state", MADE_BY)
def test_paper_is_true_whole_and_in_one_language(state: str, people: builders.People) -> None:
    case = in_state(state, people)
    made = Paper.objects.filter(case=case).order_by("pk")
    assert [(paper.kind, paper.language) for paper in made] == [
        (kind, language) for kind in MADE_BY[state] for language in LANGUAGES
    ]
    for paper in made:
        pdf = content(paper)
        said = text(pdf)
        for fact in FACTS[Kind(paper.kind)][paper.language]:
            assert fact in said
        if paper.kind != Kind.CERTIFICATE:
            assert str(case.number) in said
        assert LATIN.findall(FOREIGN.sub("", said)) == []
        shown = pictures(pdf)
        pages = PdfReader(BytesIO(pdf)).pages
        assert len(shown) == len(pages) <= 2
        # A signature never stands on a page alone.
        assert len(pages[-1].extract_text().split()) > 20
        for picture in shown:
            darkest, lightest = picture.convert("L").getextrema()
            assert (darkest < 80, lightest) == (True, 255)
            inked = sum(picture.convert("L").histogram()[:128]) / (picture.width * picture.height)
            assert 0.005 < inked < 0.2


def test_paper_is_for_archives(people: builders.People) -> None:
    case = in_state("approved", people)
    for paper in Paper.objects.filter(case=case):
        pdf = content(paper)
        assert archive.faults(pdf) == []
        root: Any = PdfReader(BytesIO(pdf)).root_object
        assert root["/Lang"] == f"{paper.language}-KZ"


def test_paper_is_filed_by_the_system_as_what_it_made(people: builders.People) -> None:
    case = in_state("ready", people)
    filed = dossiers.papers(case, whole=True)
    assert not any(version.rendered for version in dossiers.versions(case))
    assert [version.document.kind.code for version in filed] == ["paper_conclusion"] * 2
    assert {version.uploaded_by for version in filed} == {system()}
    assert [version.document.title for version in filed] == ["Қазақша", "Русский"]
    assert [version.name for version in filed] == [
        f"Жиынтық қорытынды {case.number}.pdf",
        f"Сводное заключение {case.number}.pdf",
    ]
    assert {version.media_type for version in filed} == {"application/pdf"}


def test_job_that_runs_twice_files_once(people: builders.People) -> None:
    case = in_state("approved", people)
    before = [version.pk for version in dossiers.papers(case, whole=True)]
    work(case)
    again = Expertise.objects.get(pk=case.pk)
    assert [version.pk for version in dossiers.papers(again, whole=True)] == before
    assert len(before) == 6


def test_job_cut_between_the_languages_goes_on_where_it_was(
    people: builders.People, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = builders.expertise_in("ready", people)
    (arguments,) = deferred(case)

    def fails_in_russian(kind: Kind, language: str, data: Any) -> bytes:
        if language == "ru":
            raise OSError("disk full")
        return typesetting.render(kind, language, data)

    monkeypatch.setattr(papers, "render", fails_in_russian)
    with pytest.raises(OSError, match="disk full"):
        jobs.render_paper(**arguments)
    monkeypatch.undo()
    # The move stands, and the same job is tried again.
    assert builders.registry_row(case).state == "ready"
    jobs.render_paper(**arguments)
    made = Paper.objects.filter(case=case).order_by("pk").values_list("language", flat=True)
    assert list(made) == ["kk", "ru"]


def test_failed_rendering_is_tried_again() -> None:
    retry: Any = jobs.render_paper.retry_strategy
    assert (retry.max_attempts, retry.exponential_wait) == (8, 4)


def test_equal_data_gives_equal_bytes_and_the_same_paper_again(people: builders.People) -> None:
    case = in_state("approved", people)
    for paper in Paper.objects.filter(case=case):
        again = typesetting.render(Kind(paper.kind), paper.language, paper.data)
        assert again == content(paper)


def test_qr_of_a_certificate_leads_to_the_page_that_confirms_it(people: builders.People) -> None:
    case = in_state("approved", people)
    for paper in Paper.objects.filter(case=case, kind=Kind.CERTIFICATE):
        (picture,) = pictures(content(paper), scale=3)
        (found,) = zxingcpp.read_barcodes(picture)
        address = found.text
        assert address.startswith("http://localhost:8000/verify/")
        answer: Any = Client().get(address.removeprefix("http://localhost:8000"))
        assert answer.status_code == 200
        assert 'data-status="valid"' in answer.content.decode()
        assert "2026/0001" in answer.content.decode()


@pytest.mark.parametrize("state", MADE_BY)
def test_papers_name_no_reviewer_and_keep_what_is_confidential(
    state: str, people: builders.People
) -> None:
    for expert, name in ((people.expert, "Бірінші"), (people.expert2, "Екінші")):
        expert.last_name, expert.first_name = f"{name}сарапшы", name
        expert.save(update_fields=["last_name", "first_name"])
    case = in_state(state, people)
    for paper in Paper.objects.filter(case=case):
        said = text(content(paper)) + str(paper.data)
        for secret in ("Тек кеңеске", "Біріншісарапшы", "Екіншісарапшы"):
            assert secret not in said


def test_letter_lists_the_remarks_that_were_sent(people: builders.People) -> None:
    case = builders.expertise_in("revision", people)
    answers = {f"remark_{remark.pk}": "Түзетілді" for remark in case.remarks.all()}
    builders.act(case, "answer", people.author, **answers)
    builders.file(case, people.author, "work", builders.pdf("2"))
    builders.act(case, "revise", people.author)
    builders.act(case, "recommend", people.methodist, **builders.SUMMARY)
    sessions.decide(sessions.before(case, people), people, "require_revision")
    work(case)
    letter = Paper.objects.get(case=case, kind=Kind.DECISION, language="ru")
    said = text(content(letter))
    assert "Замечания, на которых основано решение" in said
    assert "Ескерту 1" in said
    assert "Түзетілді" in said
    assert "направить её на доработку" in said
    assert "в срок до 17 марта 2026 года" in said


def test_late_paper_says_what_the_case_held_at_its_event(people: builders.People) -> None:
    case = builders.expertise_in("revision", people)
    keys = list(case.remarks.values_list("pk", flat=True))

    def answer(text: str) -> None:
        builders.act(case, "answer", people.author, **{f"remark_{key}": text for key in keys})

    changed = builders.described(title_kk="Жаңа атау", title_ru="Новое название", grades="8")
    answer("Бірінші жауап")
    builders.file(case, people.author, "work", builders.pdf("2"))
    builders.act(case, "revise", people.author)
    builders.act(case, "recommend", people.methodist, **builders.SUMMARY)
    sessions.decide(sessions.before(case, people), people, "require_revision")
    answer("Екінші жауап")
    builders.act(case, "describe", people.author, **changed)
    builders.file(case, people.author, "work", builders.pdf("3"))
    builders.act(case, "revise", people.author)
    later = {"summary_kk": "Екінші қорытынды", "summary_ru": "Второе заключение"}
    builders.act(case, "recommend", people.methodist, **later)
    assert not Paper.objects.filter(case=case).exists()
    work(case)  # The worker was away all the time.
    made = Paper.objects.filter(case=case, language="kk").order_by("seq")
    sheet, first, letter, second = (text(content(paper)) for paper in made)
    for said in (sheet, first, letter):
        assert "Математика апталығы" in said
        assert "Жаңа атау" not in said
        assert "Екінші" not in said
    assert "Бірінші жауап" not in sheet
    assert "Бірінші жауап" in letter
    for fact in ("Жаңа атау", "Екінші қорытынды", "Сыныптары 8"):
        assert fact in second


def decided(case: Any, people: builders.People) -> str:
    """Have the council reject a work, and read the letter."""
    builders.act(case, "recommend", people.methodist, **builders.SUMMARY)
    sessions.decide(sessions.before(case, people), people, "reject")
    work(case)
    return text(content(Paper.objects.get(case=case, kind=Kind.DECISION, language="ru")))


def test_letter_lists_what_the_council_had_where_nothing_was_sent(people: builders.People) -> None:
    case = builders.expertise_in("in_review", people)
    builders.act(builders.submit_review(case, people.expert), "take", people.methodist)
    second = builders.review_of(case, people.expert2)
    builders.act(second, "accept", people.expert2)
    found = builders.remarked(builders.remark("should", "Кеңес") | {"place": ""})
    builders.act(second, "submit", people.expert2, **builders.scored(second), **found)
    builders.act(second, "take", people.methodist)
    said = decided(case, people)
    assert "Замечания, на которых основано решение" in said
    assert said.index("Ескерту 1") < said.index("Кеңес")
    assert "Вся работа" in said


def test_letter_keeps_back_what_the_methodist_held_back(people: builders.People) -> None:
    case = builders.expertise_in("summary", people)
    keys = list(case.remarks.order_by("pk").values_list("pk", flat=True))
    case.remarks.filter(pk=keys[1]).update(text="Ұсталған ескерту")
    builders.act(case, "send_remarks", people.methodist, remarks=keys[:1], **builders.SUMMARY)
    builders.act(case, "answer", people.author, **{f"remark_{keys[0]}": "Түзетілді"})
    builders.file(case, people.author, "work", builders.pdf("2"))
    builders.act(case, "revise", people.author)
    said = decided(case, people)
    assert "Ескерту 1" in said
    assert "Түзетілді" in said
    assert "Ұсталған" not in said


def test_each_decision_has_its_own_letter(people: builders.People) -> None:
    case = builders.expertise_in("before_council", people)
    sessions.decide(case, people, "require_revision", text_ru="Первое")
    keys = case.remarks.values_list("pk", flat=True)
    builders.act(case, "answer", people.author, **{f"remark_{key}": "Түзетілді" for key in keys})
    builders.file(case, people.author, "work", builders.pdf("2"))
    builders.act(case, "revise", people.author)
    builders.act(case, "recommend", people.methodist, **builders.SUMMARY)
    sessions.decide(sessions.before(case, people), people, "reject", text_ru="Второе")
    work(case)  # The worker was away all the time.
    letters = Paper.objects.filter(case=case, kind=Kind.DECISION, language="ru").order_by("seq")
    assert ["Первое" in text(content(letter)) for letter in letters] == [True, False]
    assert ["Второе" in text(content(letter)) for letter in letters] == [False, True]


def papers_seen(case: Case, visitor: Visitor) -> set[str]:
    return {str(kind) for kind in visitor.get(f"/cases/{case.label}/").values("data-paper")}


def test_author_has_the_conclusion_with_the_decision(people: builders.People) -> None:
    case = in_state("before_council", people)
    author, secretary = Visitor(people.author), Visitor(people.secretary)
    assert papers_seen(case, author) == set()
    assert papers_seen(case, secretary) == {"conclusion"}
    early = Paper.objects.filter(case=case)[0]
    address = f"/cases/{case.label}/documents/{early.version_id}/"
    assert got(author, address) == 404
    assert got(secretary, address) == 200
    sessions.decide(case, people, "reject")
    work(case)
    assert papers_seen(case, author) == {"conclusion", "decision"}
    assert got(author, address) == 200


def got(visitor: Visitor, address: str) -> int:
    answer = visitor.client.get(address)
    for close in answer._resource_closers:
        close()
    return int(answer.status_code)


def test_reviewer_of_another_round_sees_no_paper(people: builders.People) -> None:
    case = in_state("revision", people)
    seen = dossiers.papers(case, whole=True)
    assert seen
    assert not any(dossiers.is_blind(version) for version in seen)


def test_paper_is_no_kind_that_people_file(people: builders.People) -> None:
    case = in_state("revision", people)
    page = Visitor(people.author).get(f"/cases/{case.label}/file/")
    assert page.status == 200
    assert "Sheet of remarks" not in page.text


def test_certificate_is_issued_with_the_decision(people: builders.People) -> None:
    case = builders.expertise_in("approved", people)
    decision = Decision.objects.get(case=case)
    found = decision.certificate
    assert found.holders == [people.author.full_name, people.coauthor.full_name]
    assert (found.register_number, found.level) == (decision.register_number, "region")
    assert (found.issued, found.valid_until) == (decision.date, decision.valid_until)
    assert len(found.code) == 12
    assert found.valid_until - found.issued > timedelta(days=5 * 365)


def test_average_is_rounded_and_not_cut(people: builders.People) -> None:
    case = builders.assign(
        builders.expertise_in("registered", people),
        people,
        *(people.expert, people.expert2, people.expert3),
    )
    for expert, value in ((people.expert, 3), (people.expert2, 4), (people.expert3, 4)):
        review = builders.act(builders.review_of(case, expert), "accept", expert)
        builders.act(review, "submit", expert, **builders.scored(review, value))
        builders.act(review, "take", people.methodist)
    builders.act(case, "recommend", people.methodist, **builders.SUMMARY)
    work(case)
    said = text(content(Paper.objects.get(case=case, language="ru")))
    assert "3,67" in said
    assert "73 %" in said


def test_page_with_papers_costs_no_more_than_any_other(
    people: builders.People, django_assert_max_num_queries: Any
) -> None:
    case = in_state("approved", people)
    for person in (people.secretary, people.author):
        visitor = Visitor(person)
        with django_assert_max_num_queries(13):
            page = visitor.get(f"/cases/{case.label}/")
        assert len(page.values("data-paper")) == 3
