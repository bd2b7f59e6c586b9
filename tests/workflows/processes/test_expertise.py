"""The whole story of EX, action by action: where the case goes, who has it, what is kept."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.utils.translation import override

from documents.models import Version
from permissions.people import system
from tests import people as persons
from tests.workflows import sessions
from tests.workflows.processes.builders import (
    MONDAY,
    SUMMARY,
    act,
    assign,
    conclusion,
    described,
    expertise_in,
    file,
    pdf,
    registry_row,
    review_of,
    scored,
    start,
    submit_review,
)
from tests.workflows.processes.reading import (
    ended,
    latest,
    not_allowed,
    not_now,
    stands,
    told,
    trail,
)
from workflows import access, dossiers, engine
from workflows.councils.agenda import AgendaItem
from workflows.councils.bodies import Office
from workflows.decisions import Decision
from workflows.models import Case
from workflows.panel import Seat
from workflows.processes.expertise import Expertise
from workflows.refusals import Invalid
from workflows.remarks import Remark
from workflows.rubrics import Rubric
from workflows.views import words

if TYPE_CHECKING:
    import time_machine

    from tests.workflows.processes.builders import People


def test_draft_is_the_authors_in_their_place_with_pinned_rules(people: People) -> None:
    case = start(people)
    assert stands(case) == ("draft", people.author, None)
    assert told(case) == ("start", people.author, {})
    row = Expertise.objects.get(pk=case.pk)
    assert people.author.organisation
    assert row.organisation == people.author.organisation
    assert row.district == people.author.organisation.district
    assert row.region == people.author.organisation.district.region
    assert row.document_list.code == "didactic_material"
    assert row.rubric == Rubric.in_force("expertise", MONDAY.date())
    assert row.number is None
    assert (row.title_kk, row.grades, row.hours, row.language) == (
        "Математика апталығы",
        "5–7",
        34,
        "kk",
    )


def test_only_an_author_opens_an_expertise(people: People) -> None:
    with not_allowed("Only a registered author can do this."):
        engine.start(Expertise, actor=people.secretary, data=described())


def test_describe_changes_what_is_said_of_the_work(people: People) -> None:
    case = act(start(people), "describe", people.author, **described(title_ru="Новое", hours=68))
    assert stands(case) == ("draft", people.author, None)
    row = Expertise.objects.get(pk=case.pk)
    assert (row.title_kk, row.title_ru, row.hours) == ("Математика апталығы", "Новое", 68)
    kept = {"title_kk": "Математика апталығы", "title_ru": "Новое"}
    assert told(case) == ("describe", people.author, kept)


def test_file_adds_a_document_and_then_a_new_version_of_it(people: People) -> None:
    case = file(start(people), people.author, "work", pdf("1"))
    first = Version.objects.get(document__dossier=case.dossier)
    case = file(case, people.author, "work", pdf("2"), replaces=first.document_id, note="түзетілді")
    second = Version.objects.get(document=first.document, number=2)
    assert (second.uploaded_by, second.note) == (people.author, "түзетілді")
    kept = {
        "kind": {"kk": "Жұмыстың мәтіні", "ru": "Текст работы", "en": "The work itself"},
        "note": "түзетілді",
        "file": ["work.pdf"],
        "sha256": [second.sha256],
    }
    assert told(case) == ("file", people.author, kept)
    assert first.sha256 != second.sha256


@pytest.mark.parametrize(("language", "kind"), [("kk", "Жұмыстың мәтіні"), ("ru", "Текст работы")])
def test_trail_names_kinds_in_the_language_of_its_reader(
    language: str, kind: str, people: People
) -> None:
    case = file(start(people), people.author, "work", pdf("1"))
    with override(language):
        (happened,) = words.trail(case, [latest(case)], people.author, whole=False)
    assert kind in [text for _label, text in happened.said]


def test_coauthor_is_named_sees_the_case_and_confirms(people: People) -> None:
    case = start(people)
    assert not access.may_see(people.coauthor, case)
    case = act(case, "invite_coauthor", people.author, person="coauthor@example.kz")
    assert access.may_see(people.coauthor, case)
    named = case.coauthors.get()
    assert (named.person, named.confirmed_at) == (people.coauthor, None)
    case = act(case, "confirm_coauthorship", people.coauthor)
    assert case.coauthors.get().confirmed_at == latest(case).at
    assert told(case) == ("confirm_coauthorship", people.coauthor, {})
    assert stands(case) == ("draft", people.author, None)


def test_coauthor_declines_and_no_longer_sees_the_case(people: People) -> None:
    case = act(expertise_in("draft", people), "decline_coauthorship", people.coauthor)
    assert not case.coauthors.exists()
    assert not access.may_see(people.coauthor, case)
    assert told(case) == ("decline_coauthorship", people.coauthor, {})


def test_author_removes_a_coauthor_who_does_not_answer(people: People) -> None:
    case = expertise_in("draft", people)
    case = act(case, "remove_coauthor", people.author, person=people.coauthor.pk)
    assert not case.coauthors.exists()
    assert not access.may_see(people.coauthor, case)
    name = people.coauthor.full_name
    assert told(case) == ("remove_coauthor", people.author, {"person": name})


@pytest.mark.parametrize(("state", "who"), [("draft", "author"), ("incomplete", "district")])
def test_conclusion_of_the_district_is_a_record(state: str, who: str, people: People) -> None:
    actor = people.by_name()[who]
    given = conclusion(conclusion_number="18-б", conclusion_result="with_remarks")
    case = act(expertise_in(state, people), "record_conclusion", actor, **given)
    row = Expertise.objects.get(pk=case.pk)
    assert (row.conclusion_number, row.conclusion_date) == ("18-б", date(2026, 1, 20))
    assert row.get_conclusion_result_display() == "Supported with remarks"
    kept = {
        "conclusion_number": "18-б",
        "conclusion_date": "2026-01-20",
        "conclusion_result": "with_remarks",
    }
    assert told(case) == ("record_conclusion", actor, kept)
    assert row.state == state


def test_submit_gives_the_ball_to_the_secretary(people: People) -> None:
    case = expertise_in("submitted", people)
    assert stands(case) == ("submitted", "secretary", date(2026, 2, 5))
    assert told(case) == ("submit", people.author, {})


def test_return_says_what_is_missing_and_the_author_submits_again(people: People) -> None:
    case = expertise_in("submitted", people)
    case = act(case, "return_incomplete", people.secretary, missing="Жоспар\nҮзінді")
    assert stands(case) == ("incomplete", people.author, date(2026, 2, 16))
    assert told(case) == ("return_incomplete", people.secretary, {"missing": "Жоспар\nҮзінді"})
    case = act(case, "resubmit", people.author)
    assert stands(case) == ("submitted", "secretary", date(2026, 2, 5))
    assert told(case) == ("resubmit", people.author, {})


def test_register_gives_a_number_and_a_methodist(people: People) -> None:
    case = expertise_in("submitted", people)
    case = act(case, "register", people.secretary, methodist=people.methodist.pk)
    assert stands(case) == ("registered", people.methodist, date(2026, 2, 5))
    assert case.number == Case.objects.get(pk=case.pk).number == "EX-2026-0001"
    kept = {"methodist": people.methodist.full_name, "number": "EX-2026-0001"}
    assert told(case) == ("register", people.secretary, kept)


def test_assign_invites_each_expert_to_a_review_of_their_own(people: People) -> None:
    case = assign(expertise_in("registered", people), people, people.expert, people.expert2)
    assert stands(case) == ("in_review", people.methodist, date(2026, 2, 16))
    assert Case.objects.get(pk=case.pk).waiting
    kept = {"reviews": ["EX-2026-0001-RV1", "EX-2026-0001-RV2"]}
    assert told(case) == ("assign", people.methodist, kept)
    for place, expert in enumerate((people.expert, people.expert2), start=1):
        review = review_of(case, expert)
        assert review.number == f"EX-2026-0001-RV{place}"
        assert stands(review) == ("invited", expert, date(2026, 2, 4))
        assert told(review) == ("start", people.methodist, {})
        assert (review.parent_id, review.round, review.rubric) == (case.pk, 1, case.rubric)
        assert (review.region, review.subject) == (case.region, case.subject)
        assert (review.title_kk, review.title_ru) == (case.title_kk, case.title_ru)


def test_invite_fills_the_place_of_an_expert_who_declined(people: People) -> None:
    case = expertise_in("in_review", people)
    act(review_of(case, people.expert), "decline", people.expert, reason="Уақытым жоқ")
    assert stands(case)[0] == "in_review"
    case = act(case, "invite", people.methodist, experts=[people.expert3.pk])
    assert told(case) == ("invite", people.methodist, {"reviews": ["EX-2026-0001-RV3"]})
    assert stands(review_of(case, people.expert3))[:2] == ("invited", people.expert3)
    assert stands(case) == ("in_review", people.methodist, date(2026, 2, 16))
    people_on = Seat.objects.filter(case_id=case.pk).values_list("person__username", flat=True)
    assert list(people_on) == ["expert", "expert2", "expert3"]


def test_replace_ends_an_overdue_review_and_invites_somebody_else(
    people: People, clock: time_machine.Traveller
) -> None:
    case = expertise_in("in_review", people)
    clock.move_to(MONDAY + timedelta(days=7))
    late = review_of(case, people.expert)
    case = act(
        case,
        "replace",
        people.methodist,
        review=people.expert.pk,
        reason="Мерзімі өтті",
        experts=[people.expert3.pk],
    )
    assert ended(late) == ("cancelled", "neutral")
    assert told(late) == ("cancel", system(), {})
    assert stands(review_of(case, people.expert3)) == ("invited", people.expert3, date(2026, 2, 11))
    kept = {
        "review": people.expert.full_name,
        "reason": "Мерзімі өтті",
        "reviews": ["EX-2026-0001-RV3"],
    }
    assert told(case) == ("replace", people.methodist, kept)
    assert stands(case) == ("in_review", people.methodist, date(2026, 2, 16))


def test_case_is_collected_by_itself_when_the_last_review_is_accepted(people: People) -> None:
    case = expertise_in("in_review", people)
    first = submit_review(case, people.expert)
    act(first, "take", people.methodist)
    second = submit_review(case, people.expert2)
    assert stands(case)[0] == "in_review"
    act(second, "take", people.methodist)
    assert stands(case) == ("summary", people.methodist, date(2026, 2, 9))
    assert told(case) == ("collect", system(), {})
    assert not Case.objects.get(pk=case.pk).waiting


def test_case_is_not_collected_with_one_review(people: People) -> None:
    case = expertise_in("in_review", people)
    act(submit_review(case, people.expert), "take", people.methodist)
    act(review_of(case, people.expert2), "decline", people.expert2, reason="Ауырып қалдым")
    assert stands(case)[0] == "in_review"


def test_case_is_collected_when_the_last_of_three_declines(people: People) -> None:
    case = expertise_in("registered", people)
    case = assign(case, people, people.expert, people.expert2, people.expert3)
    for expert in (people.expert, people.expert2):
        act(submit_review(case, expert), "take", people.methodist)
    assert stands(case)[0] == "in_review"
    act(review_of(case, people.expert3), "decline", people.expert3, reason="Ауырып қалдым")
    assert stands(case)[0] == "summary"


def test_send_remarks_shows_the_chosen_to_the_author(people: People) -> None:
    case = expertise_in("summary", people)
    chosen, other = case.remarks.all()
    case = act(case, "send_remarks", people.methodist, remarks=[chosen.pk], **SUMMARY)
    assert stands(case) == ("revision", people.author, date(2026, 3, 17))
    assert told(case) == ("send_remarks", people.methodist, {})
    assert list(case.remarks.filter(sent=True)) == [chosen]
    assert not Remark.objects.get(pk=other.pk).sent
    row = Expertise.objects.get(pk=case.pk)
    assert (row.summary_kk, row.summary_ru) == ("Қорытынды", "Заключение")


def test_remark_of_a_review_that_was_declined_is_not_sent(people: People) -> None:
    case = expertise_in("registered", people)
    case = assign(case, people, people.expert, people.expert2, people.expert3)
    review = submit_review(case, people.expert3)
    act(review, "give_back", people.methodist, reason="Негіздеңіз")
    act(review, "decline", people.expert3, reason="Авторды танып қойдым")
    for expert in (people.expert, people.expert2):
        act(submit_review(case, expert, remarks=0), "take", people.methodist)
    assert stands(case)[0] == "summary"
    with not_now("The reviews of this round have no remarks to send."):
        keys = list(case.remarks.values_list("pk", flat=True))
        act(case, "send_remarks", people.methodist, remarks=keys, **SUMMARY)


def test_author_answers_bit_by_bit_and_hands_in_a_new_version(people: People) -> None:
    case = expertise_in("revision", people)
    first, second = case.remarks.all()
    case = act(case, "answer", people.author, **{f"remark_{first.pk}": "Түзетілді"})
    assert told(case) == ("answer", people.author, {})
    answers = {f"remark_{first.pk}": "Түзетілді", f"remark_{second.pk}": "Келісемін"}
    case = act(case, "answer", people.author, **answers)
    assert [r.answer for r in case.remarks.all()] == ["Түзетілді", "Келісемін"]
    work = Version.objects.get(document__dossier=case.dossier, document__kind__code="work")
    case = file(case, people.author, "work", pdf("2"), replaces=work.document_id)
    case = act(case, "revise", people.author)
    assert stands(case) == ("summary", people.methodist, date(2026, 2, 9))
    assert told(case) == ("revise", people.author, {})


def revised(people: People) -> Any:
    case = expertise_in("revision", people)
    answers = {f"remark_{r.pk}": "Түзетілді" for r in case.remarks.all()}
    act(case, "answer", people.author, **answers)
    file(case, people.author, "work", pdf("2"))
    return act(case, "revise", people.author)


def test_another_round_passes_over_who_has_come_into_conflict(people: People) -> None:
    case = revised(people)
    persons.DeclaredRelationFactory.create(person=people.expert, other=people.author)
    act(case, "another_round", people.methodist)
    second = Seat.objects.filter(case_id=case.pk, round=2)
    assert [seat.person for seat in second] == [people.expert2]


def test_another_round_invites_those_who_finished(people: People) -> None:
    case = act(revised(people), "another_round", people.methodist)
    assert stands(case) == ("in_review", people.methodist, date(2026, 2, 16))
    kept = {"reviews": ["EX-2026-0001-RV3", "EX-2026-0001-RV4"]}
    assert told(case) == ("another_round", people.methodist, kept)
    assert Expertise.objects.get(pk=case.pk).round == 2
    second = Seat.objects.filter(case_id=case.pk, round=2)
    assert [seat.person for seat in second] == [people.expert, people.expert2]
    for expert in (people.expert, people.expert2):
        assert review_of(case, expert).round == 2
        act(submit_review(case, expert, remarks=0), "take", people.methodist)
    assert stands(case)[0] == "summary"


def test_remarks_of_the_second_round_are_about_the_new_version(people: People) -> None:
    case = act(revised(people), "another_round", people.methodist)
    submit_review(case, people.expert)
    newest = Version.objects.filter(document__dossier=case.dossier).latest("uploaded_at")
    assert case.remarks.last().version == newest


def test_recommend_hands_over_to_the_council(people: People) -> None:
    case = act(expertise_in("summary", people), "recommend", people.methodist, **SUMMARY)
    assert stands(case) == ("ready", "secretary", None)
    assert told(case) == ("recommend", people.methodist, {})
    assert Expertise.objects.get(pk=case.pk).summary_ru == "Заключение"


def test_agenda_and_deferral(people: People) -> None:
    case = expertise_in("ready", people)
    sessions.seat(people.chair, Office.CHAIR)
    session = sessions.plan(people.secretary)
    case = act(case, "put_on_agenda", people.secretary, session=session.pk)
    assert stands(case) == ("before_council", "secretary", None)
    assert told(case) == ("put_on_agenda", people.secretary, {"session": "CS-2026-0001"})
    item = AgendaItem.objects.get(matter=case)
    assert (item.session_id, item.place, item.rapporteur) == (session.pk, 1, people.methodist)
    case = act(case, "defer", people.secretary, reason="Кворум жоқ")
    assert stands(case) == ("ready", "secretary", None)
    assert told(case) == ("defer", people.secretary, {"reason": "Кворум жоқ"})
    item.refresh_from_db()
    assert (item.state, item.reason) == ("dropped", "Кворум жоқ")


def voted(case: Case) -> dict[str, str]:
    """Give what the event of the last decision keeps of its session."""
    motion = Decision.objects.filter(case=case).latest("pk").motion
    assert motion is not None
    return {"session": motion.item.session.label, "vote": motion.digest}


def test_approval_has_a_level_a_register_number_and_an_end(people: People) -> None:
    case = expertise_in("before_council", people)
    case = sessions.decide(case, people, "approve", level="district")
    assert ended(case) == ("approved", "positive")
    kept = voted(case) | {"level": "district", "register_number": "2026/0001"}
    assert told(case) == ("approve", people.system, kept)
    decision = Decision.objects.get(case=case)
    assert (decision.result, decision.level) == ("approved", "district")
    assert (decision.register_number, decision.valid_until) == ("2026/0001", date(2031, 2, 2))
    assert (decision.present, decision.votes_for, decision.abstained) == (2, 2, 0)
    assert (decision.text_kk, decision.text_ru) == ("Шешім", "Решение")


def test_council_can_ask_for_a_revision_and_decide_again(people: People) -> None:
    case = expertise_in("before_council", people)
    case = sessions.decide(case, people, "require_revision")
    assert stands(case) == ("revision", people.author, date(2026, 3, 17))
    assert told(case) == ("require_revision", people.system, voted(case))
    assert Decision.objects.get(case=case).result == "revision"
    # The methodist had sent none of the remarks; the council decided on them.
    assert set(case.remarks.values_list("sent", flat=True)) == {True}
    answers = {f"remark_{key}": "Түзетілді" for key in case.remarks.values_list("pk", flat=True)}
    act(case, "answer", people.author, **answers)
    file(case, people.author, "work", pdf("2"))
    act(case, "revise", people.author)
    act(case, "recommend", people.methodist, **SUMMARY)
    case = sessions.before(registry_row(case), people)
    case = sessions.decide(case, people, "approve", level="region")
    results = Decision.objects.filter(case=case).values_list("result", flat=True)
    assert list(results) == ["revision", "approved"]


def test_rejection(people: People) -> None:
    case = expertise_in("rejected", people)
    assert ended(case) == ("rejected", "negative")
    assert told(case) == ("reject", people.system, voted(case))
    decision = Decision.objects.get(case=case)
    assert (decision.result, decision.register_number, decision.valid_until) == (
        "rejected",
        None,
        None,
    )


OPEN = (
    "submitted",
    "incomplete",
    "registered",
    "in_review",
    "summary",
    "revision",
    "ready",
    "before_council",
)


def test_document_filed_by_mistake_is_withdrawn(people: People) -> None:
    case = file(start(people), people.author, "work", pdf("1"))
    case = file(case, people.author, "explanatory_note", pdf("2"))
    wrong = Version.objects.get(document__kind__code="work")
    assert "work" not in {item.requirement.kind.code for item in dossiers.missing(case)}
    case = act(case, "withdraw_document", people.author, document=wrong.document_id)
    kept = {"document": "The work itself · work.pdf"}
    assert told(case) == ("withdraw_document", people.author, kept)
    assert "work" in {item.requirement.kind.code for item in dossiers.missing(case)}
    assert [v.name for v in dossiers.versions(case)] == ["explanatory_note.pdf"]
    assert Version.objects.filter(pk=wrong.pk).exists()
    # It is neither replaced nor withdrawn again, and the same content can be filed anew.
    for name, field in (("withdraw_document", "document"), ("file", "replaces")):
        with pytest.raises(Invalid) as caught:
            act(case, name, people.author, **{field: wrong.document_id})
        assert field in caught.value.form.errors
    case = file(case, people.author, "work", pdf("1"))
    assert [v.name for v in dossiers.versions(case)] == ["work.pdf", "explanatory_note.pdf"]


def test_author_discards_a_draft(people: People) -> None:
    case = act(expertise_in("draft", people), "discard", people.author)
    assert ended(case) == ("discarded", "neutral")
    assert not access.may_see(people.secretary, case)


@pytest.mark.parametrize("state", OPEN)
def test_author_withdraws_at_any_time_before_the_decision(state: str, people: People) -> None:
    case = act(expertise_in(state, people), "withdraw", people.author, reason="Өз еркіммен")
    assert ended(case) == ("withdrawn", "neutral")
    assert told(case) == ("withdraw", people.author, {"reason": "Өз еркіммен"})
    assert not Case.objects.filter(parent_id=case.pk, open=True).exists()


def test_withdrawal_ends_the_reviews_that_are_open_and_keeps_those_that_are_in(
    people: People,
) -> None:
    case = expertise_in("in_review", people)
    act(submit_review(case, people.expert), "take", people.methodist)
    act(case, "withdraw", people.author, reason="Өз еркіммен")
    assert ended(review_of(case, people.expert)) == ("accepted", "positive")
    assert ended(review_of(case, people.expert2)) == ("cancelled", "neutral")


@pytest.mark.parametrize("state", ["approved", "rejected", "withdrawn", "discarded"])
def test_nothing_follows_the_end(state: str, people: People) -> None:
    case = expertise_in(state, people)
    may = {
        (name, option.move.name)
        for name, person in people.by_name().items()
        for option in engine.available(case, person)
        if option.may
    }
    # Only an appeal can replace a decision, and it is the council that decides it.
    assert may <= {("system", "overturn")}
    with not_now("This action is not possible in the current state."):
        act(case, "withdraw", people.author, reason="Өз еркіммен")


def test_whole_story(people: People) -> None:
    """Tell it as issue and Regulation do: returned, declined, two rounds, decided."""
    case = start(people)
    file(case, people.author, "work")
    file(case, people.author, "explanatory_note")
    act(case, "submit", people.author)
    with not_now(
        "Documents are missing. Outside review: filed 0, needed 1; "
        "Extract from the minutes of the pedagogical council: filed 0, needed 1"
    ):
        act(case, "register", people.secretary, methodist=people.methodist.pk)
    act(case, "return_incomplete", people.secretary, missing="Пікір, үзінді")
    file(case, people.author, "outside_review")
    file(case, people.author, "council_extract")
    act(case, "resubmit", people.author)
    act(case, "record_conclusion", people.district, **conclusion())
    act(case, "register", people.secretary, methodist=people.methodist.pk)
    assign(case, people, people.expert, people.expert2)
    act(review_of(case, people.expert2), "decline", people.expert2, reason="Уақытым жоқ")
    act(case, "invite", people.methodist, experts=[people.expert3.pk])
    formal = submit_review(case, people.expert)
    act(formal, "give_back", people.methodist, reason="Негіздеңіз")
    act(formal, "submit", people.expert, **scored(formal))
    act(formal, "take", people.methodist)
    act(submit_review(case, people.expert3), "take", people.methodist)
    keys = list(case.remarks.values_list("pk", flat=True))
    act(case, "send_remarks", people.methodist, remarks=keys, **SUMMARY)
    answers = {f"remark_{key}": "Түзетілді" for key in keys}
    act(case, "answer", people.author, **answers)
    file(case, people.author, "work", pdf("2"))
    act(case, "revise", people.author)
    act(case, "another_round", people.methodist)
    for expert in (people.expert, people.expert3):
        act(submit_review(case, expert, remarks=0), "take", people.methodist)
    act(case, "recommend", people.methodist, **SUMMARY)
    sessions.decide(sessions.before(registry_row(case), people), people, "approve", level="region")
    assert registry_row(case).number == "EX-2026-0001"
    assert trail(case) == [
        "start",
        "file",
        "file",
        "submit",
        "return_incomplete",
        "file",
        "file",
        "resubmit",
        "record_conclusion",
        "register",
        "assign",
        "invite",
        "collect",
        "send_remarks",
        "answer",
        "file",
        "revise",
        "another_round",
        "collect",
        "recommend",
        "put_on_agenda",
        "approve",
    ]
