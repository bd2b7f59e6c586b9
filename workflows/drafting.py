"""The conclusion of a case as its reviews suggest it, for the methodist to correct and to sign."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext, ngettext

from workflows import registry, rubrics
from workflows.asks.review import Recommendation
from workflows.panel import REVIEW, panel_now
from workflows.remarks import remarks
from workflows.spec import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one accepted review came to: its advice, its total in percent, its remarks."""

    advice: str
    percent: int
    must: int
    should: int


def opinions(case: Any) -> list[Opinion]:
    """Read the accepted reviews of the current round; three statements at most."""
    accepted = [seat for seat in panel_now(case) if seat.review.outcome == Outcome.POSITIVE]
    model: Any = registry.model(REVIEW)
    reviews = model.objects.filter(pk__in=[seat.review_id for seat in accepted])
    advice = dict(reviews.values_list("pk", "recommendation"))
    found = Counter((remark.review_id, remark.must) for remark in remarks(case))
    return [
        Opinion(
            advice=advice[seat.review_id],
            percent=rubrics.percent(seat.got or 0, (seat.most or 0) * rubrics.MAX_SCORE),
            must=found[seat.review_id, True],
            should=found[seat.review_id, False],
        )
        for seat in accepted
    ]


def conclusion(found: Sequence[Opinion], *, revise: bool) -> str:
    """Word a conclusion in the active language; to ``revise`` or to go before the council.

    Nothing for no opinion.
    """
    return " ".join(_sentences(found, revise=revise)) if found else ""


def _sentences(found: Sequence[Opinion], *, revise: bool) -> Iterator[str]:
    count = len(found)
    yield ngettext("%(n)s expert reviewed the work.", "%(n)s experts reviewed the work.", count) % {
        "n": count
    }
    yield _total([opinion.percent for opinion in found])
    yield gettext("What they advise: %(advice)s.") % {"advice": _advice(found)}
    yield _remarks(sum(one.must for one in found), sum(one.should for one in found))
    if revise:
        yield gettext("The work is returned to its author, to be revised by the remarks.")
    else:
        yield gettext("The work is put before the council for a decision.")


def _total(given: Sequence[int]) -> str:
    said = {"average": round(sum(given) / len(given)), "least": min(given), "most": max(given)}
    if said["least"] == said["most"]:
        return gettext("By the criteria it scored %(average)s %% of the highest possible.") % said
    return (
        gettext(
            "By the criteria it scored %(average)s %% of the highest possible on average, from"
            " %(least)s %% to %(most)s %%."
        )
        % said
    )


def _advice(found: Sequence[Opinion]) -> str:
    counted = Counter(opinion.advice for opinion in found)
    labels = ((str(choice.label), counted[choice]) for choice in Recommendation if counted[choice])
    return ", ".join(f"{label[:1].lower()}{label[1:]} – {count}" for label, count in labels)


def _remarks(must: int, should: int) -> str:
    if not must and not should:
        return gettext("The experts made no remarks.")
    said = {"must": must, "should": should}
    return (
        gettext("Remarks that must be acted on: %(must)s; that should be considered: %(should)s.")
        % said
    )
