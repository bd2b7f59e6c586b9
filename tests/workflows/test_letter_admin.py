"""The wording of papers in the admin's corner: editions, places, previews, test prints."""

from __future__ import annotations

import re
from base64 import b64decode
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from docx import Document
from PIL import Image
from pypdf import PdfReader

from documents.papers import word, wording
from documents.papers.kinds import Kind
from documents.papers.specimens import VARIANTS
from tests.workflows import sessions
from tests.workflows.processes import builders
from tests.workflows.test_papers import content, text, work
from workflows import letters
from workflows.letter_form import field_name
from workflows.letters import Letter
from workflows.papers import Paper

if TYPE_CHECKING:
    from collections.abc import Iterator

    from permissions.models import User


def page(what: str = "changelist", *args: object) -> str:
    return reverse(f"admin:workflows_letter_{what}", args=args)


@pytest.fixture
def office(client: Client, admin: User) -> Iterator[Client]:
    admin.language = "en"
    admin.save(update_fields=["language"])
    client.force_login(admin)
    with override("en"):
        yield client


@pytest.fixture
def draft(office: Client) -> Letter:
    """Prepare the next edition of the letter about a decision, as an administrator does."""
    first = Letter.objects.get(kind=Kind.DECISION)
    data = {"action": "prepare_edition", "_selected_action": str(first.pk)}
    answer = office.post(page(), data, follow=True)
    assert "Edition 2 of “Letter about the decision of the council”" in answer.content.decode()
    return Letter.objects.get(kind=Kind.DECISION, edition=2)


def typed(letter: Letter, **changed: str) -> dict[str, str]:
    """Give what the page sends when it was opened and saved."""
    texts = {
        field_name(name, language): text
        for name, by_language in letter.texts.items()
        for language, text in by_language.items()
    }
    return texts | {"in_force_from": ""} | changed


@pytest.mark.django_db
def test_first_editions_are_in_force_and_whole() -> None:
    assert {letter.kind for letter in Letter.objects.all()} == set(wording.kinds())
    for letter in Letter.objects.all():
        kind = Kind(letter.kind)
        declared = wording.declared(kind)
        assert declared is not None
        assert letters.in_force(kind, date(2026, 1, 1)) == letter
        assert letter.texts == wording.first(kind)
        assert set(letter.texts) == {passage.name for passage in declared.passages}
        for by_language in letter.texts.values():
            for words in by_language.values():
                wording.check(kind, words)


@pytest.mark.django_db
def test_published_edition_never_changes() -> None:
    first = Letter.objects.get(kind=Kind.DECISION)
    for change in (first.delete, first.save):
        refused = pytest.raises(DatabaseError, match="published wording never changes")
        with refused, transaction.atomic():
            change()


def test_wordings_are_for_administrators(office: Client, secretary: User) -> None:
    first = Letter.objects.get(kind=Kind.DECISION)
    for address in (page(), page("change", first.pk), page("preview", first.pk)):
        assert office.get(address).status_code == 200
    office.force_login(secretary)
    for address in (page(), page("change", first.pk), page("preview", first.pk)):
        assert office.get(address).status_code == 302


@pytest.mark.django_db
def test_new_wording_is_in_force_from_its_day_and_papers_keep_theirs(client: Client) -> None:
    with time_machine.travel(builders.MONDAY, tick=True):
        people = builders.gather()
        case = builders.expertise_in("approved", people)
        work(case)
        second = builders.expertise_in("before_council", people)
        client.force_login(people.admin)
        draft = letters.prepare_next(Letter.objects.get(kind=Kind.DECISION))
        changed = {
            "text_opening_many_ru": "Дорогие коллеги!",
            "text_decided_approved_ru": "Работа «{title}» одобрена: {for} за. № {number}",
            "in_force_from": "2026-02-03",
        }
        answer = client.post(page("change", draft.pk), typed(draft, **changed))
        assert answer.status_code == 302, answer.content.decode()
    with time_machine.travel(builders.MONDAY.replace(day=3), tick=True):
        sessions.decide(second, people, "approve", level="region")
        work(second)
    read = {"case": case, "kind": Kind.DECISION, "language": "ru"}
    before, after = Paper.objects.get(**read), Paper.objects.get(**read | {"case": second})
    assert (before.data["wording"]["edition"], after.data["wording"]["edition"]) == (1, 2)
    assert "Уважаемые авторы!" in text(content(before))
    said = text(content(after))
    written = Document(BytesIO(word.write("ru", after.data)))
    assert "Дорогие коллеги!" in {paragraph.text for paragraph in written.paragraphs}
    assert "Дорогие коллеги!" in said
    assert f"Работа «Неделя математики» одобрена: 2 за. № {second.number}" in said


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("{titel}", "There is no place {titel}. Known places: {title}, {number}, {date}"),
        ("{title!r}", "There is no place {title!r}."),
        ("{title.__class__}", "There is no place {title.__class__}."),
        ("{title:>9}", "There is no place {title:&gt;9}."),
        ("{}", "A brace opens or closes no place."),
        ("{title", "A brace opens or closes no place."),
        ("title}", "A brace opens or closes no place."),
    ],
)
def test_unknown_place_is_refused_with_the_known_ones(
    office: Client, draft: Letter, words: str, fault: str
) -> None:
    sent = typed(draft, text_heading_kk=words, text_heading_ru="Сақталған", in_force_from="")
    answer = office.post(page("change", draft.pk), sent)
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert fault in shown
    assert "Сақталған" in shown  # Nothing typed is lost.
    assert Letter.objects.get(pk=draft.pk).texts == draft.texts
    live = office.post(page("preview", draft.pk), sent).content.decode()
    assert f"Heading: {fault}" in live
    assert "<img" not in live


def test_doubled_braces_are_plain_ones(office: Client, draft: Letter) -> None:
    answer = office.post(page("change", draft.pk), typed(draft, text_heading_kk="{{a}}"))
    assert answer.status_code == 302


def test_wording_has_both_languages_and_no_day_that_has_passed(
    office: Client, draft: Letter
) -> None:
    sent = typed(draft, text_vote_kk="", in_force_from="2020-01-01")
    shown = office.post(page("change", draft.pk), sent).content.decode()
    assert "This field is required." in shown
    assert "This day has passed." in shown


def pictures(html: str) -> list[bytes]:
    return [b64decode(found) for found in re.findall(r"data:image/png;base64,([^\"]+)", html)]


def test_preview_follows_what_is_typed_and_saves_nothing(office: Client, draft: Letter) -> None:
    sent = typed(draft, text_heading_kk="Басқа тақырып", preview_language="kk")
    (before,) = pictures(office.get(page("change", draft.pk)).content.decode())
    (live,) = pictures(office.post(page("preview", draft.pk), sent).content.decode())
    pressed = office.post(page("change", draft.pk), sent | {"_preview": "1"}).content.decode()
    assert pictures(pressed) == [live] != [before]
    assert "Басқа тақырып" in pressed
    assert "errornote" not in pressed
    russian = sent | {"preview_language": "ru", "preview_variant": "rejected"}
    (other,) = pictures(office.post(page("preview", draft.pk), russian).content.decode())
    assert other != live
    assert Image.open(BytesIO(live)).size == (794, 1123)
    assert Letter.objects.get(pk=draft.pk).texts == draft.texts


def printed(answer: Any) -> str:
    assert answer["Content-Type"] == "application/pdf"
    pages = PdfReader(BytesIO(answer.content)).pages
    return re.sub(r"\s+", " ", " ".join(found.extract_text() for found in pages))


@pytest.mark.parametrize(("language", "mark"), [("kk", "ҮЛГІ"), ("ru", "ОБРАЗЕЦ")])
def test_test_print_is_marked_as_a_specimen(
    office: Client, draft: Letter, language: str, mark: str
) -> None:
    words = {f"text_next_rejected_{language}": "Соңғы сөз"}
    asked = {"preview_language": language, "preview_variant": "rejected", "_print": "1"}
    said = printed(office.post(page("change", draft.pk), typed(draft, **words) | asked))
    assert mark in said
    assert "Соңғы сөз" in said
    wrong = typed(draft, **{f"text_next_rejected_{language}": "{bad}"}) | asked
    refused = office.post(page("change", draft.pk), wrong)
    assert "There is no place {bad}" in refused.content.decode()


@pytest.mark.parametrize("kind", wording.kinds())
def test_every_published_wording_is_shown_and_printed(office: Client, kind: Kind) -> None:
    letter = Letter.objects.get(kind=kind)
    shown = office.get(page("change", letter.pk)).content.decode()
    assert 'name="_save"' not in shown
    assert len(pictures(shown)) == 1
    for language in ("kk", "ru"):
        for variant in VARIANTS.get(kind, {"": ""}):
            asked = f"?preview_language={language}&preview_variant={variant}&_print=1"
            said = printed(office.get(page("change", letter.pk) + asked))
            assert {"kk": "ҮЛГІ", "ru": "ОБРАЗЕЦ"}[language] in said
            assert re.findall("[{}]", said) == []


def test_published_wording_takes_no_change(office: Client) -> None:
    first = Letter.objects.get(kind=Kind.DECISION)
    assert office.post(page("change", first.pk), typed(first)).status_code == 403
