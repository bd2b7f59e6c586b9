"""Pages for those who are logged in, and cases that they may see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from django.views import View

from permissions.models import User
from workflows import access, queries
from workflows.views import drafts

if TYPE_CHECKING:
    from typing import Any

    from django.http import HttpResponseBase

    from workflows.models import Case


class Asked(HttpRequest):
    """A request of somebody who is logged in."""

    user: User


class PersonView(View):
    """A page for people with an account: others log in first, and lose nothing they typed."""

    request: Asked

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Send strangers to the login, and keep what they sent."""
        if request.user.is_authenticated:
            return super().dispatch(request, *args, **kwargs)
        if request.method == "POST":
            drafts.keep(request)
            return redirect_to_login(request.path)
        return redirect_to_login(request.get_full_path())


def seen_case(address: str, person: User) -> Case:
    """Read the case at an address; raises `Http404` also where the person may not see it."""
    case = queries.case_at(address)
    if case is None or not access.may_see(person, case):
        raise Http404(_("There is no such case, or you may not see it."))
    return case
