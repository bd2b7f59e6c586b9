"""What the page of a mentoring shows: the request, the pair, their goals and meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from workflows import access, pairs, sections
from workflows.pairs import PairState
from workflows.shown import Section

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django_stubs_ext import StrOrPromise

    from permissions.models import User

REQUEST = (
    ("initiator", _("Teacher")),
    ("organisation", _("Organisation")),
    ("subject", _("Subject")),
    ("language", _("Language of the mentoring")),
    ("methodist", _("Methodist")),
    ("until", _("Together until")),
)
RATING = (("rating", _("Did the mentoring help?")),)
NEVER_BEGAN = frozenset({PairState.OFFERED, PairState.DECLINED, PairState.RECALLED})


def of_mentoring(case: Any, person: User) -> list[Section]:
    """Give the sections of a mentoring; only the centre sees who was asked and did not come."""
    inside = bool(access.sees_by_rule(person, case))
    wish = _text(_("What the teacher would like to learn"), case, case.wish)
    request = sections.facts(_("The request"), case, REQUEST)
    return [wish, request, *_of_pair(case, inside=inside), *_in_the_end(case)]


def _of_pair(case: Any, *, inside: bool) -> Iterator[Section]:
    asked = pairs.pairings(case)
    shown = [pairing for pairing in asked if inside or pairing.state not in NEVER_BEGAN]
    if shown:
        yield Section(_("Mentors"), "workflows/sections/mentors.html", {"pairings": shown})
    goals = pairs.goals(case) if shown else []
    if goals:
        yield Section(
            _("Goals of the mentoring"),
            "workflows/sections/goals.html",
            {"pairs": _by_pair(shown, goals)},
        )
    meetings = pairs.meetings(case) if goals else []
    if meetings:
        confirmed = [meeting for meeting in meetings if meeting.confirmed_at]
        context = {
            "pairs": _by_pair(shown, meetings),
            "confirmed": len(confirmed),
            "hours": round(sum(meeting.minutes for meeting in confirmed) / 60, 1),
        }
        yield Section(_("Meetings"), "workflows/sections/meetings.html", context)


def _in_the_end(case: Any) -> Iterator[Section]:
    if case.results:
        yield _text(_("The mentor's report"), case, case.results)
    if case.advice:
        yield _text(_("Advice for the time after"), case, case.advice)
    if case.rating:
        yield sections.facts(_("Rating by the teacher"), case, RATING)
        yield _text(_("The teacher's feedback"), case, case.feedback)


def _text(title: StrOrPromise, case: Any, text: str) -> Section:
    """Show what was written in the language of the case, across the page."""
    return Section(title, "workflows/sections/texts.html", {"texts": {case.language: text}})


def _by_pair(asked: list[pairs.Pairing], rows: list[Any]) -> list[dict[str, Any]]:
    """Put what the pairs did under the mentor of each, the latest pair first."""
    found = []
    for pairing in reversed(asked):
        own = [row for row in rows if row.pairing_id == pairing.pk]
        if own:
            found.append({"mentor": pairing.mentor, "rows": own})
    return found
