"""What must hold before minutes are finished and signed, with the words for when it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from permissions.rules import ALLOWED, Refused, Verdict
from workflows.councils import minutes
from workflows.signatures import Capacity, is_signed_by
from workflows.spec import Guard

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

LACKS: dict[tuple[bool, str], StrPromise] = {
    (False, "kk"): _("The opening words are missing in Kazakh."),
    (False, "ru"): _("The opening words are missing in Russian."),
    (True, "kk"): _("What was heard under item {place} is missing in Kazakh."),
    (True, "ru"): _("What was heard under item {place} is missing in Russian."),
}


def _both_languages(session: Any, _actor: Any) -> Verdict:
    for place, language in minutes.missing(session):
        return Refused(format_lazy(LACKS[place > 0, language], place=place))
    return ALLOWED


def _secretary_signed(session: Any, _actor: Any) -> Verdict:
    version = session.to_sign()
    if version is not None and is_signed_by(version, [Capacity.SECRETARY]):
        return ALLOWED
    return Refused(_("The secretary has not signed these minutes yet."))


BOTH_LANGUAGES = Guard("the minutes are complete in Kazakh and Russian", _both_languages)
SECRETARY_SIGNED = Guard("the secretary signed these minutes", _secretary_signed)
