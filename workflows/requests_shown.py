"""What the page of a request shows: the request, the work on it, the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from workflows.sections import facts
from workflows.shown import Section

if TYPE_CHECKING:
    from collections.abc import Iterator

ASKED = (
    ("kind", _("What is asked for")),
    ("text", _("The request")),
    ("organisation", _("Organisation")),
    ("district", _("District or city")),
    ("initiator", _("Head of the organisation")),
    ("contact", _("Who can be asked")),
    ("language", _("Language of the request")),
    ("received_at", _("Came in")),
)
WORKED = (
    ("methodist", _("Methodist")),
    ("plan", _("Plan")),
)
RATED = (("rating", _("How far did the answer help?")), ("rated_because", _("In their own words")))


def of_request(case: Any) -> list[Section]:
    """Give the sections of a request, the answer first once it is there."""
    return [*_answered(case), facts(_("The request"), case, ASKED), *_worked_on(case)]


def _answered(case: Any) -> Iterator[Section]:
    # An answer that was returned is shown as well: it is what is being mended.
    if case.answer:
        texts = {case.language: case.answer}
        yield Section(_("The answer"), "workflows/sections/texts.html", {"texts": texts})
    if case.rating:
        yield facts(_("What the organisation says of it"), case, RATED)


def _worked_on(case: Any) -> Iterator[Section]:
    if case.methodist_id is None:
        return
    yield facts(_("The work on it"), case, WORKED)
    visits = list(case.visits.all())
    if visits:
        yield Section(_("Visits"), "workflows/sections/visits.html", {"visits": visits})
