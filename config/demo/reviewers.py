"""What experts do in the demo, and the methodist with their reviews."""

from __future__ import annotations

from typing import Any

from config.demo.telling import Scene, Telling
from workflows.asks.review import Recommendation
from workflows.processes.review import Review, State
from workflows.rubrics import MAX_SCORE, Criterion

BASE = {Recommendation.APPROVE: 4, Recommendation.REVISE: 3, Recommendation.REJECT: 1}
REMARKS = 2


def _accept(told: Telling, count: int | None = None) -> None:
    for review in told.reviews(State.INVITED)[:count]:
        told.act_on(review, "accept", review.expert, {"no_conflict": "on"})


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


def _remark(told: Telling, review: Review, place: int) -> None:
    pool = told.work.words()["remarks"]
    remark = pool[place % len(pool)]
    written = {name: remark[name] for name in ("place", "severity", "text")}
    told.act_on(review, "add_remark", review.expert, written)


def _remarks(told: Telling, review: Review, seat: int) -> None:
    for number in range(REMARKS):
        _remark(told, Review.objects.get(pk=review.pk), told.work.turn + seat * REMARKS + number)


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


def _submit(told: Telling, review: Review, recommendation: Recommendation) -> None:
    review = Review.objects.select_related("expert").get(pk=review.pk)
    told.act_on(review, "submit", review.expert, _scores(told, review, recommendation))


def _write(told: Telling, recommendation: Recommendation) -> None:
    """Have the first of those who work on a review hand it in; praise needs no remarks."""
    review = told.reviews(State.IN_PROGRESS)[0]
    if recommendation != Recommendation.APPROVE and not review.returned:
        seat = len(told.reviews(State.SUBMITTED, State.ACCEPTED))
        _remarks(told, review, seat)
    _submit(told, review, recommendation)


def _keep_scores(told: Telling) -> None:
    """Leave one review half written."""
    review = told.reviews(State.IN_PROGRESS)[0]
    _remarks(told, review, 0)
    review = Review.objects.select_related("expert").get(pk=review.pk)
    half = dict(list(_scores(told, review, Recommendation.REVISE).items())[:REMARKS])
    told.act_on(review, "score", review.expert, half)


def _take(told: Telling) -> None:
    for review in told.reviews(State.SUBMITTED):
        told.act_on(review, "take", told.leader)


def _give_back(told: Telling) -> None:
    review = told.reviews(State.SUBMITTED)[0]
    told.act_on(review, "give_back", told.leader, {"reason": told.work.words()["formal"]})


def _take_back_remark(told: Telling) -> None:
    review = told.reviews(State.IN_PROGRESS)[0]
    _remark(told, review, told.work.turn)
    review = Review.objects.select_related("expert").get(pk=review.pk)
    remark = review.remarks_made.latest("pk")
    told.act_on(review, "drop_remark", review.expert, {"remark": remark.pk})


accept_all = Scene(1, _accept)
accept_one = Scene(1, lambda told: _accept(told, 1))
accept_two = Scene(1, lambda told: _accept(told, 2))
decline = Scene(1, _decline)
invite = Scene(1, _invite)
replace = Scene(9, _replace)
write_approval = Scene(1, lambda told: _write(told, Recommendation.APPROVE))
write_revision = Scene(1, lambda told: _write(told, Recommendation.REVISE))
write_rejection = Scene(1, lambda told: _write(told, Recommendation.REJECT))
take_back_remark = Scene(0, _take_back_remark)
keep_scores = Scene(1, _keep_scores)
take = Scene(1, _take)
give_back = Scene(1, _give_back)
