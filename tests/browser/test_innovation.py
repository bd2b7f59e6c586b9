"""A site from a school's application to its end, on a phone in Kazakh and a desk in Russian."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from playwright.sync_api import expect

from documents.models import DocumentKind
from tests.browser import axe, files
from tests.browser.conftest import NARROW, WIDE
from tests.workflows import sessions
from tests.workflows.processes import builders, innovations
from workflows.processes.innovation import Innovation

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.at_screen import AtScreen
    from tests.workflows.processes.builders import People

pytestmark = pytest.mark.browser

THEME = {"title_kk": "Жобалық оқыту ауыл мектебінде", "title_ru": "Проекты в сельской школе"}


@pytest.fixture
def width(language: str) -> int:
    """Have the phone speak Kazakh here, as elsewhere it speaks Russian."""
    return {"kk": NARROW, "ru": WIDE}[language]


class Story:
    """The people at their screens and the site that brings them together."""

    def __init__(self, sit_down: Callable[[str], AtScreen], people: People) -> None:
        self.person, self.people = cache(sit_down), people

    @property
    def site(self) -> Any:
        return Innovation.objects.get()

    def at(self, username: str) -> AtScreen:
        """Have a person open the case."""
        person = self.person(username)
        person.open_case(self.site.label)
        return person

    def decide(self, resolution: str, **data: Any) -> None:
        """Put the site on an agenda; how the session goes is told in ``test_council``."""
        chair, member = self.people.chair, self.people.member
        sessions.seat_all(chair, [member])
        session = sessions.plan(self.people.secretary)
        self.at("secretary").act("put_on_agenda", session=session.pk)
        sessions.decide(self.site, self.people, resolution, **data)


def test_a_site_is_opened_reports_and_is_completed(
    sit_down: Callable[[str], AtScreen], people: People
) -> None:
    story = Story(sit_down, people)
    the_school_applies(story)
    the_centre_leads_it_to_the_council(story)
    story.decide("approve", level="region", years=1)
    the_head_of_the_centre_issues_the_order(story)
    everybody_finds_the_site(story)
    the_school_reports_on_the_year(story)
    the_school_reports_in_the_end(story)
    story.decide("complete")
    head = story.at("school_head")
    head.sees_state("completed")
    head.sees(Innovation.process.states.COMPLETED.label)


def test_a_site_that_does_not_report_is_stopped(
    sit_down: Callable[[str], AtScreen], people: People
) -> None:
    story = Story(sit_down, people)
    innovations.site_in("running", people)
    methodist = story.at("methodist")
    methodist.act("suggest_stopping", reason="Бірінші жылдың есебі берілмеді.")
    story.decide("stop")
    head = story.at("school_head")
    head.sees_state("stopped")
    head.go("/sites/")
    head.sees(_("No site is at work now"))


def is_open_to_everybody(person: AtScreen) -> None:
    """See that axe finds nothing on the page, in Kazakh by day and in Russian by night."""
    theme: axe.Theme = "light" if person.language == "kk" else "dark"
    assert axe.violations(person.page, theme) == []


def the_school_applies(story: Story) -> None:
    head = story.person("school_head")
    head.go("/cases/new/IN/")
    is_open_to_everybody(head)
    head.fill(**THEME, kind="experiment", direction="methods", language="kk", years_asked=2)
    head.send()
    head.sees(_("This field is required."))
    assert head.value("title_kk") == THEME["title_kk"]
    head.fill(goals="Оқушы дербестігі", stages="Екі кезең", results_expected="Сапа өседі")
    head.send()
    head.sees_state("draft")
    assert head.reason("submit") == head.says(_("File the work itself first."))
    for kind in innovations.FILED:
        given = files.letter(kind, "Бағдарлама мәтіні.")
        head.act("file", kind=DocumentKind.objects.get(code=kind).pk, file=given)
    expect(head.page.locator("[data-fulfilled=no]")).to_have_count(0)
    head.act(
        "record_conclusion",
        conclusion_number="9",
        conclusion_date=timezone.localdate(),
        conclusion_result="supported",
    )
    head.act("submit")
    head.sees_state("submitted")


def the_centre_leads_it_to_the_council(story: Story) -> None:
    people = story.people
    secretary = story.at("secretary")
    secretary.act("register", methodist=people.methodist.pk)
    assert secretary.case == f"IN-{timezone.localdate().year}-0001"
    case = builders.assign(story.site, people, people.expert, people.expert2)
    expert = story.person("expert")
    expert.open_case(builders.review_of(case, people.expert).label)
    # What the site is about, not whose it is.
    expert.sees("Оқушы дербестігі")
    expect(expert.page.locator("main")).not_to_contain_text(str(case.organisation))
    for person in (people.expert, people.expert2):
        builders.act(builders.submit_review(case, person), "take", people.methodist)
    methodist = story.at("methodist")
    methodist.act("recommend", summary_kk="Мақұлдансын.", summary_ru="Одобрить.")
    methodist.sees_state("ready")


def the_head_of_the_centre_issues_the_order(story: Story) -> None:
    head = story.at("head")
    head.choose("issue_order")
    head.fill(order_number="112", order_date=timezone.localdate())
    head.send()
    head.sees(_("Choose a file."))
    head.fill(order=files.letter("Бұйрық", "Алаң ашылсын."))
    head.send()
    head.is_done()
    head.sees_state("running")
    is_open_to_everybody(head)


def everybody_finds_the_site(story: Story) -> None:
    head = story.person("school_head")
    head.go("/sites/")
    head.fill(q="жобалық")
    with head.page.expect_navigation():
        head.page.locator("form[role=search] [type=submit]").click()
    expect(head.page.locator("[data-site]")).to_have_count(1)
    head.sees("112")
    is_open_to_everybody(head)


def the_school_reports_on_the_year(story: Story) -> None:
    (report,) = innovations.reports_of(story.site)
    head = story.person("school_head")
    head.go("/work/")
    expect(head.page.locator("main")).to_contain_text(report.label)
    head.open_case(report.label)
    is_open_to_everybody(head)
    head.act("write", **innovations.WRITTEN)
    assert head.reason("submit") == head.says(_("File the report itself first."))
    kind = DocumentKind.objects.get(code="yearly_report").pk
    head.act("file", kind=kind, file=files.letter("Есеп", "Бірінші жыл."))
    head.act("submit")
    methodist = story.person("methodist")
    methodist.open_case(report.label)
    methodist.act("accept")
    methodist.sees_state("accepted")


def the_school_reports_in_the_end(story: Story) -> None:
    head = story.at("school_head")
    head.act(
        "submit_final_report",
        results="Оқу сапасы 12 % өсті.",
        final_report=files.letter("Қорытынды есеп", "Нәтижелер."),
    )
    head.sees_state("outcome_ready")
