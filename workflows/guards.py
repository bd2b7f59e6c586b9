"""What must hold before an action, with the words for when it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from permissions.rules import ALLOWED, Refused, Verdict
from workflows import dossiers, wanting
from workflows.asks.leading import MIN_PANEL
from workflows.authorship import coauthors
from workflows.panel import panel_now
from workflows.remarks import remarks
from workflows.spec import Guard, Outcome

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def _unless(refusal: StrOrPromise, *, holds: bool) -> Verdict:
    return ALLOWED if holds else Refused(refusal)


def _work_filed(case: Any, _actor: Any) -> Verdict:
    filed = any(version.document.kind.code == case.work_kind for version in dossiers.versions(case))
    return _unless(_("File the work itself first."), holds=filed)


def _has_documents(case: Any, _actor: Any) -> Verdict:
    return _unless(_("Nothing has been filed yet."), holds=bool(dossiers.versions(case)))


def _coauthors_confirmed(case: Any, _actor: Any) -> Verdict:
    waiting = any(coauthor.confirmed_at is None for coauthor in coauthors(case))
    return _unless(_("Not every co-author has confirmed yet."), holds=not waiting)


def _complete(case: Any, _actor: Any) -> Verdict:
    missing = dossiers.missing(case)
    if not missing:
        return ALLOWED
    things = "; ".join(str(item) for item in missing)
    return Refused(format_lazy(_("Documents are missing. {things}"), things=things))


def _conclusion_recorded(case: Any, _actor: Any) -> Verdict:
    return _unless(wanting.NO_CONCLUSION, holds=wanting.is_concluded(case))


def _described(case: Any, _actor: Any) -> Verdict:
    lacking = wanting.undescribed(case)
    return Refused(lacking[0]) if lacking else ALLOWED


def _all_reviews_in(case: Any, _actor: Any) -> Verdict:
    panel = panel_now(case)
    done = sum(seat.review.outcome == Outcome.POSITIVE for seat in panel)
    busy = any(seat.review.open for seat in panel)
    return _unless(_("Not all reviews are in yet."), holds=not busy and done >= MIN_PANEL)


def _panel_short(case: Any, _actor: Any) -> Verdict:
    panel = panel_now(case)
    first = sum(seat.review.started_at == case.held_since for seat in panel)
    standing = sum(seat.review.outcome in {"", Outcome.POSITIVE} for seat in panel)
    return _unless(_("The panel has as many experts as at its beginning."), holds=standing < first)


def _somebody_reviews(case: Any, _actor: Any) -> Verdict:
    busy = any(seat.review.open for seat in panel_now(case))
    return _unless(_("No review is open."), holds=busy)


def _has_remarks(case: Any, _actor: Any) -> Verdict:
    there = any(remark.can_be_sent for remark in remarks(case))
    return _unless(_("The reviews of this round have no remarks to send."), holds=there)


def _answered(case: Any, _actor: Any) -> Verdict:
    waiting = any(remark.waits_for_answer for remark in remarks(case))
    return _unless(_("Answer every remark that must be mended first."), holds=not waiting)


def _new_version(case: Any, _actor: Any) -> Verdict:
    filed = any(
        version.document.kind.code == case.work_kind and version.uploaded_at >= case.held_since
        for version in dossiers.versions(case)
    )
    return _unless(_("File a new version of the work first."), holds=filed)


def _not_confirmed_before(case: Any, actor: Any) -> Verdict:
    confirmed = any(
        coauthor.person_id == actor.pk and coauthor.confirmed_at for coauthor in coauthors(case)
    )
    return _unless(_("You have confirmed already."), holds=not confirmed)


def _has_coauthors(case: Any, _actor: Any) -> Verdict:
    return _unless(_("No co-author is named."), holds=bool(coauthors(case)))


def _not_returned_before(case: Any, _actor: Any) -> Verdict:
    return _unless(_("A review is returned only once."), holds=not case.returned)


HAS_DOCUMENTS = Guard("something is filed", _has_documents)
HAS_COAUTHORS = Guard("a co-author is named", _has_coauthors)
NOT_CONFIRMED_BEFORE = Guard("the co-author has not confirmed before", _not_confirmed_before)
WORK_FILED = Guard("the work is filed", _work_filed)
COAUTHORS_CONFIRMED = Guard("every co-author has confirmed", _coauthors_confirmed)
COMPLETE = Guard("the required documents are filed", _complete)
CONCLUSION_RECORDED = Guard("the district conclusion is recorded", _conclusion_recorded)
DESCRIBED = Guard("the description is whole", _described)
ALL_REVIEWS_IN = Guard("all reviews are in", _all_reviews_in)
PANEL_SHORT = Guard("a reviewer has declined", _panel_short)
SOMEBODY_REVIEWS = Guard("a review is open", _somebody_reviews)
HAS_REMARKS = Guard("there are remarks to send", _has_remarks)
ANSWERED = Guard("every must-remark is answered", _answered)
NEW_VERSION = Guard("a new version of the work is filed", _new_version)
NOT_RETURNED_BEFORE = Guard("the review was not returned before", _not_returned_before)
