"""What minutes and extracts say: gathered from what was recorded, in Kazakh and in Russian."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override

from documents.papers.dates import written
from workflows.councils import attendance
from workflows.councils.agenda import AgendaItem
from workflows.councils.bodies import VOTING, CouncilMember, members_on
from workflows.councils.counting import quorum
from workflows.councils.minuted_items import on_agenda, there_at, told

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

LANGUAGES = ("kk", "ru")
TIME = "H:i"


def minutes(session: Any, *, typed: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Gather the minutes of a session; ``typed`` stands in for texts that are not saved yet."""
    items = on_agenda(session)
    _overlay(session, items, typed or {})
    return _paper(session, session.label) | {
        "parts": [_part(session, items, language) for language in LANGUAGES],
    }


def extract(session: Any, item_id: int, signed: datetime) -> dict[str, Any]:
    """Gather what the minutes say of one item, for the dossier of its case.

    Whoever sees the case reads it, so it tells no name of who voted or kept away, and no
    dissenting opinion.
    """
    items = [item for item in on_agenda(session) if item.pk == item_id]
    parts = [_part(session, items, language) for language in LANGUAGES]
    for part in parts:
        part["members"] = []
        for item in part["items"]:
            item["recusals"] = len(item["recusals"])
            item["dissents"] = []
            for motion in item["motions"]:
                motion["names"] = {choice: [] for choice in motion["names"]}
    number = f"{session.label}/{items[0].place}"
    day = timezone.localdate(signed).isoformat()
    on = {language: written(language, day) for language in LANGUAGES}
    return _paper(session, number) | {"parts": parts, "names_votes": False, "signed": on}


def _paper(session: Any, number: str) -> dict[str, Any]:
    return {"date": session.day.isoformat(), "number": number, "trace": number}


def _overlay(session: Any, items: list[AgendaItem], typed: Mapping[str, str]) -> None:
    for language in LANGUAGES:
        name = f"opening_{language}"
        setattr(session, name, typed.get(name, getattr(session, name)))
        for item in items:
            heard = f"heard_{language}"
            setattr(item, heard, typed.get(f"{heard}_{item.pk}", getattr(item, heard)))


def _part(session: Any, items: list[AgendaItem], language: str) -> dict[str, Any]:
    with override(language):
        seats = members_on(session.council_id, session.day)
        voting = [seat for seat in seats if seat.office in VOTING]
        there = there_at(session, session.opened_at) if session.opened_at else set()
        return {
            "language": language,
            "council": session.council.name,
            "number": session.label,
            "day": written(language, session.day.isoformat()),
            "held": session.held_as,
            "venue": session.place,
            "opened": _moment(session.opened_at, session),
            "closed": _moment(session.closed_at, session),
            "chair": session.chair.full_name,
            "secretary": session.secretary.full_name,
            "chair_signs": _unbroken(session.chair.short_name),
            "secretary_signs": _unbroken(session.secretary.short_name),
            "late": _why_late(session),
            "members": [_member(session, seat) for seat in voting],
            "entitled": len(voting),
            "present": len(there & {seat.person_id for seat in voting}),
            "needed": quorum(session.rules.counted_by, len(voting)),
            "opening": getattr(session, f"opening_{language}"),
            "items": [told(session, item) for item in items],
        }


def _member(session: Any, seat: CouncilMember) -> dict[str, Any]:
    """Say when a member was there, within the session; and why not, where that was noted."""
    rows = [row for row in attendance.attendance(session) if row.person_id == seat.person_id]
    stays = [stay for row in rows if (stay := _stay(session, row))]
    begun, ended = session.opened_at, session.closed_at
    whole = len(stays) == 1 and stays[0]["from"] == begun and stays[0]["to"] == ended
    away = [row.reason for row in rows if row.mode == attendance.Mode.ABSENT and row.reason]
    return {
        "name": seat.person.full_name,
        "office": str(seat.get_office_display()),
        "stays": [
            {
                "mode": stay["mode"],
                "since": _time(stay["from"]),
                "until": _time(stay["to"]),
            }
            for stay in stays
        ],
        "whole": whole,
        "reason": away[-1] if away else "",
    }


def _stay(session: Any, row: attendance.Presence) -> dict[str, Any] | None:
    """Cut a stretch of presence to the session; nothing where it lay outside."""
    if row.mode not in attendance.HERE or session.opened_at is None:
        return None
    ended = session.closed_at or timezone.now()
    since, until = max(row.since, session.opened_at), min(row.until or ended, ended)
    return {"mode": row.mode, "from": since, "to": until} if since < until else None


def _moment(at: datetime | None, session: Any) -> str:
    """Say a moment of the session: with its day, where that is not the day of the session."""
    if at is None:
        return ""
    same = timezone.localdate(at) == session.day
    return _time(at) if same else date_format(timezone.localtime(at), "d.m.Y H:i")


def _time(at: datetime) -> str:
    return date_format(timezone.localtime(at), TIME)


def _unbroken(name: str) -> str:
    return name.replace(" ", "\u00a0")


def _why_late(session: Any) -> str:
    sent = session.events.filter(action="send_agenda").order_by("-seq").first()
    return str(sent.data.get("notice_reason") or "") if sent else ""
