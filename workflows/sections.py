"""The parts that a process adds to the case page, as far as a person may see them."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from workflows import access, decisions_shown, dossiers, registry, rubrics
from workflows.authorship import coauthors
from workflows.decisions import Decision
from workflows.panel import REVIEW, all_seats
from workflows.remarks import Remark
from workflows.remarks import remarks as remarks_on
from workflows.rubrics import Score
from workflows.shown import Section, Tab
from workflows.spec import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django_stubs_ext import StrOrPromise

    from documents.models import Version
    from permissions.models import User
    from workflows.models import Case

# What tells whose work it is stays out of a blind review.
CONCLUSION = (
    ("conclusion_number", _("Number of the district conclusion")),
    ("conclusion_date", _("Date of the district conclusion")),
    ("conclusion_result", _("Result of the district conclusion")),
)


def of_reviewed(case: Any, person: User, *first: Section | None) -> list[Section]:
    """Give the sections of a reviewed case; who sees it by a grant sees no reviewer."""
    inside = bool(access.sees_by_rule(person, case))
    found = [
        *first,
        _people(case),
        *(_since_registered(case, person, inside=inside) if case.number else (checklist(case),)),
    ]
    return [section for section in found if section]


def _since_registered(case: Any, person: User, *, inside: bool) -> Iterator[Section | None]:
    """Give what only a registered case has; it was registered with all required documents."""
    remarks = remarks_on(case)
    shown = remarks if inside else [r for r in remarks if r.sent]
    yield _remarks(_("Remarks"), dossiers.versions(case), shown)
    yield _texts(_("Consolidated conclusion"), case)
    yield decisions_shown.decisions(case, person)
    yield _papers(case, inside=inside)
    if inside:
        yield _panel(case)


def of_appeal(case: Any, person: User) -> list[Section]:
    """Give the sections of an appeal: what it is against and why, its reviews, what came of it."""
    inside = bool(access.sees_by_rule(person, case))
    against = {"decision": case.decision, "about": case.about}
    against["linked"] = access.may_see(person, case.about)
    against["conditions"] = decisions_shown.conditions_of(case.about, person, case.decision)
    made = Decision.objects.filter(Q(case=case.pk) | Q(replaces=case.decision_id))
    found = [
        Section(_("The decision appealed against"), "workflows/sections/appealed.html", against),
        facts(_("The appeal"), case, (("initiator", _("Author")), ("grounds", _("Reasons")))),
        _remarks(_("Remarks"), dossiers.versions(case.about), remarks_on(case)) if inside else None,
        _texts(_("Consolidated conclusion"), case),
        decisions_shown.decided(case, person, made),
        *((_papers(case, inside=inside), _panel(case) if inside else None) if case.number else ()),
    ]
    return [section for section in found if section]


def of_condition(case: Any, person: User) -> list[Section]:
    """Give the sections of a condition: what is asked for, by which decision, what was reported."""
    context = {"asked": case, "linked": access.may_see(person, case.parent)}
    return [Section(_("The condition"), "workflows/sections/condition.html", context)]


def of_review(case: Any, _person: User) -> list[Section]:
    """Give the sections of a review: the work without its author, scores and remarks."""
    work = _child_of(case.parent).under_review()
    shown = [version for version in dossiers.under_review(case) if dossiers.is_blind(version)]
    remarks = Remark.objects.filter(review_id=case.pk).select_related("version")
    found = [
        facts(_("The work under review"), work, work.described),
        Section(
            _("Documents under review"),
            "workflows/sections/documents.html",
            {"filed": dossiers.by_document(shown)},
            Tab.DOCUMENTS,
        ),
        _scores(case),
        _remarks(_("Remarks of this review"), dossiers.under_review(case), list(remarks)),
    ]
    return [section for section in found if section]


def facts(title: StrOrPromise, case: Any, named: Iterable[tuple[str, StrOrPromise]]) -> Section:
    """Show those columns of a case that say something, each under its label."""
    said = []
    for name, label in named:
        shown = getattr(case, f"get_{name}_display", None)
        value = shown() if shown else getattr(case, name)
        if value not in {None, ""}:
            said.append((label, value))
    return Section(title, "workflows/sections/facts.html", {"facts": said})


def _people(case: Any) -> Section | None:
    named = coauthors(case)
    if not named:
        return None
    return Section(_("Co-authors"), "workflows/sections/coauthors.html", {"coauthors": named})


def checklist(case: Any) -> Section:
    """Show which documents the case must have and which it has."""
    context = {"items_of_list": dossiers.required(case)}
    template = "workflows/sections/checklist.html"
    return Section(_("Required documents"), template, context, Tab.DOCUMENTS)


def _remarks(title: Any, versions: list[Version], remarks: list[Remark]) -> Section | None:
    """Put remarks under the versions that they refer to, with what came after each."""
    if not remarks:
        return None
    latest = {filed.document.pk: filed for filed in dossiers.by_document(versions)}
    groups: dict[int | None, dict[str, Any]] = {}
    for remark in remarks:
        version = remark.version
        filed = latest.get(version.document_id) if version else None
        newer = filed.latest if filed and version and filed.latest.pk != version.pk else None
        group = groups.setdefault(
            remark.version_id, {"version": version, "newer": newer, "remarks": []}
        )
        group["remarks"].append(remark)
    context = {"groups": list(groups.values())}
    return Section(title, "workflows/sections/remarks.html", context, Tab.REVIEWS)


def remarks_seen(case: Case, person: User) -> list[Remark]:
    """List the remarks that a person may read with a case: on it, or of it if it is a review."""
    if case.process_code == REVIEW:
        return list(Remark.objects.filter(review_id=case.pk))
    inside = bool(access.sees_by_rule(person, case))
    return [remark for remark in remarks_on(case) if inside or remark.sent]


def _texts(title: Any, case: Any) -> Section | None:
    if not (case.summary_kk or case.summary_ru):
        return None
    texts = {"kk": case.summary_kk, "ru": case.summary_ru}
    return Section(title, "workflows/sections/texts.html", {"texts": texts}, Tab.REVIEWS)


def _papers(case: Case, *, inside: bool) -> Section | None:
    """Give what the system wrote, each paper with its languages, the latest first."""
    papers = sorted(
        (version.paper for version in dossiers.papers(case, whole=inside)),
        key=lambda paper: (-paper.seq, paper.kind, paper.language),
    )
    if not papers:
        return None
    by_event = groupby(papers, key=lambda paper: (paper.seq, paper.kind))
    rows = [list(of_one) for _key, of_one in by_event]
    context = {"papers": rows, "inside": inside}
    return Section(_("Papers"), "workflows/sections/papers.html", context, Tab.DOCUMENTS)


def _panel(case: Case) -> Section | None:
    panel = all_seats(case)
    if not panel:
        return None
    rows = [
        {
            "seat": seat,
            "state": registry.state_label(seat.review),
            "total": _total(seat),
        }
        for seat in panel
    ]
    template = "workflows/sections/panel.html"
    return Section(
        _("Panel of experts"), template, {"panel": rows}, Tab.REVIEWS, lists_children=True
    )


def _total(seat: Any) -> int | None:
    """Give the total of a review that was accepted, in percent."""
    if seat.review.outcome != Outcome.POSITIVE:
        return None
    return rubrics.percent(seat.got or 0, (seat.most or 0) * rubrics.MAX_SCORE)


def _scores(case: Any) -> Section | None:
    scores = list(Score.objects.filter(review_id=case.pk).select_related("criterion"))
    if not scores:
        return None
    advice = case.get_recommendation_display()
    context = {"scores": scores, "total": rubrics.total(scores)}
    context |= {"recommendation": advice, "note": case.note}
    return Section(_("Scores"), "workflows/sections/scores.html", context, Tab.REVIEWS)


def _child_of(case: Case) -> Any:
    """Read the child row of a case that was read without it."""
    model = registry.model(case.process_code)
    return model.objects.select_related("subject").get(pk=case.pk)
