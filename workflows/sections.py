"""The parts that a process adds to the case page, as far as a person may see them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from documents import checklist
from documents.models import Document
from workflows import access, registry, rubrics
from workflows.panel import Seat
from workflows.remarks import Remark
from workflows.rubrics import Score
from workflows.spec import Outcome, Section

if TYPE_CHECKING:
    from permissions.models import User
    from workflows.models import Case

DESCRIBED = (
    ("kind", _("Kind of work")),
    ("subject", _("Subject")),
    ("grades", _("Grades")),
    ("language", _("Language of instruction")),
    ("hours", _("Hours")),
    ("level_asked", _("Recommendation asked for")),
    ("annotation", _("Annotation")),
    ("trial", _("Where and how it was tried out")),
)
# What tells whose work it is stays out of a blind review.
NOT_BLIND = (
    ("initiator", _("Author")),
    ("organisation", _("Organisation")),
    ("district", _("District or city")),
    ("conclusion_number", _("Number of the district conclusion")),
    ("conclusion_date", _("Date of the district conclusion")),
    ("conclusion_result", _("Result of the district conclusion")),
)


def of_expertise(case: Any, person: User) -> list[Section]:
    """Give the sections of an expertise; who sees it by a grant sees no reviewer."""
    inside = bool(access.sees_by_rule(person, case))
    remarks = Remark.objects.filter(case_id=case.pk)
    found = [
        _facts(_("The work"), case, (*NOT_BLIND[:3], *DESCRIBED, *NOT_BLIND[3:])),
        _people(case),
        _checklist(case),
        _remarks(_("Remarks"), remarks if inside else remarks.filter(sent=True)),
        _texts(_("Consolidated conclusion"), case),
        _decisions(case),
    ]
    if inside:
        found.append(_panel(case))
    return [section for section in found if section]


def of_review(case: Any, _person: User) -> list[Section]:
    """Give the sections of a review: the work without its author, scores and remarks."""
    documents = Document.objects.filter(dossier=case.parent.dossier_id)
    documents = documents.exclude(kind__code="district_conclusion").select_related("kind")
    parent: Any = _child_of(case.parent)
    found = [
        _facts(_("The work under review"), parent, DESCRIBED),
        Section(
            _("Documents under review"),
            "workflows/sections/documents.html",
            {"documents": documents.prefetch_related("versions"), "case": case},
        ),
        _scores(case),
        _remarks(_("Remarks of this review"), Remark.objects.filter(review_id=case.pk)),
    ]
    return [section for section in found if section]


def _facts(title: Any, case: Any, names: Any) -> Section:
    facts = []
    for name, label in names:
        shown = getattr(case, f"get_{name}_display", None)
        value = shown() if shown else getattr(case, name)
        if value not in {None, ""}:
            facts.append((label, value))
    return Section(title, "workflows/sections/facts.html", {"facts": facts})


def _people(case: Any) -> Section | None:
    coauthors = list(case.coauthors.select_related("person"))
    if not coauthors:
        return None
    return Section(_("Co-authors"), "workflows/sections/coauthors.html", {"coauthors": coauthors})


def _checklist(case: Any) -> Section:
    items = checklist.status(case.dossier, case.document_list)
    return Section(
        _("Required documents"), "workflows/sections/checklist.html", {"items_of_list": items}
    )


def _remarks(title: Any, remarks: Any) -> Section | None:
    found = list(remarks.select_related("version"))
    if not found:
        return None
    return Section(title, "workflows/sections/remarks.html", {"remarks": found})


def _texts(title: Any, case: Any) -> Section | None:
    if not (case.summary_kk or case.summary_ru):
        return None
    texts = {"kk": case.summary_kk, "ru": case.summary_ru}
    return Section(title, "workflows/sections/texts.html", {"texts": texts})


def _decisions(case: Any) -> Section | None:
    decisions = list(case.decisions.all())
    if not decisions:
        return None
    return Section(
        _("Decision of the council"), "workflows/sections/decisions.html", {"decisions": decisions}
    )


def _panel(case: Case) -> Section | None:
    seats = Seat.objects.filter(case_id=case.pk).select_related("person", "review")
    panel = list(seats.prefetch_related("review__scores__criterion"))
    if not panel:
        return None
    rows = [
        {
            "seat": seat,
            "state": registry.state_label(seat.review),
            "total": rubrics.total(list(seat.review.scores.all())) if _is_in(seat) else None,
        }
        for seat in panel
    ]
    return Section(_("Panel of experts"), "workflows/sections/panel.html", {"panel": rows})


def _is_in(seat: Seat) -> bool:
    return seat.review.outcome == Outcome.POSITIVE


def _scores(case: Any) -> Section | None:
    scores = list(Score.objects.filter(review_id=case.pk).select_related("criterion"))
    if not scores:
        return None
    advice = case.get_recommendation_display()
    context = {"scores": scores, "total": rubrics.total(scores)}
    context |= {"recommendation": advice, "note": case.note}
    return Section(_("Scores"), "workflows/sections/scores.html", context)


def _child_of(case: Case) -> Case:
    """Read the child row of a case that was read without it."""
    return registry.model(case.process_code).objects.get(pk=case.pk)
