"""Uploads that go on after a broken connection: the server's side of tus 1.0.0 (tus.io).

The core protocol with the extensions creation, termination and expiration. The libraries for
Django that speak it are no longer kept or bring a second framework; the protocol is small.
"""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, Any, cast

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.http import http_date
from django.views import View

from documents import arrivals
from documents.limits import limits

if TYPE_CHECKING:
    from typing import BinaryIO

    from django.http import HttpRequest

    from documents.arrivals import Arrival
    from permissions.models import User

VERSION = "1.0.0"
CONTENT = "application/offset+octet-stream"


class TusView(View):
    """What creation and single uploads share."""

    http_method_names = ("options", "post", "head", "patch", "delete")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer only those who are logged in and speak this version."""
        if not request.user.is_authenticated:
            answer = HttpResponse(status=401)
        elif request.method != "OPTIONS" and request.headers.get("Tus-Resumable") != VERSION:
            answer = HttpResponse(status=412)
            answer["Tus-Version"] = VERSION
        else:
            answer = cast("HttpResponse", super().dispatch(request, *args, **kwargs))
        answer["Tus-Resumable"] = VERSION
        answer["Cache-Control"] = "no-store"
        return answer

    def options(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ARG002
        """Tell what is spoken here."""
        answer = HttpResponse(status=204)
        answer["Tus-Version"] = VERSION
        answer["Tus-Extension"] = "creation,termination,expiration"
        answer["Tus-Max-Size"] = str(limits().size)
        return answer


class UploadsView(TusView):
    """Where uploads begin."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Begin an upload; a refusal says why in the person's language."""
        length = _number(request, "Upload-Length")
        if length is None:
            return HttpResponse(status=400)
        try:
            arrival = arrivals.begin(_person(request), _name(request), length)
        except ValidationError as error:
            status = {"too_big": 413, "too_many": 429}.get(error.code or "", 400)
            text = " ".join(error.messages)
            return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
        answer = HttpResponse(status=201)
        answer["Location"] = reverse("upload", args=[arrival.token])
        answer["Upload-Expires"] = http_date(arrival.expires_at.timestamp())
        return answer


class UploadView(TusView):
    """One upload, for the person who began it."""

    def head(self, request: HttpRequest, token: str) -> HttpResponse:
        """Tell how far it has got."""
        arrival = _found(request, token)
        return _so_far(arrival, arrival.offset, 200)

    def patch(self, request: HttpRequest, token: str) -> HttpResponse:
        """Go on with it."""
        arrival = _found(request, token)
        offset = _number(request, "Upload-Offset")
        if request.content_type != CONTENT:
            return HttpResponse(status=415)
        if offset is None:
            return HttpResponse(status=400)
        try:
            offset = arrivals.go_on(arrival, offset, cast("BinaryIO", request))
        except arrivals.Misplaced:
            return HttpResponse(status=409)
        except arrivals.TooMuch:
            return HttpResponse(status=413)
        return _so_far(arrival, offset, 204)

    def delete(self, request: HttpRequest, token: str) -> HttpResponse:
        """Give it up."""
        arrivals.remove(_found(request, token))
        return HttpResponse(status=204)


def _found(request: HttpRequest, token: str) -> Arrival:
    arrival = arrivals.find(_person(request), token)
    if arrival is None:
        raise Http404
    return arrival


def _so_far(arrival: Arrival, offset: int, status: int) -> HttpResponse:
    answer = HttpResponse(status=status)
    answer["Upload-Offset"] = str(offset)
    answer["Upload-Length"] = str(arrival.size)
    answer["Upload-Expires"] = http_date(arrival.expires_at.timestamp())
    return answer


def _person(request: HttpRequest) -> User:
    return cast("User", request.user)


def _number(request: HttpRequest, header: str) -> int | None:
    text = request.headers.get(header, "")
    return int(text) if text.isascii() and text.isdecimal() else None


def _name(request: HttpRequest) -> str:
    """Read the name of the file from the metadata; empty where there is none."""
    for pair in request.headers.get("Upload-Metadata", "").split(","):
        key, _space, value = pair.strip().partition(" ")
        if key == "filename":
            try:
                return base64.b64decode(value, validate=True).decode()
            except (binascii.Error, UnicodeDecodeError):
                return ""
    return ""
