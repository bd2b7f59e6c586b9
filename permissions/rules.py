"""Who may: small named rules, joined with ``&`` and ``|``, that answer with a reason.

Every rule is written twice: as a decision on one object and as a condition for
lists. The two must agree; a test proves it on random data.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from permissions.models import User


@dataclass(frozen=True, slots=True)
class Allowed:
    """Yes."""

    def __bool__(self) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class Refused:
    """No, and why, in words for the person who asked."""

    reason: StrOrPromise

    def __bool__(self) -> bool:
        return False


Verdict = Allowed | Refused
ALLOWED = Allowed()


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may do something with an object.

    ``who`` names the allowed ("the secretary"), ``decide`` answers for one object,
    ``rows`` is the same decision as a condition on a list of such objects, and
    ``roles`` are the roles that the rule names, for the soundness check.
    """

    who: StrOrPromise
    decide: Callable[[User, Any], Verdict]
    rows: Callable[[User], Q]
    roles: tuple[str, ...] = ()

    def __call__(self, person: User, obj: Any) -> Verdict:
        """Answer whether ``person`` may, with the reason if not."""
        return self.decide(person, obj)

    def __and__(self, other: Rule) -> Rule:
        """Both must hold; the first that does not gives the reason."""
        return Rule(
            who=self.who,
            decide=lambda person, obj: self(person, obj) and other(person, obj),
            rows=lambda person: self.rows(person) & other.rows(person),
            roles=self.roles + other.roles,
        )

    def __or__(self, other: Rule) -> Rule:
        """One is enough; a refusal names both."""
        who = format_lazy(_("{first} or {second}"), first=self.who, second=other.who)
        refused = only(who)
        return Rule(
            who=who,
            decide=lambda person, obj: self(person, obj) or other(person, obj) or refused,
            rows=lambda person: self.rows(person) | other.rows(person),
            roles=self.roles + other.roles,
        )


def only(who: StrOrPromise) -> Refused:
    """Refuse in the usual words: only the named may."""
    return Refused(format_lazy(_("Only {who} can do this."), who=who))


def nobody() -> Q:
    """Match no row."""
    return Q(pk__in=())


def everybody() -> Q:
    """Match every row; unlike an empty ``Q`` it survives being joined with ``|``."""
    return ~Q(pk__in=())


def is_person(field: str, who: StrOrPromise) -> Rule:
    """Allow the one person that a foreign key of the object names."""
    refused = only(who)
    key = f"{field}_id"
    return Rule(
        who=who,
        decide=lambda person, obj: (
            ALLOWED if person.pk and getattr(obj, key) == person.pk else refused
        ),
        rows=lambda person: Q(**{field: person.pk}) if person.pk else nobody(),
    )


def holds(role: str, who: StrOrPromise) -> Rule:
    """Allow whoever holds ``role`` in a scope that covers the object.

    The object has ``region_id``, ``district_id``, ``organisation_id`` and ``subject_id``.
    """
    refused = only(who)
    return Rule(
        who=who,
        decide=lambda person, obj: ALLOWED if person.covers(role, obj) else refused,
        rows=lambda person: person.covered(role),
        roles=(role,),
    )


def has_role(role: str, who: StrOrPromise) -> Rule:
    """Allow whoever holds ``role`` in any scope, whatever the object is."""
    refused = only(who)
    return Rule(
        who=who,
        decide=lambda person, _obj: ALLOWED if role in person.roles_now else refused,
        rows=lambda person: everybody() if role in person.roles_now else nobody(),
        roles=(role,),
    )


def is_system() -> Rule:
    """Allow no person, only the system actor."""
    refused = Refused(_("This happens by itself."))
    return Rule(
        who=_("the system"),
        decide=lambda person, _obj: ALLOWED if person.is_system else refused,
        rows=lambda person: everybody() if person.is_system else nobody(),
    )
