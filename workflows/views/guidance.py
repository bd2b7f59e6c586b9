"""Help: the guides of the roles as a page, as a paper, and the first of them on My work."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from django.core.cache import cache
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views import View

from documents.papers import letterhead, typesetting
from documents.papers.typesetting import Kind
from permissions.models import ReadGuide
from workflows import guides, papers
from workflows.guide_texts import FIRST, GUIDES, TERMS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest

    from permissions.models import User
    from workflows.guide_texts import Guide
    from workflows.guides import Piece

KEPT_SECONDS = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Told:
    """A guide in the language in use."""

    guide: Guide
    steps: list[list[Piece]]
    terms: list[tuple[str, str]]

    @property
    def first(self) -> list[list[Piece]]:
        """The steps for somebody who is here for the first time."""
        return self.steps[:FIRST]


class HelpView(View):
    """The guides: those of the person's own roles first, and whole."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them to everybody."""
        held = request.user.roles_now if request.user.is_authenticated else frozenset()
        own = [guide for role, guide in GUIDES.items() if role in held]
        others = [guide for role, guide in GUIDES.items() if role not in held]
        context = {
            "own": told(own),
            "others": told(others),
            "shown": TERMS,
            "languages": papers.LANGUAGES,
        }
        return render(request, "help/guides.html", context)


class GuideView(View):
    """One guide: printed on a page, or put away from My work."""

    def get(self, request: HttpRequest, role: str) -> HttpResponse:
        """Send it as PDF, in Kazakh or in Russian."""
        language = guides.paper_language(request.GET.get("language", ""))
        said = guides.data(_guide(role), language)
        key = sha256(json.dumps([said, letterhead.now()]).encode()).hexdigest()
        content = cache.get_or_set(
            f"guide.{language}.{key}",
            lambda: typesetting.render(Kind.GUIDE, language, said),
            KEPT_SECONDS,
        )
        sent = HttpResponse(content, content_type="application/pdf")
        name = content_disposition_header(as_attachment=False, filename=f"{said['role']}.pdf")
        sent.headers["Content-Disposition"] = name or "inline"
        sent.headers["X-Content-Type-Options"] = "nosniff"
        return sent

    def post(self, request: HttpRequest, role: str) -> HttpResponse:
        """Show it no more on this person's My work."""
        guide = _guide(role)
        if request.user.is_authenticated:
            ReadGuide.objects.get_or_create(person=request.user, role=guide.role)
        return redirect("work:index")


def told(found: Iterable[Guide]) -> list[Told]:
    """Say guides in the language in use."""
    called = guides.words()
    return [
        Told(
            guide,
            [guides.pieces(step, called) for step in guide.steps],
            guides.terms(guide),
        )
        for guide in found
    ]


def unread(person: User) -> list[Told]:
    """Find the guides of a person's roles that they have not put away; one statement."""
    read = set(ReadGuide.objects.filter(person=person).values_list("role", flat=True))
    called = guides.words()
    return [
        Told(guide, [guides.pieces(step, called) for step in guide.steps], [])
        for role, guide in GUIDES.items()
        if role in person.roles_now and role not in read
    ]


def _guide(role: str) -> Guide:
    if role not in GUIDES:
        raise Http404(_("There is no guide for this role."))
    return GUIDES[role]
