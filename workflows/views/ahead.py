"""Files that came ahead of their form: put beside those that came with it, gone once it is sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from documents import arrivals

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from documents.arrivals import Arrival
    from workflows.ask import Ask
    from workflows.views.people import Asked

# Each value is the name of the field, a colon, and the token of the upload.
FIELD = "arrived"
KIND = "arrived_kind_"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file that waits on the server for the form of the page; ``kind`` is what was chosen."""

    field: str
    token: str
    name: str
    size: int
    kind: str


def join(request: Asked) -> None:
    """Put the files that arrived ahead of the form among its files."""
    for field, arrival in _arrivals(request):
        request.FILES.appendlist(field, arrivals.open_whole(arrival))


def waiting(request: Asked, form: Ask | None = None) -> tuple[Waiting, ...]:
    """List the files that need not be chosen again; what ``form`` refused is forgotten."""
    found = []
    refused = _refused(form) if form is not None else set()
    for field, arrival in _arrivals(request):
        if arrival.token in refused:
            arrivals.remove(arrival)
            continue
        kind = request.POST.get(KIND + arrival.token, "")
        found.append(Waiting(field, arrival.token, arrival.name, arrival.size, kind))
    return tuple(found)


def lost(request: Asked, kept: Iterable[Waiting]) -> tuple[str, ...]:
    """List the names of the files that must be chosen again."""
    tokens = {one.token for one in kept}
    files = (file for name in request.FILES for file in request.FILES.getlist(name))
    return tuple(f.name or "" for f in files if getattr(f, "token", None) not in tokens)


def clear(request: Asked) -> None:
    """Forget what arrived ahead of a form that is done."""
    for _field, arrival in _arrivals(request):
        arrivals.remove(arrival)


def _refused(form: Ask) -> set[str]:
    errors = (error for found in form.errors.as_data().values() for error in found)
    tokens = ((error.params or {}).get("token") for error in errors)
    return {token for token in tokens if token}


def _arrivals(request: Asked) -> Iterator[tuple[str, Arrival]]:
    for value in request.POST.getlist(FIELD):
        field, _colon, token = value.partition(":")
        arrival = arrivals.find(request.user, token)
        if arrival is not None and arrival.whole:
            yield field, arrival
