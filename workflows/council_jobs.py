"""What the worker does for councils: extracts, mails to members. All can run twice."""

from __future__ import annotations

from django.utils.translation import override
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from permissions.models import User
from workflows import papers
from workflows.councils import invitations, minutes
from workflows.councils.stages import sessions

RETRY = RetryStrategy(max_attempts=8, exponential_wait=4)


@app.task(name=minutes.FILE_EXTRACT, queue=papers.QUEUE, retry=RETRY)
def file_extract(item_id: int) -> None:
    """File the extract of signed minutes with the case of an item."""
    minutes.file_extract(item_id)


@app.task(name=invitations.INVITE, queue=invitations.QUEUE, retry=RETRY)
def invite(session_id: int, seq: int, news: str, person_id: int, reason: str) -> None:
    """Mail a member of a session in their own language, with the entry for their calendar."""
    person = User.objects.get(pk=person_id)
    if not person.email:
        return
    rows = sessions().select_related("council", "secretary")
    with override(person.language):
        session = rows.get(pk=session_id)
        invitations.mail(session, seq, invitations.News(news), person, reason).send()
