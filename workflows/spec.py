"""The words in which a process is declared: frozen, typed, without behaviour of their own.

A process is a model class with a ``process`` attribute (a `Process`), a `Step` for
each state and methods decorated with `action`. The engine, the pages, the checks,
the diagrams and the database kernel all read these declarations and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

from django_fsm import transition

from workflows.steps import (
    Children,
    Holder,
    InRole,
    Outcome,
    Person,
    Step,
    Term,
    Unlimited,
    Until,
)

if TYPE_CHECKING:
    from datetime import datetime

    from django_stubs_ext import StrOrPromise

    from documents.papers.typesetting import Kind
    from permissions.models import User
    from permissions.rules import Rule, Verdict
    from workflows.ask import Ask


__all__ = (
    "Act",
    "Action",
    "Children",
    "Guard",
    "Holder",
    "InRole",
    "Move",
    "Outcome",
    "Person",
    "Process",
    "Sitting",
    "Step",
    "Term",
    "Unlimited",
    "Until",
    "action",
)

Body = TypeVar("Body", bound="Callable[[Any, Act], None]")


class Sitting(StrEnum):
    """What a move has to do with the session of a council, which alone makes it.

    ``ENTER`` puts the case on an agenda, ``LEAVE`` takes it off without a decision, ``DECIDE``
    carries a decision out.
    """

    ENTER = "enter"
    LEAVE = "leave"
    DECIDE = "decide"


@dataclass(frozen=True, slots=True)
class Guard:
    """What must hold before an action, and the words for when it does not."""

    name: str
    test: Callable[[Any, User], Verdict]

    def __call__(self, case: Any, actor: User) -> Verdict:
        """Answer whether the guard lets ``actor`` act on ``case``."""
        return self.test(case, actor)


@dataclass(frozen=True, slots=True)
class Action:
    """A declared move: who may make it, what it asks for, what must hold.

    ``confirm`` says what follows, for a move that is made on purpose only. With
    ``after_children`` the system makes the move itself when the last open child case of
    that process ends. A move that is not ``public`` is hidden from who sees the case by a
    grant. ``told`` is the sentence by which the trail tells of it afterwards; it may name what
    the event recorded, as ``%(number)s``. A move that is made ``together`` may be made of many
    cases with one form. ``papers`` are typeset after the move and filed with the case.
    ``sitting`` marks a move that belongs to the session of a council. The system itself makes a
    move that has ``when_overdue``, so many working days after the due date.
    ``since`` and ``until`` are the editions of the process that have it.
    """

    label: StrOrPromise
    by: Rule
    form: type[Ask] | None = None
    needs: tuple[Guard, ...] = ()
    confirm: StrOrPromise | None = None
    after_children: str | None = None
    public: bool = True
    since: int = 1
    until: int | None = None
    told: StrOrPromise = ""
    together: bool = False
    papers: tuple[Kind, ...] = ()
    sitting: Sitting | None = None
    when_overdue: int | None = None

    @property
    def asks(self) -> bool:
        """Whether there is a form to fill in first."""
        return self.form is not None


@dataclass(frozen=True, slots=True)
class Move:
    """One arrow of a process: an action from a source to a target."""

    name: str
    source: str
    target: str
    action: Action


@dataclass(frozen=True, slots=True)
class Process:
    """A kind of matter: its code, names, states and the actions that open it.

    ``edition`` is the one that new cases start under. ``opens`` says who may start a
    case and ``start_form`` what that asks for; a child process has neither, since its
    parent starts it. ``seen_by`` says who sees every case with its whole trail; other
    persons see a case only by a grant. ``children`` names processes of child cases that
    no state waits for. ``source`` is the clause of the Regulation. ``council`` is the kind of
    council that decides such cases, if one does. In a case that is ``personal``, such as a ballot,
    nobody acts for an absent holder.
    """

    code: str
    label: StrOrPromise
    states: type[Any]
    initial: str
    steps: Mapping[str, Step]
    source: str
    seen_by: Rule
    opens: Rule | None = None
    start_form: type[Ask] | None = None
    edition: int = 1
    children: tuple[str, ...] = ()
    council: str = ""
    personal: bool = False

    @property
    def child_processes(self) -> frozenset[str]:
        """The codes of the processes of child cases: those named, and those a state waits for."""
        holders = (step.holder for step in self.steps.values())
        awaited = (holder.process for holder in holders if isinstance(holder, Children))
        return frozenset({*self.children, *awaited})


@dataclass(slots=True)
class Act:
    """One action as it happens: what the body of an action gets to work with.

    The body reads ``data`` (what the form cleaned), and may put into ``record`` what
    the event should remember besides. ``at`` is the moment of the whole action.
    ``on_behalf_of`` is the key of the absent person for whom the actor acts.
    """

    actor: User
    data: Mapping[str, Any]
    at: datetime
    record: dict[str, Any] = field(default_factory=dict)
    on_behalf_of: int | None = None


def action(  # noqa: PLR0913 (the words of a declaration)
    label: StrOrPromise,
    *,
    source: str | tuple[str, ...],
    target: str | None = None,
    by: Rule,
    form: type[Ask] | None = None,
    needs: tuple[Guard, ...] = (),
    confirm: StrOrPromise | None = None,
    after_children: str | None = None,
    public: bool = True,
    since: int = 1,
    until: int | None = None,
    told: StrOrPromise = "",
    together: bool = False,
    papers: tuple[Kind, ...] = (),
    sitting: Sitting | None = None,
    when_overdue: int | None = None,
) -> Callable[[Body], Body]:
    """Declare a method of a process as an action: a django-fsm transition with our `Action`.

    An action without a ``target`` leaves the state as it is. The method is the body: the
    engine calls it with one `Act`, after permission, form and guards, and before the event
    is written.
    """
    states = (source,) if isinstance(source, str) else source
    declared = Action(
        label=label,
        by=by,
        form=form,
        needs=needs,
        confirm=confirm,
        after_children=after_children,
        public=public,
        since=since,
        until=until,
        told=told,
        together=together,
        papers=papers,
        sitting=sitting,
        when_overdue=when_overdue,
    )

    def declare(body: Body) -> Body:
        for state in states:
            body = transition(
                field="state", source=state, target=target or state, custom={"action": declared}
            )(body)
        return body

    return declare
