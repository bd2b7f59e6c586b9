"""Telling members of a session: the agenda, changes of it, and that it will not be."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from icalendar import Calendar, Event, vCalAddress, vText

from workflows import queue
from workflows.councils.agenda import items
from workflows.councils.bodies import HeldAs, members_on
from workflows.councils.recusals import recused

if TYPE_CHECKING:
    from procrastinate.jobs import Job

    from permissions.models import User
    from workflows.spec import Act

INVITE = "workflows.jobs.invite"
QUEUE = "notices"
LASTS = timedelta(hours=2)


class News(StrEnum):
    """What a mail to the members is about; the names of the templates of its words."""

    AGENDA = "agenda"
    REARRANGED = "rearranged"
    RECALLED = "recalled"
    NOT_HELD = "not_held"
    CANCELLED = "cancelled"


# The moves that change the entry in a member's calendar, and what each is told as.
TOLD = {
    "send_agenda": News.AGENDA,
    "arrange": News.REARRANGED,
    "recall_agenda": News.RECALLED,
    "not_held": News.NOT_HELD,
    "cancel": News.CANCELLED,
}
OFF = (News.NOT_HELD, News.CANCELLED)


def tell(session: Any, news: News, act: Act) -> None:
    """Have every member told in a mail of their own, if the act commits.

    Nobody is told of what they have not heard of yet: before the agenda was first sent, nothing.
    """
    if news is News.AGENDA or was_sent(session):
        queue.defer(*_jobs(session, news, str(act.data.get("reason") or "")))


def was_sent(session: Any) -> bool:
    """Tell whether the members have ever got the agenda."""
    return bool(session.events.filter(action="send_agenda").exists())


def _jobs(session: Any, news: News, reason: str) -> list[Job]:
    seq = session.version + 1
    return [
        queue.job(
            INVITE,
            QUEUE,
            session_id=session.pk,
            seq=seq,
            news=news.value,
            person_id=seat.person_id,
            reason=reason,
        )
        for seat in members_on(session.council_id, session.day)
    ]


def mail(session: Any, seq: int, news: News, person: User, reason: str) -> EmailMultiAlternatives:
    """Write the mail to a member, in the active language, with the entry for their calendar.

    Of an item from which the member is recused it says the title and nothing else.
    """
    context = _context(session, news, person, reason)
    subject = render_to_string("workflows/council/mail/subject.txt", context)
    made = EmailMultiAlternatives(
        " ".join(subject.split()),
        render_to_string("workflows/council/mail/invitation.txt", context),
        to=[person.email],
    )
    html = render_to_string("workflows/council/mail/invitation.html", context)
    made.attach_alternative(html, "text/html")
    made.extra_headers["References"] = f"<case-{session.code}@sarap>"
    method = "CANCEL" if news in OFF else "REQUEST"
    entry = calendar(session, sequence(session, seq), person, method).decode()
    made.attach(f"{session.label}.ics", entry, f"text/calendar; method={method}")
    return made


def _context(session: Any, news: News, person: User, reason: str) -> dict[str, Any]:
    return {
        "session": session,
        "news": news.value,
        "off": news in OFF,
        "reason": reason,
        "absentee": session.held_as == HeldAs.ABSENTEE,
        "items": [{"item": item, "recused": person.pk in recused(item)} for item in items(session)],
        "address": address_of(session),
        "centre": settings.SARAP_CENTRE[get_language() or "kk"],
    }


def address_of(session: Any) -> str:
    """Give the address of the page of a session."""
    return settings.SARAP_ADDRESS + reverse("council:session", args=[session.label])


def sequence(session: Any, seq: int) -> int:
    """Give the revision of the calendar's entry after an event: it only ever rises."""
    known: int = session.events.filter(seq__lte=seq, action__in=list(TOLD)).count()
    return max(known - 1, 0)


def calendar(session: Any, revision: int, person: User, method: str) -> bytes:
    """Make the entry for a member's calendar; ``method`` is REQUEST or CANCEL."""
    host = urlsplit(settings.SARAP_ADDRESS).hostname or "sarap"
    entry = Event()
    entry.add("uid", f"{session.code}@{host}")
    entry.add("sequence", revision)
    entry.add("dtstamp", timezone.now())
    begin, end = _when(session)
    entry.add("dtstart", begin)
    entry.add("dtend", end)
    entry.add("summary", session.council.name)
    entry.add("location", session.place or session.link)
    entry.add("description", _described(session))
    entry.add("url", address_of(session))
    entry.add("status", "CANCELLED" if method == "CANCEL" else "CONFIRMED")
    organizer = vCalAddress(f"MAILTO:{session.secretary.email}")
    organizer.params["cn"] = vText(session.secretary.full_name)
    entry.add("organizer", organizer)
    attendee = vCalAddress(f"MAILTO:{person.email}")
    attendee.params["cn"] = vText(person.full_name)
    attendee.params["role"] = vText("REQ-PARTICIPANT")
    entry.add("attendee", attendee, encode=False)
    made = Calendar()
    made.add("prodid", "-//Sarap//Sarap//KK")
    made.add("version", "2.0")
    made.add("method", method)
    made.add_component(entry)
    written: bytes = made.to_ical()
    return written


def _when(session: Any) -> tuple[date | datetime, date | datetime]:
    """Give the begin and the end: two hours, or the whole last day of a vote by ballots."""
    if session.time is None:
        return session.day, session.day + timedelta(days=1)
    zone = timezone.get_current_timezone()
    begin = datetime.combine(session.day, session.time, zone).astimezone(UTC)
    return begin, begin + LASTS


def _described(session: Any) -> str:
    titles = [f"{item.place}. {item.title}" for item in items(session)]
    link = [gettext("Link: %(link)s") % {"link": session.link}] if session.link else []
    return "\n".join([*link, *titles])
