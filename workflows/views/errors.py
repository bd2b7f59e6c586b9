"""What to do with a form whose page was too old to be trusted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render

from workflows.views import drafts

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """Show one of our own forms again with what was typed; refuse anything else."""
    if drafts.keep(request):
        return redirect(request.path)
    return render(request, "403_csrf.html", status=403)
