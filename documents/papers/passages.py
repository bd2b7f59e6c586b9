"""The passages of each paper that administrators word, and what fills the places in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from documents.papers.dates import unbroken
from documents.papers.kinds import Kind
from documents.papers.wording import Passage, Wording, declare

if TYPE_CHECKING:
    from collections.abc import Mapping

_TITLE = {"title": _("the title of the work"), "number": _("the number of the case")}


def _conclusion(_language: str, data: Mapping[str, Any]) -> dict[str, str]:
    return {"title": data["title"], "number": data["number"], "count": str(data["reviews"])}


def _remarks(language: str, data: Mapping[str, Any]) -> dict[str, str]:
    due = unbroken(language, data["due"], "until") if data["due"] else ""
    return {"title": data["title"], "number": data["number"], "due": due}


def _decision(language: str, data: Mapping[str, Any]) -> dict[str, str]:
    until = data["valid_until"]
    return {
        **_remarks(language, data),
        **{name: str(votes) for name, votes in data["vote"].items()},
        "date": unbroken(language, data["decided"], "on"),
        "level": data["level"],
        "register_number": data["register_number"],
        "valid_until": unbroken(language, until, "until") if until else "",
    }


def _certificate(_language: str, data: Mapping[str, Any]) -> dict[str, str]:
    return {"title": data["title"], "number": data["number"], "level": data["level"]}


def _reviewer(language: str, data: Mapping[str, Any]) -> dict[str, str]:
    since, until = (unbroken(language, data[name]) for name in ("since", "until"))
    if language == "kk":
        period = f"{since} {_and(since)} {until} аралығында"
    else:
        period = f"с {since} по {until}"
    return {"name": data["name"], "period": period, "count": str(len(data["reviews"]))}


def _and(word: str) -> str:
    """Give the Kazakh "and" that sounds right after a month."""
    ends = {"бен": ("з",), "пен": ("к", "п", "т", "с", "ш")}
    found = (joint for joint, letters in ends.items() if word.endswith(letters))
    return next(found, "мен")


declare(
    Kind.DECISION,
    Wording(
        _("Letter about the decision of the council"),
        (
            Passage("heading", _("Heading")),
            Passage("opening_one", _("Opening, to one author")),
            Passage("opening_many", _("Opening, to several authors")),
            Passage("decided_approved", _("What was decided: approved")),
            Passage("decided_revision", _("What was decided: sent for revision")),
            Passage("decided_rejected", _("What was decided: rejected")),
            Passage("decided_other", _("What was decided: anything else")),
            Passage("vote", _("The vote")),
            Passage("register_heading", _("Heading of the entry in the register")),
            Passage("remarks_heading", _("Heading of the remarks")),
            Passage("next_approved", _("Next steps: approved")),
            Passage("next_revision", _("Next steps: sent for revision")),
            Passage("next_rejected", _("Next steps: rejected")),
            Passage("next_other", _("Next steps: anything else")),
        ),
        {
            **_TITLE,
            "date": _("the day of the decision, as in “on 2 February 2026”"),
            "due": _("the day until which the author answers, as in “until 2 February 2026”"),
            "present": _("how many members were present"),
            "for": _("votes for"),
            "against": _("votes against"),
            "abstained": _("abstentions"),
            "level": _("for whom the work is recommended"),
            "register_number": _("the number in the register"),
            "valid_until": _("the last day of validity, as in “until 2 February 2026”"),
        },
        _decision,
    ),
)
declare(
    Kind.REMARKS,
    Wording(
        _("Sheet of remarks"),
        (
            Passage("heading", _("Heading")),
            Passage("opening", _("What the author is asked to do")),
            Passage("conclusion_heading", _("Heading of the methodist's conclusion")),
        ),
        {
            **_TITLE,
            "due": _("the day until which the author answers, as in “until 2 February 2026”"),
        },
        _remarks,
    ),
)
declare(
    Kind.CONCLUSION,
    Wording(
        _("Consolidated conclusion"),
        (
            Passage("heading", _("Heading")),
            Passage("scores_heading", _("Heading of the scores")),
            Passage("opening", _("How the conclusion came about")),
            Passage("conclusion_heading", _("Heading of the conclusion")),
        ),
        {**_TITLE, "count": _("how many reviews there are")},
        _conclusion,
    ),
)
declare(
    Kind.CERTIFICATE,
    Wording(
        _("Certificate"),
        (
            Passage("heading", _("Heading")),
            Passage("granted_one", _("For what it is given, to one author")),
            Passage("granted_many", _("For what it is given, to several authors")),
        ),
        {
            "title": _("the title of the work"),
            "number": _("the number in the register"),
            "level": _("for whom the work is recommended"),
        },
        _certificate,
    ),
)
declare(
    Kind.REVIEWER,
    Wording(
        _("Certificate of an expert"),
        (
            Passage("heading", _("Heading")),
            Passage("opening", _("What is certified of the expert")),
            Passage("closing", _("Closing")),
        ),
        {
            "name": _("the name of the expert"),
            "period": _("the period, as in “from 1 January to 31 December 2026”"),
            "count": _("how many reviews there are"),
        },
        _reviewer,
    ),
)
