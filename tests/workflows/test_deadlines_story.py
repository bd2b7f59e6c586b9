"""A request on the clock, to the minute: a pause, an extension, an escalation, a closing."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from django.core import mail
from django.db import connections
from django.utils import timezone
from django.utils.translation import override
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.workflows.pages import Visitor
from tests.workflows.processes import builders
from tests.workflows.timed import Timed
from workflows import (
    access,
    audit,
    deadlines_jobs,
    deadlines_sweep,
    deadlines_told,
    engine,
)
from workflows.deadlines_extending import TELL as TELL_EXTENDED
from workflows.deadlines_rules import DeadlineRules, DueNotice
from workflows.models import Case
from workflows.processes.expertise import Expertise
from workflows.refusals import Invalid, NotNow
from workflows.workdays import SpecialDay

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from permissions.models import User

    Start = Callable[..., Any]
    Act = Callable[..., Any]

ZONE = timezone.get_default_timezone()
ONE_MINUTE = timedelta(minutes=1)
JOBS: dict[str, Any] = {
    deadlines_sweep.TELL: deadlines_jobs.tell_due,
    deadlines_sweep.TELL_SUPERIOR: deadlines_jobs.tell_superior,
    TELL_EXTENDED: deadlines_jobs.tell_extended,
}
DONE: set[int] = set()


def at(day: str, hour: str = "10:00") -> datetime:
    return datetime.fromisoformat(f"{day}T{hour}").replace(tzinfo=ZONE)


@pytest.fixture
def travel(db: None) -> Iterator[Any]:
    DONE.clear()
    with time_machine.travel(at("2026-03-02"), tick=False) as traveller:
        yield traveller


@pytest.fixture
def request_(travel: Any, start: Start, methodist: User, head: User) -> Timed:
    """A request that a methodist has since Monday, 2 March 2026."""
    made: Timed = start(Timed)
    return made


def sweep(travel: Any, moment: datetime) -> list[tuple[list[str], str]]:
    """Sweep at a moment, let the worker work, and give who was mailed what."""
    travel.move_to(moment)
    mail.outbox.clear()
    deadlines_sweep.sweep(timezone.now())
    for job in ProcrastinateJob.objects.filter(task_name__in=JOBS).exclude(pk__in=DONE):
        DONE.add(job.pk)
        JOBS[job.task_name](**job.args)
    return [(letter.to, str(letter.body)) for letter in mail.outbox]


def whom(mails: list[tuple[list[str], str]]) -> list[str]:
    return sorted(to[0].split("@")[0] for to, _body in mails)


def now(case: Timed) -> Timed:
    return Timed.objects.get(pk=case.pk)


def test_request_pauses_is_extended_escalates_and_closes_by_itself(
    travel: Any, request_: Timed, act: Act, author: User, methodist: User
) -> None:
    assert request_.due_at == at("2026-03-17", "18:00")  # 9 March is a day off
    travel.move_to(at("2026-03-05"))
    case = act(now(request_), "ask", methodist)
    travel.move_to(at("2026-03-12"))
    case = act(case, "reply", author)
    assert case.due_at == at("2026-03-26", "18:00")  # three of the ten days were used
    case = act(case, "extend_term", methodist, days=3, reason="Мектеп құжаттарын күтеміз.")
    assert case.due_at == at("2026-03-31", "18:00")
    told = sweep(travel, at("2026-03-12", "10:01"))
    assert whom(told) == ["author"]
    assert "Мектеп құжаттарын күтеміз." in told[0][1]
    assert "31.03.2026 18:00" in told[0][1]
    assert whom(sweep(travel, at("2026-03-27", "08:59"))) == []
    assert whom(sweep(travel, at("2026-03-27", "09:00"))) == ["methodist"]  # two days before
    assert whom(sweep(travel, at("2026-03-30"))) == []
    assert whom(sweep(travel, at("2026-03-31", "09:00"))) == ["methodist"]  # the last day
    assert whom(sweep(travel, at("2026-04-01", "09:00"))) == ["methodist"]  # a day after
    assert whom(sweep(travel, at("2026-04-03", "18:00") - ONE_MINUTE)) == []
    assert whom(sweep(travel, at("2026-04-03", "18:00"))) == ["head"]
    escalated = case.events.get(action="clock.escalate")
    assert escalated.actor.is_system
    assert escalated.at == at("2026-04-03", "18:00")
    travel.move_to(at("2026-04-06"))
    case = act(now(case), "answer", methodist)
    assert case.due_at == at("2026-04-13", "18:00")
    sweep(travel, at("2026-04-15", "18:00") - ONE_MINUTE)
    assert now(case).state == "answered"
    sweep(travel, at("2026-04-15", "18:00"))
    closed = now(case)
    assert (closed.state, closed.open) == ("closed", False)
    last = closed.events.get(seq=closed.version)
    assert (last.action, last.actor.is_system, last.at) == (
        "lapse",
        True,
        at("2026-04-15", "18:00"),
    )
    assert not closed.events.filter(action="clock.escalate", seq__gt=escalated.seq).exists()
    assert list(audit.Audit().broken()) == []


def test_sweep_done_often_sends_each_reminder_once(travel: Any, request_: Timed) -> None:
    for hour in ("09:00", "09:01", "12:00", "17:59"):
        sweep(travel, at("2026-03-17", hour))
    assert list(DueNotice.objects.values_list("kind", "days")) == [("on", 0)]
    assert ProcrastinateJob.objects.filter(task_name=deadlines_sweep.TELL).count() == 1


def test_server_that_was_away_sends_only_the_latest_reminder(travel: Any, request_: Timed) -> None:
    assert whom(sweep(travel, at("2026-04-20"))) == ["head", "methodist"]
    kinds = DueNotice.objects.order_by("kind").values_list("kind", "days")
    assert list(kinds) == [("after", 5), ("superior", 3)]


def test_reminder_of_what_was_done_meanwhile_is_not_sent(
    travel: Any, request_: Timed, act: Act, methodist: User
) -> None:
    travel.move_to(at("2026-03-17", "09:00"))
    deadlines_sweep.sweep(timezone.now())
    job = ProcrastinateJob.objects.get(task_name=deadlines_sweep.TELL)
    act(now(request_), "answer", methodist)
    deadlines_jobs.tell_due(**job.args)
    assert mail.outbox == []


def test_holidays_bring_no_reminder(travel: Any, request_: Timed) -> None:
    assert SpecialDay.objects.filter(day=date(2026, 3, 9), works=False).exists()
    assert (
        deadlines_sweep.wanted_reminder(request_, DeadlineRules(before=[7]), at("2026-03-09"))
        is None
    )
    assert deadlines_sweep.wanted_reminder(
        request_, DeadlineRules(before=[7]), at("2026-03-06")
    ) == ("before", 7)


def test_rules_of_a_process_are_its_own(travel: Any, request_: Timed) -> None:
    DeadlineRules.objects.create(
        process="TT", before=[], on_day=False, after=[2], escalate=1, superior="secretary"
    )
    assert sweep(travel, at("2026-03-16")) == []
    assert sweep(travel, at("2026-03-17")) == []
    assert whom(sweep(travel, at("2026-03-19"))) == ["methodist"]


@pytest.mark.parametrize("days", ["0", "16", "", "x"])
def test_extension_asks_for_days_within_bounds(
    request_: Timed, act: Act, methodist: User, days: str
) -> None:
    with pytest.raises(Invalid):
        act(request_, "extend_term", methodist, days=days, reason="Себеп")


def test_term_is_extended_once_with_a_reason_and_in_time(
    travel: Any, request_: Timed, act: Act, methodist: User, english: None
) -> None:
    with pytest.raises(Invalid):
        act(request_, "extend_term", methodist, days="3", reason=" ")
    travel.move_to(at("2026-03-17", "18:01"))
    with pytest.raises(NotNow, match="run out already"):
        act(request_, "extend_term", methodist, days="3", reason="Себеп")
    travel.move_to(at("2026-03-17", "17:00"))
    case = act(request_, "extend_term", methodist, days="3", reason="Себеп")
    with pytest.raises(NotNow, match="extended once"):
        act(case, "extend_term", methodist, days="3", reason="Себеп")


def test_page_tells_how_the_term_was_counted(english: None, request_: Timed) -> None:
    lines = deadlines_told.told(date(2026, 3, 18), 10)
    assert lines == [
        "10 working days from 18 March 2026; that day itself does not count.",
        "Saturdays and Sundays do not count.",
        "21–25 March 2026 do not count: Nauryz, Nauryz (day off moved).",
        "The last day is 6 April 2026; it ends at 18:00, with the centre's working hours.",
    ]
    assert deadlines_told.told(date(2024, 4, 30), 4)[2:-1] == [
        "1 May 2024 does not count: Day of Unity of the People of Kazakhstan.",
        "4 May 2024 counts, though it is a weekend: Moved working day.",
    ]
    assert deadlines_told.told(date(2024, 5, 6), 1)[1:-1] == [
        "7–9 May 2024 do not count: Defender of the Fatherland Day, Moved day off, Victory Day."
    ]


def test_author_reads_on_the_page_how_the_due_date_was_counted(
    request_: Timed, author: User
) -> None:
    said = Visitor(author).get(f"/cases/{request_.label}/").text
    assert "7–9 March 2026 do not count" in said
    assert "The last day is 17 March 2026" in said


def test_count_is_told_in_kazakh_and_russian(db: None) -> None:
    with override("kk"):
        assert "7–9 наурыз 2026 есептелмейді" in deadlines_told.told(date(2026, 3, 2), 10)[2]
    with override("ru"):
        lines = deadlines_told.told(date(2026, 3, 2), 10)
    assert lines[0] == "10 рабочих дней с 2 марта 2026; сам этот день не считается."
    assert lines[2].startswith("7–9 марта 2026 не считаются: Международный женский день")


def test_one_case_that_fails_keeps_no_other_from_its_reminder(
    travel: Any, start: Start, request_: Timed, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = start(Timed)
    wanted = deadlines_sweep.wanted_reminder

    def fail(case: Any, *args: Any) -> Any:
        if case.pk == request_.pk:
            raise ZeroDivisionError
        return wanted(case, *args)

    monkeypatch.setattr(deadlines_sweep, "wanted_reminder", fail)
    sweep(travel, at("2026-03-17"))
    assert list(DueNotice.objects.values_list("case", flat=True)) == [other.pk]


def test_sweeps_at_once_send_everything_once(
    committed_db: str, travel: Any, start: Start, methodist: User, head: User
) -> None:
    cases = [start(Timed) for _n in range(5)]
    travel.move_to(at("2026-04-20"))

    def run(_n: int) -> None:
        deadlines_sweep.sweep(timezone.now())
        connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(run, range(8)))
    assert DueNotice.objects.filter(kind="after").count() == len(cases)
    jobs = ProcrastinateJob.objects.filter(task_name__in=[*JOBS])
    names = sorted(jobs.values_list("task_name", flat=True))
    assert names == sorted([deadlines_sweep.TELL, deadlines_sweep.TELL_SUPERIOR] * len(cases))
    for case in cases:
        assert case.events.filter(action="clock.escalate").count() == 1


def test_expert_who_does_not_answer_makes_room_for_another(db: None) -> None:
    with time_machine.travel(builders.MONDAY, tick=False) as travel:
        people = builders.gather()
        review = builders.review_in("invited", people)  # until Wednesday, 4 February 2026
        travel.move_to(at("2026-02-09", "17:59"))
        deadlines_sweep.sweep(timezone.now())
        assert Case.objects.get(pk=review.pk).state == "invited"
        travel.move_to(at("2026-02-09", "18:00"))
        deadlines_sweep.sweep(timezone.now())
        lapsed = Case.objects.get(pk=review.pk)
        assert (lapsed.state, lapsed.open) == ("declined", False)
        assert lapsed.events.get(seq=lapsed.version).actor.is_system
        assert not access.may_see(people.expert, lapsed)
        parent = Expertise.objects.get()
        offered = engine.available(parent, people.methodist)
        assert "invite" in {option.move.name for option in offered if option.can}
