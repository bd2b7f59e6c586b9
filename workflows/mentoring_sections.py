"""What the page of a mentoring shows: the request, the pair, their goals and meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from workflows import access, pairs, sections
from workflows.pairs import PairState
from workflows.shown import Section

if TYPE_CHECKING:
    from collections.abc import Iterator

    from permissions.models import User

REQUEST = (
    ("initiator", _("Teacher")),
    ("organisation", _("Organisation")),
    ("subject", _("Subject")),
    ("language", _("Language of the mentoring")),
    ("wish", _("What the teacher would like to learn")),
    ("methodist", _("Methodist")),
    ("until", _("Together until")),
)
REPORT = (("results", _("What came of it")), ("advice", _("Advice for the time after")))
FEEDBACK = (("rating", _("Did the mentoring help?")), ("feedback", _("Feedback")))
NEVER_BEGAN = frozenset({PairState.OFFERED, PairState.DECLINED, PairState.RECALLED})


def of_mentoring(case: Any, person: User) -> list[Section]:
    """Give the sections of a mentoring; only the centre sees who was asked and did not come."""
    inside = bool(access.sees_by_rule(person, case))
    return [sections.facts(_("The request"), case, REQUEST), *_of_pair(case, inside=inside)]


def _of_pair(case: Any, *, inside: bool) -> Iterator[Section]:
    asked = pairs.pairings(case)
    shown = [pairing for pairing in asked if inside or pairing.state not in NEVER_BEGAN]
    if shown:
        yield Section(_("Mentors"), "workflows/sections/mentors.html", {"pairings": shown})
    goals = pairs.goals(case) if shown else []
    if goals:
        yield Section(
            _("Goals"), "workflows/sections/goals.html", {"pairs": _by_pair(shown, goals)}
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
    if case.results:
        yield sections.facts(_("The mentor's report"), case, REPORT)
    if case.rating:
        yield sections.facts(_("The teacher's feedback"), case, FEEDBACK)


def _by_pair(asked: list[pairs.Pairing], rows: list[Any]) -> list[dict[str, Any]]:
    """Put what the pairs did under the mentor of each, the latest pair first."""
    found = []
    for pairing in reversed(asked):
        own = [row for row in rows if row.pairing_id == pairing.pk]
        if own:
            found.append({"mentor": pairing.mentor, "rows": own})
    return found
