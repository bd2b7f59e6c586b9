"""What a person typed and did not send: kept on their account, never files.

Where they were logged out meanwhile it waits in the session until they have logged in again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.forms import PasswordInput
from django.http import HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format

from workflows.unsent import Unsent
from workflows.views import slips

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

    from workflows.ask import Ask
    from workflows.views.people import Asked

KEY = "drafts"
MOST_DRAFTS = 3
MOST_CHARACTERS = 200_000
OURS = ("csrfmiddlewaretoken", slips.FIELD)
# How a page asks for something beside sending its form.
KEEP, FRESH = "keep", "fresh"


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed, when it was saved, and the names of the files that were not kept.

    Without a time it was sent, but by somebody who was no longer logged in.
    """

    data: QueryDict
    files: tuple[str, ...] = ()
    saved_at: datetime | None = None


def keep(request: HttpRequest) -> bool:
    """Keep what a stranger posted, for the person to whom the form was shown; say whether."""
    person = slips.keeper(request.POST.get(slips.FIELD, ""))
    text = _text(request)
    if person is None or len(text) > MOST_CHARACTERS:
        return False
    kept = request.session.get(KEY, [])
    others = [draft for draft in kept if draft["path"] != request.path][-MOST_DRAFTS + 1 :]
    draft = {"path": request.path, "person": person, "text": text, "files": file_names(request)}
    request.session[KEY] = [*others, draft]
    return True


def keeps(form: type[Ask] | None) -> bool:
    """Tell whether what is typed into a form may be kept before it is sent; a password never."""
    if form is None:
        return True
    inputs = (field.widget for field in form.base_fields.values())
    return form.autosaved and not any(isinstance(widget, PasswordInput) for widget in inputs)


def aside(request: Asked, form: type[Ask] | None) -> HttpResponse | None:
    """Do what a page asks beside sending its form: save what is typed so far, or forget it.

    ``None`` where the form itself is sent.
    """
    if KEEP in request.GET:
        return _save(request) if keeps(form) else HttpResponse(status=403)
    if FRESH in request.GET:
        drop(request)
        return redirect(request.path)
    return None


def file_names(request: HttpRequest) -> tuple[str, ...]:
    """List the names of the files that came with a form."""
    files = (file for name in request.FILES for file in request.FILES.getlist(name))
    return tuple(file.name or "" for file in files)


def find(request: Asked) -> Draft | None:
    """Give what the person had typed at this address, if anything was kept."""
    for draft in request.session.get(KEY, []):
        if draft["path"] == request.path and draft["person"] == request.user.pk:
            return Draft(QueryDict(draft["text"]), tuple(draft["files"]))
    saved = Unsent.objects.filter(person=request.user, address=request.path).first()
    return Draft(QueryDict(saved.text), saved_at=saved.saved_at) if saved else None


def drop(request: Asked) -> None:
    """Forget what was kept at this address."""
    kept = request.session.get(KEY)
    if kept:
        request.session[KEY] = [draft for draft in kept if draft["path"] != request.path]
    Unsent.objects.filter(person=request.user, address=request.path).delete()


def _save(request: Asked) -> HttpResponse:
    """Save what is typed so far and say when, unless the form was sent in the meantime."""
    text = _text(request)
    if slips.was_handed_in(request.POST.get(slips.FIELD, "")):
        return HttpResponse(status=409)
    if len(text) > MOST_CHARACTERS:
        return HttpResponse(status=413)
    now = timezone.now()
    saved = Unsent(person=request.user, address=request.path, text=text, saved_at=now)
    Unsent.objects.bulk_create(
        [saved],
        update_conflicts=True,
        unique_fields=["person", "address"],
        update_fields=["text", "saved_at"],
    )
    said = date_format(timezone.localtime(now), "H:i")
    return JsonResponse({"said": said, "stamp": now.isoformat()})


def _text(request: HttpRequest) -> str:
    data = request.POST.copy()
    for name in OURS:
        data.pop(name, None)
    return data.urlencode()
