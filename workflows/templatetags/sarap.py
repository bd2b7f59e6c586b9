"""The menu of the site, for pages inside and outside of its applications; versions in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template

from documents import changes, serve
from workflows.views.centre import Centre, centre

if TYPE_CHECKING:
    from django.template import RequestContext

    from documents.models import Version

register = template.Library()
register.filter("neutral_name", serve.neutral_name)
register.filter("comparable", changes.comparable)


@register.filter
def showable(version: Version) -> bool:
    """Tell whether browsers show a version of this type in a page."""
    return version.media_type in serve.SHOWN


@register.simple_tag
def the_centre() -> Centre:
    """Name the centre whose pages these are."""
    return centre()


@register.simple_tag(takes_context=True)
def main_menu(context: RequestContext) -> list[dict[str, Any]]:
    """List the applications that the person may open, and mark the one they are in."""
    from workflows.urls import site  # noqa: PLC0415 (templates are loaded before addresses)

    request = context.get("request")
    person = getattr(request, "user", None)
    if person is None or not person.is_authenticated:
        return []
    here = getattr(getattr(request, "resolver_match", None), "app", None)
    return [
        {"title": app.title, "url": app.reverse("index"), "current": app is here}
        for app in site.menu_items()
        if _is_listed(app, person)
    ]


def _is_listed(app: Any, person: Any) -> bool:
    """Tell whether an application is in a person's menu; it may say so for itself."""
    in_menu = getattr(app, "in_menu", None)
    return bool(app.has_view_permission(person) and (in_menu is None or in_menu(person)))
