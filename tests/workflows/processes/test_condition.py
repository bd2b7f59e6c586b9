"""CD: what a decision asks for besides, until it is fulfilled or found not to be."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import override

from tests.documents import samples
from tests.workflows import sessions
from tests.workflows.pages import Page, Visitor
from tests.workflows.processes import builders
from tests.workflows.processes.appealing import (
    REASON,
    approved_with_conditions,
    condition_in,
    rows,
)
from tests.workflows.processes.builders import act, expertise_in, registry_row
from tests.workflows.processes.reading import counted, ended, invalid, not_now, stands, told
from workflows import conditions, engine
from workflows.asks.conditions import ConditionRows, ConditionsField
from workflows.certificates import Certificate
from workflows.councils.agenda import AgendaItem
from workflows.councils.motions import Motion
from workflows.decisions import Decision
from workflows.processes.condition import Condition

if TYPE_CHECKING:
    import time_machine

    from tests.workflows.processes.builders import People
    from workflows.models import Case

UNTIL = date(2026, 3, 4)


def page(person: Any, case: Case, rest: str = "") -> Page:
    return Visitor(person).get(f"/cases/{case.number}/{rest}")


# The whole way, through the pages.


def test_condition_is_fulfilled(people: People) -> None:
    case = approved_with_conditions(people, "Тест қосу", "Әдебиет тізімін жаңарту")
    first, second = Condition.objects.order_by("pk")
    assert (first.number, second.number) == ("EX-2026-0001-CD1", "EX-2026-0001-CD2")
    assert stands(first) == ("open", people.author, UNTIL)
    shown = page(people.author, case)
    assert shown.values("data-condition") == [first.number, second.number]
    assert "Әдебиет тізімін жаңарту (ru)" in shown.text
    public = Page(Visitor().client.get(reverse("register")))
    assert "with conditions" in public.text
    assert "Тест қосу" not in public.text
    upload = samples.upload(builders.pdf("тест"), "Тест.pdf")
    author = Visitor(people.author)
    sent = author.send(f"/cases/{first.number}/hand_in/", report="Қосылды", file=upload)
    assert sent.status_code == 302
    assert stands(first)[:2] == ("reported", people.methodist)
    checked = page(people.methodist, first)
    assert "Тест.pdf" in checked.text
    assert "Қосылды" in checked.text
    back = {"reason": "Жауаптары жоқ", "until": "20.03.2026"}
    methodist = Visitor(people.methodist)
    assert methodist.send(f"/cases/{first.number}/give_back/", **back).status_code == 302
    assert stands(first) == ("open", people.author, date(2026, 3, 20))
    act(first, "hand_in", people.author, report="Жауаптарымен")
    with not_now("A report is returned only once."):
        act(first, "give_back", people.methodist, **back)
    assert methodist.send(f"/cases/{first.number}/accept/").status_code == 302
    assert ended(first) == ("fulfilled", "positive")
    # The work itself has long been approved.
    assert ended(case) == ("approved", "positive")
    states = [row.state for row in Condition.objects.order_by("pk")]
    assert states == ["fulfilled", "open"]


def test_condition_that_is_not_fulfilled_reaches_the_secretary_who_revokes(
    people: People, clock: time_machine.Traveller
) -> None:
    case = approved_with_conditions(people)
    condition = Condition.objects.get()
    waits = "The day until which it can be fulfilled has not passed."
    with not_now(waits):
        act(condition, "find_overdue", people.methodist, **REASON)
    clock.shift(timedelta(days=31))
    act(condition, "find_overdue", people.methodist, reason="Хабарласпады")
    assert stands(condition)[:2] == ("unmet", "secretary")
    work = Visitor(people.secretary).get("/work/")
    assert str(condition.number) in work.text
    Visitor(people.secretary).send(f"/cases/{condition.number}/close/", reason="Қайтарылады")
    assert ended(condition) == ("not_fulfilled", "negative")
    revoked = Visitor(people.secretary)
    revoked.client.post(f"/cases/{case.number}/certificate/revoke/", {"reason": "Шарт орындалмады"})
    assert Certificate.objects.get().revoked_at is not None


def test_report_that_does_not_convince_is_turned_down(people: People) -> None:
    condition = condition_in("reported", people)
    with invalid(reason="This field is required."):
        act(condition, "refuse", people.methodist)
    act(condition, "refuse", people.methodist, **REASON)
    assert stands(condition)[:2] == ("unmet", "secretary")


# Rows on the form, the motion and the minutes.


def test_rows_are_read_as_a_browser_sends_them() -> None:
    sent = QueryDict(mutable=True)
    for name, value in rows("Бірінші", "", "Үшінші").items():
        sent[name] = value if "_1_" not in name else " "
    field = ConditionsField(required=False)
    raw = ConditionRows().value_from_datadict(sent, {}, "conditions")
    assert [row["text_kk"] for row in raw] == ["Бірінші", "Үшінші"]
    assert field.clean(raw)[1]["text_ru"] == "Үшінші (ru)"
    assert field.clean(ConditionRows().value_from_datadict(QueryDict(), {}, "conditions")) == []
    # What a motion keeps is read again as it is.
    assert ConditionRows().value_from_datadict({"conditions": raw}, {}, "conditions") == raw


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        (
            {"conditions_0_text_ru": " "},
            "Condition 1: write it in Kazakh and in Russian, and give a day.",
        ),
        (
            {"conditions_0_until": ""},
            "Condition 1: write it in Kazakh and in Russian, and give a day.",
        ),
        ({"conditions_0_until": "31.02.2026"}, "Condition 1: write the day as 31.12.2026."),
        ({"conditions_0_until": "02.02.2026"}, "Condition 1: the day must be in the future."),
        (
            {"conditions_0_text_kk": "ұ" * 2001},
            "Condition 1: at most 2000 letters in each language.",
        ),
        ({"conditions": "1"}, "The conditions cannot be read."),
    ],
)
def test_condition_is_whole_and_lies_ahead(
    changed: dict[str, str], error: str, people: People
) -> None:
    case = expertise_in("before_council", people)
    session = in_hand(case, people)
    data = {"level": "region"} | rows() | changed
    with invalid(conditions=error):
        sessions.propose(session, people.secretary, "approve", **data)


def in_hand(case: Case, people: People) -> Any:
    """Open the session before which a case waits, and take the case up."""
    item = AgendaItem.objects.get(matter_id=case.pk)
    present = [people.chair, people.member]
    session = sessions.convene(sessions.row(item.session), people.secretary, present)
    sessions.take_up(session, people.secretary, item)
    return session


def test_what_was_typed_comes_back_with_the_error(people: People) -> None:
    case = expertise_in("before_council", people)
    session = in_hand(case, people)
    given = rows("Тест қосу") | {"conditions_0_until": "ертең"}
    texts = sessions.TEXTS | {"resolution": "approve", "level": "region"}
    address = f"/cases/{session.number}/propose/"
    answer = Page(Visitor(people.secretary).send(address, **texts, **given))
    assert answer.status == 422
    assert "Condition 1: write the day as 31.12.2026." in answer.text
    assert "Тест қосу" in answer.text
    assert answer.field("conditions_0_until") == "ертең"
    # Three more rows are empty, and others unfold.
    assert answer.field("conditions_3_until") == ""


def test_motion_says_its_conditions_in_both_languages(people: People) -> None:
    case = expertise_in("before_council", people)
    session = in_hand(case, people)
    data = {"level": "region"} | rows("Тест қосу")
    sessions.propose(session, people.secretary, "approve", **data)
    motion = Motion.objects.get()
    with override("kk"):
        assert conditions.words(motion) == "Тест қосу (04.03.2026 дейін)"
    with override("ru"):
        assert conditions.words(motion) == "Тест қосу (ru) (до 04.03.2026)"
    shown = Visitor(people.secretary).get(f"/council/{session.number}/")
    assert "Тест қосу (until 04.03.2026)" in shown.text
    sessions.propose(session, people.secretary, "reject")
    assert conditions.words(Motion.objects.get()) == ""


def test_condition_holds_though_its_day_has_come_before_it_is_carried_out(
    people: People, clock: time_machine.Traveller
) -> None:
    case = expertise_in("before_council", people)
    item = AgendaItem.objects.get(matter_id=case.pk)
    present = [people.chair, people.member]
    session = sessions.convene(sessions.row(item.session), people.secretary, present)
    data = {"level": "region"} | rows(days=1)
    sessions.resolve(session, people.secretary, item, "approve", **data)
    clock.shift(timedelta(days=2))
    sessions.close(session, people.secretary)
    assert registry_row(case).state == "approved"
    assert Condition.objects.get().until == date(2026, 2, 3)


# What it costs.


@pytest.mark.parametrize(
    ("action", "state", "actor", "data"),
    [
        ("hand_in", "open", "author", {"report": "Қосылды"}),
        ("accept", "reported", "methodist", {}),
        ("give_back", "reported", "methodist", {"reason": "Аз", "until": "20.03.2026"}),
        ("refuse", "reported", "methodist", REASON),
        ("close", "unmet", "secretary", REASON),
    ],
)
def test_statements_of_an_action(
    action: str, state: str, actor: str, data: dict[str, str], people: People
) -> None:
    condition = condition_in(state, people)
    person = people.by_name()[actor]
    with counted() as found:
        engine.perform(condition, action, actor=person, seen_version=condition.version, data=data)
    assert len(found) <= 8, found


@pytest.mark.parametrize("count", [1, 30])
def test_statements_of_a_page_do_not_grow_with_the_conditions(
    count: int, people: People, django_assert_num_queries: Any
) -> None:
    texts = [f"Шарт {number}" for number in range(count)]
    case = approved_with_conditions(people, *texts)
    assert Decision.objects.get().conditions.count() == count
    visitor = Visitor(people.methodist)
    with django_assert_num_queries(12):
        shown = visitor.get(f"/cases/{case.number}/")
    assert len(shown.values("data-condition")) == count
    assert told(Condition.objects.all()[0])[0] == "start"
