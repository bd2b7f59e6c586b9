"""Acting on a case: the form of an action, and what happened when it was sent."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from permissions.rules import Refused
from workflows import access, engine, forms, gate, queries, registry
from workflows.refusals import Invalid, MovedOn, NotAllowed, NotDone, NotNow
from workflows.rows import MORE
from workflows.views import ahead, drafts, onward, slips, words
from workflows.views.case import header
from workflows.views.people import PersonView, seen_case

if TYPE_CHECKING:
    from django.http import HttpResponse, QueryDict
    from django_stubs_ext import StrOrPromise

    from permissions.models import User
    from workflows.ask import Ask
    from workflows.models import Case
    from workflows.spec import Action, Move
    from workflows.views.people import Asked

VERSION = "seen_version"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What goes on the page of an action besides its form, and the status of the answer."""

    status: int = 200
    reason: StrOrPromise = ""
    moved_on: tuple[words.Happened, ...] = ()
    draft: drafts.Draft | None = None
    files: tuple[str, ...] = ()
    waiting: tuple[ahead.Waiting, ...] = ()
    typed: list[tuple[StrOrPromise, str]] = field(default_factory=list)


class ActView(PersonView):
    """One action on one case."""

    def get(self, request: Asked, address: str, name: str) -> HttpResponse:
        """Show the form, with what the person had typed into it before and not sent."""
        case = seen_case(address, request.user)
        action = _declared(case, name)
        draft = drafts.find(request)
        try:
            move = _possible(case, name, request.user)
        except NotDone as refusal:
            status = 403 if isinstance(refusal, NotAllowed) else 409
            told = forms.typed(action.form, draft.data) if draft else []
            return _refused(request, case, action, Sheet(status, refusal.reason, typed=told))
        if draft is None:
            form = onward.begun(_form(move, case, request.user), request.GET)
            return _page(request, case, move, form, Sheet())
        form = _form(move, case, request.user)
        news = _news(case, request.user, _version(draft.data))
        sheet = Sheet(draft=draft, moved_on=news, files=draft.files)
        return _page(request, case, move, form and forms.refilled(form, draft.data), sheet)

    def post(self, request: Asked, address: str, name: str) -> HttpResponse:
        """Act, or give the form back with the reason why not and everything typed."""
        case = seen_case(address, request.user)
        action = _declared(case, name)
        if answer := drafts.aside(request, action.form):
            return answer
        if MORE in request.POST:
            return _with_more(request, case, name)
        slip = request.POST.get(slips.FIELD, "")
        is_first = slips.hand_in(slip)
        ahead.join(request)
        try:
            done = engine.perform(
                case,
                name,
                actor=request.user,
                seen_version=_version(request.POST),
                data=request.POST,
                files=request.FILES,
            )
        except MovedOn as refusal:
            if not is_first and _was_this(refusal, name, request.user):
                return _back(request, refusal.case)
            return _turned_down(request, refusal.case, name, refusal)
        except NotDone as refusal:
            return _turned_down(request, case, name, refusal)
        except Exception:
            slips.give_back(slip)
            raise
        drafts.drop(request)
        ahead.clear(request)
        _tell(request, done, name)
        return _onward(request, done, action)


def _declared(case: Case, name: str) -> Action:
    """Find the declaration of an action, possible now or not; raises `Http404`."""
    moves = registry.moves(registry.model(case.process_code))
    move = registry.find(case, name) or next((m for m in moves if m.name == name), None)
    if move is None:
        raise Http404(_("There is no such action."))
    return move.action


def _possible(case: Case, name: str, person: User) -> Move:
    """Find the move that an action makes now; raises `NotAllowed` and `NotNow`."""
    for option in engine.available(case, person):
        if option.move.name == name:
            if isinstance(option.may, Refused):
                raise NotAllowed(option.may.reason)
            if isinstance(option.can, Refused):
                raise NotNow(option.can.reason)
            return option.move
    raise NotNow(_("This action is not possible in the current state."))


def _turned_down(request: Asked, case: Case, name: str, refusal: NotDone) -> HttpResponse:
    """Show why nothing was done, with the form if sending it again can help."""
    person = request.user
    move = registry.find(case, name)
    if move is None or isinstance(refusal, NotAllowed) or not gate.asked(case, move, person)[0]:
        action = _declared(case, name)
        sheet = Sheet(
            status=403 if isinstance(refusal, NotAllowed) else 409,
            reason=refusal.reason,
            moved_on=_news(case, person, _version(request.POST)),
            typed=forms.typed(action.form, request.POST),
        )
        return _refused(request, case, action, sheet)
    waiting = ahead.waiting(request, refusal.form if isinstance(refusal, Invalid) else None)
    files = ahead.lost(request, waiting)
    if isinstance(refusal, Invalid):
        sheet = Sheet(status=422, files=files, waiting=waiting)
        return _page(request, case, move, refusal.form, sheet)
    news = _news(case, person, _version(request.POST))
    sheet = Sheet(409, refusal.reason, moved_on=news, files=files, waiting=waiting)
    return _page(request, case, move, _form(move, case, person, request.POST), sheet)


def _form(move: Move, case: Case, person: User, data: QueryDict | None = None) -> Ask | None:
    if move.action.form is None:
        return None
    form: Ask = move.action.form(data, case=case, actor=person)
    return form


def _version(data: QueryDict) -> int:
    """Read the version of the case that the form was made for; 0 where it does not say."""
    text = data.get(VERSION, "")
    return int(text) if text.isdecimal() else 0


def _news(case: Case, person: User, seen: int) -> tuple[words.Happened, ...]:
    """Tell what happened since the person saw the case, the oldest first."""
    if seen >= case.version:
        return ()
    whole = bool(access.sees_by_rule(person, case))
    events = reversed(queries.events_of(case, after=seen))
    return tuple(words.trail(case, events, person, whole=whole))


def _was_this(refusal: MovedOn, name: str, person: User) -> bool:
    """Tell whether this very form had been sent and done before, as by a double click."""
    return queries.did(person, refusal.case, name, refusal.seen_version + 1)


def _tell(request: Asked, case: Case, name: str) -> None:
    done = {"action": _declared(case, name).label, "state": registry.state_label(case)}
    text = _("Done: %(action)s. The case is now: %(state)s.") % done
    messages.success(request, text, extra_tags=request.path)


def _with_more(request: Asked, case: Case, name: str) -> HttpResponse:
    """Give the form back as it is, with room for more; nothing is judged or done."""
    try:
        move = _possible(case, name, request.user)
    except NotDone as refusal:
        return _turned_down(request, case, name, refusal)
    form = _form(move, case, request.user)
    news = _news(case, request.user, _version(request.POST))
    form = form and forms.refilled(form, request.POST)
    return _page(request, case, move, form, Sheet(moved_on=news))


def _onward(request: Asked, case: Case, action: Action) -> HttpResponse:
    """Go on to what comes next by the declaration, or back to the case."""
    if action.form and action.form.leads_to:
        return redirect("cases:act", case.label, action.form.leads_to)
    return _back(request, case)


def _back(request: Asked, case: Case) -> HttpResponse:
    if address := onward.address(request):
        return redirect(address)
    if access.may_see(request.user, case):
        return redirect("cases:case", case.label)
    return redirect("work:index")


def _page(request: Asked, case: Case, move: Move, form: Ask | None, sheet: Sheet) -> HttpResponse:
    context = _context(request, case, move.action, sheet) | {
        "name": move.name,
        "form": form and forms.suited(form),
        "groups": forms.grouped(form) if form else [],
        "beside": form and form.beside(),
        "slip": slips.new(request.user, kept=drafts.keeps(move.action.form)),
        "kept": form is not None and drafts.keeps(move.action.form),
    }
    return render(request, "workflows/act.html", context, status=sheet.status)


def _refused(request: Asked, case: Case, action: Action, sheet: Sheet) -> HttpResponse:
    # Most reasons name who may; then it is not said a second time.
    who = "" if str(action.by.who) in str(sheet.reason) else action.by.who
    context = _context(request, case, action, sheet) | {"who": who}
    return render(request, "workflows/refused.html", context, status=sheet.status)


def _context(request: Asked, case: Case, action: Action, sheet: Sheet) -> dict[str, Any]:
    whole = bool(access.sees_by_rule(request.user, case))
    head = header(case, request.user, whole=whole)
    then = onward.address(request)
    return {"case": case, "head": head, "action": action, "sheet": sheet, "next": then}
