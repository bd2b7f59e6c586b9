"""What a case held comes through JSON as it was, and asks the database nothing."""

from __future__ import annotations

import json
from typing import Any

import time_machine

from tests.workflows.processes import builders
from workflows import as_of
from workflows.processes.expertise import Expertise


def test_columns_come_back_as_they_were(db: None, django_assert_num_queries: Any) -> None:
    with time_machine.travel(builders.MONDAY, tick=True):
        case = builders.expertise_in("revision", builders.gather())
    before = Expertise.objects.get(pk=case.pk)
    with django_assert_num_queries(0):
        held = json.loads(json.dumps(as_of.columns(before)))
    assert {"pk", "id", "head", "state", "case_ptr_id"}.isdisjoint(held)
    Expertise.objects.filter(pk=case.pk).update(
        title_kk="Басқа", hours=1, subject=None, conclusion_date=None, methodist=None
    )
    case = Expertise.objects.get(pk=case.pk)
    as_of.restore(case, held)
    for name in held:
        assert getattr(case, name) == getattr(before, name), name
    assert case.methodist == before.methodist


def test_columns_that_came_later_stay_as_read(db: None) -> None:
    with time_machine.travel(builders.MONDAY, tick=True):
        case = builders.start(builders.gather())
    as_of.restore(case, {"title_kk": "Бұрынғы", "gone": 1})
    assert (case.title_kk, case.title_ru) == ("Бұрынғы", "Неделя математики")
