"""The centre as its pages name it: settings, in the language of the reader."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import FileResponse, Http404
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.views import View
from django.views.decorators.cache import cache_control

if TYPE_CHECKING:
    from django.http import HttpRequest

A_DAY = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Centre:
    """Its name and how to reach it; what the settings leave out is empty."""

    name: str
    address: str
    phone: str
    email: str
    has_emblem: bool

    @property
    def reachable(self) -> bool:
        """Tell whether there is anything to say besides the name."""
        return bool(self.address or self.phone or self.email)


def centre() -> Centre:
    """Read the settings; addresses are in the languages of the state only."""
    letterhead = settings.SARAP_LETTERHEAD
    language = get_language() or "kk"
    return Centre(
        name=settings.SARAP_CENTRE[language],
        address=letterhead["address_ru" if language == "ru" else "address_kk"],
        phone=letterhead["phone"],
        email=letterhead["email"],
        has_emblem=bool(settings.SARAP_EMBLEM),
    )


class EmblemView(View):
    """The picture that the settings name."""

    @method_decorator(cache_control(public=True, max_age=A_DAY))
    def get(self, _request: HttpRequest) -> FileResponse:
        """Send it; without one there is no such page."""
        if not settings.SARAP_EMBLEM:
            raise Http404
        return FileResponse(Path(settings.SARAP_EMBLEM).open("rb"))
