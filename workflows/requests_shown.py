"""What the page of a request shows: the answer, the request, the work on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from workflows.sections import facts
from workflows.shown import Section

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django_stubs_ext import StrOrPromise

ASKED = (
    ("kind", _("What is asked for")),
    ("organisation", _("Organisation")),
    ("district", _("District or city")),
    ("initiator", _("Head of the organisation")),
    ("contact", _("Who can be asked")),
    ("language", _("Language of the request")),
    ("received_at", _("Came in")),
    ("methodist", _("Methodist")),
)
RATED = (("rating", _("How far did the answer help?")), ("rated_because", _("In their own words")))


def of_request(case: Any) -> list[Section]:
    """Give the sections of a request, the answer first once it is there."""
    return [*_answered(case), *_asked(case), *_worked_on(case)]


def _answered(case: Any) -> Iterator[Section]:
    # An answer that was returned is shown as well: it is what is being mended.
    if case.answer:
        yield _text(_("The answer"), case, case.answer)
    if case.rating:
        yield facts(_("What the organisation says of it"), case, RATED)


def _asked(case: Any) -> Iterator[Section]:
    yield _text(_("Text of the request"), case, case.text)
    yield facts(_("The request"), case, ASKED)


def _worked_on(case: Any) -> Iterator[Section]:
    if case.methodist_id is None:
        return
    if case.plan:
        yield _text(_("Plan"), case, case.plan)
    visits = list(case.visits.all())
    if visits:
        yield Section(_("Visits"), "workflows/sections/visits.html", {"visits": visits})


def _text(title: StrOrPromise, case: Any, text: str) -> Section:
    return Section(title, "workflows/sections/texts.html", {"texts": {case.language: text}})
