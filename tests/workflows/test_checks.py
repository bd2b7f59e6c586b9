"""Each way in which a declaration can be unsound is an error, and a sound one is none."""

from __future__ import annotations

import gettext
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from babel.messages import Catalog, mofile
from django.db.models import TextChoices
from django.forms import CharField
from django.utils.translation import gettext_lazy as _

from permissions.roles import Role
from permissions.rules import Rule, holds, is_person
from workflows import checks, registry
from workflows.ask import Ask
from workflows.models import Case
from workflows.spec import (
    Action,
    Children,
    InRole,
    Move,
    Outcome,
    Person,
    Process,
    Step,
    Term,
    Unlimited,
)

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django import Settings

AUTHOR = is_person("initiator", _("the author"))
CHAIR = holds(Role.COUNCIL_CHAIR, _("the chair"))
WORDS = (
    "the author",
    "the chair",
    "{first} or {second}",
    "Only {who} can do this.",
    "Small matter",
    "Begun",
    "Decided",
    "Decide",
    "Why",
)


class State(TextChoices):
    BEGUN = "begun", _("Begun")
    DECIDED = "decided", _("Decided")


class Why(Ask):
    why = CharField(label=_("Why"))


PROCESS = Process(
    code="SM",
    label=_("Small matter"),
    states=State,
    initial=State.BEGUN,
    steps={
        State.BEGUN: Step(Person("initiator", _("the author")), Term(3)),
        State.DECIDED: Step(outcome=Outcome.POSITIVE),
    },
    source="kk 3.9",
    seen_by=AUTHOR | CHAIR,
)
DECIDE = Move("decide", "begun", "decided", Action(label=_("Decide"), by=CHAIR, form=Why))


@pytest.fixture(autouse=True)
def translated(tmp_path: Path, settings: Settings) -> None:
    translate(tmp_path, "kk", WORDS)
    translate(tmp_path, "ru", WORDS)
    settings.LOCALE_PATHS = [tmp_path]


def translate(root: Path, language: str, words: tuple[str, ...]) -> None:
    """Write a catalogue that has these words, each translated by itself."""
    gettext._translations.clear()  # type: ignore[attr-defined] # it keeps what it read by path
    catalogue = Catalog(locale=language)
    for word in words:
        catalogue.add(word, word)
    target = root / language / "LC_MESSAGES" / "django.mo"
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as file:
        mofile.write_mo(file, catalogue)


def problems(process: Process = PROCESS, *moves: Move, codes: tuple[str, ...] = ()) -> list[str]:
    found = checks.unsound(process, moves or (DECIDE,), Case, codes)
    return [str(error.id).removeprefix("sarap.") for error in found]


def with_steps(changed: dict[State, Step]) -> Process:
    return replace(PROCESS, steps=dict(PROCESS.steps) | {str(k): v for k, v in changed.items()})


def test_sound_process_has_no_problem() -> None:
    assert problems() == []
    assert checks.untranslated(PROCESS, [DECIDE]) == []


def test_state_without_step() -> None:
    class More(TextChoices):
        BEGUN = "begun", _("Begun")
        DECIDED = "decided", _("Decided")
        LOST = "lost", _("Decided")

    assert problems(replace(PROCESS, states=More)) == ["E001"]


def test_unreachable_state() -> None:
    class More(TextChoices):
        BEGUN = "begun", _("Begun")
        DECIDED = "decided", _("Decided")
        ISLAND = "island", _("Decided")

    steps = {**PROCESS.steps, More.ISLAND: Step(outcome=Outcome.NEGATIVE)}
    assert problems(replace(PROCESS, states=More, steps=steps)) == ["E002"]


def test_dead_end() -> None:
    class More(TextChoices):
        BEGUN = "begun", _("Begun")
        DECIDED = "decided", _("Decided")
        PIT = "pit", _("Decided")

    steps = {**PROCESS.steps, More.PIT: Step(InRole(Role.EXPERT, _("the chair")), Term(1))}
    process = replace(PROCESS, states=More, steps=steps)
    fall = replace(DECIDE, name="fall", target="pit")
    assert problems(process, DECIDE, fall) == ["E003"]


def test_circle_without_end() -> None:
    back = replace(DECIDE, target="begun")
    assert problems(PROCESS, back) == ["E002", "E003"]


def test_open_state_without_holder() -> None:
    assert problems(with_steps({State.BEGUN: Step(None, Term(3))})) == ["E004"]


def test_open_state_without_term() -> None:
    step = Step(Person("initiator", _("the author")))
    assert problems(with_steps({State.BEGUN: step})) == ["E005"]


def test_open_state_may_be_unlimited_on_purpose() -> None:
    step = Step(Person("initiator", _("the author")), Unlimited())
    assert problems(with_steps({State.BEGUN: step})) == []


@pytest.mark.parametrize(
    "step",
    [
        Step(Person("initiator", _("the author")), outcome=Outcome.POSITIVE),
        Step(term=Term(1), outcome=Outcome.POSITIVE),
    ],
)
def test_final_state_with_holder_or_term(step: Step) -> None:
    assert problems(with_steps({State.DECIDED: step})) == ["E006"]


def test_final_state_without_outcome() -> None:
    assert problems(with_steps({State.DECIDED: Step()})) == ["E004", "E005", "E003", "E003"]


def test_action_without_rule() -> None:
    no_rule: Any = None
    move = replace(DECIDE, action=replace(DECIDE.action, by=no_rule))
    assert problems(PROCESS, move) == ["E007"]


def test_unknown_role_in_rule() -> None:
    rule = CHAIR | holds("chairwoman", _("the chair"))
    move = replace(DECIDE, action=replace(DECIDE.action, by=rule))
    assert problems(PROCESS, move) == ["E008"]


@pytest.mark.parametrize("name", ["opens", "seen_by"])
def test_unknown_role_in_process_rule(name: str) -> None:
    rules: dict[str, Rule] = {name: holds("chairwoman", _("the chair"))}
    assert problems(replace(PROCESS, **rules)) == ["E008"]  # type: ignore[arg-type]


def test_unknown_role_in_step() -> None:
    step = Step(InRole("chairwoman", _("the chair")), Term(3))
    assert problems(with_steps({State.BEGUN: step})) == ["E008"]


@pytest.mark.parametrize("field", ["nobody", "title_kk"])
def test_person_that_is_no_foreign_key(field: str) -> None:
    step = Step(Person(field, _("the author")), Term(3))
    assert problems(with_steps({State.BEGUN: step})) == ["E010"]


def test_children_of_unknown_process() -> None:
    children = Children("XX", Person("initiator", _("the author")), _("the author"))
    process = with_steps({State.BEGUN: Step(children, Term(3))})
    assert problems(process) == ["E011"]
    assert problems(process, codes=("XX",)) == []


def test_child_of_unknown_process() -> None:
    process = replace(PROCESS, children=("XX",))
    assert problems(process) == ["E011"]
    assert problems(process, codes=("XX",)) == []


def test_children_awaited_by_no_foreign_key() -> None:
    children = Children("XX", Person("nobody", _("the author")), _("the author"))
    assert problems(with_steps({State.BEGUN: Step(children, Term(3))}), codes=("XX",)) == ["E010"]


def test_action_after_children_of_unknown_process() -> None:
    move = replace(DECIDE, action=replace(DECIDE.action, after_children="XX"))
    assert problems(PROCESS, move) == ["E011"]


@pytest.mark.parametrize(
    "stray",
    [
        replace(DECIDE, name="stray", source="nowhere"),
        replace(DECIDE, name="stray", target="nowhere"),
    ],
)
def test_action_from_or_to_no_state(stray: Move) -> None:
    assert problems(PROCESS, DECIDE, stray) == ["E012"]


def test_initial_state_must_be_open() -> None:
    found = problems(replace(PROCESS, initial=State.DECIDED))
    assert found == ["E013", "E002"]


def test_action_with_two_targets() -> None:
    assert problems(PROCESS, DECIDE, replace(DECIDE, target="begun")) == ["E014"]


def test_each_edition_is_proved_by_itself() -> None:
    late = replace(DECIDE, action=replace(DECIDE.action, since=2))
    process = replace(PROCESS, edition=2)
    messages = [str(error.msg) for error in checks.unsound(process, [late], Case, ())]
    assert messages == [
        "Process SM: edition 1: state “decided” cannot be reached.",
        "Process SM: edition 1: from open state “begun” no final state can be reached.",
    ]


def test_action_into_a_state_of_another_edition() -> None:
    process = replace(
        with_steps({State.DECIDED: Step(outcome=Outcome.POSITIVE, since=2)}), edition=2
    )
    messages = [str(error.msg) for error in checks.unsound(process, [DECIDE], Case, ())]
    assert messages == [
        "Process SM: edition 1: action “decide” leads from or to “decided”, which is no state.",
        "Process SM: edition 1: from open state “begun” no final state can be reached.",
    ]


@pytest.mark.parametrize(
    "word", ["Small matter", "Begun", "Decide", "Why", "the chair", "{first} or {second}"]
)
@pytest.mark.parametrize("language", ["kk", "ru"])
def test_label_that_lacks_a_language(word: str, language: str, tmp_path: Path) -> None:
    translate(tmp_path, language, tuple(w for w in WORDS if w != word))
    (error,) = checks.untranslated(PROCESS, [DECIDE])
    assert error.id == "sarap.E009"
    assert str(error.msg).endswith(f": “{word}” has no translation into {language}.")


def test_plain_string_is_untranslated() -> None:
    (error,) = checks.untranslated(replace(PROCESS, label="Begun"), [DECIDE])
    assert str(error.msg) == "Process SM: the process: “Begun” has no translation into kk, ru."


def test_field_without_label_is_untranslated() -> None:
    class Bare(Ask):
        reason_code = CharField()

    move = replace(DECIDE, action=replace(DECIDE.action, form=Bare))
    (error,) = checks.untranslated(PROCESS, [move])
    assert "“reason_code”" in str(error.msg)


def test_registered_processes_are_proved(monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.workflows import toys  # noqa: PLC0415

    monkeypatch.setattr(registry, "_models", {"TY": toys.Toy})
    assert {error.id for error in checks.processes_are_sound()} == {"sarap.E011"}
    assert {error.id for error in checks.processes_are_translated()} == {"sarap.E009"}
