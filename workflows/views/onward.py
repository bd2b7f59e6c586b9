"""Where a person goes on after an action that they began on another page, and with what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.http import url_has_allowed_host_and_scheme

if TYPE_CHECKING:
    from django.http import HttpRequest, QueryDict

    from workflows.ask import Ask

FIELD = "next"


def address(request: HttpRequest) -> str:
    """Give the page of ours that the person came from, if the form says; never another site."""
    wanted = request.POST.get(FIELD) or request.GET.get(FIELD, "")
    ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if ours and wanted.startswith("/") else ""


def begun(form: Ask | None, asked: QueryDict) -> Ask | None:
    """Begin an unsent form with what the address names, such as the item of an agenda."""
    if form is not None:
        form.initial.update({name: asked[name] for name in form.fields if name in asked})
    return form
