"""From an author's first draft to the decision of the council, as the people live through it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from playwright.sync_api import expect

from documents.models import DocumentKind
from permissions.conflicts import Kind as Conflict
from permissions.models import Subject, User
from tests.browser import files
from tests.browser.conftest import EXPERTS
from tests.workflows import sessions
from workflows import wanting
from workflows.councils.agenda import AgendaItem
from workflows.processes import expertise, review
from workflows.rubrics import Criterion

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import FilePayload

    from tests.browser.at_screen import AtScreen

pytestmark = pytest.mark.browser

TITLE_KK = "Математика: өмірден алынған есептер"
TITLE_RU = "Математика: задачи из жизни"


class Story:
    """The people at their screens, and the number of the case that brings them together."""

    def __init__(self, sit_down: Callable[[str], AtScreen]) -> None:
        self.person = cache(sit_down)
        self.number = ""

    def at_case(self, username: str) -> AtScreen:
        """Have a person open the case."""
        person = self.person(username)
        person.open_case(self.number)
        return person

    def at_review(self, username: str) -> AtScreen:
        """Have an expert find their review among what waits for them."""
        person = self.person(username)
        person.go("/work/")
        with person.page.expect_navigation():
            person.page.locator("[data-shelf] tr[data-case] a").first.click()
        expect(person.page.locator("article.case")).to_have_attribute("data-process", "RV")
        return person


def test_an_authors_programme_is_decided(sit_down: Callable[[str], AtScreen]) -> None:
    story = Story(sit_down)
    the_author_drafts(story)
    the_coauthor_confirms_and_the_author_submits(story)
    the_secretary_returns_it_as_incomplete(story)
    the_author_files_the_rest_and_the_district_concludes(story)
    the_secretary_registers_it(story)
    the_methodist_assigns_two_experts(story)
    one_expert_declines_and_is_replaced(story)
    the_experts_review(story, "expert2", "expert3")
    the_methodist_returns_one_review_and_takes_both(story, "expert2", "expert3")
    the_methodist_sends_the_remarks(story)
    the_author_answers_with_a_new_version(story)
    the_second_round_is_clean(story, "expert2", "expert3")
    the_methodist_concludes(story)
    the_council_decides(story)
    the_author_reads_the_decision(story)
    every_trail_holds()


def the_author_drafts(story: Story) -> None:
    author = story.person("author")
    with author.page.expect_navigation():
        author.page.locator("[data-start=EX]").click()
    author.check_page()
    author.fill(kind="author_programme", title_kk=TITLE_KK, title_ru=TITLE_RU)
    author.fill(subject=Subject.objects.get(code="mathematics").pk, grades="5–7", hours=34)
    author.fill(language="kk", level_asked="region", annotation="Пайыз бен өлшем – өмірден.")
    author.send()
    author.sees_state("draft")
    author.sees(expertise.State.DRAFT.label)
    story.number = author.case
    assert author.reason("submit") == author.says(_("File the work itself first."))
    file(author, "work", files.programme())
    file(author, "explanatory_note", files.letter("Түсіндірме жазба", "Мақсаты мен міндеттері."))
    for name in ("Авторлық бағдарлама.docx", "Түсіндірме жазба.pdf"):
        expect(author.page.locator(".files")).to_contain_text(name)


def file(author: AtScreen, kind: str, chosen: FilePayload, **more: Any) -> None:
    author.act("file", kind=DocumentKind.objects.get(code=kind).pk, file=chosen, **more)


def the_coauthor_confirms_and_the_author_submits(story: Story) -> None:
    author = story.at_case("author")
    author.act("invite_coauthor", person="coauthor@example.kz")
    unconfirmed = _("Not every co-author has confirmed yet.")
    assert author.reason("submit") == author.says(unconfirmed)
    story.at_case("coauthor").act("confirm_coauthorship")
    author.open_case(story.number)
    author.act("submit")
    author.sees_state("submitted")


def the_secretary_returns_it_as_incomplete(story: Story) -> None:
    secretary = story.at_case("secretary")
    reason = secretary.reason("register")
    secretary.choose("return_incomplete")
    *documents, conclusion = secretary.value("missing").splitlines()
    kinds = ("calendar_plan", "outside_review", "council_extract", "trial_certificate")
    for kind, line in zip(kinds, documents, strict=True):
        assert kind_name(kind, secretary.language) in line
        assert line in reason
    assert conclusion == secretary.says(wanting.NO_CONCLUSION)
    secretary.send()
    secretary.is_done()
    secretary.sees_state("incomplete")


def kind_name(code: str, language: str) -> str:
    return str(getattr(DocumentKind.objects.get(code=code), f"name_{language}"))


def the_author_files_the_rest_and_the_district_concludes(story: Story) -> None:
    author = story.at_case("author")
    author.sees(kind_name("council_extract", author.language))
    expect(author.page.locator(".trail")).to_contain_text(
        kind_name("trial_certificate", author.language)
    )
    file(author, "calendar_plan", files.letter("Жоспар", "34 сағат."))
    file(author, "outside_review", files.letter("Бірінші пікір", "Құптаймын."))
    file(author, "outside_review", files.letter("Екінші пікір", "Қолдаймын."))
    file(author, "council_extract", files.letter("Үзінді", "№ 4 хаттама."))
    file(author, "trial_certificate", files.letter("Анықтама", "Сыналды."))
    expect(author.page.locator("[data-fulfilled=no]")).to_have_count(0)
    district = story.at_case("district")
    district.act(
        "record_conclusion",
        conclusion_number="17-қ",
        conclusion_date=timezone.localdate() - timedelta(days=30),
        conclusion_result="with_remarks",
    )
    district.sees("17-қ")
    author.open_case(story.number)
    author.act("resubmit")
    author.sees_state("submitted")


def the_secretary_registers_it(story: Story) -> None:
    secretary = story.at_case("secretary")
    secretary.act("register", methodist=User.objects.get(username="methodist").pk)
    secretary.sees_state("registered")
    story.number = secretary.case
    assert story.number == f"EX-{timezone.localdate().year}-0001"


def the_methodist_assigns_two_experts(story: Story) -> None:
    methodist = story.at_case("methodist")
    methodist.choose("assign")
    barred = methodist.page.locator("li[data-barred]")
    expect(barred).to_have_count(1)
    expect(barred).to_contain_text(methodist.says(Conflict.ORGANISATION.label))
    expect(barred.get_by_role("checkbox")).to_be_disabled()
    # The barred stand last, after all who could be taken.
    expect(methodist.page.locator(".candidates > li").last).to_have_attribute("data-barred", "")
    methodist.fill(experts=keys("expert", "expert2"))
    methodist.send()
    methodist.is_done()
    methodist.sees_state("in_review")


def keys(*usernames: str) -> list[int]:
    return [User.objects.get(username=name).pk for name in usernames]


def one_expert_declines_and_is_replaced(story: Story) -> None:
    expert = story.at_review("expert")
    expect(expert.page.locator("main")).to_contain_text("Пайыз бен өлшем – өмірден.")
    expert.choose("decline")
    expert.send()
    expert.sees(_("This field is required."))
    expert.fill(reason="Мен іссапарда боламын.")
    expert.send()
    methodist = story.at_case("methodist")
    declined = methodist.says(review.State.DECLINED.label)
    expect(methodist.page.locator("[data-child]", has_text=declined)).to_have_count(1)
    methodist.act("invite", experts=keys("expert3"))
    methodist.sees_state("in_review")


def the_experts_review(story: Story, *experts: str) -> None:
    for username in experts:
        expert = story.at_review(username)
        # A blind review tells nothing of whose work it is.
        expect(expert.page.locator("main")).not_to_contain_text(
            User.objects.get(username="author").last_name
        )
        accept(expert)
        remark(expert, 1, place="12-бет, § 3", text="Есептің жауабы қате.")
        expert.page.locator("[data-more]").click()
        remark(expert, 2, place="20-бет", severity="should", text="Сурет айқын емес.")
        score_and_submit(expert, 3, recommendation="revise", note="Кеңеске ғана.")


def accept(expert: AtScreen) -> None:
    """Declare that nothing keeps one from judging; the form of the review comes next."""
    expert.choose("accept")
    expert.sees(review.DECLARATION)
    expert.send()
    expert.sees_state("in_progress")


def remark(expert: AtScreen, number: int, **written: str) -> None:
    """Write a remark into its row."""
    expert.fill(**{f"remark-{number}-{name}": text for name, text in written.items()})


def submit_review(expert: AtScreen, score: int, **more: Any) -> None:
    expert.choose("submit")
    score_and_submit(expert, score, **more)


def score_and_submit(expert: AtScreen, score: int, **more: Any) -> None:
    criteria = Criterion.objects.filter(rubric__code="expertise").prefetch_related("anchors")
    for criterion in criteria:
        anchor = next(one for one in criterion.anchors.all() if one.score == score)
        text = getattr(anchor, f"text_{expert.language}")
        # The expert chooses by what a score means, not by the bare number.
        group = expert.page.locator(f"#id_criterion_{criterion.pk}")
        group.get_by_role("radio", name=text).check()
    expert.fill(**more)
    expert.send()
    expert.is_done()
    expert.sees_state("submitted")


def the_methodist_returns_one_review_and_takes_both(story: Story, *experts: str) -> None:
    first, second = experts
    methodist = story.at_case("methodist")
    follow_review(methodist, first)
    methodist.act("give_back", reason="Ескертулер тым жалпы.")
    methodist.sees_state("in_progress")
    submit_review(story.at_review(first), 4, recommendation="revise")
    methodist.open_case(story.number)
    follow_review(methodist, first)
    once = _("A review is returned only once.")
    assert methodist.reason("give_back") == methodist.says(once)
    take(story, first)
    methodist.open_case(story.number)
    methodist.sees_state("in_review")
    take(story, second)
    methodist.open_case(story.number)
    methodist.sees_state("summary")


def follow_review(methodist: AtScreen, expert: str) -> None:
    """Go from the case to an open review, by the expert's name."""
    name = User.objects.get(username=expert).full_name
    row = methodist.page.locator(".lines > li", has_text=name)
    link = methodist.reveal(row.locator("a[href*='/cases/']").last)
    with methodist.page.expect_navigation():
        link.click()
    methodist.check_page()
    expect(methodist.page.locator("article.case")).to_have_attribute("data-process", "RV")


def take(story: Story, expert: str) -> None:
    methodist = story.at_case("methodist")
    follow_review(methodist, expert)
    methodist.act("take")
    methodist.sees_state("accepted")


def the_methodist_sends_the_remarks(story: Story) -> None:
    methodist = story.at_case("methodist")
    methodist.act("send_remarks", summary_kk="Түзету қажет.", summary_ru="Нужна доработка.")
    methodist.sees_state("revision")


def the_author_answers_with_a_new_version(story: Story) -> None:
    author = story.at_case("author")
    expect(author.page.locator("[data-remark]")).to_have_count(4)
    for name in EXPERTS.values():
        expect(author.page.locator("main")).not_to_contain_text(name)
    first = author.reason("revise")
    assert first == author.says(_("Answer every remark that must be mended first."))
    author.choose("answer")
    for box in author.page.locator("textarea").all():
        box.fill("Түзетілді: 12-бетті қараңыз.")
    author.send()
    author.is_done()
    missing = _("File a new version of the work first.")
    assert author.reason("revise") == author.says(missing)
    author.choose("file")
    work = author.page.locator("[name=replaces] option", has_text="Авторлық бағдарлама.docx")
    author.fill(
        kind=DocumentKind.objects.get(code="work").pk,
        replaces=work.get_attribute("value"),
        file=files.programme(edition=2),
        note="Ескертулер ескерілді",
    )
    author.send()
    author.is_done()
    author.act("revise")
    author.sees_state("summary")


def the_second_round_is_clean(story: Story, *experts: str) -> None:
    methodist = story.at_case("methodist")
    methodist.act("another_round")
    for username in experts:
        expert = story.at_review(username)
        accept(expert)
        score_and_submit(expert, 5, recommendation="approve")
        take_open(story, username)
    methodist.open_case(story.number)
    methodist.sees_state("summary")


def take_open(story: Story, expert: str) -> None:
    """Take the review that waits for the methodist."""
    methodist = story.at_review("methodist")
    methodist.act("take")
    methodist.sees_state("accepted")


def the_methodist_concludes(story: Story) -> None:
    methodist = story.at_case("methodist")
    methodist.choose("recommend")
    # What was written for the remarks is the beginning of the conclusion.
    assert methodist.value("summary_ru") == "Нужна доработка."
    methodist.fill(summary_kk="Мақұлдауға ұсынылады.", summary_ru="Рекомендуется к одобрению.")
    methodist.send()
    methodist.is_done()
    methodist.sees_state("ready")


def the_council_decides(story: Story) -> None:
    """Come before a session; how one goes on its own pages is told in ``test_council``."""
    secretary, chair, member = (
        User.objects.get(username=name) for name in ("secretary", "chair", "member")
    )
    sessions.seat_all(chair, [member])
    session = sessions.plan(secretary)
    screen = story.at_case("secretary")
    screen.act("put_on_agenda", session=session.pk)
    screen.sees_state("before_council")
    sessions.convene(session, secretary, [chair, member])
    texts = {
        "text_kk": "Облыс мектептеріне ұсынылсын.",
        "text_ru": "Рекомендовать школам области.",
    }
    item = AgendaItem.objects.get(session=session)
    sessions.resolve(session, secretary, item, "approve", level="region", **texts)
    sessions.close(session, secretary)
    story.at_case("secretary").sees_state("approved")


def the_author_reads_the_decision(story: Story) -> None:
    author = story.at_case("author")
    author.sees_state("approved")
    author.sees(expertise.State.APPROVED.label)
    decision = author.page.locator("[data-result=approved]")
    today = timezone.localdate()
    expect(decision).to_contain_text(f"{today.year}/0001")
    expect(decision).to_contain_text(f"{five_years_after(today):%d.%m.%Y}")
    expect(decision).to_contain_text("Облыс мектептеріне ұсынылсын.")
    expect(decision).to_contain_text("Рекомендовать школам области.")
    # What only the centre and the council may read stays away.
    expect(author.page.locator("main")).not_to_contain_text("Кеңеске ғана.")


def five_years_after(day: date) -> date:
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 5, day=28 if leap_day else day.day)


def every_trail_holds() -> None:
    out = StringIO()
    call_command("audit", "verify", stdout=out, no_color=True)
    assert re.fullmatch(r"[1-9]\d* .*", out.getvalue().strip()), out.getvalue()
