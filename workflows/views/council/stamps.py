"""What a page of a session shows, as one short mark, so that asking again costs next to nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Count, Q
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from workflows.authorship import Coauthor
from workflows.councils import stages
from workflows.councils.agenda import AgendaItem
from workflows.councils.voting import CAST_BALLOT
from workflows.models import Case

if TYPE_CHECKING:
    from permissions.models import User

# Asked for by everybody every second, so that the ORM's work for it would be most of its cost.
MARK = f"""
    SELECT c.id, c.version,
        (SELECT count(*) FROM {Case._meta.db_table} b
          WHERE b.parent_id = c.id AND b.open AND b.process = %(ballot)s AND b.state = %(cast)s),
        (SELECT count(*) FROM {AgendaItem._meta.db_table} i
          WHERE i.session_id = c.id AND (i.applied_at IS NOT NULL OR i.not_applied <> '')),
        (SELECT sum(b.version) FROM {Case._meta.db_table} b
          WHERE b.parent_id = c.id AND b.open AND b.process = %(ballot)s
            AND b.holder_id = %(person)s)
      FROM {Case._meta.db_table} c
     WHERE c.process = %(session)s AND (c.number = %(number)s OR c.code = %(number)s)
"""  # noqa: S608 (the names come from the models)


@dataclass(frozen=True, slots=True)
class Mark:
    """What a person is shown of a session: all of it but how many ballots are cast, and that."""

    session: int
    shown: str
    cast: int

    @property
    def tag(self) -> str:
        """The ETag."""
        return f'"{self.shown}-{self.cast}"'

    def differs_in_count(self, tag: str) -> bool:
        """Tell whether a person with this tag lacks nothing but the count of ballots."""
        return tag.startswith(f'"{self.shown}-')


def mark(number: str, person: User, kind: str) -> Mark | None:
    """Mark what a person sees of a session now; ``None`` where there is none. One statement.

    Everything that happens in a session raises its version, but for ballots that are cast and
    decisions that are carried out. Signed for the person, so that whoever brings the mark was
    shown that very state, and needs no other leave to be told what little is new.
    """
    sought: dict[str, int | str] = {
        "number": number,
        "person": person.pk,
        "session": stages.SESSION,
        "ballot": stages.BALLOT,
        "cast": CAST_BALLOT,
    }
    with connection.cursor() as cursor:
        cursor.execute(MARK, sought)
        found = cursor.fetchone()
    if found is None:
        return None
    session, version, cast, carried_out, own = found
    told = [kind, person.pk, get_language(), session, version, carried_out, own]
    signed = salted_hmac("council", repr(told), algorithm="sha256").hexdigest()
    return Mark(session, signed[:32], cast)


def counts(session: int, person: User) -> dict[int, tuple[int, str]]:
    """Give how many ballots are cast in each open vote, with the words; none to who keeps away."""
    made = Coauthor.objects.filter(person=person).values("case")
    hidden = (
        Q(motion__item__recusals__person=person)
        | Q(motion__item__matter__initiator=person)
        | Q(motion__item__matter__in=made)
    )
    rows = stages.ballots().filter(parent=session, open=True).exclude(hidden).order_by()
    counted = rows.values("motion").annotate(
        given=Count("pk"), cast=Count("pk", filter=Q(state=CAST_BALLOT))
    )
    said = _("Votes cast: %(cast)s of %(given)s")
    return {row["motion"]: (row["cast"], said % row) for row in counted}
