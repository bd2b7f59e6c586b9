"""What each paper of a case says, in the language that is active; never who reviewed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Avg, Count, Max, Q
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import get_language

from documents.papers import marks
from documents.papers.typesetting import Kind
from permissions.roles import Role
from workflows import (
    attestations,
    codes,
    letters,
    paper_kinds,
    registry,
    remark_history,
    rubrics,
    signers,
)
from workflows.authorship import coauthors
from workflows.panel import REVIEW
from workflows.spec import Outcome, Sitting

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from permissions.models import User
    from workflows.certificates import Certificate
    from workflows.decisions import Decision
    from workflows.models import Case, Event


def of(kind: Kind, case: Case, event: Event) -> dict[str, Any]:
    """Gather what a paper says that follows from an event, in the active language.

    Every paper is given its date, its trace, number and title of the case, and the day until which
    something is due; the rest is what its kind declares, and the wording in force that day.
    """
    said = _common(case, event) | paper_kinds.declared(kind).says(case, event)
    return said | letters.worded(kind, timezone.localdate(event.at))


def _common(case: Any, event: Event) -> dict[str, Any]:
    return {
        "date": _day(event.at),
        "trace": f"{case.label}.{event.seq}",
        "number": case.label,
        "title": case.title,
        "due": _day(event.due_at) if event.due_at else None,
    }


def _work(case: Any) -> dict[str, Any]:
    return {
        "kind": case.get_kind_display(),
        "subject": str(case.subject or ""),
        "grades": _told(case, "grades"),
        "holders": [person.full_name for person in _holders(case)],
    }


def _conclusion(case: Any, event: Event) -> dict[str, Any]:
    criteria, total = _scores(case, event)
    reviews = _reviews(case, event)
    return _work(case) | {
        "taught_in": case.language,
        "hours": _told(case, "hours"),
        "level_asked": _told(case, "level_asked"),
        "text": _text(case, "summary"),
        "reviews": reviews.count(),
        "criteria": criteria,
        "total": total,
        "advice": _advice(reviews),
        "signers": [signers.signer(case.methodist, Role.METHODIST)],
    }


def _remarks_sheet(case: Any, event: Event) -> dict[str, Any]:
    return _work(case) | {
        "text": _text(case, "summary"),
        "remarks": _listed(remark_history.sent_by(case, event)),
        "signers": [signers.signer(case.methodist, Role.METHODIST)],
    }


def _letter(case: Any, event: Event) -> dict[str, Any]:
    decision = _decision(case, event)
    return _work(case) | {
        "organisation": str(case.organisation or ""),
        "decided": decision.date.isoformat(),
        "result": decision.result,
        "text": _text(decision, "text"),
        "vote": {
            "present": decision.present,
            "for": decision.votes_for,
            "against": decision.votes_against,
            "abstained": decision.abstained,
        },
        "level": decision.get_level_display(),
        "register_number": decision.register_number or "",
        "valid_until": decision.valid_until.isoformat() if decision.valid_until else "",
        "remarks": _listed(remark_history.led_to(case, event)),
        "signers": [signers.chair(decision), signers.officer(case, Role.CENTRE_HEAD)],
    }


def _certificate(case: Any, event: Event) -> dict[str, Any]:
    decision = _decision(case, event)
    found: Certificate = decision.certificate
    address = attestations.address(found.code)
    return _work(case) | {
        "number": found.register_number,
        "level": found.get_level_display(),
        "decided": found.issued.isoformat(),
        "valid_until": found.valid_until.isoformat(),
        "holders": found.holders,
        "code": found.grouped_code,
        "address": address,
        "qr": marks.qr(address),
        "signers": [signers.officer(case, Role.CENTRE_HEAD), signers.chair(decision)],
    }


def reviewer(
    person: User, reviews: list[Case], period: Mapping[str, date], today: date, code: str
) -> dict[str, Any]:
    """Gather what an expert's certificate says of the reviews of a period, under its code."""
    address = attestations.address(code)
    return {
        "date": today.isoformat(),
        "trace": code,
        "code": codes.grouped(code),
        "address": address,
        "qr": marks.qr(address),
        "name": person.full_name,
        "since": period["since"].isoformat(),
        "until": period["until"].isoformat(),
        "reviews": [
            {
                "title": review.title,
                "subject": str(review.subject or ""),
                "number": review.label,
                "accepted": date_format(timezone.localdate(review.held_since), "d.m.Y"),
            }
            for review in reviews
        ],
        "signers": [signers.officer(reviews[0], Role.CENTRE_HEAD)],
        **letters.worded(Kind.REVIEWER, today),
    }


paper_kinds.declare(Kind.CONCLUSION, filed_as="paper_conclusion", says=_conclusion)
paper_kinds.declare(Kind.REMARKS, filed_as="paper_remarks", says=_remarks_sheet)
paper_kinds.declare(Kind.DECISION, filed_as="paper_decision", says=_letter)
paper_kinds.declare(Kind.CERTIFICATE, filed_as="paper_certificate", says=_certificate)


def _day(at: datetime) -> str:
    return timezone.localdate(at).isoformat()


def _told(case: Any, name: str) -> Any:
    """Give what a column says in words; nothing where the process has no such column."""
    shown = getattr(case, f"get_{name}_display", None)
    return shown() if shown else getattr(case, name, "")


def _text(row: Any, name: str) -> str:
    return str(getattr(row, f"{name}_{get_language()}"))


def _holders(case: Case) -> list[User]:
    return [case.initiator, *(named.person for named in coauthors(case))]


def _decision(case: Any, event: Event) -> Decision:
    """Find the decision that an event recorded: the case has one for each such event."""
    deciding = {
        m.name
        for m in registry.moves(registry.model(case.process_code))
        if m.action.sitting is Sitting.DECIDE or Kind.DECISION in m.action.papers
    }
    earlier = case.events.filter(seq__lt=event.seq, action__in=deciding).count()
    decision: Decision = case.decisions.order_by("pk")[earlier]
    return decision


def _listed(remarks: Iterable[Any]) -> list[dict[str, str]]:
    return [
        {
            "place": remark.where,
            "severity": remark.severity,
            "text": remark.text,
            "answer": remark.answered,
        }
        for remark in remarks
    ]


def _reviews(case: Case, event: Event) -> Any:
    """Select the reviews that an event could rest on: accepted before it, of the latest round."""
    rows = registry.model(REVIEW).objects.filter(
        parent_id=case.pk, outcome=Outcome.POSITIVE, held_since__lte=event.at
    )
    last = rows.aggregate(last=Max("seat__round"))["last"]
    return rows.filter(seat__round=last)


def _scores(case: Any, event: Event) -> tuple[list[dict[str, Any]], int]:
    """Average the scores by criterion; the total is in percent of the highest possible."""
    counts = Q(review__in=_reviews(case, event).values("pk"))
    given = rubrics.Score.objects.filter(counts).values("criterion_id")
    average = dict(given.annotate(average=Avg("value")).values_list("criterion_id", "average"))
    criteria = [row for row in case.rubric.criteria.all() if row.pk in average]
    most = sum(row.weight for row in criteria) * rubrics.MAX_SCORE
    got = sum(row.weight * average[row.pk] for row in criteria)
    table = [
        {
            "name": row.name,
            "weight": row.weight,
            "average": round(float(average[row.pk]), 4),
            "shown": number_format(round(average[row.pk], 2), 2),
        }
        for row in criteria
    ]
    return table, rubrics.percent(got, most)


def _advice(reviews: Any) -> list[dict[str, Any]]:
    counted = reviews.values("recommendation").annotate(count=Count("pk"))
    counts = dict(counted.order_by().values_list("recommendation", "count"))
    choices = reviews.model._meta.get_field("recommendation").flatchoices
    return [
        {"name": str(label), "count": counts[value]} for value, label in choices if value in counts
    ]
