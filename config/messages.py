"""Catalogues of the texts that people see: what is in the code, what is translated, what is left.

GNU gettext is not needed: Babel reads Python, Django turns its templates into something that Babel
reads. `config.words` and `permissions.words` name the texts that libraries do not say in Kazakh.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOMS = ("config", "permissions", "documents", "workflows", "templates")
# The plural rules of Django's own catalogues: a text may come from either.
PLURALS = {
    "kk": "nplurals=2; plural=(n!=1);",
    "ru": "nplurals=4; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || "
    "n%100>14) ? 1 : n%10==0 || (n%10>=5 && n%10<=9) || (n%100>=11 && n%100<=14)? 2 : 3);",
}
Spec = tuple[int | tuple[int, str], ...] | None
KEYWORDS: dict[str, Spec] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
Key = tuple[str, str | None]


@dataclass(frozen=True)
class Text:
    """A text of the code, with its plural if it has one, and the file that shows it."""

    identifiers: tuple[str, ...]
    context: str | None
    place: str

    @property
    def key(self) -> Key:
        """What gettext looks the text up by."""
        return self.identifiers[0], self.context


def catalogue_path(root: Path, language: str) -> Path:
    """Return where a language's catalogue is kept."""
    return root / "locale" / language / "LC_MESSAGES" / "django.po"


def extract(root: Path) -> Iterator[Text]:
    """Yield every translatable text of the project, file by file in the order of names."""
    for room in ROOMS:
        for path in sorted((root / room).rglob("*")):
            place = path.relative_to(root).as_posix()
            if path.suffix == ".py":
                yield from _of_python(path.read_text(), place)
            elif path.suffix in {".html", ".txt"}:
                yield from _of_template(path.read_text(), place)


def update(root: Path, language: str) -> None:
    """Bring a catalogue in step with the code, keeping its translations."""
    template = Catalog()
    for text in extract(root):
        template.add(_babel_id(text), context=text.context, locations=[(text.place, 0)])
    catalogue = load(root, language)
    catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    out = BytesIO()
    # Babel's header would change with every day and every version of Babel.
    write_po(out, catalogue, include_lineno=False, omit_header=True, width=100)
    path = catalogue_path(root, language)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_header(language) + "\n" + out.getvalue().decode())


def problems(root: Path, language: str) -> Iterator[str]:
    """Yield what is wrong with a catalogue, a line each."""
    catalogue = load(root, language)
    texts = {text.key: text for text in extract(root)}
    written = {_message_key(message): message for message in catalogue if message.id}
    for key, text in texts.items():
        if key not in written:
            yield f"{language}: {text.place}: not in the catalogue: {_shown(key)}"
    for key, message in written.items():
        if key not in texts:
            yield f"{language}: no longer in the code: {_shown(key)}"
        elif message.fuzzy:
            yield f"{language}: {texts[key].place}: fuzzy: {_shown(key)}"
        elif not _is_translated(message, catalogue):
            yield f"{language}: {texts[key].place}: not translated: {_shown(key)}"
        else:
            for error in message.check(catalogue):
                yield f"{language}: {texts[key].place}: {error}: {_shown(key)}"


def compile_all(root: Path) -> None:
    """Write the compiled form of each catalogue that has changed since it was last compiled."""
    for language in PLURALS:
        source = catalogue_path(root, language)
        target = source.with_suffix(".mo")
        if not source.exists():
            continue
        # Read before the catalogue: what is written to it meanwhile must be compiled next time.
        written = source.stat().st_mtime_ns
        if not target.exists() or target.stat().st_mtime_ns != written:
            _compile(load(root, language), target, written)


def load(root: Path, language: str) -> Catalog:
    """Read a language's catalogue; an empty one with the language's plural rule if there is none.

    Raises babel.messages.pofile.PoFileError, with the line, where the file is broken.
    """
    path = catalogue_path(root, language)
    if path.exists():
        return read_po(BytesIO(path.read_bytes()), locale=language, abort_invalid=True)
    return read_po(BytesIO(_header(language).encode()), locale=language)


def _header(language: str) -> str:
    lines = [
        f"Language: {language}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
        f"Plural-Forms: {PLURALS[language]}",
    ]
    return 'msgid ""\nmsgstr ""\n' + "".join(f'"{line}\\n"\n' for line in lines)


def _of_python(source: str, place: str) -> Iterator[Text]:
    lines = BytesIO(source.encode())
    for _, function, found, _ in extract_python(lines, KEYWORDS, [], {"encoding": "utf-8"}):
        arguments: Any = found  # Babel says a list, and gives one argument as it is.
        given = arguments if isinstance(arguments, (list, tuple)) else (arguments,)
        if text := _text(KEYWORDS[str(function)], given, place):
            yield text


def _of_template(source: str, place: str) -> Iterator[Text]:
    # Each call that templatize writes is whole on its line; what surrounds it is no Python.
    for line in templatize(source, origin=place).splitlines():
        yield from _of_python(line.strip(), place)


def _text(spec: Spec, arguments: Sequence[str | None], place: str) -> Text | None:
    context: str | None = None
    identifiers: list[str] = []
    for position in spec or (1,):
        index = position[0] if isinstance(position, tuple) else position
        value = arguments[index - 1] if index <= len(arguments) else None
        if not value:
            # The text comes from elsewhere, a variable or a model, and is extracted there.
            return None
        if isinstance(position, tuple):
            context = value
        else:
            identifiers.append(value)
    return Text(tuple(identifiers), context, place)


def _babel_id(text: Text) -> str | tuple[str, ...]:
    return text.identifiers[0] if len(text.identifiers) == 1 else text.identifiers


def _message_key(message: Message) -> Key:
    first = message.id if isinstance(message.id, str) else message.id[0]
    return first, message.context


def _is_translated(message: Message, catalogue: Catalog) -> bool:
    if isinstance(message.string, (list, tuple)):
        return len(message.string) == catalogue.num_plurals and all(message.string)
    return bool(message.string)


def _shown(key: Key) -> str:
    text, context = key
    return repr(text) if context is None else f"{text!r} ({context})"


def _compile(catalogue: Catalog, target: Path, written: int) -> None:
    out = BytesIO()
    write_mo(out, catalogue)
    made = target.with_suffix(f".mo.{os.getpid()}")
    made.write_bytes(out.getvalue())
    # The time of the source marks what was compiled, also after going back to an older version.
    os.utime(made, ns=(written, written))
    made.replace(target)
