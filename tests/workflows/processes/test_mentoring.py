"""The way of a mentoring from the request to the feedback, told through the pages of the pair."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.core.management import call_command
from django.utils import timezone

from permissions.conflicts import Kind
from permissions.models import DeclaredRelation, Membership, User
from permissions.people import grant_role, system
from permissions.roles import Role
from tests.workflows.pages import Visitor
from tests.workflows.processes import builders
from tests.workflows.processes.builders import act, registry_row
from tests.workflows.processes.mentorings import (
    REASON,
    confirmed,
    log,
    mentoring_in,
    met,
    offer,
    proposed,
    reported,
    start,
    wished,
)
from tests.workflows.processes.reading import (
    ended,
    invalid,
    not_allowed,
    not_now,
    stands,
    told,
    trail,
)
from workflows import absences, access, engine, pairs, panel
from workflows.pairs import Meeting, PairState
from workflows.processes.mentoring import Mentoring

if TYPE_CHECKING:
    import time_machine
    from pytest_django import DjangoAssertNumQueries

    from tests.workflows.processes.mentorings import Cast


class Desk:
    """The pages of one mentoring, sent by whoever is named."""

    def __init__(self) -> None:
        self.pk = Mentoring.objects.get().pk

    @property
    def case(self) -> Any:
        return Mentoring.objects.get(pk=self.pk)

    def send(self, person: User, action: str, **typed: Any) -> None:
        answer = Visitor(person).send(f"/cases/{self.case.label}/{action}/", **typed)
        assert answer.status_code == 302, answer.content.decode()

    def page(self, person: User) -> Any:
        return Visitor(person).get(f"/cases/{self.case.label}/")


def test_mentoring_is_asked_for_found_planned_lived_and_judged(
    cast: Cast, clock: time_machine.Traveller
) -> None:
    teacher, mentor, methodist = cast.teacher, cast.mentor, cast.methodist
    Visitor(teacher).send("/cases/new/MN/", **wished(theme="Бағалау"))
    desk = Desk()
    assert stands(desk.case) == ("requested", "methodist", date(2026, 2, 5))
    desk.send(teacher, "describe", **wished(theme="Оценивание", language="ru"))
    assert (desk.case.title_kk, desk.case.title_ru) == ("", "Оценивание")
    desk.send(methodist, "take")
    assert desk.case.number == "MN-2026-0001"
    assert stands(desk.case) == ("matching", methodist, date(2026, 2, 9))
    choice = Visitor(methodist).get(f"/cases/{desk.case.label}/offer/").text
    assert "same subject, same language, another district, 4 of 4 places free" in choice
    desk.send(methodist, "offer", mentor=mentor.pk)
    assert stands(desk.case) == ("offered", mentor, date(2026, 2, 5))
    assert told(desk.case)[2] == {"mentor": mentor.full_name}
    assert desk.case.number in Visitor(mentor).get("/work/").text
    desk.send(mentor, "accept")
    assert stands(desk.case) == ("planning", mentor, date(2026, 2, 16))
    desk.send(mentor, "propose_goals", **proposed("Бір", "Екі"))
    assert stands(desk.case) == ("agreeing", teacher, date(2026, 2, 9))
    desk.send(teacher, "ask_other_goals", reason="Біреуі жеткілікті")
    assert stands(desk.case)[:2] == ("planning", mentor)
    desk.send(mentor, "propose_goals", **proposed("Бір ғана мақсат"))
    desk.send(teacher, "agree")
    assert stands(desk.case) == ("active", mentor, date(2026, 11, 2))
    desk.send(teacher, "log_meeting", **met(topic="Бірінші кездесу", minutes=90))
    assert desk.page(teacher).control("confirm_meeting")["data-reason"]
    (meeting,) = pairs.meetings(desk.case)
    desk.send(mentor, "confirm_meeting", meeting=meeting.pk)
    desk.send(mentor, "log_meeting", **met(topic="Болмаған кездесу"))
    other = pairs.meetings(desk.case)[-1]
    desk.send(teacher, "refuse_meeting", meeting=other.pk, reason="Кездесу өтпеді")
    desk.send(mentor, "conclude")
    desk.send(mentor, "report", **reported(desk.case, "partly"))
    assert stands(desk.case) == ("review", methodist, date(2026, 2, 9))
    desk.send(methodist, "return_report", reason="Қысқа")
    desk.send(mentor, "report", **reported(desk.case))
    desk.send(methodist, "accept_report")
    assert stands(desk.case) == ("feedback", teacher, date(2026, 2, 16))
    desk.send(teacher, "give_feedback", rating="5", feedback="Көп көмегі тиді")
    assert ended(desk.case) == ("completed", "positive")
    page = desk.page(mentor)
    for text in ("Бір ғана мақсат", "Бірінші кездесу", "Кездесу өтпеді", "Көп көмегі тиді"):
        assert text in page.text
    assert (page.value("data-confirmed"), page.value("data-goal")) == ("1", "whole")
    assert page.value("data-pairing") == PairState.DONE
    assert "hours in all: 1.5" in page.text
    call_command("audit", "verify")


def test_declined_offer_comes_back_and_the_teacher_does_not_learn_who_declined(cast: Cast) -> None:
    case = act(mentoring_in("offered", cast), "decline", cast.mentor, **REASON)
    assert stands(case)[:2] == ("matching", cast.methodist)
    assert not access.may_see(cast.mentor, case)
    address = f"/cases/{case.label}/"
    seen, inside = Visitor(cast.teacher).get(address), Visitor(cast.methodist).get(address)
    assert cast.mentor.full_name not in seen.text
    assert cast.mentor.full_name in inside.text
    assert REASON["reason"] in inside.text
    case = act(offer(case, cast, cast.mentor2), "recall", cast.methodist, **REASON)
    case = offer(case, cast, cast.mentor2)
    assert stands(case)[:2] == ("offered", cast.mentor2)
    assert DeclaredRelation.objects.count() == 0


def test_change_of_mentor_keeps_goals_and_meetings_of_the_first(cast: Cast) -> None:
    case = confirmed(mentoring_in("active", cast), cast)
    case = act(case, "change_mentor", cast.teacher, reason="Басқа пән керек")
    assert stands(case)[:2] == ("matching", cast.methodist)
    assert not access.may_see(cast.mentor, case)
    case = act(offer(case, cast, cast.mentor2), "accept", cast.mentor2)
    assert pairs.goals_now(registry_row(case)) == []
    act(case, "propose_goals", cast.mentor2, **proposed("Жаңа мақсат"))
    case = act(case, "agree", cast.teacher)
    with not_now("No meeting of this pair is confirmed yet."):
        act(case, "conclude", cast.teacher)
    page = Visitor(cast.teacher).get(f"/cases/{case.label}/")
    assert page.values("data-pairing") == [PairState.CHANGED, PairState.WORKING]
    for text in ("Бағалау парағын енгізу", "Жаңа мақсат", "Дескрипторлар құру", "Басқа пән керек"):
        assert text in page.text
    former = registry_row(case).pairings.get(mentor=cast.mentor)
    assert (former.state, former.reason) == (PairState.CHANGED, "Басқа пән керек")


def test_teacher_ends_early_and_may_withdraw_only_before_there_is_a_mentor(cast: Cast) -> None:
    case = mentoring_in("planning", cast)
    with not_now("This action is not possible in the current state."):
        act(case, "withdraw", cast.teacher, **REASON)
    case = act(case, "end_early", cast.teacher, reason="Мектеп ауыстырдым")
    assert ended(case) == ("ended", "neutral")
    assert told(case) == ("end_early", cast.teacher, {"reason": "Мектеп ауыстырдым"})
    assert pairs.pairings(registry_row(case))[0].state == PairState.ENDED


def test_pair_judges_none_of_each_others_work_from_then_on(cast: Cast) -> None:
    expert = cast.people.expert
    Membership.objects.filter(user=cast.mentor2).update(user=expert)
    work = builders.expertise_in("registered", cast.people)
    before = {c.person: c.barred for c in panel.candidates(work, language="kk")}
    assert not before[expert]
    act(offer(mentoring_in("matching", cast), cast, expert), "accept", expert)
    after = {c.person: c for c in panel.candidates(work, language="kk")}
    assert [tie.kind for tie in after[expert].conflicts] == [Kind.MENTOR]
    reason = "The person and someone in this case are mentor and mentee."
    with invalid(experts=f"{expert.full_name} cannot review this case. {reason}"):
        builders.assign(work, cast.people, expert, cast.people.expert2)


def test_feedback_is_waited_for_until_its_term_is_over(
    cast: Cast, clock: time_machine.Traveller
) -> None:
    case = mentoring_in("feedback", cast)
    with not_now("The teacher still has time to answer."):
        act(case, "complete", cast.methodist)
    clock.move_to(builders.MONDAY + timedelta(days=15))
    case = act(case, "complete", cast.methodist)
    assert ended(case) == ("completed", "positive")
    assert trail(case)[-2:] == ["accept_report", "complete"]


def test_meeting_is_confirmed_by_the_other_one(cast: Cast) -> None:
    case = mentoring_in("active", cast)
    for person, other in ((cast.mentor, cast.teacher), (cast.teacher, cast.mentor)):
        meeting = log(case, person)
        for action in ("confirm_meeting", "refuse_meeting"):
            with not_now("No meeting waits for your confirmation."):
                act(case, action, person, meeting=meeting.pk, **REASON)
        act(case, "confirm_meeting", other, meeting=meeting.pk)
    assert all(meeting.confirmed_at for meeting in pairs.meetings(registry_row(case)))


def test_substitute_of_the_mentor_acts_for_the_mentor_alone(cast: Cast) -> None:
    today = date(2026, 2, 2)
    absences.absent(cast.mentor, cast.mentor2, today, today, by=cast.mentor)
    case = mentoring_in("offered", cast)
    absences.settle(timezone.now())
    case = act(case, "accept", cast.mentor2)
    tie = DeclaredRelation.objects.get()
    assert (tie.person, tie.other) == (cast.mentor, cast.teacher)
    act(case, "propose_goals", cast.mentor, **proposed())
    case = act(case, "agree", cast.teacher)
    absences.settle(timezone.now())
    log(case, cast.mentor2)
    for person in (cast.mentor, cast.mentor2):
        assert pairs.waiting_for(registry_row(case), person) == []
    (meeting,) = pairs.waiting_for(registry_row(case), cast.teacher)
    act(case, "confirm_meeting", cast.teacher, meeting=meeting.pk)


def test_work_together_is_concluded_after_a_meeting(cast: Cast) -> None:
    case = mentoring_in("active", cast)
    meeting = log(case, cast.teacher)
    with not_now("No meeting of this pair is confirmed yet."):
        act(case, "conclude", cast.mentor)
    act(case, "confirm_meeting", cast.mentor, meeting=meeting.pk)
    assert act(case, "conclude", cast.methodist).state == "report"


def test_wrong_answers_are_refused_by_the_field(cast: Cast) -> None:
    planning = mentoring_in("planning", cast)
    for until, error in (
        ("2026-02-02", "The day must be later than today."),
        ("2028-02-03", "At most 24 months from today."),
    ):
        with invalid(until=error):
            act(planning, "propose_goals", cast.mentor, **proposed(until=until))
    many = [f"{n}-мақсат" for n in range(8)]
    for goals in (proposed(*many), {"until": "2026-11-02"}):
        with invalid(__all__="Write from one to 7 goals."):
            act(planning, "propose_goals", cast.mentor, **goals)
    act(planning, "propose_goals", cast.mentor, **proposed())
    active = act(planning, "agree", cast.teacher)
    for day, error in (
        ("2026-02-03", "The date is in the future."),
        ("2026-01-30", "You did not work together yet on this day."),
    ):
        with invalid(held_on=error):
            act(active, "log_meeting", cast.mentor, **met(held_on=day))


def test_teacher_without_an_organisation_is_told_so(cast: Cast) -> None:
    User.objects.filter(pk=cast.teacher.pk).update(organisation=None)
    cast.teacher.refresh_from_db()
    with invalid(__all__="Name your organisation in your profile first."):
        start(cast)


def test_methodist_does_not_take_their_own_request(cast: Cast) -> None:
    grant_role(cast.methodist, Role.AUTHOR, by=system())
    case = engine.start(Mentoring, actor=cast.methodist, data=wished())
    with not_allowed("You take part in this case as an author, so you cannot decide on it."):
        act(case, "take", cast.methodist)
    assert act(case, "take", cast.people.other_methodist).state == "matching"


def copied(meeting: Meeting) -> Meeting:
    names = ("pairing", "held_on", "minutes", "way", "topic", "logged_by", "logged_at")
    return Meeting(**{name: getattr(meeting, name) for name in names})


def test_mentoring_page_costs_the_same_with_one_meeting_and_with_thirty(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    case = confirmed(mentoring_in("active", cast), cast)
    visitor = Visitor(cast.teacher)
    visitor.get(f"/cases/{case.label}/")
    for more in (0, 29):
        (first, *_others) = pairs.meetings(registry_row(case))
        Meeting.objects.bulk_create(copied(first) for _number in range(more))
        with django_assert_num_queries(11):
            page = visitor.get(f"/cases/{case.label}/")
        assert len(page.values("data-meeting")) == more + 1
