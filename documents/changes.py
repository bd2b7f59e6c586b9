"""What changed between two versions of a document, as far as they hold text."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from documents import comparing
from documents.store import open_version

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from documents.comparing import Paragraph
    from documents.models import Version

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
COMPARABLE = frozenset({comparing.PDF, DOCX})
MOST_BYTES = 25 * 1024 * 1024
SECONDS = 20
AROUND = 2  # paragraphs that stand unchanged beside a change and are shown


class NotComparable(Exception):  # noqa: N818 (a refusal, not an error)
    """The versions have no text that can be compared, or more than there is time for."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph with its changes, or a number of paragraphs ``left_out`` as they are the same."""

    pieces: tuple[tuple[str, str], ...] = ()
    left_out: int = 0

    @property
    def changed(self) -> bool:
        """Whether something in it is new or gone."""
        return any(mark != comparing.SAME for mark, _text in self.pieces)


def comparable(version: Version) -> bool:
    """Tell whether a version is of a type whose text can be read, and not too large."""
    return version.media_type in COMPARABLE and version.size <= MOST_BYTES


def between(old: Version, new: Version) -> list[Passage]:
    """Compare the texts of two versions; nothing where they read the same.

    Raises `NotComparable`. Takes at most `SECONDS`.
    """
    if not (comparable(old) and comparable(new)):
        raise NotComparable
    both = []
    for version in (old, new):
        with open_version(version) as content:
            both.append(content.read())
    head = json.dumps([[len(c), v.media_type] for c, v in zip(both, (old, new), strict=True)])
    try:
        done = subprocess.run(
            [sys.executable, "-m", comparing.__name__],
            input=head.encode() + b"\n" + b"".join(both),
            capture_output=True,
            cwd=Path(__file__).resolve().parent.parent,
            timeout=SECONDS,
            check=True,
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
        raise NotComparable from error
    return list(_shortened(json.loads(done.stdout)))


def _shortened(paragraphs: Iterable[Paragraph]) -> Iterator[Passage]:
    """Leave out what is far from every change."""
    found = [Passage(tuple((mark, text) for mark, text in pieces)) for pieces in paragraphs]
    near = {
        beside
        for place, passage in enumerate(found)
        if passage.changed
        for beside in range(place - AROUND, place + AROUND + 1)
    }
    if not near:
        return
    left_out = 0
    for place, passage in enumerate(found):
        if place not in near:
            left_out += 1
            continue
        if left_out:
            yield Passage(left_out=left_out)
        left_out = 0
        yield passage
    if left_out:
        yield Passage(left_out=left_out)
