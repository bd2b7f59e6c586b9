"""What the forms of the actions refuse, field by field, in their words."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.utils.translation import override

from documents.models import Document, DocumentKind
from permissions.models import DeclaredRelation, Region, User
from permissions.people import grant_role, system, withdraw_role
from permissions.roles import Role
from tests import people as persons
from tests.documents import samples
from tests.workflows.pages import Visitor
from tests.workflows.processes.builders import (
    FILED,
    SUMMARY,
    act,
    assign,
    conclusion,
    described,
    expertise_in,
    file,
    registry_row,
    review_of,
    start,
)
from tests.workflows.processes.reading import invalid, not_now
from workflows import drafting, engine
from workflows.asks.expertise import StartForm
from workflows.asks.filing import FileForm
from workflows.asks.leading import (
    AssignForm,
    IncompleteForm,
    InviteForm,
    SendRemarksForm,
    SummaryForm,
)
from workflows.asks.review import ReviewForm
from workflows.drafting import Opinion
from workflows.processes.expertise import Expertise
from workflows.refusals import Invalid

if TYPE_CHECKING:
    from tests.workflows.processes.builders import People

REQUIRED = "This field is required."
UNKNOWN = "Select a valid choice. That choice is not one of the available choices."
NO_MAJORITY = "This is not a majority: more than half of those present must be for it."
FUTURE = "The date is in the future."


# What an author is asked for.


def test_title_is_written_in_one_language_at_least(people: People) -> None:
    with invalid(title_kk="Write the title in Kazakh or in Russian."):
        start(people, title_kk="", title_ru=" ")
    assert start(people, title_kk="").title_ru == "Неделя математики"


def test_author_without_an_organisation_is_told_to_name_it(people: People) -> None:
    User.objects.filter(pk=people.author.pk).update(organisation=None)
    homeless = User.objects.get(pk=people.author.pk)
    with invalid(
        __all__="Name your organisation in your profile first: the case belongs to its district."
    ):
        engine.start(Expertise, actor=homeless, data=described())


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("kind", "novel", "Select a valid choice. novel is not one of the available choices."),
        ("hours", "0", "Ensure this value is greater than or equal to 1."),
        ("hours", "2001", "Ensure this value is less than or equal to 2000."),
        ("hours", "көп", "Enter a whole number."),
        ("annotation", "", REQUIRED),
        ("subject", "0", UNKNOWN),
        ("language", "xx", "Select a valid choice. xx is not one of the available choices."),
        ("title_kk", "ұ" * 301, "Ensure this value has at most 300 characters (it has 301)."),
    ],
)
def test_description_is_checked(field: str, value: str, message: str, people: People) -> None:
    with invalid(**{field: message}):
        start(people, **{field: value})


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("nobody@example.kz", "Nobody with this address or user name is registered."),
        ("nobody", "Nobody with this address or user name is registered."),
        ("author", "This is the author."),
        ("AUTHOR@example.kz", "This is the author."),
        ("Coauthor", "This person is named already."),
        ("system", "Nobody with this address or user name is registered."),
        ("", REQUIRED),
    ],
)
def test_coauthor_is_somebody_else_with_an_account(
    typed: str, message: str, people: People
) -> None:
    case = expertise_in("draft", people)
    with invalid(person=message):
        act(case, "invite_coauthor", people.author, person=typed)


def test_removed_coauthor_is_one(people: People) -> None:
    case = expertise_in("draft", people)
    with invalid(person=UNKNOWN):
        act(case, "remove_coauthor", people.author, person=people.outsider.pk)


def test_new_version_is_of_the_kind_of_its_document(people: People) -> None:
    case = file(start(people), people.author, "work")
    document = Document.objects.get(dossier=case.dossier)
    with invalid(replaces="This document is of another kind."):
        file(case, people.author, "explanatory_note", replaces=document.pk)


def test_new_version_is_of_a_document_of_the_case(people: People) -> None:
    other = file(start(people), people.author, "work")
    document = Document.objects.get(dossier=other.dossier)
    case = start(people)
    with invalid(replaces=UNKNOWN):
        file(case, people.author, "work", replaces=document.pk)


def test_file_is_needed_and_examined(people: People) -> None:
    case = start(people)
    with invalid(kind=REQUIRED, file="Choose at least one file."):
        act(case, "file", people.author)
    with pytest.raises(Invalid) as caught:
        file(case, people.author, "work", samples.EXE)
    assert list(caught.value.form.errors) == ["file"]
    assert not Document.objects.filter(dossier=case.dossier).exists()


def test_conclusion_is_whole_and_not_of_tomorrow(people: People) -> None:
    case = start(people)
    with invalid(conclusion_date=FUTURE):
        tomorrow = conclusion(conclusion_date=date(2026, 2, 3))
        act(case, "record_conclusion", people.author, **tomorrow)
    with invalid(conclusion_number=REQUIRED, conclusion_result=REQUIRED):
        blank = conclusion(conclusion_number="", conclusion_result="")
        act(case, "record_conclusion", people.author, **blank)


def test_withdrawal_needs_a_reason(people: People) -> None:
    case = expertise_in("submitted", people)
    with invalid(reason=REQUIRED):
        act(case, "withdraw", people.author)


# What the secretary and the methodist are asked for.


def test_list_of_what_is_missing_begins_with_all_that_keeps_from_registering(
    people: People,
) -> None:
    case = start(people, title_ru="", grades="")
    file(case, people.author, "work")
    case = act(case, "submit", people.author)
    form = IncompleteForm(case=case, actor=people.secretary)
    assert form.fields["missing"].initial.split("\n") == [
        "Explanatory note: filed 0, needed 1",
        "Outside review: filed 0, needed 1",
        "Extract from the minutes of the pedagogical council: filed 0, needed 1",
        "The conclusion of the district or city council is not recorded.",
        "The title is missing in Russian.",
        "It is not said for which grades the work is.",
    ]
    with invalid(missing=REQUIRED):
        act(case, "return_incomplete", people.secretary, missing="")


def test_work_is_registered_once_its_grades_are_named(people: People) -> None:
    case = start(people, grades="")
    for kind in FILED:
        file(case, people.author, kind)
    act(case, "record_conclusion", people.author, **conclusion())
    case = act(case, "submit", people.author)
    with not_now("It is not said for which grades the work is."):
        act(case, "register", people.secretary, methodist=people.methodist.pk)
    act(case, "return_incomplete", people.secretary, missing="Сыныптар")
    act(case, "describe", people.author, **described(grades="5–7"))
    act(case, "resubmit", people.author)
    case = act(case, "register", people.secretary, methodist=people.methodist.pk)
    assert (case.state, registry_row(case).grades) == ("registered", "5–7")


@pytest.mark.parametrize(("speaks", "begins"), [("kk", "kk"), ("ru", "ru"), ("en", "kk")])
def test_work_is_taught_in_the_language_of_its_author_unless_they_say_otherwise(
    speaks: str, begins: str, people: People
) -> None:
    people.author.language = speaks
    form = StartForm(case=None, actor=people.author)
    assert form["language"].value() == begins
    labels = {"en": "Kazakh", "ru": "Казахский", "kk": "Қазақ тілі"}
    with override(speaks):
        assert f">{labels[speaks]}</option>" in str(form["language"])
    case = start(people, language="kk")
    people.author.language = speaks
    people.author.save()
    visitor = Visitor(people.author)
    assert f"<dd>{labels['en']}</dd>" in visitor.get(f"/cases/{case.code}/").text


def test_filing_begins_with_the_kind_that_is_missing_first(people: People) -> None:
    case = start(people)
    seen = []
    for kind in ("work", "explanatory_note"):
        form = FileForm(case=registry_row(case), actor=people.author)
        seen.append(DocumentKind.objects.get(pk=form["kind"].value()).code)
        file(case, people.author, kind)
    assert seen == ["work", "explanatory_note"]
    complete = expertise_in("revision", people)
    assert FileForm(case=complete, actor=people.author)["kind"].value() is None


def test_case_is_led_by_a_methodist_who_is_not_its_author(people: People) -> None:
    case = expertise_in("submitted", people)
    kostanay = Region.objects.get(code="kostanay")
    grant_role(people.coauthor, Role.METHODIST, region=kostanay, by=system())
    for wrong in (people.coauthor, people.secretary, people.district):
        with invalid(methodist=UNKNOWN):
            act(case, "register", people.secretary, methodist=wrong.pk)
    withdraw_role(people.other_methodist, Role.METHODIST, region=kostanay, by=system())
    with invalid(methodist=UNKNOWN):
        act(case, "register", people.secretary, methodist=people.other_methodist.pk)


@pytest.mark.parametrize("count", [1, 8])
def test_panel_has_two_to_seven_experts(count: int, people: People) -> None:
    case = expertise_in("registered", people)
    others = [persons._expert(f"more{n}") for n in range(5)]
    chosen = [people.expert, people.expert2, people.expert3, *others][:count]
    with invalid(experts="Choose from 2 to 7 experts; 3 is usual."):
        assign(case, people, *chosen)


def test_panel_needs_experts(people: People) -> None:
    case = expertise_in("registered", people)
    with invalid(experts=REQUIRED):
        assign(case, people)
    nobody = f"Select a valid choice. {people.outsider.pk} is not one of the available choices."
    with invalid(experts=nobody):
        assign(case, people, people.expert, people.outsider)


def same_organisation(people: People) -> str:
    User.objects.filter(pk=people.expert3.pk).update(organisation=people.author.organisation)
    return "The person works in the organisation that the case is from."


def same_organisation_as_a_coauthor(people: People) -> str:
    User.objects.filter(pk=people.expert3.pk).update(organisation=people.coauthor.organisation)
    return "The person works in the organisation that the case is from."


def declared_relation(people: People) -> str:
    persons.DeclaredRelationFactory.create(person=people.coauthor, other=people.expert3)
    return "The person has declared a tie with someone in this case."


def mentor(people: People) -> str:
    kind = DeclaredRelation.Kind.MENTOR
    persons.DeclaredRelationFactory.create(person=people.expert3, other=people.author, kind=kind)
    return "The person and someone in this case are mentor and mentee."


@pytest.mark.parametrize(
    "tie", [same_organisation, same_organisation_as_a_coauthor, declared_relation, mentor]
)
def test_expert_with_a_conflict_is_shown_as_barred_and_refused(tie: Any, people: People) -> None:
    reason = tie(people)
    case = expertise_in("registered", people)
    form = AssignForm(case=case, actor=people.methodist)
    shown = {c.person: c for c in form.candidates()}
    assert shown[people.expert3].barred
    assert shown[people.expert3].reason == reason
    assert not shown[people.expert].barred
    assert list(shown)[-1] == people.expert3
    page = str(form["experts"])
    assert reason in page
    assert page.count("disabled") == 1
    name = people.expert3.full_name
    with invalid(experts=f"{name} cannot review this case. {reason}"):
        assign(case, people, people.expert, people.expert2, people.expert3)


def test_coauthor_who_is_an_expert_is_barred(people: People) -> None:
    case = expertise_in("registered", people)
    grant_role(people.coauthor, Role.EXPERT, by=system())
    shown = {c.person: c for c in AssignForm(case=case, actor=people.methodist).candidates()}
    assert shown[people.coauthor].reason.startswith("The person is a co-author in this case.")
    with pytest.raises(Invalid):
        assign(case, people, people.expert, people.coauthor)


def test_methodist_of_the_case_does_not_sit_on_its_panel(people: People) -> None:
    case = expertise_in("registered", people)
    grant_role(people.methodist, Role.EXPERT, by=system())
    shown = [c.person for c in AssignForm(case=case, actor=people.methodist).candidates()]
    assert people.methodist not in shown


def test_one_expert_is_invited_who_is_not_on_the_panel(people: People) -> None:
    case = expertise_in("in_review", people)
    fourth = persons._expert("expert4")
    act(review_of(case, people.expert), "decline", people.expert, reason="Уақытым жоқ")
    form = InviteForm(case=case, actor=people.methodist)
    assert {c.person for c in form.candidates()} == {people.expert3, fourth}
    with invalid(experts="Choose one expert."):
        act(case, "invite", people.methodist, experts=[people.expert3.pk, fourth.pk])


def test_replaced_expert_has_an_open_review(people: People) -> None:
    case = expertise_in("in_review", people)
    given = {"reason": "Мерзім", "experts": [people.expert3.pk]}
    with invalid(review=UNKNOWN):
        act(case, "replace", people.methodist, review=people.expert3.pk, **given)
    act(review_of(case, people.expert), "decline", people.expert, reason="Уақытым жоқ")
    with invalid(review=UNKNOWN):
        act(case, "replace", people.methodist, review=people.expert.pk, **given)
    with invalid(reason=REQUIRED):
        wrong = given | {"reason": "", "review": people.expert2.pk}
        act(case, "replace", people.methodist, **wrong)


def test_conclusion_is_written_in_both_languages(people: People) -> None:
    case = expertise_in("summary", people)
    with invalid(summary_kk=REQUIRED):
        act(case, "recommend", people.methodist, **SUMMARY | {"summary_kk": ""})
    with invalid(summary_ru=REQUIRED, remarks=REQUIRED):
        act(case, "send_remarks", people.methodist, **SUMMARY | {"summary_ru": ""})


def test_conclusion_begins_with_what_the_reviews_came_to(people: People) -> None:
    case = expertise_in("summary", people)
    found = drafting.opinions(case)
    assert found == [Opinion("revise", 80, must=1, should=0)] * 2
    form = SendRemarksForm(case=case, actor=people.methodist)
    for name, language in (("summary_kk", "kk"), ("summary_ru", "ru")):
        with override(language):
            assert form[name].value() == drafting.conclusion(found, revise=True)
    assert list(form["remarks"].value()) == sent(case)
    # What the methodist wrote before is not written over.
    case = act(case, "send_remarks", people.methodist, remarks=sent(case), **SUMMARY)
    again = SummaryForm(case=case, actor=people.methodist)
    assert again["summary_ru"].value() == SUMMARY["summary_ru"]


def sent(case: Any) -> list[int]:
    return [remark.pk for remark in case.remarks.all()]


def test_remarks_that_are_sent_are_of_this_case(people: People) -> None:
    other = expertise_in("summary", people).remarks.all()[0]
    case = expertise_in("summary", people)
    message = f"Select a valid choice. {other.pk} is not one of the available choices."
    with invalid(remarks=message):
        act(case, "send_remarks", people.methodist, remarks=[other.pk], **SUMMARY)


# What an expert is asked for; the rest of it is told in test_review.


def test_scores_show_their_anchors_read_at_once(
    people: People, django_assert_num_queries: Any
) -> None:
    review = review_of(expertise_in("in_review", people), people.expert)
    review = act(review, "accept", people.expert)
    form = ReviewForm(case=review, actor=people.expert)
    with django_assert_num_queries(1):
        page = form.as_div()
    assert page.count('type="radio"') == 6 * len(form.criteria) + 2 + 3
    for criterion in form.criteria:
        for anchor in criterion.anchors.all():
            assert anchor.text_en in page.replace("&#x27;", "'").replace("&quot;", '"')
