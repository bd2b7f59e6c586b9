"""What minutes say equals what was recorded, read here from the rows themselves."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from documents.papers.typesetting import Kind, render
from tests.workflows import sessions
from tests.workflows.councils import reading
from tests.workflows.processes import builders
from tests.workflows.sessions import act
from workflows.councils import minutes_data
from workflows.councils.agenda import AgendaItem, Recusal
from workflows.councils.attendance import Presence
from workflows.councils.motions import Motion

if TYPE_CHECKING:
    from tests.workflows.councils.eventful import Held
    from tests.workflows.processes.builders import People


STATEMENTS = 18


def part(held: Held, language: str) -> dict[str, Any]:
    said = minutes_data.minutes(held.now)
    return next(part for part in said["parts"] if part["language"] == language)


def hour(at: Any) -> str:
    return f"{timezone.localtime(at):%H:%M}"


def test_attendance_is_what_was_noted(held: Held) -> None:
    people, session = held.people, held.now
    told = {member["name"]: member for member in part(held, "ru")["members"]}
    assert set(told) == {
        person.full_name
        for person in (
            *(people.chair, people.member, people.head),
            *(people.department, people.other_methodist),
        )
    }
    chair, away = told[people.chair.full_name], told[people.department.full_name]
    assert chair["whole"]
    assert [stay["mode"] for stay in chair["stays"]] == ["present"]
    assert (away["stays"], away["reason"]) == ([], "Іссапарда")
    remote = told[people.other_methodist.full_name]
    assert [stay["mode"] for stay in remote["stays"]] == ["remote"]
    left = Presence.objects.get(session=session, person=people.member, mode="present").until
    (stay,) = told[people.member.full_name]["stays"]
    assert not told[people.member.full_name]["whole"]
    assert (stay["since"], stay["until"]) == (hour(session.opened_at), hour(left))


def test_quorum_is_told_for_the_session_and_for_each_item_without_the_recused(held: Held) -> None:
    said = part(held, "kk")
    # Two thirds of five, and of four where one keeps away; four were there, one of them recused.
    assert (said["entitled"], said["present"], said["needed"]) == (5, 4, 4)
    numbers = [(item["entitled"], item["quorum"], item["present"]) for item in said["items"]]
    assert numbers == [(4, 3, 3), (5, 4, 4), (5, 4, 4)]


def test_votes_are_what_was_counted(held: Held) -> None:
    said = part(held, "ru")
    for item, row in zip(said["items"], held.items, strict=True):
        motions = Motion.objects.filter(item=row).order_by("number")
        assert [motion["state"] for motion in item["motions"]] == [m.state for m in motions]
        for motion, counted in zip(item["motions"], motions, strict=True):
            for name in ("votes_for", "against", "abstained", "entitled", "present", "quorum"):
                assert motion[name] == getattr(counted, name)
            named = {(name, choice) for choice, names in motion["names"].items() for name in names}
            assert named == {(vote["name"], vote["choice"]) for vote in counted.votes}


def test_secret_vote_names_nobody_and_the_casting_vote_is_told(held: Held) -> None:
    (motion,) = part(held, "kk")["items"][2]["motions"]
    assert motion["secret"]
    assert (motion["votes_for"], motion["against"], motion["casting"]) == (2, 2, "for")
    assert set(map(tuple, motion["names"].values())) == {()}


def test_recusal_is_named_by_its_kind_and_not_by_its_reason(held: Held) -> None:
    declared = Recusal.objects.get(item=held.items[0], person=held.people.head)
    (told,) = part(held, "ru")["items"][0]["recusals"]
    assert told["name"] == held.people.head.full_name
    assert declared.reason not in str(minutes_data.minutes(held.now))


def test_found_recusal_names_the_tie(held: Held) -> None:
    Recusal.objects.create(
        item=held.items[1],
        person=held.people.member,
        source="found",
        kinds=["expert", "organisation"],
        at=timezone.now(),
    )
    (told,) = part(held, "kk")["items"][1]["recusals"]
    assert told["kind"].count(",") == 1


def test_deferral_tells_its_reason_and_a_dissent_its_words(held: Held) -> None:
    first, second, third = part(held, "kk")["items"]
    assert (second["state"], second["reason"]) == ("deferred", "Материалдар толық емес")
    assert first["dissents"] == [
        {"name": held.people.member.full_name, "text": "Мен бұл шешімге қарсымын"}
    ]
    assert third["state"] == "noted"


def test_resolution_says_in_each_language_what_its_form_took(held: Held) -> None:
    for language, shown in (("kk", "Облыс үшін ұсынылды"), ("ru", "Рекомендовано для области")):
        (motion,) = part(held, language)["items"][0]["motions"]
        assert [fact["value"] for fact in motion["facts"]] == [shown]
        assert motion["text"] == {"kk": "Шешім", "ru": "Решение"}[language]


def test_texts_that_are_not_saved_yet_stand_in(held: Held) -> None:
    first = held.items[0]
    typed = {f"heard_ru_{first.pk}": "Ещё не сохранено", "opening_ru": "Начало"}
    said = minutes_data.minutes(held.now, typed=typed)["parts"][1]
    assert (said["opening"], said["items"][0]["heard"]) == ("Начало", "Ещё не сохранено")
    first.refresh_from_db()
    assert first.heard_ru == ""


def test_vote_by_ballots_tells_who_voted_and_no_attendance(people: People) -> None:
    sessions.seat_all(people.chair, [people.member, people.head])
    day = timezone.localdate() + timedelta(days=11)
    session = sessions.plan(people.secretary, held_as="absentee", day=day, time="", place="")
    act(session, "add_topic", people.secretary, topic_kk="Жоспар", topic_ru="План")
    item = AgendaItem.objects.get(session=session.pk)
    sessions.take_up(session, people.secretary, item)
    motion = sessions.propose(session, people.secretary, "")
    act(session, "send_agenda", people.secretary, notice_reason="")
    act(session, "open_session", people.secretary)
    sessions.vote(motion, {people.chair: "for", people.member: "against"})
    act(session, "close_vote", people.secretary)
    said = minutes_data.minutes(sessions.row(session))
    (told,) = said["parts"][0]["items"][0]["motions"]
    assert (told["entitled"], told["present"], told["quorum"]) == (3, 2, 2)
    assert told["names"] == {
        "for": [people.chair.full_name],
        "against": [people.member.full_name],
        "abstain": [],
    }
    kk, ru = reading.parts(render(Kind.MINUTES, "kk", said))
    assert ("бюллетень жіберілді" in kk, "бюллетень направлен" in ru) == (True, True)
    assert ("дауыс бергені: 2" in kk.replace("\u00a0", " ")) is True
    assert "проголосовали: 2" in ru.replace("\u00a0", " ")


def test_minutes_cost_the_same_however_long_the_agenda(held: Held) -> None:
    with CaptureQueriesContext(connection) as few:
        minutes_data.minutes(held.now)
    AgendaItem.objects.bulk_create(
        AgendaItem(
            session_id=held.session.pk, place=place, topic_kk="т", topic_ru="т", state="noted"
        )
        for place in range(10, 37)
    )
    with CaptureQueriesContext(connection) as many:
        minutes_data.minutes(held.now)
    assert len(few) == len(many) == STATEMENTS


def test_conditions_of_an_approval_are_told_with_their_days(people: People) -> None:
    case = builders.expertise_in("before_council", people)
    item = AgendaItem.objects.get(matter=case)
    session = sessions.convene(
        sessions.row(item.session), people.secretary, [people.chair, people.member]
    )
    sessions.take_up(session, people.secretary, item)
    sessions.propose(
        session,
        people.secretary,
        "approve",
        level="district",
        conditions_0_text_kk="Тест қосу",
        conditions_0_text_ru="Добавить тест",
        conditions_0_until="01.06.2026",
    )
    said = minutes_data.minutes(sessions.row(session))
    for part, words in zip(said["parts"], ("Тест қосу", "Добавить тест"), strict=True):
        values = [fact["value"] for fact in part["items"][0]["motions"][0]["facts"]]
        assert any(words in value and "01.06.2026" in value for value in values)
