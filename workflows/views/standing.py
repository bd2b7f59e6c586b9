"""Where a case stands, in sentences: with whom, until when, and what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext

from workflows import queries, registry, road
from workflows.spec import Children
from workflows.views import words

if TYPE_CHECKING:
    from datetime import datetime

    from permissions.models import User
    from workflows.models import Case


def day(moment: datetime) -> str:
    """Say a day as people say it: "4 December", with the year where it is another one."""
    local = timezone.localtime(moment)
    this_year = local.year == timezone.localdate().year
    said = date_format(local, "j E" if this_year else "j E Y")
    # Django's names of Kazakh months stand alone and so begin with a capital.
    return said.lower() if get_language() == "kk" else said


def has_it(case: Case, person: User) -> bool:
    """Tell whether the case is with this very person, who does not wait for others."""
    return case.holder_id == person.pk and not case.waiting


def standing(case: Case, person: User) -> str:
    """Say with whom an open case is and until when; nothing for one that has ended."""
    holder = registry.step_of(case).holder
    if holder is None:
        return ""
    due = words.due(case, timezone.now())
    said = {"holder": holder.label}
    if due is None:
        if has_it(case, person):
            return gettext("With you, without a due date.")
        return gettext("With %(holder)s, without a due date.") % said
    said |= {"day": day(due.at), "left": due.words}
    if has_it(case, person):
        late = gettext("With you; it was due on %(day)s: %(left)s.")
        in_time = gettext("With you until %(day)s, %(left)s.")
    else:
        late = gettext("With %(holder)s; it was due on %(day)s: %(left)s.")
        in_time = gettext("With %(holder)s until %(day)s, %(left)s.")
    return (late if due.late else in_time) % said


def progress(case: Case, person: User) -> str:
    """Say how far the child cases are that a case waits for, also to whom they are hidden."""
    holder = registry.step_of(case).holder
    if not isinstance(holder, Children) or not holder.told:
        return ""
    return str(holder.told % queries.progress_of(case, person)) + "."


def what_next(case: Case, person: User, *, whole: bool) -> str:
    """Say what leads the case on from here; nothing where it has ended or nothing does."""
    model = registry.model(case.process_code)
    move = road.next_move(model, case.edition, case.state)
    holder = registry.step_of(case).holder
    if move is None or holder is None:
        return ""
    said = {
        "action": move.action.label,
        "state": model.process.states(move.target).label,
        "holder": holder.label,
    }
    if move.action.after_children:
        return gettext("When the last one is in, the case goes on by itself: “%(state)s”.") % said
    if has_it(case, person):
        return gettext("Your next step: “%(action)s”. After it: “%(state)s”.") % said
    if whole or move.action.public:
        return gettext("Next step, by %(holder)s: “%(action)s”. After it: “%(state)s”.") % said
    return gettext("Next state: “%(state)s”.") % said
