"""What is done to people: roles given and taken, the system actor."""

from collections.abc import Sequence
from functools import cache

from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from permissions.models import District, Membership, Organisation, Region, Subject, User
from permissions.models.membership import today
from permissions.models.people import SYSTEM
from permissions.roles import Role

BATCH = 500


@cache
def _system_pk() -> int:
    return User.objects.values_list("pk", flat=True).get(username=SYSTEM)


def system() -> User:
    """Give the actor of timers and jobs: a person nobody can log in as."""
    return User(pk=_system_pk(), username=SYSTEM, first_name="Жүйе", is_active=False)


def grant_role(
    user: User,
    role: str,
    *,
    by: User,
    region: Region | None = None,
    district: District | None = None,
    organisation: Organisation | None = None,
    subject: Subject | None = None,
) -> Membership:
    """Give ``user`` a role in a scope from today on; the scope left empty is everything.

    Granting again what is held changes nothing. Raises PermissionDenied unless ``by``
    is an administrator or the system.
    """
    _gate(by)
    with transaction.atomic():
        membership, _created = Membership.objects.get_or_create(
            user=user,
            role=_group(role),
            region=region,
            district=district,
            organisation=organisation,
            subject=subject,
            until=None,
            defaults={"granted_by": by},
        )
        settle_groups(user)
    return membership


def grant_roles(memberships: Sequence[Membership], *, by: User) -> None:
    """Give many roles, as `grant_role` gives one, in a fixed number of statements.

    None of them may be held already. Raises PermissionDenied unless ``by`` is an
    administrator or the system.
    """
    _gate(by)
    groups = dict(Group.objects.values_list("name", "pk"))
    joined = User.groups.through
    with transaction.atomic():
        for membership in memberships:
            membership.granted_by = by
        Membership.objects.bulk_create(memberships, batch_size=BATCH)
        joined.objects.bulk_create(
            [joined(user_id=m.user_id, group_id=groups[m.role_id]) for m in memberships],
            batch_size=BATCH,
            ignore_conflicts=True,
        )
        staff = [m.user_id for m in memberships if m.role_id == Role.ADMINISTRATOR]
        User.objects.filter(pk__in=staff, is_staff=False).update(is_staff=True)


def withdraw_role(
    user: User,
    role: str,
    *,
    by: User,
    region: Region | None = None,
    district: District | None = None,
    organisation: Organisation | None = None,
    subject: Subject | None = None,
) -> bool:
    """End a role in exactly this scope from today on; say whether there was one to end.

    Raises PermissionDenied unless ``by`` is an administrator or the system.
    """
    _gate(by)
    with transaction.atomic():
        ended = (
            user.memberships.in_force()
            .filter(
                role=_group(role),
                region=region,
                district=district,
                organisation=organisation,
                subject=subject,
            )
            .update(until=today(), withdrawn_by=by)
        )
        settle_groups(user)
    return bool(ended)


def settle_groups(user: User) -> None:
    """Make the groups of ``user`` those of the roles that hold today, and forget what was read."""
    user.__dict__.pop("memberships_now", None)
    roles = user.roles_now
    user.groups.set(Group.objects.filter(name__in=roles))
    is_staff = user.is_superuser or Role.ADMINISTRATOR in roles
    if user.is_staff != is_staff:
        user.is_staff = is_staff
        user.save(update_fields=["is_staff"])


def settle_all_groups() -> int:
    """Settle the groups of those whose roles began or ran out; say how many people that were."""
    in_group = User.groups.through.objects
    in_force = Membership.objects.in_force()
    left = in_group.exclude(
        Exists(in_force.filter(user=OuterRef("user"), role=OuterRef("group__name")))
    )
    joined = in_force.exclude(
        Exists(in_group.filter(user=OuterRef("user"), group__name=OuterRef("role")))
    )
    people = User.objects.filter(
        Q(pk__in=left.values("user")) | Q(pk__in=joined.values("user")),
    )
    settled = list(people)
    for person in settled:
        settle_groups(person)
    return len(settled)


def _group(role: str) -> Group:
    return Group.objects.get(name=Role(role).value)


def _gate(by: User) -> None:
    if not (by.is_system or by.is_superuser or Role.ADMINISTRATOR in by.roles_now):
        raise PermissionDenied(_("Only an administrator gives and takes roles."))
