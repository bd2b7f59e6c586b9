"""Which words of a process have no translation in the project's catalogue nor in Django's."""

from __future__ import annotations

import gettext
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import django.conf
from django.conf import settings
from django.utils.translation import override, trans_real

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django_stubs_ext import StrOrPromise

    from permissions.rules import Rule
    from workflows.ask import Ask
    from workflows.spec import Move, Process

LANGUAGES = ("kk", "ru")
DJANGO = Path(django.conf.__file__).parent / "locale"


class Looked(gettext.NullTranslations):
    """The end of a chain of catalogues: remembers what none of them had."""

    def __init__(self) -> None:
        super().__init__()
        self.missed: list[str] = []

    def gettext(self, message: str) -> str:
        """Give the message back as it is."""
        self.missed.append(message)
        return message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Give one of the messages back as it is."""
        self.missed.append(msgid1)
        return super().ngettext(msgid1, msgid2, n)

    def read(self, text: StrOrPromise) -> list[str]:
        """Read a text with these catalogues and tell what of it they lack."""
        if isinstance(text, str):
            return [text]
        self.missed = []
        str(text)
        return self.missed


def untranslated(process: Process, moves: Iterable[Move]) -> list[tuple[str, str, str]]:
    """List the words that lack a translation: where they are said first, the words, into what.

    A label that is a plain string, or that a form field made up from its name, lacks all.
    """
    words = list(_words(process, moves))
    lacking: dict[str, tuple[str, list[str]]] = {}
    for language in LANGUAGES:
        with _activated(language) as looked:
            for where, text in words:
                for missed in looked.read(text):
                    _, languages = lacking.setdefault(missed, (where, []))
                    if language not in languages:
                        languages.append(language)
    return [(where, text, ", ".join(into)) for text, (where, into) in lacking.items()]


@contextmanager
def _activated(language: str) -> Iterator[Looked]:
    looked = Looked()
    chain: gettext.NullTranslations = looked
    for root in (DJANGO, settings.LOCALE_PATHS[0]):
        if gettext.find("django", str(root), [language]):
            catalogue = gettext.translation("django", str(root), [language])
            catalogue.add_fallback(chain)
            chain = catalogue
    # Django's own switch would bring the fallbacks of its chain, which hide what is missing here.
    active = trans_real._active  # type: ignore[attr-defined]  # noqa: SLF001
    with override(language):
        active.value = chain
        yield looked


def _words(process: Process, moves: Iterable[Move]) -> Iterator[tuple[str, StrOrPromise]]:
    yield "the process", process.label
    for state, label in process.states.choices:
        yield f"state “{state}”", label
    for state, step in process.steps.items():
        if step.holder is not None:
            yield f"state “{state}”", step.holder.label
    yield from _rule("seen_by", process.seen_by)
    yield from _rule("opens", process.opens)
    yield from _form("the start form", process.start_form)
    for move in moves:
        where = f"action “{move.name}”"
        yield where, move.action.label
        if move.action.confirm:
            yield where, move.action.confirm
        yield from _rule(where, move.action.by)
        yield from _form(where, move.action.form)


def _rule(where: str, rule: Rule | None) -> Iterator[tuple[str, StrOrPromise]]:
    if rule is not None:
        yield where, rule.who


def _form(where: str, form: type[Ask] | None) -> Iterator[tuple[str, StrOrPromise]]:
    if form is None:
        return
    for group in form.groups:
        yield where, group.title
    for name, field in form.base_fields.items():
        if field.widget.is_hidden:
            continue
        yield f"field “{name}” of {where}", field.label or name
        if field.help_text:
            yield f"field “{name}” of {where}", field.help_text
