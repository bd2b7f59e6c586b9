"""AP: who appeals what until when, who judges it anew, and what follows."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from documents.models import DocumentKind
from permissions.models import User
from tests.documents import samples
from tests.workflows import sessions
from tests.workflows.pages import Page, Visitor
from tests.workflows.processes import builders
from tests.workflows.processes.appealing import (
    GROUNDS,
    REASON,
    appeal_in,
    approved_with_conditions,
    filed_on,
    fresh_experts,
    rows,
)
from tests.workflows.processes.builders import (
    QOSTANAY,
    SUMMARY,
    act,
    expertise_in,
    registry_row,
    review_of,
)
from tests.workflows.processes.innovations import site_in
from tests.workflows.processes.reading import (
    counted,
    ended,
    invalid,
    not_now,
    stands,
    told,
    trail,
)
from workflows import appeals, engine
from workflows.asks.leading import AssignForm
from workflows.certificates import Certificate
from workflows.councils.agenda import AgendaItem, Recusal
from workflows.councils.motions import last_motion
from workflows.decisions import Decision
from workflows.models import Terms
from workflows.panel import Seat
from workflows.processes.appeal import Appeal
from workflows.processes.expertise import Expertise

if TYPE_CHECKING:
    import time_machine

    from tests.workflows.processes.builders import People
    from workflows.models import Case


def start(case: Case, person: User, **changed: Any) -> Appeal:
    data = {"about": case.number, "grounds": GROUNDS} | changed
    return engine.start(Appeal, actor=person, data=data)


def page(person: User, case: Case) -> Page:
    return Visitor(person).get(f"/cases/{registry_row(case).label}/")


# The whole way, through the pages.


def test_rejected_work_is_approved_on_appeal(people: People) -> None:
    case = expertise_in("rejected", people)
    author = Visitor(people.author)
    link = author.get(f"/cases/{case.number}/")
    assert f"/cases/new/AP/?about={case.number}" in link.text
    form = author.get(f"/cases/new/AP/?about={case.number}")
    assert f'<option value="{case.number}" selected' in form.text
    answer = author.send("/cases/new/AP/", about=case.number, grounds=GROUNDS)
    appeal = Appeal.objects.get()
    assert (answer.status_code, answer.url) == (302, f"/cases/{appeal.code}/")
    secretary = Visitor(people.secretary)
    key = people.other_methodist.pk
    assert secretary.send(f"/cases/{appeal.code}/register/", methodist=key).status_code == 302
    appeal = registry_row(appeal)
    assert appeal.number == "AP-2026-0001"
    keys = [expert.pk for expert in fresh_experts()]
    methodist = Visitor(people.other_methodist)
    assert methodist.send(f"/cases/{appeal.number}/assign/", experts=keys).status_code == 302
    for expert in fresh_experts():
        act(builders.submit_review(appeal, expert), "take", people.other_methodist)
    assert methodist.send(f"/cases/{appeal.number}/recommend/", **SUMMARY).status_code == 302
    heard = sessions.before(appeal, people)
    heard = sessions.decide(heard, people, "replace_decision", level="district")
    assert ended(heard) == ("replaced", "positive")
    assert ended(case) == ("approved", "positive")
    first, second = Decision.objects.filter(case=case)
    assert (first.result, second.result, second.level) == ("rejected", "approved", "district")
    assert second.replaces == first
    assert told(case)[0] == "overturn"
    assert told(case)[2]["appeal"] == "AP-2026-0001"
    public = Page(Visitor().client.get(reverse("verify", args=[second.certificate.code])))
    assert public.value("data-status") == "valid"
    assert "in the place of the decision of 02.02.2026 (Rejected)" in public.text
    register = Page(Visitor().client.get(reverse("register")))
    assert "in the place of the decision of 02.02.2026 (Rejected)" in register.text
    for shown in (page(people.author, case), page(people.author, heard)):
        assert shown.values("data-result") == ["rejected", "approved"]
        assert len(shown.values("data-replaced")) == 1


def test_first_decision_stands_after_an_appeal(people: People) -> None:
    appeal = appeal_in("upheld", people)
    case = appeal.about
    assert ended(appeal) == ("upheld", "negative")
    assert ended(case) == ("rejected", "negative")
    assert not Certificate.objects.exists()
    shown = page(people.author, appeal)
    assert shown.values("data-result") == ["rejected", "upheld"]
    assert not shown.values("data-replaced")
    mine = page(people.author, case)
    assert f"/cases/{appeal.number}/" in mine.text
    assert not mine.values("data-appeal")
    again = f"This decision has been appealed already: {appeal.number}."
    with invalid(about=again):
        start(case, people.author)
    # An appeal has no decision that could be appealed.
    with invalid(about="Select a valid choice. That choice is not one of the available choices."):
        start(appeal, people.author)


def test_rejected_site_is_approved_on_appeal(people: People) -> None:
    case = site_in("rejected", people)
    appeal = start(case, people.school_head)
    act(appeal, "register", people.secretary, methodist=people.other_methodist.pk)
    keys = [expert.pk for expert in fresh_experts()]
    act(appeal, "assign", people.other_methodist, experts=keys)
    for expert in fresh_experts():
        act(builders.submit_review(appeal, expert), "take", people.other_methodist)
    act(appeal, "recommend", people.other_methodist, **SUMMARY)
    heard = sessions.before(appeal, people)
    given = {"level": "district", "years": "2"} | rows("Жоспарды нақтылау")
    sessions.decide(heard, people, "replace_decision", **given)
    assert stands(case)[:2] == ("approved", "centre_head")
    assert registry_row(case).years == 2
    condition = Decision.objects.get(case=case, result="approved").conditions.get()
    assert stands(condition)[:2] == ("open", people.school_head)


# Which decisions, whose, until when.


@pytest.mark.parametrize(("day", "in_time"), [(2, True), (3, False)])
def test_appeal_is_in_time_until_the_last_day(
    day: int, in_time: bool, people: People, clock: time_machine.Traveller
) -> None:
    case = expertise_in("rejected", people)
    # Twenty working days after Monday, 2 February 2026; no holiday among them.
    assert appeals.last_day(case) == datetime(2026, 3, 2, tzinfo=QOSTANAY).date()
    clock.move_to(datetime(2026, 3, day, 23, 30, tzinfo=QOSTANAY))
    assert bool(page(people.author, case).values("data-appeal")) == in_time
    if in_time:
        assert start(case, people.author).state == "filed"
    else:
        with invalid(about="The decision could be appealed until 02.03.2026."):
            start(case, people.author)
        listed = Visitor(people.author).get("/cases/new/AP/").text
        assert str(case.number) not in listed


def test_term_to_appeal_is_that_of_the_edition(people: People) -> None:
    since = datetime(2026, 1, 1, tzinfo=QOSTANAY).date()
    Terms.objects.create(process="EX", number=9, days={"rejected": 5}, in_force_from=since)
    case = expertise_in("rejected", people)
    assert appeals.last_day(case) == datetime(2026, 2, 9, tzinfo=QOSTANAY).date()


def test_decision_of_somebody_else_cannot_be_appealed(people: People) -> None:
    case = expertise_in("rejected", people)
    unknown = "Select a valid choice. That choice is not one of the available choices."
    for person in (people.outsider, people.coauthor):
        with invalid(about=unknown):
            start(case, person)
    undecided = builders.start(people)
    with invalid(about=unknown, grounds="This field is required."):
        start(undecided, people.author, about=undecided.code, grounds=" ")


def test_approval_without_conditions_cannot_be_appealed(people: People) -> None:
    case = expertise_in("approved", people)
    nothing = "The work was approved without conditions: there is nothing to appeal."
    with invalid(about=nothing):
        start(case, people.author)
    assert not page(people.author, case).values("data-appeal")


def test_decision_made_on_an_appeal_is_final(people: People) -> None:
    case = approved_with_conditions(people)
    first = Certificate.objects.get()
    appeal = appealed_again(case, people)
    heard = sessions.before(appeal, people)
    given = {"level": "region"} | conditions_of(case)
    sessions.decide(heard, people, "replace_decision", **given)
    with invalid(about="This decision was made on an appeal and is final."):
        start(case, people.author)
    states = [row.conditions.get().state for row in Decision.objects.filter(case=case)]
    assert states == ["lapsed", "open"]
    public = Page(Visitor().client.get(reverse("verify", args=[first.code])))
    assert public.value("data-status") == "replaced"
    second = Certificate.objects.latest("pk")
    assert reverse("verify", args=[second.code]) in public.text
    shelf = Page(Visitor().client.get(reverse("register")))
    assert shelf.values("data-status") == ["valid", "replaced"]
    # Only what holds can be revoked.
    revoke = Visitor(people.secretary).get(f"/cases/{case.number}/certificate/revoke/")
    assert second.register_number in revoke.text
    assert first.register_number not in revoke.text


def conditions_of(case: Case) -> dict[str, Any]:
    condition = Decision.objects.get(case=case).conditions.get()
    return {
        "conditions_0_text_kk": condition.text_kk,
        "conditions_0_text_ru": condition.text_ru,
        "conditions_0_until": condition.until.isoformat(),
    }


def appealed_again(case: Case, people: People) -> Any:
    """Bring an appeal against a decision to where the council can hear it."""
    appeal = filed_on(case, people)
    act(appeal, "register", people.secretary, methodist=people.other_methodist.pk)
    keys = [expert.pk for expert in fresh_experts()]
    act(appeal, "assign", people.other_methodist, experts=keys)
    for expert in fresh_experts():
        act(builders.submit_review(appeal, expert), "take", people.other_methodist)
    return act(appeal, "recommend", people.other_methodist, **SUMMARY)


# Nobody judges twice.


def test_methodist_of_the_first_round_cannot_lead(people: People) -> None:
    appeal = appeal_in("filed", people)
    with invalid(
        methodist="Choose a methodist who neither led nor reviewed the case the first time."
    ):
        act(appeal, "register", people.secretary, methodist=people.methodist.pk)


def test_experts_of_the_first_round_are_barred_with_the_reason(people: People) -> None:
    appeal = appeal_in("registered", people)
    form = AssignForm(case=appeal, actor=people.other_methodist)
    barred = {c.person.username: c.reason for c in form.candidates() if c.barred}
    judged = "The person has judged this case as an expert."
    assert barred == {"expert": judged, "expert2": judged}
    keys = [people.expert.pk, people.expert3.pk]
    name = people.expert.full_name
    with invalid(experts=f"{name} cannot review this case. {judged}"):
        act(appeal, "assign", people.other_methodist, experts=keys)


def test_appeal_with_somebody_of_the_first_round_does_not_reach_the_council(
    people: People,
) -> None:
    appeal = appeal_in("summary", people)
    seat = Seat.objects.filter(case=appeal)[0]
    Seat.objects.filter(pk=seat.pk).update(person=people.expert)
    reason = "Somebody who judged the case the first time takes part in the appeal."
    with not_now(reason):
        act(appeal, "recommend", people.other_methodist, **SUMMARY)


def test_expert_of_the_first_round_keeps_away_in_the_council(people: People) -> None:
    appeal = appeal_in("ready", people)
    sessions.seat_all(people.chair, [people.member, people.expert])
    session = sessions.plan(people.secretary)
    sessions.call(session, people.secretary, appeal)
    sessions.convene(session, people.secretary, [people.chair, people.member])
    item = AgendaItem.objects.get(matter=appeal)
    away = Recusal.objects.get(item=item)
    assert (away.person, away.kinds) == (people.expert, ["expert"])


def test_coauthor_takes_no_part_in_judging_the_appeal(people: People) -> None:
    appeal = appeal_in("filed", people)
    assert {one.person for one in appeal.coauthors.all()} == {people.coauthor}
    assert engine.available(appeal, people.coauthor)
    assert not any(option.may for option in engine.available(appeal, people.coauthor))


def test_new_experts_read_the_first_work_and_not_whose_it_is(people: People) -> None:
    appeal = appeal_in("filed", people)
    User.objects.filter(pk=people.author.pk).update(last_name="Айрықшаев")
    upload = samples.upload(builders.pdf("шағым"), "Өтініш.pdf")
    act(appeal, "attach", people.author, files={"file": upload})
    act(appeal, "register", people.secretary, methodist=people.other_methodist.pk)
    experts = fresh_experts()
    act(appeal, "assign", people.other_methodist, experts=[e.pk for e in experts])
    review = review_of(appeal, experts[0])
    shown = Visitor(experts[0]).get(f"/cases/{review.number}/")
    # A file is called by its kind, as its own name may say whose it is.
    assert [text for text in shown.text.split('"') if text.startswith("work-")]
    assert "Пәнге қызығушылықты арттырады." in shown.text
    hidden = ("Өтініш.pdf", "council_extract.pdf", "Айрықшаев", GROUNDS)
    assert [word for word in hidden if word in shown.text] == []
    builders.submit_review(appeal, experts[0])
    remark = appeal.remarks.get()
    assert remark.version is not None
    assert remark.version.document.kind == DocumentKind.objects.get(code="work")
    assert remark.version.document.dossier_id == appeal.about.dossier_id


# Ends without a decision.


def test_inadmissible_appeal_ends_with_the_reason(people: People) -> None:
    appeal = appeal_in("filed", people)
    assert stands(appeal)[:2] == ("filed", "secretary")
    with invalid(reason="This field is required."):
        act(appeal, "refuse", people.secretary)
    act(appeal, "refuse", people.secretary, reason="Негіздер көрсетілмеген.")
    assert ended(appeal) == ("inadmissible", "negative")
    assert "Негіздер көрсетілмеген." in page(people.author, appeal).text


def test_withdrawn_appeal_ends_its_reviews(people: People) -> None:
    appeal = appeal_in("in_review", people)
    act(appeal, "withdraw", people.author, **REASON)
    assert ended(appeal) == ("withdrawn", "neutral")
    assert {seat.review.state for seat in Seat.objects.filter(case=appeal)} == {"cancelled"}


def test_council_puts_an_expertise_back_to_the_experts(people: People) -> None:
    case = expertise_in("before_council", people)
    sessions.decide(case, people, "refer")
    assert stands(case)[:2] == ("summary", people.methodist)
    assert Decision.objects.get(case=case).result == "referred"
    act(case, "another_round", people.methodist)
    assert trail(case)[-2:] == ["refer", "another_round"]


# What it costs.


# To replace a decision moves two cases: the appeal and the one that it is about.
@pytest.mark.parametrize(("resolution", "most"), [("uphold", 8), ("replace_decision", 16)])
def test_statements_of_deciding_an_appeal(resolution: str, most: int, people: People) -> None:
    appeal = appeal_in("before_council", people)
    item = AgendaItem.objects.get(matter=appeal)
    session = sessions.row(item.session)
    sessions.convene(session, people.secretary, [people.chair, people.member])
    sessions.resolve(session, people.secretary, item, resolution, level="region")
    sessions.act(session, "close", people.secretary)
    motion = last_motion(item)
    assert motion is not None
    row, given = registry_row(appeal), motion.data | {"motion": motion.pk}
    with counted() as found:
        engine.perform(row, resolution, actor=people.system, seen_version=row.version, data=given)
    assert len(found) <= most, found


def test_list_of_cases_that_can_be_appealed_costs_the_same(
    people: People, django_assert_num_queries: Any
) -> None:
    expertise_in("rejected", people)
    visitor = Visitor(people.author)
    with django_assert_num_queries(6):
        visitor.get("/cases/new/AP/")
    assert Expertise.objects.count() == 1
