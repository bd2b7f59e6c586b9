"""The parts of the case page under their tabs: those of the process and those of every case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workflows import charts, dossiers, queries, registry
from workflows.councils import agenda, stages
from workflows.shown import Section, Tab
from workflows.spec import Sitting
from workflows.views import words
from workflows.views.council.sessions import may_open as may_attend

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from django_stubs_ext import StrOrPromise

    from permissions.models import User
    from workflows.models import Case, Event

EVENTS_SHOWN = 100
LABELS = {
    Tab.MATTER: gettext_lazy("About the case"),
    Tab.DOCUMENTS: gettext_lazy("Documents"),
    Tab.REVIEWS: gettext_lazy("Reviews"),
    Tab.DECISION: gettext_lazy("Decision"),
    Tab.WAY: gettext_lazy("The way"),
    Tab.HISTORY: gettext_lazy("History"),
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands under one tab."""

    name: str
    label: StrOrPromise
    sections: list[Section]


def sheets(case: Case, person: User, *, whole: bool, acting: bool, everything: bool) -> list[Sheet]:
    """Sort what a person may see of a case under tabs, without those that would be empty.

    ``acting`` tells that the person can do something here, ``everything`` that they want to
    read the whole trail however long it is.
    """
    found = of_process(case, person)
    events = words.seen(case, queries.events_of(case), person, whole=whole)
    found += _session(case, events, person)
    if not any(section.lists_children for section in found):
        found += _children(case, person, whole=whole)
    listed = any(section.tab == Tab.DOCUMENTS for section in found)
    found += _documents(case, expected=acting and not listed)
    told = events if everything else events[:EVENTS_SHOWN]
    trail = words.trail(case, told, person, whole=whole)
    found += [_way(case, events), _history(trail, untold=len(events) - len(told))]
    by_tab = {tab: [section for section in found if section.tab == tab] for tab in Tab}
    return [Sheet(tab, LABELS[tab], sections) for tab, sections in by_tab.items() if sections]


def of_process(case: Case, person: User) -> list[Section]:
    """Give the parts that the process adds to the page, as it shows them to the person."""
    sections = getattr(case, "sections", None)
    return list(sections(person)) if sections else []


def _session(case: Case, events: Iterable[Event], person: User) -> Iterator[Section]:
    """Lead to the page of a session: its own, that of a ballot, that before which a case is."""
    label, title = "", _("The session")
    if case.process_code == stages.SESSION:
        label = case.label
    elif case.process_code == stages.BALLOT and case.parent:
        label = case.parent.label
    elif agenda.moves_of(case, Sitting.LEAVE):
        title = _("Before the council")
        # The move that put it on the agenda says on whose.
        label = next((event.data["session"] for event in events if "session" in event.data), "")
    if label:
        context = {"label": label, "linked": may_attend(person)}
        yield Section(title, "workflows/sections/session.html", context)


def _documents(case: Case, *, expected: bool) -> Iterator[Section]:
    filed = dossiers.by_document(dossiers.versions(case))
    if filed or expected:
        template = "workflows/sections/filed.html"
        yield Section(_("Filed documents"), template, {"filed": filed}, Tab.DOCUMENTS)


def _children(case: Case, person: User, *, whole: bool) -> Iterator[Section]:
    children = queries.children_of(case, person)
    if children:
        names = [child.holder.full_name if whole and child.holder else "" for child in children]
        rows = list(zip(words.rows(children, person), names, strict=True))
        yield Section(_("Related cases"), "workflows/sections/children.html", {"children": rows})


def _way(case: Case, events: Sequence[Event]) -> Section:
    model = registry.model(case.process_code)
    taken = {(event.source, event.target) for event in events}
    context = {
        "stops": charts.stops(model, edition=case.edition, current=case.state, taken=taken),
        # The chart escapes what it is made of.
        "chart": mark_safe(  # noqa: S308
            charts.svg(model, edition=case.edition, current=case.state, taken=taken)
        ),
    }
    return Section(_("The way of the case"), "workflows/sections/way.html", context, Tab.WAY)


def _history(trail: list[words.Happened], *, untold: int) -> Section:
    context = {"trail": trail, "untold": untold}
    return Section(_("What happened"), "workflows/sections/history.html", context, Tab.HISTORY)
