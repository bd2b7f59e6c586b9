"""Who may see a case: grants to persons (guardian) and the rule of its process."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from django.contrib.auth.models import Permission
from django.db.models import Q

from permissions.rules import ALLOWED, Verdict
from workflows import registry
from workflows.models import Case, CaseUserPermission

if TYPE_CHECKING:
    from permissions.models import User

VIEW = "view_case"


@cache
def _view_permission() -> int:
    return Permission.objects.get(content_type__app_label="workflows", codename=VIEW).pk


def admit(case: Case, *people: User) -> None:
    """Let persons see a case; those who already may are passed over."""
    grants = [grant(case, person.pk) for person in people]
    CaseUserPermission.objects.bulk_create(grants, ignore_conflicts=True)


def grant(case: Case, person: int) -> CaseUserPermission:
    """Make, without saving it, what lets the person of a key see a case."""
    return CaseUserPermission(
        permission_id=_view_permission(), user_id=person, content_object_id=case.pk
    )


def dismiss(case: Case, person: int) -> None:
    """Withdraw what let the person of a key see a case."""
    CaseUserPermission.objects.filter(
        user=person, content_object_id=case.pk, permission_id=_view_permission()
    ).delete()


def sees_by_rule(person: User, case: Case) -> Verdict:
    """Answer whether the rule of the process lets a person see the whole case and its trail."""
    return registry.process_of(case).seen_by(person, case)


def may_see(person: User, case: Case) -> bool:
    """Answer whether a person may see a case, by its process's rule or by a grant."""
    if sees_by_rule(person, case) is ALLOWED:
        return True
    return CaseUserPermission.objects.filter(
        user=person, content_object_id=case.pk, permission_id=_view_permission()
    ).exists()


def seen_by_rule(person: User) -> Q:
    """Give `sees_by_rule` as a condition on a list of cases."""
    rule = Q(pk__in=())
    for model in registry.models():
        rule |= Q(process_code=model.process.code) & model.process.seen_by.rows(person)
    return rule


def visible(person: User) -> Q:
    """Give `may_see` as a condition on a list of cases."""
    grants = CaseUserPermission.objects.filter(user=person, permission_id=_view_permission())
    return seen_by_rule(person) | Q(pk__in=grants.values("content_object_id"))
