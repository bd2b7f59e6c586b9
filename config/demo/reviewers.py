"""What experts do in the demo, and the methodist with their reviews."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from config.demo.telling import Scene, Telling
from workflows.asks.review import Recommendation
from workflows.processes.review import Review, State
from workflows.rubrics import MAX_SCORE, Criterion
from workflows.unsent import Unsent

BASE = {Recommendation.APPROVE: 4, Recommendation.REVISE: 3, Recommendation.REJECT: 1}
REMARKS = 2


def _accept(told: Telling, count: int | None = None) -> None:
    for review in told.reviews(State.INVITED)[:count]:
        told.act_on(review, "accept", review.expert)


def _decline(told: Telling) -> None:
    review = told.reviews(State.INVITED)[0]
    told.act_on(review, "decline", review.expert, {"reason": told.work.words()["declined"]})


def _invite(told: Telling) -> None:
    told.act("invite", told.leader, {"experts": told.experts(1)})


def _replace(told: Telling) -> None:
    late = told.reviews(State.INVITED, State.IN_PROGRESS)[0]
    told.act(
        "replace",
        told.leader,
        {
            "review": late.expert_id,
            "experts": told.experts(1),
            "reason": told.work.words()["replaced"],
        },
    )


def _remarks(told: Telling) -> dict[str, str]:
    """Write what the next reviewer of the round finds, unlike what others found before."""
    pool = told.work.words()["remarks"]
    first = told.work.turn + len(told.reviews(State.SUBMITTED, State.ACCEPTED)) * REMARKS
    return {
        f"remark-{number + 1}-{name}": pool[(first + number) % len(pool)][name]
        for number in range(REMARKS)
        for name in ("place", "severity", "text")
    }


def _scores(told: Telling, review: Review, recommendation: Recommendation) -> dict[str, Any]:
    """Fill in a score for each criterion, around what the recommendation stands for."""
    criteria = Criterion.objects.filter(rubric_id=review.rubric_id)
    scores = {
        f"criterion_{criterion.pk}": min(
            MAX_SCORE, BASE[recommendation] + (criterion.position + review.pk) % 2
        )
        for criterion in criteria
    }
    good = recommendation == Recommendation.APPROVE
    note = told.work.words()["note" if good else "note_doubt"]
    return {**scores, "recommendation": recommendation.value, "note": note}


def _write(told: Telling, recommendation: Recommendation) -> None:
    """Have the first of those who work on a review hand it in; praise needs no remarks."""
    review = told.reviews(State.IN_PROGRESS)[0]
    written = _scores(told, review, recommendation)
    if recommendation != Recommendation.APPROVE:
        written |= _remarks(told)
    told.act_on(review, "submit", review.expert, written)


def _leave_half(told: Telling) -> None:
    """Leave one review half written, as its page keeps what is typed."""
    review = told.reviews(State.IN_PROGRESS)[0]
    scores = list(_scores(told, review, Recommendation.REVISE).items())[:REMARKS]
    Unsent.objects.create(
        person=review.expert,
        address=reverse("cases:act", args=[review.label, "submit"]),
        text=urlencode([("seen_version", review.version), *scores, *_remarks(told).items()]),
        saved_at=told.clock.tick(),
    )


def _take(told: Telling) -> None:
    for review in told.reviews(State.SUBMITTED):
        told.act_on(review, "take", told.leader)


def _give_back(told: Telling) -> None:
    review = told.reviews(State.SUBMITTED)[0]
    told.act_on(review, "give_back", told.leader, {"reason": told.work.words()["formal"]})


accept_all = Scene(1, _accept)
accept_one = Scene(1, lambda told: _accept(told, 1))
accept_two = Scene(1, lambda told: _accept(told, 2))
decline = Scene(1, _decline)
invite = Scene(1, _invite)
replace = Scene(9, _replace)
write_approval = Scene(1, lambda told: _write(told, Recommendation.APPROVE))
write_revision = Scene(1, lambda told: _write(told, Recommendation.REVISE))
write_rejection = Scene(1, lambda told: _write(told, Recommendation.REJECT))
leave_half = Scene(1, _leave_half)
take = Scene(1, _take)
give_back = Scene(1, _give_back)
