"""Opening a case of a process."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from permissions.rules import Refused
from workflows import engine, forms, registry
from workflows.refusals import Invalid, NotDone
from workflows.views import drafts, slips
from workflows.views.people import PersonView

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django_stubs_ext import StrOrPromise

    from workflows.ask import Ask
    from workflows.models import Case
    from workflows.views.people import Asked


class StartView(PersonView):
    """The form that opens a case of one process."""

    def get(self, request: Asked, code: str) -> HttpResponse:
        """Show the form, with what the person had typed into it before and not sent."""
        process = _model(code).process
        verdict = process.opens(request.user, None) if process.opens else None
        if isinstance(verdict, Refused):
            return _refused(request, code, verdict.reason)
        draft = drafts.find(request)
        form = None
        if process.start_form is not None:
            form = process.start_form(None, case=None, actor=request.user)
            # A link can begin the form, as that from a decision to an appeal against it.
            form.initial.update({n: v for n, v in request.GET.items() if n in form.fields})
        if form is not None and draft is not None:
            form = forms.refilled(form, draft.data)
        return _page(request, code, form, draft=draft)

    def post(self, request: Asked, code: str) -> HttpResponse:
        """Open the case, or give the form back with everything typed."""
        model = _model(code)
        if answer := drafts.aside(request, model.process.start_form):
            return answer
        slip = request.POST.get(slips.FIELD, "")
        if not slips.hand_in(slip):
            return redirect(slips.result(slip) or "work:index")
        try:
            case: Case = engine.start(model, actor=request.user, data=request.POST)
        except Invalid as refusal:
            return _page(request, code, refusal.form, status=422)
        except NotDone as refusal:
            return _refused(request, code, refusal.reason)
        except Exception:
            slips.give_back(slip)
            raise
        drafts.drop(request)
        text = _("The case is open. Below is what can be done next.")
        messages.success(request, text, extra_tags=request.path)
        opened = redirect("cases:case", case.label)
        slips.led_to(slip, opened.url)
        return opened


def _model(code: str) -> type[Case]:
    """Find the model of a process that people may open; raises `Http404`."""
    for model in registry.models():
        if model.process.code == code and model.process.opens is not None:
            return model
    raise Http404(_("There is no such process."))


def _page(
    request: Asked,
    code: str,
    form: Ask | None,
    *,
    draft: drafts.Draft | None = None,
    status: int = 200,
) -> HttpResponse:
    process = registry.model(code).process
    kept = drafts.keeps(process.start_form)
    context = {
        "process": process,
        "form": form and forms.suited(form),
        "groups": forms.grouped(form) if form else [],
        "slip": slips.new(request.user, kept=kept),
        "kept": form is not None and kept,
        "draft": draft,
    }
    return render(request, "workflows/start.html", context, status=status)


def _refused(request: Asked, code: str, reason: StrOrPromise) -> HttpResponse:
    process = registry.model(code).process
    context = {
        "process": process,
        "reason": reason,
        "typed": forms.typed(process.start_form, request.POST),
    }
    return render(request, "workflows/start_refused.html", context, status=403)
