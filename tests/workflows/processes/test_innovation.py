"""The way of a site from its application to its end, told through the pages of those concerned."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from documents.models import DocumentKind
from permissions.models import User
from tests import people as persons
from tests.documents import samples
from tests.workflows import sessions
from tests.workflows.pages import Visitor
from tests.workflows.processes import builders, innovations
from tests.workflows.processes.builders import act, file, registry_row
from tests.workflows.processes.innovations import (
    accept,
    described,
    issue,
    order,
    reports_of,
    site_in,
)
from tests.workflows.processes.reading import ended, invalid, not_allowed, not_now, stands, told
from workflows import engine, jobs, queries, road
from workflows.councils import recusals
from workflows.councils.agenda import AgendaItem
from workflows.decisions import Result
from workflows.papers import Paper
from workflows.processes.innovation import Innovation

if TYPE_CHECKING:
    import time_machine

    from tests.workflows.processes.builders import People

TODAY = date(2026, 2, 2)
TEXTS = {"text_kk": "Шешім", "text_ru": "Решение"}


def paper(name: str) -> Any:
    return samples.upload(builders.pdf(name), f"{name}.pdf")


def key(kind: str) -> int:
    return DocumentKind.objects.get(code=kind).pk


class Desk:
    """The pages of one site, sent by whoever is named."""

    def __init__(self, case: Any) -> None:
        self.pk = case.pk

    @property
    def case(self) -> Any:
        return Innovation.objects.get(pk=self.pk)

    def send(self, person: User, action: str, **typed: Any) -> None:
        answer = Visitor(person).send(f"/cases/{self.case.label}/{action}/", **typed)
        assert answer.status_code == 302, answer.content.decode()

    def stands_in(self, state: str) -> None:
        page = Visitor(self.case.initiator).get(f"/cases/{self.case.label}/")
        assert page.value("data-state") == state


def apply(people: People) -> Desk:
    """Apply, register, review and conclude, each on their own pages."""
    head = people.school_head
    typed = described(organisation=head.organisation_id, title_ru="", subject="")
    Visitor(head).send("/cases/new/IN/", **typed)
    desk = Desk(Innovation.objects.get())
    desk.send(head, "file", kind=key("innovation_programme"), file=paper("programme"))
    desk.send(head, "submit")
    desk.send(people.secretary, "return_incomplete", missing="Негіздеме")
    for kind in ("justification", "council_consent"):
        desk.send(head, "file", kind=key(kind), file=paper(kind))
    typed = described() | {"responsible": ""}
    desk.send(head, "describe", **typed)
    desk.send(people.district, "record_conclusion", **builders.conclusion())
    desk.send(head, "resubmit")
    desk.send(people.secretary, "register", methodist=people.methodist.pk)
    desk.send(people.methodist, "assign", experts=[people.expert.pk, people.expert2.pk])
    for expert in (people.expert, people.expert2):
        review = builders.submit_review(desk.case, expert)
        Visitor(people.methodist).send(f"/cases/{review.label}/take/")
    desk.send(people.methodist, "recommend", **builders.SUMMARY)
    desk.stands_in("ready")
    return desk


def hear(desk: Desk, people: People, resolution: str, **data: Any) -> None:
    """Put a site on an agenda from its page, and have a session decide it."""
    sessions.seat_all(people.chair, [people.member])
    session = sessions.plan(people.secretary)
    desk.send(people.secretary, "put_on_agenda", session=session.pk)
    sessions.decide(desk.case, people, resolution, **data)


def open_site(desk: Desk, people: People) -> None:
    desk.send(people.head, "issue_order", **order(order=paper("order")))
    desk.stands_in("running")


def test_site_is_applied_for_reviewed_opened_reported_on_and_completed(
    people: People, clock: time_machine.Traveller
) -> None:
    desk = apply(people)
    hear(desk, people, "approve", level="district", years=1)
    assert stands(desk.case) == ("approved", "centre_head", date(2026, 2, 9))
    open_site(desk, people)
    assert stands(desk.case) == ("running", people.school_head, date(2027, 2, 2))
    (report,) = reports_of(desk.case)
    address = f"/cases/{report.label}"
    assert report.number == f"{desk.case.number}-YR1"
    Visitor(people.school_head).send(f"{address}/write/", **innovations.WRITTEN)
    given = {"kind": key("yearly_report"), "file": paper("yearly")}
    Visitor(people.school_head).send(f"{address}/file/", **given)
    Visitor(people.school_head).send(f"{address}/submit/")
    Visitor(people.methodist).send(f"{address}/give_back/", reason="Сандар жоқ")
    assert stands(report) == ("awaited", people.school_head, date(2027, 2, 2))
    Visitor(people.school_head).send(f"{address}/submit/")
    Visitor(people.methodist).send(f"{address}/accept/")
    final = {"results": "Сапа 12 % өсті", "final_report": paper("final")}
    desk.send(people.school_head, "submit_final_report", **final)
    hear(desk, people, "complete")
    desk.stands_in("completed")
    assert ended(desk.case) == ("completed", "positive")
    page = Visitor(people.school_head).get(f"/cases/{desk.case.number}/").text
    for text in ("The site was opened by order No. 45-Н", "Сапа 12 % өсті"):
        assert text in page
    results = desk.case.decisions.order_by("pk").values_list("result", flat=True)
    assert list(results) == [Result.APPROVED, Result.COMPLETED]
    call_command("audit", "verify")


def test_site_whose_reports_do_not_come_is_stopped(
    people: People, clock: time_machine.Traveller
) -> None:
    desk = Desk(site_in("running", people))
    first, second = reports_of(desk.case)
    clock.move_to(builders.MONDAY + timedelta(days=400))
    overdue = Visitor(people.school_head).get("/work/")
    assert first.number in overdue.text
    assert first.due_at < timezone.now()
    desk.send(people.methodist, "suggest_stopping", reason="Бірінші жылдың есебі берілмеді")
    hear(desk, people, "stop")
    assert ended(desk.case) == ("stopped", "negative")
    assert [ended(report) for report in (first, second)] == [("cancelled", "neutral")] * 2
    assert list(queries.held_by(people.school_head).cases) == []
    call_command("audit", "verify")


def test_reports_are_listed_with_their_terms_for_everybody_who_sees_the_site(
    people: People, clock: time_machine.Traveller
) -> None:
    case = site_in("running", people)
    first, second = reports_of(case)
    accept(first)
    clock.move_to(builders.MONDAY + timedelta(days=800))
    for person in (people.school_head, people.methodist, people.head):
        page = Visitor(person).get(f"/cases/{case.number}/")
        assert {first.number, second.number} <= set(page.values("data-child"))
        assert f"/cases/{second.number}/" in page.values("href")
        assert "Due: <time" in page.text
        assert "02.02.2028" in page.text
        assert ">overdue<" in page.text
    page = Visitor(people.chair).get(f"/cases/{case.number}/")
    assert first.number in page.text
    assert f"/cases/{first.number}/" not in page.values("href")


def test_main_road_leads_a_site_to_its_final_report() -> None:
    move = road.next_move(Innovation, 1, "running")
    assert move is not None
    assert move.name == "submit_final_report"


def test_council_extends_a_site_and_each_year_more_is_reported_on(people: People) -> None:
    case = site_in("before_outcome", people)
    case = sessions.decide(case, people, "extend", more_years=2)
    assert stands(case) == ("running", people.school_head, date(2030, 2, 2))
    assert (case.years, case.reported_on) == (4, None)
    until = [(report.year, report.until) for report in reports_of(case)]
    assert until == [(year, date(2026 + year, 2, 2)) for year in (1, 2, 3, 4)]
    assert case.decisions.latest("pk").result == Result.EXTENDED


def test_council_lets_a_site_work_on_as_before(people: People) -> None:
    case = sessions.decide(site_in("before_outcome", people), people, "work_on")
    assert stands(case) == ("running", people.school_head, date(2028, 2, 2))
    assert len(reports_of(case)) == 2


def test_outcome_is_taken_off_the_agenda_and_returned_to_the_site(people: People) -> None:
    case = site_in("before_outcome", people)
    case = act(case, "defer", people.secretary, reason="Хабарлаушы ауырды")
    assert case.state == "outcome_ready"
    case = act(case, "return_to_site", people.methodist, reason="Есеп келді")
    assert stands(case) == ("running", people.school_head, date(2028, 2, 2))


def test_council_has_an_application_revised_or_rejects_it(people: People) -> None:
    case = sessions.decide(site_in("before_council", people), people, "require_revision")
    assert stands(case)[:2] == ("revision", people.school_head)
    assert ended(site_in("rejected", people)) == ("rejected", "negative")


def test_application_is_withdrawn_before_the_decision_and_its_reviews_end(people: People) -> None:
    case = site_in("in_review", people)
    case = act(case, "withdraw", people.school_head, reason="Кейінге қалдырдық")
    assert ended(case) == ("withdrawn", "neutral")
    assert {review.state for review in case.children.all()} == {"cancelled"}


def test_responsible_person_sees_the_site_and_writes_its_reports(people: People) -> None:
    case = site_in("draft", people)
    colleague = persons.UserFactory.create(organisation=people.school_head.organisation)
    typed = described() | {"responsible": colleague.pk}
    act(case, "describe", people.school_head, **typed)
    assert Visitor(colleague).get(f"/cases/{case.code}/").status == 200
    for kind in innovations.FILED:
        file(case, people.school_head, kind)
    act(case, "record_conclusion", people.school_head, **builders.conclusion())
    act(case, "submit", people.school_head)
    act(case, "register", people.secretary, methodist=people.methodist.pk)
    builders.assign(case, people, people.expert, people.expert2)
    for expert in (people.expert, people.expert2):
        act(builders.submit_review(case, expert), "take", people.methodist)
    act(case, "recommend", people.methodist, **builders.SUMMARY)
    case = sessions.before(registry_row(case), people)
    case = issue(sessions.decide(case, people, "approve", level="trial", years=1), people)
    (report,) = reports_of(case)
    assert stands(report)[1] == colleague
    assert Visitor(people.school_head).get(f"/cases/{report.number}/").status == 200
    assert accept(report).state == "accepted"
    file_more = {"kind": key("other"), "file": paper("survey")}
    Visitor(colleague).send(f"/cases/{case.number}/add_documents/", **file_more)
    assert told(case)[:2] == ("add_documents", colleague)


def test_reviewers_learn_what_the_site_is_about_and_not_whose_it_is(people: People) -> None:
    case = site_in("in_review", people)
    page = Visitor(people.expert).get(f"/cases/{builders.review_of(case, people.expert).label}/")
    assert "Methods and technologies of teaching" in page.text
    assert "Programme of the innovation or experiment" in page.text
    consent = "Consent of the pedagogical council"
    for hidden in (consent, "Педагогика институты", people.school_head.last_name):
        assert hidden not in page.text
    assert str(people.school_head.organisation) not in page.text


def test_people_of_the_organisation_neither_review_nor_decide(people: People) -> None:
    case = site_in("registered", people)
    home = people.school_head.organisation
    for person in (people.expert, people.member):
        User.objects.filter(pk=person.pk).update(organisation=home)
        person.refresh_from_db()
    page = Visitor(people.methodist).get(f"/cases/{case.number}/assign/")
    assert "The person works in the organisation that the case is from." in page.text
    found = recusals.conflicts_with(case, [people.member, people.chair])
    assert found == {people.member.pk: ["organisation"], people.chair.pk: []}


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_papers_of_an_application_are_set_in_type(people: People, language: str) -> None:
    case = sessions.decide(site_in("before_council", people), people, "reject")
    for action, kind in (("recommend", "conclusion"), ("reject", "decision")):
        event = case.events.get(action=action)
        jobs.render_paper(case.pk, event.seq, kind)
        made = Paper.objects.get(case=case, kind=kind, language=language)
        assert (
            made.data["kind"]
            == {"kk": "Инновациялық алаң", "ru": "Инновационная площадка"}[language]
        )
        assert made.data["grades"] == ""


# What is refused, and in which words.


def test_application_is_in_the_name_of_an_organisation_that_one_heads(people: People) -> None:
    with not_allowed("Only the head of an organisation can do this."):
        engine.start(Innovation, actor=people.author, data=described())
    elsewhere = people.outsider.organisation_id
    with invalid(
        organisation="Select a valid choice. That choice is not one of the available choices."
    ):
        engine.start(Innovation, actor=people.school_head, data=described(organisation=elsewhere))


def test_responsible_person_is_of_the_organisation(people: People) -> None:
    case = site_in("draft", people)
    typed = described() | {"responsible": people.outsider.pk}
    with invalid(
        responsible="Select a valid choice. That choice is not one of the available choices."
    ):
        act(case, "describe", people.school_head, **typed)


def test_application_has_a_theme_and_a_number_of_years(people: People) -> None:
    typed = described(title_kk="", title_ru="", years_asked="6")
    with invalid(
        title_kk="Write the theme in Kazakh or in Russian.",
        years_asked="Ensure this value is less than or equal to 5.",
    ):
        engine.start(
            Innovation,
            actor=people.school_head,
            data=typed | {"organisation": people.school_head.organisation_id},
        )


def test_application_without_its_programme_is_not_submitted(people: People) -> None:
    case = site_in("draft", people)
    file(case, people.school_head, "justification")
    with not_now("File the work itself first."):
        act(case, "submit", people.school_head)


@pytest.mark.parametrize(
    ("day", "error"),
    [
        (TODAY + timedelta(days=1), "The date is in the future."),
        (TODAY - timedelta(days=1), "The council decided later than this day."),
    ],
)
def test_order_comes_after_the_decision_and_not_from_tomorrow(
    people: People, day: date, error: str
) -> None:
    case = site_in("approved", people)
    with invalid(order_date=error):
        issue(case, people, order_date=day)
    with invalid(order="Choose a file."):
        act(case, "issue_order", people.head, **order())


def test_final_report_waits_for_the_yearly_ones(people: People) -> None:
    case = site_in("running", people)
    accept(reports_of(case)[0])
    with not_now("Not all yearly reports are accepted yet."):
        innovations.report_in_full(case, people)


def test_site_that_has_not_reported_is_not_completed(people: People) -> None:
    case = site_in("before_outcome", people)
    item = AgendaItem.objects.get(matter=case.pk, state="waiting")
    both = [people.chair, people.member]
    session = sessions.convene(sessions.row(item.session), people.secretary, both)
    sessions.take_up(session, people.secretary, item)
    with invalid(__all__="The final report has not been submitted."):
        sessions.propose(session, people.secretary, "complete")


def test_yearly_report_is_written_and_filed_in_its_year(people: People) -> None:
    first, second = reports_of(site_in("running", people))
    head = people.school_head
    with not_now("Write first what was done and reached."):
        act(first, "submit", head)
    act(first, "write", head, **innovations.WRITTEN)
    with not_now("File the report itself first."):
        act(first, "submit", head)
    innovations.write(second)
    with not_now("The year of this report has not begun yet."):
        act(second, "submit", head)


def test_yearly_report_is_not_opened_by_a_person(people: People) -> None:
    assert Visitor(people.school_head).get("/cases/new/YR/").status == 404
