"""What a page of a session shows, as one short mark, so that asking again costs next to nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language

from workflows.councils import stages
from workflows.councils.agenda import AgendaItem
from workflows.councils.voting import CAST_BALLOT

if TYPE_CHECKING:
    from permissions.models import User


def mark(number: str, person: User, kind: str) -> str:
    """Give the ETag of what a person sees of a session now; empty where there is none.

    Everything that happens in a session raises its version, but for ballots that are cast and
    decisions that are carried out. One statement. Signed for the person, so that whoever brings
    it was shown that very state, and needs no other leave to be told that nothing is new.
    """
    out = stages.ballots().filter(parent=OuterRef("pk"), open=True).order_by()
    cast = out.filter(state=CAST_BALLOT).values("parent").annotate(n=Count("pk"))
    own = out.filter(member=person.pk).values("parent").annotate(n=Sum("version"))
    done = AgendaItem.objects.filter(session=OuterRef("pk")).order_by().values("session")
    settled = Q(applied_at__isnull=False) | ~Q(not_applied="")
    carried = done.annotate(n=Count("pk", filter=settled))
    rows = stages.sessions().filter(Q(number=number) | Q(code=number))
    found: Any = rows.values_list(
        "pk",
        F("version"),
        Coalesce(Subquery(cast.values("n")), 0),
        Coalesce(Subquery(own.values("n")), 0),
        Coalesce(Subquery(carried.values("n")), 0),
    ).first()
    if found is None:
        return ""
    told = [kind, person.pk, get_language(), *found]
    return f'"{salted_hmac("council", repr(told), algorithm="sha256").hexdigest()[:32]}"'
