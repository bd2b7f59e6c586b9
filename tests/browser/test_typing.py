"""Whoever fills in a form loses nothing: not by a killed browser, a lost connection, or a slip."""

from __future__ import annotations

import re
import shutil
import signal
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import psutil
import pytest
from playwright.sync_api import expect

from tests.browser.at_screen import AtScreen
from tests.browsers import FLAGS
from tests.workflows.processes import builders
from workflows.remarks import Remark
from workflows.rubrics import Criterion
from workflows.unsent import Unsent

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser

    from tests.browsers import Server

pytestmark = pytest.mark.browser

IN_KAZAKH = pytest.mark.parametrize("language", ["kk"], indirect=True)
IN_RUSSIAN = pytest.mark.parametrize("language", ["ru"], indirect=True)
STORY = "Бұл мәтін ұзақ жазылды\nжәне жоғалмауы керек."


def is_kept(person: AtScreen, state: str = "saved") -> None:
    """See what the status line of the form says."""
    expect(person.page.locator("[data-keeping]")).to_have_attribute("data-state", state)


@pytest.fixture
def author(people: builders.People, sit_down: Callable[[str], AtScreen]) -> AtScreen:
    return sit_down("author")


@IN_RUSSIAN
def test_half_filled_form_survives_a_killed_browser(
    people: builders.People, author: AtScreen, browser: Browser, server: Server, language: str
) -> None:
    before = set(psutil.Process().children(recursive=True))
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    doomed = browser.browser_type.launch(executable_path=path, headless=True, args=FLAGS)
    killed = set(psutil.Process().children(recursive=True)) - before
    person = AtScreen(
        doomed.new_context(base_url=server.url, locale=language).new_page(), people.author, language
    )
    person.log_in()
    person.go("/cases/new/EX/")
    person.fill(title_kk="Апталық", annotation=STORY, kind="elective_course")
    is_kept(person)
    line = person.page.locator("[data-keeping]").inner_text()
    assert re.fullmatch(r"Сохранено в \d\d:\d\d\.", line)
    for process in killed:
        with suppress(psutil.NoSuchProcess):
            process.send_signal(signal.SIGKILL)
    # The same form elsewhere.
    author.go("/cases/new/EX/")
    expect(author.page.locator("[data-restored]")).to_be_visible()
    assert author.value("annotation") == STORY
    assert author.value("title_kk") == "Апталық"
    assert author.value("kind") == "elective_course"
    author.page.locator("[data-restored] button").click()
    assert author.value("annotation") == ""
    assert not Unsent.objects.exists()


def remark_form(people: builders.People, expert: AtScreen) -> Any:
    review = builders.review_in("in_progress", people)
    expert.go(f"/cases/{review.label}/submit/")
    return review


def scored(review: Any) -> dict[str, Any]:
    """Answer all that a review is asked for but its remarks."""
    return builders.scored(review, 3)


@IN_KAZAKH
def test_review_is_written_without_a_connection(
    people: builders.People, sit_down: Callable[[str], AtScreen]
) -> None:
    expert = sit_down("expert")
    review = remark_form(people, expert)
    expert.page.context.set_offline(True)
    expert.fill(**scored(review), **{"remark-1-place": "12-бет", "remark-1-text": "Бірінші"})
    for _row in range(2):
        expert.page.locator("[data-more]").click()
    expert.fill(**{"remark-2-text": "Артық", "remark-3-text": STORY})
    drop(expert, 2)
    is_kept(expert, "offline")
    expert.page.locator("form.form [type=submit]").click()
    is_kept(expert, "unsendable")
    assert expert.value("remark-3-text") == STORY
    # The page is closed before the connection is back.
    other = expert.page.context.new_page()
    expert.page.close(run_before_unload=False)
    other.context.set_offline(False)
    again = AtScreen(other, expert.user, expert.language)
    again.go(f"/cases/{review.label}/submit/")
    expect(other.locator("[data-local-taken]")).to_be_visible()
    assert again.value("remark-3-text") == STORY
    assert again.page.locator("[data-row]:visible").count() == 2
    is_kept(again)
    again.send()
    again.is_done()
    kept = [remark.text.replace("\r\n", "\n") for remark in Remark.objects.all()]
    assert kept == ["Бірінші", STORY]
    assert other.evaluate("Object.keys(localStorage)") == []


def drop(expert: AtScreen, number: int) -> None:
    """Take a row away."""
    expert.page.locator(f"[data-row='{number}'] [data-drop]").click()


@IN_RUSSIAN
def test_remarks_are_added_taken_away_and_put_back(
    people: builders.People, sit_down: Callable[[str], AtScreen]
) -> None:
    expert = sit_down("expert")
    review = remark_form(people, expert)
    expert.fill(**scored(review), **{"remark-1-text": "Первое"})
    expert.page.locator("[data-more]").click()
    # Where one goes on typing.
    expect(expert.page.locator("[name=remark-2-text]")).to_be_focused()
    expect(expert.page.locator("#id_remark-2-text_count")).to_have_text("Знаков: 0 из 4\xa0000")
    expert.fill(**{"remark-2-text": "Второе", "remark-2-severity": "should"})
    drop(expert, 1)
    titles = expert.page.locator("[data-row]:visible > legend")
    expect(titles).to_have_text(["Замечание 1"])
    undo = expert.page.locator("[data-restore]:visible")
    expect(undo).to_be_focused()
    undo.click()
    expect(titles).to_have_text(["Замечание 1", "Замечание 2"])
    assert expert.value("remark-1-text") == "Первое"
    drop(expert, 1)
    expert.send()
    expert.is_done()
    made = Remark.objects.get()
    assert (made.text, made.severity, made.place) == ("Второе", "should", "")


@IN_KAZAKH
def test_half_a_remark_is_refused_beside_its_field_and_nothing_is_lost(
    people: builders.People, sit_down: Callable[[str], AtScreen]
) -> None:
    expert = sit_down("expert")
    review = remark_form(people, expert)
    expert.page.locator("[data-more]").click()
    expert.fill(**scored(review), **{"remark-1-text": "Бірінші", "remark-2-place": "3-бет"})
    assert expert.send() == 422
    wrong = expert.page.locator(".field--wrong")
    expect(wrong).to_have_count(1)
    expect(wrong.locator("[name=remark-2-text]")).to_be_visible()
    # The summary leads there.
    expert.page.locator(".note--error a").click()
    expect(expert.page.locator("[name=remark-2-text]")).to_be_focused()
    assert expert.value("remark-2-place") == "3-бет"
    assert expert.value("remark-1-text") == "Бірінші"


@IN_KAZAKH
def test_remarks_are_added_without_scripts(
    people: builders.People, sit_down: Callable[[str], AtScreen]
) -> None:
    expert = sit_down("expert")
    review = builders.review_in("in_progress", people)
    nothing = {"body": "", "content_type": "text/javascript"}
    expert.page.route("**/*.js", lambda route: route.fulfill(**nothing))
    expert.go(f"/cases/{review.label}/submit/")
    expert.fill(**scored(review), **{"remark-1-text": "Бірінші"})
    with expert.page.expect_navigation():
        expert.page.locator("[data-more]").click()
    assert expert.value("remark-1-text") == "Бірінші"
    expert.fill(**{"remark-2-text": "Екінші"})
    with expert.page.expect_navigation():
        expert.page.locator(".form__end [type=submit]").click()
    expert.is_done()
    assert [remark.text for remark in Remark.objects.all()] == ["Бірінші", "Екінші"]


@IN_KAZAKH
def test_connection_that_comes_back_saves_what_was_typed(
    people: builders.People, sit_down: Callable[[str], AtScreen]
) -> None:
    expert = sit_down("expert")
    remark_form(people, expert)
    expert.page.context.set_offline(True)
    expert.fill(note=STORY)
    is_kept(expert, "offline")
    assert not Unsent.objects.exists()
    expert.page.context.set_offline(False)
    is_kept(expert)
    assert "note=%D0%91" in Unsent.objects.get().text


@IN_KAZAKH
def test_logging_out_leaves_nothing_in_the_browser(
    people: builders.People, sit_down: Callable[[str], AtScreen]
) -> None:
    expert = sit_down("expert")
    remark_form(people, expert)
    expert.page.context.set_offline(True)
    expert.fill(note=STORY)
    is_kept(expert, "offline")
    assert expert.page.evaluate("Object.keys(localStorage).length") == 1
    expert.page.context.set_offline(False)
    expert.go("/accounts/logout/")
    expert.page.locator("form.account-form [type=submit]").click()
    expect(expert.page).to_have_url(re.compile("/accounts/login/"))
    assert expert.page.evaluate("Object.keys(localStorage)") == []


@IN_KAZAKH
def test_leaving_with_unsaved_text_is_warned_of(author: AtScreen) -> None:
    warned: list[str] = []

    def stay(dialog: Any) -> None:
        warned.append(dialog.type)
        dialog.accept()

    author.page.on("dialog", stay)
    author.go("/cases/new/EX/")
    author.page.locator("[name=annotation]").press_sequentially("Мәтін")
    author.page.locator("a.brand").click()
    author.page.wait_for_url(re.compile("/work/"))
    assert warned == ["beforeunload"]
    author.go("/cases/new/EX/")
    author.page.locator("[name=annotation]").press_sequentially("Мәтін")
    is_kept(author)
    author.page.locator("a.brand").click()
    author.page.wait_for_url(re.compile("/work/"))
    assert warned == ["beforeunload"]


@IN_RUSSIAN
def test_characters_are_counted_and_none_is_cut_off(author: AtScreen) -> None:
    author.go("/cases/new/EX/")
    count = author.page.locator("#id_annotation_count")
    expect(count).to_have_text("Знаков: 0 из 4\xa0000")
    author.fill(annotation="а\n" + "б" * 1000)
    expect(count).to_have_text("Знаков: 1\xa0003 из 4\xa0000")
    author.fill(annotation="б" * 4010)
    expect(count).to_have_class(re.compile("over"))
    assert len(author.value("annotation")) == 4010


@IN_KAZAKH
def test_numbers_get_their_spaces_and_dates_their_dots(
    people: builders.People, author: AtScreen
) -> None:
    author.go("/cases/new/EX/")
    author.fill(**builders.described(hours="1000"))
    author.page.locator("[name=annotation]").focus()
    assert author.value("hours") == "1\xa0000"
    author.send()
    author.is_done()
    author.choose("record_conclusion")
    author.page.locator("[name=conclusion_date]").press_sequentially("20012026")
    assert author.value("conclusion_date") == "20.01.2026"
    author.fill(conclusion_number="17", conclusion_result="supported")
    author.send()
    author.is_done()
    author.choose("describe")
    assert author.value("hours") == "1\xa0000"


@IN_RUSSIAN
def test_review_is_added_up_as_it_is_scored(
    people: builders.People, sit_down: Callable[[str], AtScreen]
) -> None:
    expert = sit_down("expert")
    review = builders.review_in("in_progress", people)
    expert.go(f"/cases/{review.label}/submit/")
    total = expert.page.locator("[data-total]")
    criteria = list(Criterion.objects.filter(rubric_id=review.rubric_id))
    expect(total).to_contain_text(f"0 из {len(criteria)}")
    given = {f"criterion_{c.pk}": place % 6 for place, c in enumerate(criteria)}
    expert.fill(**given)
    most = sum(c.weight for c in criteria) * 5
    got = sum(c.weight * (place % 6) for place, c in enumerate(criteria))
    expect(total).to_contain_text(f"{round(100 * got / most)} %")
    expect(total).to_contain_text(f"{len(criteria)} из {len(criteria)}")
