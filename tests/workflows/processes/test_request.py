"""The way of a request from the organisation to an answer that it accepts, and what is refused."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core import mail
from django.core.management import call_command

from permissions.models import User
from tests.documents import samples
from tests.workflows.pages import Visitor
from tests.workflows.processes import builders
from tests.workflows.processes.builders import act, registry_row
from tests.workflows.processes.reading import counted, ended, invalid, not_now, stands, told, trail
from tests.workflows.processes.requests import (
    ACCEPTED,
    ANSWER,
    IN_RUSSIAN,
    PLAN,
    REASON,
    described,
    paper,
    prepare,
    request_in,
    start,
    visit,
)
from workflows import deadlines_jobs, deadlines_sweep, engine, registry
from workflows.models import Terms
from workflows.processes.request import Request

if TYPE_CHECKING:
    import time_machine

    from tests.workflows.processes.builders import People

TODAY = date(2026, 2, 2)
EXTENSION = {"days": 5, "reason": "Екі мектепке бару керек"}
MOST = 8
COSTS = {
    "attach": 8,
    "describe": 4,
    "submit": 4,
    "discard": 2,
    "register": 5,
    "redirect": 3,
    "refuse": 3,
    "assign": 8,
    "write_plan": 3,
    "log_visit": 3,
    "file_result": 8,
    "extend_term": 4,
    "send_answer": 6,
    "accept": 3,
    "close": 2,
    "give_back": 6,
    "withdraw": 2,
}


class Desk:
    """The pages of one request, sent by whoever is named."""

    def __init__(self, case: Any) -> None:
        self.pk = case.pk

    @property
    def case(self) -> Any:
        return Request.objects.get(pk=self.pk)

    def send(self, person: User, action: str, **typed: Any) -> None:
        answer = Visitor(person).send(f"/cases/{self.case.label}/{action}/", **typed)
        assert answer.status_code == 302, answer.content.decode()


def test_request_is_registered_planned_visited_extended_answered_returned_and_accepted(
    people: People, clock: time_machine.Traveller
) -> None:
    head = people.school_head
    Visitor(head).send("/cases/new/SR/", **described(organisation=head.organisation_id))
    desk = Desk(Request.objects.get())
    desk.send(head, "describe", **described(title="Робототехника үйірмесіне көмек"))
    desk.send(head, "attach", file=paper("programme"))
    desk.send(head, "submit")
    assert stands(desk.case) == ("submitted", "secretary", date(2026, 2, 3))
    desk.send(people.secretary, "register")
    assert desk.case.number == "SR-2026-0001"
    assert stands(desk.case) == ("registered", "centre_head", date(2026, 2, 4))
    desk.send(people.head, "assign", methodist=people.methodist.pk)
    assert stands(desk.case) == ("in_work", people.methodist, date(2026, 2, 23))
    desk.send(people.methodist, "write_plan", plan=PLAN)
    desk.send(people.methodist, "log_visit", **visit(day="02.02.2026"))
    desk.send(people.methodist, "extend_term", **EXTENSION)
    assert stands(desk.case) == ("in_work", people.methodist, date(2026, 3, 2))
    desk.send(people.methodist, "file_result", file=paper("result"))
    desk.send(people.methodist, "send_answer", answer=ANSWER)
    assert stands(desk.case) == ("answered", head, date(2026, 2, 9))
    clock.move_to(builders.MONDAY.replace(day=6))
    desk.send(head, "give_back", reason="Мерзімдер көрсетілмеген")
    # The four days with the organisation do not count.
    assert stands(desk.case) == ("in_work", people.methodist, date(2026, 3, 6))
    desk.send(people.methodist, "send_answer", answer=f"{ANSWER} Мерзімі – сәуір.")
    desk.send(head, "accept", **ACCEPTED)
    assert ended(desk.case) == ("closed", "positive")
    page = Visitor(head).get(f"/cases/{desk.case.number}/")
    assert page.value("data-state") == "closed"
    for said in (
        "Робототехника үйірмесіне көмек",
        "The term was extended by 5 working days",
        "Сабаққа қатыстым",
        "Мерзімі – сәуір.",
        "5 – it helped fully",
    ):
        assert said in page.text
    call_command("audit", "verify")


def test_request_in_russian_is_answered_in_russian(people: People) -> None:
    asked = "Просим помочь с программой вариативного компонента для Ғалии Қожахметовой."
    case = start(people, language="ru", title="Помощь с программой", text=asked)
    assert (case.title_kk, case.title_ru) == ("", "Помощь с программой")
    act(case, "submit", people.school_head)
    act(case, "register", people.secretary)
    case = act(case, "assign", people.head, methodist=people.methodist.pk)
    prepare(case, people)
    with invalid(answer="This text is not in Russian, the language of the request."):
        act(case, "send_answer", people.methodist, answer=ANSWER)
    act(case, "send_answer", people.methodist, answer=IN_RUSSIAN)
    assert registry_row(case).answer == IN_RUSSIAN


def test_answer_in_another_language_is_refused_and_stays_in_its_field(people: People) -> None:
    case = prepare(request_in("in_work", people), people)
    address = f"/cases/{case.number}/send_answer/"
    answer = Visitor(people.methodist).send(address, answer=IN_RUSSIAN).content.decode()
    assert "This text is not in Kazakh, the language of the request." in answer
    assert IN_RUSSIAN in answer


def test_request_written_in_another_language_than_chosen_is_refused(people: People) -> None:
    with invalid(text="This text is not in Kazakh, the language of the request."):
        start(people, text=IN_RUSSIAN)


def test_request_is_made_for_an_organisation_that_one_heads(people: People) -> None:
    other = people.outsider.organisation_id
    with invalid(
        organisation="Select a valid choice. That choice is not one of the available choices."
    ):
        engine.start(Request, actor=people.school_head, data=described(organisation=other))


@pytest.mark.parametrize("state", ["submitted", "registered"])
def test_request_for_somebody_else_is_redirected_within_three_days(
    people: People, clock: time_machine.Traveller, state: str
) -> None:
    case = request_in(state, people)
    given = {"redirected_to": "Рудный қаласының білім бөлімі"} | REASON
    clock.move_to(builders.MONDAY.replace(day=5, hour=17))
    act(case, "redirect", people.secretary, **given)
    assert ended(case) == ("redirected", "neutral")
    page = Visitor(people.school_head).get(f"/cases/{registry_row(case).label}/").text
    assert "The request was redirected: Рудный қаласының білім бөлімі" in page


def test_request_is_not_redirected_when_the_days_are_over(
    people: People, clock: time_machine.Traveller
) -> None:
    case = request_in("submitted", people)
    clock.move_to(builders.MONDAY.replace(day=5, hour=19))
    over = "The days in which it could be redirected are over; refuse it or answer it."
    with not_now(over):
        act(case, "redirect", people.secretary, redirected_to="Бөлім", **REASON)
    act(case, "refuse", people.secretary, **REASON)
    assert ended(case) == ("refused", "negative")


def test_centre_that_sets_longer_terms_has_longer_to_redirect(
    people: People, clock: time_machine.Traveller
) -> None:
    terms = {"submitted": 2, "registered": 4}
    Terms.objects.create(process="SR", number=1, days=terms, in_force_from=TODAY)
    case = request_in("registered", people)
    clock.move_to(builders.MONDAY.replace(day=9))
    act(case, "redirect", people.secretary, redirected_to="Бөлім", **REASON)
    assert ended(case) == ("redirected", "neutral")


def test_answer_needs_a_plan_and_a_result(people: People) -> None:
    case = request_in("in_work", people)
    with not_now("Write the plan first."):
        act(case, "send_answer", people.methodist, answer=ANSWER)
    act(case, "write_plan", people.methodist, plan=PLAN)
    act(case, "attach", people.school_head, files={"file": paper("other")})
    with not_now("File the document with the result first."):
        act(case, "send_answer", people.methodist, answer=ANSWER)


def test_term_is_extended_once_even_after_the_answer_was_returned(people: People) -> None:
    case = prepare(request_in("in_work", people), people)
    act(case, "extend_term", people.methodist, **EXTENSION)
    once = "The term was extended already; it can be extended once."
    with not_now(once):
        act(case, "extend_term", people.methodist, **EXTENSION)
    act(case, "send_answer", people.methodist, answer=ANSWER)
    act(case, "give_back", people.school_head, **REASON)
    with not_now(once):
        act(case, "extend_term", people.methodist, **EXTENSION)


def test_term_is_not_extended_after_its_end(people: People, clock: time_machine.Traveller) -> None:
    case = request_in("in_work", people)
    clock.move_to(case.due_at + timedelta(minutes=1))
    with not_now("The term has run out already, so it cannot be extended."):
        act(case, "extend_term", people.methodist, **EXTENSION)


def test_term_is_extended_by_no_more_than_itself(people: People) -> None:
    case = request_in("in_work", people)
    for days, refusal in (
        (0, "Ensure this value is greater than or equal to 1."),
        (16, "Ensure this value is less than or equal to 15."),
    ):
        with invalid(days=refusal):
            act(case, "extend_term", people.methodist, days=days, reason="Көп жұмыс")


def test_applicant_is_mailed_why_the_term_was_extended(people: People) -> None:
    case = request_in("in_work", people)
    act(case, "extend_term", people.methodist, **EXTENSION)
    assert told(case) == ("extend_term", people.methodist, EXTENSION)
    deadlines_jobs.tell_extended(case.pk, registry_row(case).version)
    (sent,) = mail.outbox
    assert sent.to == [people.school_head.email]
    assert str(EXTENSION["reason"]) in str(sent.body)
    assert f"/cases/{case.number}/" in str(sent.body)


def test_answer_that_nobody_takes_up_is_closed_after_the_term(
    people: People, clock: time_machine.Traveller
) -> None:
    case = request_in("answered", people)
    deadlines_sweep.sweep(case.due_at - timedelta(minutes=1))
    assert stands(case) == ("answered", people.school_head, date(2026, 2, 9))
    deadlines_sweep.sweep(case.due_at + timedelta(minutes=1))
    assert ended(case) == ("closed", "positive")
    assert told(case) == ("close", people.system, {})


def test_answer_is_returned_only_once(people: People) -> None:
    case = request_in("answered", people)
    act(case, "give_back", people.school_head, **REASON)
    act(case, "send_answer", people.methodist, answer=ANSWER)
    with not_now("An answer is returned only once."):
        act(case, "give_back", people.school_head, **REASON)


def test_low_rating_wants_words(people: People) -> None:
    case = request_in("answered", people)
    with invalid(rated_because="Say what was wanting."):
        act(case, "accept", people.school_head, rating=2, rated_because="")
    with invalid(rating="Select a valid choice. 6 is not one of the available choices."):
        act(case, "accept", people.school_head, rating=6, rated_because="")
    act(case, "accept", people.school_head, rating=3, rated_because="")


def test_visit_on_an_impossible_day_is_refused(people: People) -> None:
    case = request_in("in_work", people)
    for day, refusal in (
        ("03.02.2026", "The date is in the future."),
        ("30.01.2026", "The request came in later than this day."),
        ("31.02.2026", "Enter a valid date."),
    ):
        with invalid(day=refusal):
            act(case, "log_visit", people.methodist, **visit(day=day))


def test_file_of_no_bytes_is_refused(people: People) -> None:
    case = request_in("in_work", people)
    empty = {"file": samples.upload(b"", "result.pdf")}
    refusal = (
        "“result.pdf”: The file is empty (0 bytes)."
        " Check that it opens on your computer and choose it again."
    )
    with invalid(file=refusal):
        act(case, "file_result", people.methodist, files=empty)


def test_request_that_was_withdrawn_keeps_its_trail(people: People) -> None:
    case = request_in("in_work", people)
    act(case, "withdraw", people.school_head, **REASON)
    assert ended(case) == ("withdrawn", "neutral")
    assert trail(case) == ["start", "submit", "register", "assign", "withdraw"]


# What each action costs: the statements inside its transaction, as in ``test_statements``.


def walk(people: People) -> list[tuple[str, str, User, dict[str, Any]]]:
    """List every action once, each with the state it starts from, its actor and its form."""
    head, secretary, methodist = people.school_head, people.secretary, people.methodist
    return [
        ("draft", "describe", head, described()),
        ("draft", "attach", head, {}),
        ("draft", "discard", head, {}),
        ("draft", "submit", head, {}),
        ("submitted", "redirect", secretary, {"redirected_to": "Бөлім"} | REASON),
        ("submitted", "refuse", secretary, REASON),
        ("submitted", "withdraw", head, REASON),
        ("submitted", "register", secretary, {}),
        ("registered", "assign", people.head, {"methodist": methodist.pk}),
        ("in_work", "write_plan", methodist, {"plan": PLAN}),
        ("in_work", "log_visit", methodist, visit()),
        ("in_work", "file_result", methodist, {}),
        ("in_work", "extend_term", methodist, EXTENSION),
        ("in_work", "send_answer", methodist, {"answer": ANSWER}),
        ("answered", "accept", head, ACCEPTED),
        ("answered", "close", people.system, {}),
        ("answered", "give_back", head, REASON),
    ]


def test_statements_of_every_action(people: People) -> None:
    found = {}
    for state, name, person, data in walk(people):
        case = registry_row(request_in(state, people))
        if name == "send_answer":
            case = registry_row(prepare(case, people))
        actor = User.objects.get(pk=person.pk)
        assert actor.memberships_now is not None
        files = {"file": paper("жаңа")}
        with counted() as asked:
            seen = case.version
            engine.perform(case, name, actor=actor, seen_version=seen, data=data, files=files)
        found[name] = len(asked)
    assert found == COSTS
    assert set(COSTS) == {move.name for move in registry.moves(Request)}
    assert max(COSTS.values()) <= MOST
