from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from permissions.models import User
from workflows.councils.bodies import CouncilRules
from workflows.models import Terms
from workflows.rubric_forms import ANCHORS
from workflows.rubrics import Anchor, Criterion, Rubric, prepare_next

LATER = date(2099, 1, 1)


def page(name: str, what: str = "changelist", *args: object) -> str:
    return reverse(f"admin:workflows_{name}_{what}", args=args)


@pytest.fixture
def office(client: Client, admin: User) -> Iterator[Client]:
    admin.language = "en"
    admin.save(update_fields=["language"])
    client.force_login(admin)
    with override("en"):
        yield client


@pytest.fixture
def draft(office: Client) -> Rubric:
    """Prepare the next edition on the page, as an administrator does."""
    published = Rubric.objects.get(code="expertise")
    answer = office.post(
        page("rubric"),
        {"action": "prepare_edition", "_selected_action": str(published.pk)},
        follow=True,
    )
    assert "Edition 2 of" in answer.content.decode()
    return Rubric.objects.get(code="expertise", edition=2)


def typed(rubric: Rubric, **changed: Any) -> dict[str, Any]:
    """Give what the page of a rubric sends when it was opened and saved."""
    criteria = list(rubric.criteria.prefetch_related("anchors"))
    data: dict[str, Any] = {
        "name_kk": rubric.name_kk,
        "name_ru": rubric.name_ru,
        "name_en": rubric.name_en,
        "in_force_from": "",
        "criteria-TOTAL_FORMS": len(criteria),
        "criteria-INITIAL_FORMS": len(criteria),
    }
    for place, criterion in enumerate(criteria):
        head = f"criteria-{place}-"
        data |= {f"{head}id": criterion.pk, f"{head}rubric": rubric.pk}
        for name in ("position", "weight", "name_kk", "name_ru", "name_en"):
            data[head + name] = getattr(criterion, name)
        for anchor in criterion.anchors.all():
            for language in ("kk", "ru", "en"):
                text = getattr(anchor, f"text_{language}")
                data[f"{head}anchor_{anchor.score}_{language}"] = text
    return data | changed


@pytest.mark.parametrize("name", ["rubric", "terms", "councilrules"])
def test_editions_are_for_administrators(
    office: Client, client: Client, secretary: User, name: str
) -> None:
    assert office.get(page(name)).status_code == 200
    client.force_login(secretary)
    assert client.get(page(name)).status_code == 302


def test_next_edition_is_a_whole_copy(draft: Rubric) -> None:
    first = Rubric.objects.get(code="expertise", edition=1)
    assert not draft.published
    assert list(draft.criteria.values_list("position", "weight", "name_kk")) == list(
        first.criteria.values_list("position", "weight", "name_kk")
    )
    anchors = Anchor.objects.filter(criterion__rubric=draft)
    assert anchors.count() == Anchor.objects.filter(criterion__rubric=first).count() > 0
    assert Rubric.in_force("expertise", LATER) == first


def test_rubric_with_a_new_code_begins_with_its_first_edition(office: Client) -> None:
    add = page("rubric", "add")
    sent: dict[str, Any] = {
        "code": "olympiad",
        "name_kk": "Инновация",
        "name_ru": "Инновация",
        "name_en": "",
        "in_force_from": "",
        "criteria-TOTAL_FORMS": 1,
        "criteria-INITIAL_FORMS": 0,
        "criteria-0-position": 1,
        "criteria-0-weight": 2,
        "criteria-0-name_kk": "Жаңалығы",
        "criteria-0-name_ru": "Новизна",
    } | {f"criteria-0-{name}": "сөз" for name in ANCHORS}
    answer = office.post(add, sent)
    assert answer.status_code == 302, answer.content.decode()
    made = Rubric.objects.get(code="olympiad")
    assert (made.edition, made.published) == (1, False)
    assert made.criteria.get().anchors.count() == 6
    assert 'name="code"' not in office.get(page("rubric", "change", made.pk)).content.decode()
    again = office.post(add, sent | {"name_ru": "Другая"}).content.decode()
    assert "This code has editions already" in again
    assert "Другая" in again
    unfinished = sent | {
        "code": "other",
        "in_force_from": "2099-01-01",
        "criteria-0-anchor_3_ru": "",
    }
    assert office.post(add, unfinished).status_code == 200
    assert not Rubric.objects.filter(code="other").exists()


def test_edition_is_changed_and_published_in_one_step(office: Client, draft: Rubric) -> None:
    path = page("rubric", "change", draft.pk)
    assert "criteria-0-anchor_5_kk" in office.get(path).content.decode()
    sent = typed(
        draft,
        **{
            "criteria-0-position": 2,
            "criteria-1-position": 1,
            "criteria-0-weight": 7,
            "criteria-0-anchor_0_kk": "Мүлдем жоқ",
            "criteria-0-anchor_0_en": "Nothing at all",
            "criteria-2-DELETE": "on",
            "in_force_from": "2099-01-01",
        },
    )
    before = draft.criteria.count()
    answer = office.post(path, sent)
    assert answer.status_code == 302, answer.content.decode()
    assert Rubric.in_force("expertise", LATER) == draft
    assert draft.criteria.count() == before - 1
    second = draft.criteria.get(position=2)
    assert second.weight == 7
    assert second.anchors.get(score=0).text_kk == "Мүлдем жоқ"
    shown = office.get(path)
    assert "0: Nothing at all" in shown.content.decode()
    assert "criteria-0-anchor_5_kk" not in shown.content.decode()
    assert office.post(path, sent).status_code == 403


@pytest.mark.parametrize(
    "gap",
    [
        {"criteria-0-anchor_3_ru": ""},
        {"criteria-0-anchor_0_kk": ""},
        {"criteria-0-weight": 0},
        {"criteria-0-name_ru": ""},
        {"name_kk": ""},
        {"criteria-1-position": 1},
    ],
)
def test_unfinished_edition_is_not_published(
    office: Client, draft: Rubric, gap: dict[str, Any]
) -> None:
    path = page("rubric", "change", draft.pk)
    answer = office.post(path, typed(draft, in_force_from="2099-01-01", **gap))
    assert answer.status_code == 200
    assert answer.context["errors"]
    draft.refresh_from_db()
    assert not draft.published


def test_unfinished_edition_is_kept(office: Client, draft: Rubric) -> None:
    path = page("rubric", "change", draft.pk)
    gaps = {f"criteria-0-{name}": "" for name in ANCHORS}
    assert office.post(path, typed(draft, **gaps)).status_code == 302
    anchors = draft.criteria.get(position=1).anchors
    assert set(anchors.values_list("text_kk", flat=True)) == {""}


def test_rubric_without_criteria_is_not_published(office: Client, draft: Rubric) -> None:
    sent = typed(draft, in_force_from="2099-01-01")
    gone = {f"criteria-{n}-DELETE": "on" for n in range(draft.criteria.count())}
    answer = office.post(page("rubric", "change", draft.pk), sent | gone)
    assert "at least one criterion" in answer.content.decode()


CHANGES: dict[str, Callable[[Rubric], object]] = {
    "rubric": lambda rubric: Rubric.objects.filter(pk=rubric.pk).update(name_kk="Басқа"),
    "withdrawal": lambda rubric: Rubric.objects.filter(pk=rubric.pk).update(in_force_from=None),
    "weight": lambda rubric: rubric.criteria.update(weight=1),
    "criterion": lambda rubric: Criterion.objects.create(rubric=rubric, position=99, weight=1),
    "anchor": lambda rubric: Anchor.objects.filter(criterion__rubric=rubric).update(text_kk="x"),
    "deletion": lambda rubric: Anchor.objects.filter(criterion__rubric=rubric).delete(),
    "move": lambda rubric: prepare_next(rubric).criteria.update(rubric=rubric),
}


@pytest.mark.parametrize("change", CHANGES)
def test_database_refuses_to_change_what_is_published(db: None, change: str) -> None:
    rubric = Rubric.objects.get(code="expertise")
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        CHANGES[change](rubric)


def test_terms_are_published_with_days_for_some_states(office: Client) -> None:
    form = office.get(page("terms", "add")).content.decode()
    assert "Declared: 2 working days." in form or "Declared: 3 working days." in form
    names = [name for name in _days(office) if name.startswith("days_EX_")]
    sent = {"process": "EX", "in_force_from": LATER.isoformat(), names[0]: 4}
    assert office.post(page("terms", "add"), sent).status_code == 302
    made = Terms.objects.get(process="EX", in_force_from=LATER)
    assert made.days == {names[0].removeprefix("days_EX_"): 4}
    assert made.number == 1
    assert office.get(page("terms", "change", made.pk)).status_code == 200
    assert office.post(page("terms", "change", made.pk), sent).status_code == 403
    answer = office.post(
        page("terms"), {"action": "begin_edition", "_selected_action": str(made.pk)}
    )
    again = office.get(answer["Location"]).context["adminform"].form
    assert again[names[0]].value() == "4"
    assert office.post(page("terms", "add"), sent).status_code == 302
    assert Terms.objects.filter(process="EX").latest("number").number == 2


def _days(office: Client) -> list[str]:
    form = office.get(page("terms", "add")).context["adminform"].form
    return [name for name in form.fields if name.startswith("days_")]


def test_impossible_terms_are_refused(office: Client) -> None:
    name = _days(office)[0]
    process = name.split("_")[1]
    yesterday = timezone.localdate() - timedelta(days=1)
    for wrong in (
        {name: 0},
        {name: "көп"},
        {"process": "XX"},
        {"in_force_from": yesterday.isoformat()},
    ):
        sent = {"process": process, "in_force_from": LATER.isoformat()} | wrong
        assert office.post(page("terms", "add"), sent).status_code == 200
    assert not Terms.objects.exists()


def test_rules_of_the_council_are_added_and_never_changed(office: Client) -> None:
    first = CouncilRules.objects.get()
    answer = office.post(
        page("councilrules"), {"action": "begin_edition", "_selected_action": str(first.pk)}
    )
    form = office.get(answer["Location"]).context["adminform"].form
    assert form["quorum_denominator"].value() == str(first.quorum_denominator)
    assert form["council"].value() == str(first.council_id)
    answered = {name: form[name].value() for name in form.fields}
    sent = {name: value for name, value in answered.items() if value is not None}
    sent |= {"notice_days": 7, "quorum_number": ""}
    sent["in_force_from"] = LATER.isoformat()
    assert (
        office.post(page("councilrules", "add"), sent | {"quorum_numerator": 4}).status_code == 200
    )
    assert office.post(page("councilrules", "add"), sent).status_code == 302
    assert CouncilRules.objects.get(in_force_from=LATER).notice_days == 7
    assert office.post(page("councilrules", "change", first.pk), sent).status_code == 403
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE workflows_councilrules SET notice_days = 1")
