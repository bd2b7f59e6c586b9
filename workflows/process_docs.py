"""The documentation of a process, written from its declaration, in English."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

from django.utils.translation import override

from workflows import charts, registry
from workflows.spec import Children, InRole, Person, Term, Unlimited, Until

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from workflows.ask import Ask
    from workflows.models import Case
    from workflows.spec import Action, Holder, Move, Step

ACTION_HEADS = ("Action", "Code", "From", "To", "Who", "Needs", "Asks for")


def page(model: type[Case]) -> str:
    """Write the page of a process, in Markdown."""
    with override("en"):
        process = model.process
        parts = [
            f"# {process.code}: {process.label}",
            "<!-- Written by `manage.py process_docs` from the declaration; do not edit. -->",
            _paragraph(inspect.getmodule(model)),
            _facts(model),
            "## Diagram",
            f"```mermaid\n{mermaid(model)}\n```",
            "## States",
            _table(
                ("State", "Code", "Kind", "Who has the ball", "Term, working days", *_when(model)),
                (_state(model, state, step) for state, step in process.steps.items()),
            ),
            "## Actions",
            "An action that names no target leaves the state as it is.",
            _table(
                (*ACTION_HEADS, *_writes(model), *_when(model)),
                _actions(model),
            ),
        ]
        return "\n\n".join(parts) + "\n"


def mermaid(model: type[Case], *, edition: int | None = None) -> str:
    """Write a process as a Mermaid state diagram, without the actions that stay in a state."""
    process = model.process
    rows = charts.rows_of(model, edition or process.edition)
    lines = ["stateDiagram-v2"]
    lines += [f'    state "{process.states(row.state).label}" as {row.state}' for row in rows]
    lines.append(f"    [*] --> {process.initial}")
    for row in rows:
        lines += [f"    {row.state} --> {target}: {label}" for label, target in row.exits]
        if row.kind != "open":
            lines.append(f"    {row.state} --> [*]")
    return "\n".join(lines)


def _paragraph(module: object) -> str:
    return inspect.cleandoc(inspect.getdoc(module) or "")


def _facts(model: type[Case]) -> str:
    process = model.process
    opened = process.opens.who if process.opens else "its parent case"
    facts = [
        f"Source: {process.source}.",
        f"Edition: {process.edition}.",
        f"Opened by: {opened}.",
        f"Seen whole by: {process.seen_by.who}.",
    ]
    if process.start_form:
        facts.append(f"Starting asks for: {_fields(process.start_form)}.")
    return "\n".join(f"- {fact}" for fact in facts)


def _when(model: type[Case]) -> tuple[str, ...]:
    """Head the column of editions, for a process that has had several."""
    return ("Editions",) if model.process.edition > 1 else ()


def _writes(model: type[Case]) -> tuple[str, ...]:
    """Head the column of papers, for a process that has any."""
    return ("Papers",) if any(move.action.papers for move in registry.moves(model)) else ()


def _term(step: Step) -> str:
    match step.term:
        case Term(days, over) if over:
            return f"{days} over {', '.join(f'`{state}`' for state in over)}"
        case Term(days):
            return str(days)
        case Until(field):
            return f"until `{field}`"
        case Unlimited():
            return "none"
        case _:
            return ""


def _state(model: type[Case], state: str, step: Step) -> list[str]:
    kind = f"final, {step.outcome}" if step.outcome else "open"
    days = _term(step)
    label = str(model.process.states(state).label)
    return [label, f"`{state}`", kind, _holder(step.holder), days, *_editions(model, step)]


def _holder(holder: Holder | None) -> str:
    match holder:
        case None:
            return ""
        case Person(label=label):
            return str(label)
        case InRole(role, label):
            return f"{label} (role `{role}`)"
        case Children(process, waits, label):
            return f"{label} ({process} cases); {waits.label} waits"


def _actions(model: type[Case]) -> list[list[str]]:
    """Give a row to each action, with the states that it leads from in one cell."""
    by_arrow: dict[tuple[str, str], list[Move]] = {}
    for move in registry.moves(model):
        target = "" if move.source == move.target else move.target
        by_arrow.setdefault((move.name, target), []).append(move)
    return [_action(model, moves, target) for (_name, target), moves in by_arrow.items()]


def _action(model: type[Case], moves: list[Move], target: str) -> list[str]:
    name, action = moves[0].name, moves[0].action
    label = model.process.states
    return [
        str(action.label),
        f"`{name}`",
        ", ".join(str(label(move.source).label) for move in moves),
        str(label(target).label) if target else "",
        _who(action),
        ", ".join(guard.name for guard in action.needs),
        _fields(action.form) if action.form else "",
        *(", ".join(action.papers) for _head in _writes(model)),
        *_editions(model, action),
    ]


def _who(action: Action) -> str:
    if action.after_children:
        return f"{action.by.who}, when the last {action.after_children} case ends"
    return str(action.by.who)


def _fields(form: type[Ask]) -> str:
    return ", ".join(
        f"{field.label or name}{'' if field.required else ' (optional)'}"
        for name, field in form.base_fields.items()
        if not field.widget.is_hidden
    )


def _editions(model: type[Case], declared: Action | Step) -> list[str]:
    if model.process.edition == 1:
        return []
    if declared.until is None:
        return [f"from {declared.since}"]
    return [f"{declared.since} to {declared.until}"]


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(_cell(cell) for cell in line)} |" for line in lines)


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())
