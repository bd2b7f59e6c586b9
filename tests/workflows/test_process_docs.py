"""The pages about processes say what the declarations say, and are current."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from tests.workflows.toys import Changing, Toy, ToyState
from workflows import process_docs, registry

if TYPE_CHECKING:
    from pathlib import Path

NAMES = [f"{model.process.code.lower()}.md" for model in registry.models()]


def write(folder: Path, *flags: str) -> str:
    out = StringIO()
    call_command("process_docs", *flags, folder=folder, stdout=out)
    return out.getvalue()


def test_pages_are_current() -> None:
    call_command("process_docs", "--check")


def test_pages_are_written_and_then_current(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=rf"Not current: {', '.join(NAMES)}\."):
        write(tmp_path, "--check")
    assert write(tmp_path).splitlines() == [f"{name} written" for name in NAMES]
    assert write(tmp_path, "--check") == ""
    assert write(tmp_path) == ""


def test_page_that_is_not_what_the_code_says_is_named_and_mended(tmp_path: Path) -> None:
    write(tmp_path)
    before = (tmp_path / "ex.md").read_text()
    (tmp_path / "ex.md").write_text(before.replace("Draft", "Sketch"))
    (tmp_path / "zz.md").write_text("gone")
    with pytest.raises(CommandError, match=r"Not current: ex\.md, zz\.md\."):
        write(tmp_path, "--check")
    write(tmp_path)
    assert (tmp_path / "ex.md").read_text() == before
    assert not (tmp_path / "zz.md").exists()


def test_page_is_the_same_in_every_language() -> None:
    with override("kk"):
        kazakh = process_docs.page(Toy)
    assert kazakh == process_docs.page(Toy)


def test_page_tells_states_and_actions() -> None:
    lines = process_docs.page(Toy).splitlines()
    assert lines[0] == "# TY: Toy"
    assert "- Source: kk 3.9." in lines
    assert "- Opened by: an author." in lines
    assert "| Draft | `draft` | open | the author | none |" in lines
    assert "| Being checked | `check` | open | the secretary (role `secretary`) | 3 |" in lines
    assert (
        "| Parts being done | `parts` | open | the workers (TC cases); the author waits | 10 |"
        in lines
    )
    assert "| Refused | `refused` | final, negative |  |  |" in lines
    assert "| Submit | `submit` | Draft | Being checked | the author | title |  |" in lines
    assert "| Note | `note` | Draft |  | the author |  | Reason |" in lines
    assert (
        "| Gather | `gather` | Parts being done | Being checked"
        " | the system, when the last TC case ends | parts |  |" in lines
    )


def test_page_tells_editions_of_a_process_that_had_several() -> None:
    text = process_docs.page(Changing)
    assert "| Quick way | `quick` | open | the author | 1 | 1 to 1 |" in text
    assert "| Hear | `hear` | Open | Hearing | the author |  |  | from 2 |" in text


def test_mermaid_names_states_and_moves() -> None:
    lines = process_docs.mermaid(Toy).splitlines()
    assert lines[0] == "stateDiagram-v2"
    assert '    state "Being checked" as check' in lines
    assert "    [*] --> draft" in lines
    assert "    check --> parts: Split" in lines
    assert "    done --> [*]" in lines
    assert not any("Note" in line for line in lines)
    assert sum("state " in line for line in lines) == len(ToyState)
