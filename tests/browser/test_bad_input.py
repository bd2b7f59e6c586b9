"""What people get wrong, and what goes wrong around them: each is told, and nothing is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.contrib.sessions.models import Session
from django.utils.translation import gettext_lazy as _
from playwright.sync_api import expect

from documents import signatures
from documents.models import DocumentKind, Version
from tests.browser import files
from tests.documents import samples
from tests.workflows.processes import builders
from workflows.models import Event
from workflows.processes.expertise import Expertise

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from django_stubs_ext import StrOrPromise

    from tests.browser.at_screen import AtScreen

pytestmark = pytest.mark.browser

NOTE = "Бірінші нұсқасы: сағат саны әлі нақтыланады"


IN_KAZAKH = pytest.mark.parametrize("language", ["kk"], indirect=True)
IN_RUSSIAN = pytest.mark.parametrize("language", ["ru"], indirect=True)


@pytest.fixture
def draft(people: builders.People) -> Expertise:
    return builders.start(people)


@pytest.fixture
def author(sit_down: Callable[[str], AtScreen], draft: Expertise) -> AtScreen:
    person = sit_down("author")
    person.open_case(draft.label)
    return person


def kind(code: str = "work") -> int:
    return DocumentKind.objects.get(code=code).pk


def now(case: Expertise) -> Expertise:
    return Expertise.objects.get(pk=case.pk)


def test_a_file_that_cannot_be_filed_is_refused_with_the_reason(
    author: AtScreen, tmp_path: Path
) -> None:
    author.choose("file")
    author.fill(kind=kind(), note=NOTE)
    # What cannot be is refused before a byte of it is sent.
    for make, reason in IMPOSSIBLE.items():
        author.fill(file=make(tmp_path))
        row = author.page.locator("[data-upload]")
        expect(row).to_contain_text(author.says(reason))
        row.locator("button").click()
    for make, reason in WRONG.items():
        path = make(tmp_path)
        author.fill(file=path)
        assert author.send() == 422, path.name
        error = author.page.locator("#id_file_error")
        expect(error).to_contain_text(author.says(reason))
        expect(author.page.locator("[role=alert]")).to_contain_text(error.inner_text())
        # All else is as it was typed; only the file has to be chosen again, and we say which.
        assert author.value("note") == NOTE
        assert author.value("kind") == str(kind())
        expect(author.page.locator("[data-files]")).to_contain_text(path.name)
    assert not Version.objects.exists()
    author.fill(file=files.letter("Бағдарлама", "Дұрыс файл."))
    author.send()
    author.is_done()
    assert Version.objects.get().note == NOTE


def empty(folder: Path) -> Path:
    path = folder / "Бос.pdf"
    path.touch()
    return path


def huge(folder: Path) -> Path:
    path = folder / "Үлкен.pdf"
    with path.open("wb") as sparse:
        sparse.write(b"%PDF-1.7\n")
        sparse.truncate(200 * 1024 * 1024)
    return path


def executable(folder: Path) -> Path:
    path = folder / "Бағдарлама.pdf"
    path.write_bytes(samples.EXE)
    return path


def with_macros(folder: Path) -> Path:
    path = folder / "Макрос.docx"
    path.write_bytes(samples.office("word/document.xml", samples.MACRO_WORD))
    return path


IMPOSSIBLE: dict[Callable[[Path], Path], StrOrPromise] = {
    empty: _(
        "The file is empty (0 bytes). Check that it opens on your computer and choose it again."
    ),
    huge: "200",
}
WRONG: dict[Callable[[Path], Path], StrOrPromise] = {
    executable: signatures.PROGRAM,
    with_macros: _(
        "The document contains macros (programs). Save it without macros,"
        " as DOCX, XLSX, PPTX or PDF, and choose it again."
    ),
}
LONG = "Жаңартылған білім беру мазмұны " * 10
NAMES = {
    "../../etc/Бағдарлама.pdf": "Бағдарлама.pdf",
    "..\\..\\Windows\\Жоспар.pdf": "Жоспар.pdf",
    "Әңгіме өрнегі ұғымы үйірме – қосымша №2.pdf": "Әңгіме өрнегі ұғымы үйірме – қосымша №2.pdf",
    f"{LONG[:296]}.pdf": f"{LONG[:146]}.pdf",
}


@IN_KAZAKH
def test_a_file_comes_back_under_its_name(author: AtScreen, draft: Expertise) -> None:
    for filed_as, comes_as in NAMES.items():
        content = files.letter("Хат", comes_as)["buffer"]
        author.choose("file")
        hidden = author.page.locator("form.form input[type=hidden]").all()
        fields = {str(one.get_attribute("name")): one.input_value() for one in hidden}
        # A browser would clean the name first; a program does not.
        chosen = files.payload(filed_as, content)
        fields["kind"] = str(kind())
        sent = author.page.request.post(author.page.url, multipart={**fields, "file": chosen})
        assert sent.ok
        author.open_case(draft.label)
        with author.page.expect_download() as coming:
            author.reveal(author.page.locator(".files a", has_text=comes_as)).click()
        assert coming.value.suggested_filename == comes_as
        assert coming.value.path().read_bytes() == content


# What a double click does where scripts are off: the same form arrives twice.
TWICE = """async form => {
  const send = () => fetch(form.action, {method: "POST", body: new FormData(form)});
  return Promise.all([send(), send()].map(async sent => {
    const answer = await sent;
    return [answer.status, new URL(answer.url).pathname];
  }));
}"""


@IN_RUSSIAN
def test_what_is_sent_twice_is_done_once(people: builders.People, author: AtScreen) -> None:
    for press_twice in (double_click, send_twice):
        case = builders.start(people)
        builders.file(case, author.user, "work")
        author.open_case(case.label)
        author.choose("submit")
        press_twice(author, case)
        author.open_case(case.label)
        author.sees_state("submitted")
        assert Event.objects.filter(case_id=case.pk, action="submit").count() == 1
    opened = Expertise.objects.count()
    author.go("/cases/new/EX/")
    author.fill(**builders.described())
    answers = author.page.locator("form.form").evaluate(TWICE)
    assert [status for status, _address in answers] == [200, 200]
    assert Expertise.objects.count() == opened + 1


def double_click(author: AtScreen, _case: Expertise) -> None:
    author.page.locator("form.form [type=submit]").dblclick()
    author.is_done()


def send_twice(author: AtScreen, case: Expertise) -> None:
    answers = author.page.locator("form.form").evaluate(TWICE)
    assert answers == [[200, f"/cases/{case.label}/"]] * 2


@IN_KAZAKH
def test_what_was_typed_outlives_the_login(author: AtScreen, draft: Expertise) -> None:
    author.choose("describe")
    author.fill(annotation="Ұзақ ойланып жазылған аңдатпа.", hours=68)
    log_in_again(author)
    assert author.value("annotation") == "Ұзақ ойланып жазылған аңдатпа."
    assert author.value("hours") == "68"
    author.send()
    author.is_done()
    assert (now(draft).annotation, now(draft).hours) == ("Ұзақ ойланып жазылған аңдатпа.", 68)
    # The form of a case that does not exist yet is kept too.
    author.go("/cases/new/EX/")
    author.fill(**builders.described(annotation="Жаңа жұмыс туралы."))
    log_in_again(author)
    assert author.value("annotation") == "Жаңа жұмыс туралы."
    author.send()
    author.sees_state("draft")
    assert Expertise.objects.get(code=author.case).annotation == "Жаңа жұмыс туралы."


def log_in_again(person: AtScreen) -> None:
    """Send the form when the login has expired, and log in."""
    Session.objects.all().delete()
    person.send()
    person.give_password()
    expect(person.page.locator("[data-restored]")).to_be_visible()


@IN_RUSSIAN
def test_the_second_of_two_editors_learns_what_changed(
    author: AtScreen, draft: Expertise, sit_down: Callable[[str], AtScreen]
) -> None:
    at_home = sit_down("author")
    at_home.open_case(draft.label)
    for place, hours in ((author, 40), (at_home, 51)):
        place.choose("describe")
        place.fill(hours=hours, annotation=f"{hours} сағатқа арналған.")
    author.send()
    author.is_done()
    assert at_home.send() == 409
    moved_on(at_home, "describe")
    assert at_home.value("annotation") == "51 сағатқа арналған."
    assert now(draft).hours == 40
    # Having seen the change, they may go on.
    at_home.send()
    at_home.is_done()
    assert now(draft).hours == 51


def moved_on(person: AtScreen, name: str) -> None:
    """See that the case has moved on, and which action moved it."""
    expect(person.page.locator("[data-refusal]")).to_be_visible()
    event = Event.objects.filter(action=name).latest("at")
    expect(person.page.locator(f"[data-moved-on] [data-event='{event.seq}']")).to_be_visible()


@IN_KAZAKH
def test_two_people_on_one_case_lose_nothing(
    people: builders.People, sit_down: Callable[[str], AtScreen]
) -> None:
    case = builders.expertise_in("incomplete", people)
    author, district = sit_down("author"), sit_down("district")
    for person, number in ((author, "1-қате"), (district, "17-қ")):
        person.open_case(case.label)
        person.choose("record_conclusion")
        person.fill(**builders.conclusion(conclusion_number=number))
    district.send()
    district.is_done()
    assert author.send() == 409
    moved_on(author, "record_conclusion")
    expect(author.page.locator("[data-moved-on]")).to_contain_text("17-қ")
    assert author.value("conclusion_number") == "1-қате"
    assert now(case).conclusion_number == "17-қ"
    # A page from before a change of state can do nothing any more, but loses nothing either.
    district.choose("record_conclusion")
    district.fill(**builders.conclusion(conclusion_number="18-қ"))
    builders.act(case, "withdraw", people.author, reason="Өз еркіммен")
    assert district.send() == 409
    moved_on(district, "withdraw")
    expect(district.page.locator(".typed")).to_contain_text("18-қ")
    district.sees_state("withdrawn")
    assert now(case).conclusion_number == "17-қ"


@IN_RUSSIAN
def test_who_may_not_is_told_why_or_finds_nothing(
    people: builders.People, sit_down: Callable[[str], AtScreen]
) -> None:
    case = builders.expertise_in("submitted", people)
    author, outsider = sit_down("author"), sit_down("outsider")
    assert author.go(f"/cases/{case.label}/register/") == 403
    expect(author.page.locator("[data-refusal]")).to_contain_text(author.says(_("the secretary")))
    for address in ("", "submit/", "register/"):
        assert outsider.go(f"/cases/{case.label}/{address}") == 404
