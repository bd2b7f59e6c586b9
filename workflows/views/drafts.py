"""What a person typed, kept in the session while they have to log in again; never files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import QueryDict

from workflows.views import slips

if TYPE_CHECKING:
    from django.http import HttpRequest

KEY = "drafts"
MOST_DRAFTS = 3
MOST_CHARACTERS = 200_000
OURS = ("csrfmiddlewaretoken", slips.FIELD)


@dataclass(frozen=True, slots=True)
class Draft:
    """What was sent when nobody was logged in, and the names of the files that were not kept."""

    data: QueryDict
    files: tuple[str, ...]


def keep(request: HttpRequest) -> bool:
    """Keep what was posted, for the person to whom the form was shown; tell whether it was."""
    person = slips.owner(request.POST.get(slips.FIELD, ""))
    if person is None:
        return False
    data = request.POST.copy()
    for name in OURS:
        data.pop(name, None)
    text = data.urlencode()
    if len(text) > MOST_CHARACTERS:
        return False
    kept = request.session.get(KEY, [])
    others = [draft for draft in kept if draft["path"] != request.path][-MOST_DRAFTS + 1 :]
    draft = {"path": request.path, "person": person, "text": text, "files": file_names(request)}
    request.session[KEY] = [*others, draft]
    return True


def file_names(request: HttpRequest) -> tuple[str, ...]:
    """List the names of the files that came with a form."""
    files = (file for name in request.FILES for file in request.FILES.getlist(name))
    return tuple(file.name or "" for file in files)


def find(request: HttpRequest) -> Draft | None:
    """Give what the person had typed at this address, if anything was kept."""
    for draft in request.session.get(KEY, []):
        if draft["path"] == request.path and draft["person"] == request.user.pk:
            return Draft(QueryDict(draft["text"]), tuple(draft["files"]))
    return None


def drop(request: HttpRequest) -> None:
    """Forget what was kept at this address."""
    kept = request.session.get(KEY)
    if kept:
        request.session[KEY] = [draft for draft in kept if draft["path"] != request.path]
