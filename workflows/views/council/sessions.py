"""The sessions of the councils: what is ahead, what is under way, what is past."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.shortcuts import render
from django.utils.translation import gettext as _

from permissions.roles import Role
from workflows import registry
from workflows.councils import stages
from workflows.councils.agenda import AgendaItem, ItemState
from workflows.councils.bodies import Council
from workflows.views.people import PersonView

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpResponse
    from django_stubs_ext import StrOrPromise

    from permissions.models import User
    from workflows.views.people import Asked

ATTENDING = {
    *(Role.SECRETARY, Role.METHODIST, Role.CENTRE_HEAD, Role.DEPARTMENT_HEAD),
    *(Role.COUNCIL_MEMBER, Role.COUNCIL_CHAIR),
}
PAST_ON_PAGE = 30


@dataclass(frozen=True, slots=True)
class Row:
    """A session in a list."""

    session: Any
    state: StrOrPromise


@dataclass(frozen=True, slots=True)
class Shelf:
    """Sessions at one stage."""

    name: str
    title: str
    empty: str
    rows: list[Row]


def may_open(person: Any) -> bool:
    """Tell whether the sessions are in a person's menu; strangers log in elsewhere."""
    return person.is_authenticated and not ATTENDING.isdisjoint(person.roles_now)


class SessionsView(PersonView):
    """The sessions that a person may see, and their own ballots."""

    def get(self, request: Asked) -> HttpResponse:
        """List them; ``?council`` keeps those of one council, ``?page`` goes back in time."""
        person = request.user
        rows = _visible(person)
        asked = request.GET.get("council", "")
        shown = rows.filter(council__code=asked) if asked else rows
        now = list(shown.filter(state__in=(*stages.BEFORE, stages.OPEN)).order_by("day", "pk"))
        past = Paginator(shown.exclude(state__in=(*stages.BEFORE, stages.OPEN)), PAST_ON_PAGE)
        page = past.get_page(request.GET.get("page"))
        context = {
            "shelves": [
                Shelf(
                    "open",
                    _("Under way"),
                    _("No session is under way."),
                    _rows(s for s in now if s.state == stages.OPEN),
                ),
                Shelf(
                    "upcoming",
                    _("Upcoming"),
                    _("No session is planned."),
                    _rows(s for s in now if s.state != stages.OPEN),
                ),
                Shelf("past", _("Past"), _("No session has been held yet."), _rows(page)),
            ],
            "page_obj": page,
            "councils": _councils(rows),
            "asked": asked,
            "ballots": _ballots(person),
            "may_plan": _may_plan(person),
        }
        return render(request, "workflows/council/sessions.html", context)


def _visible(person: User) -> QuerySet[Any]:
    """List the sessions that a person may see, with their councils and numbers of items."""
    on_agenda = (
        AgendaItem.objects.filter(session=OuterRef("pk"))
        .exclude(state=ItemState.DROPPED)
        .order_by()
        .values("session")
        .annotate(n=Count("pk"))
        .values("n")
    )
    rule = registry.model(stages.SESSION).process.seen_by.rows(person)
    found: QuerySet[Any] = (
        stages.sessions()
        .filter(rule)
        .select_related("council")
        .annotate(items=Coalesce(Subquery(on_agenda), 0))
        .order_by("-day", "-pk")
    )
    return found


def _rows(sessions: Any) -> list[Row]:
    return [Row(session, registry.state_label(session)) for session in sessions]


def _councils(rows: QuerySet[Any]) -> list[Any]:
    """List the councils whose sessions a person sees."""
    return list(Council.objects.filter(pk__in=rows.order_by().values("council")).order_by("pk"))


def _ballots(person: User) -> list[Any]:
    """List the ballots of a person on which they can still vote."""
    rows = stages.ballots().filter(member=person.pk, open=True)
    return list(rows.select_related("parent", "motion__item").order_by("due_at", "pk"))


def _may_plan(person: User) -> bool:
    opens = registry.model(stages.SESSION).process.opens
    return bool(opens and opens(person, None))
