"""CONTRIBUTING.md is true: whoever follows "Add a process" to the letter has a working process."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LEFT_BEHIND = shutil.ignore_patterns(".*", "var", "__pycache__", "*.mo")


def blocks() -> list[tuple[str, str, str]]:
    """List the fenced blocks of the recipe: language, file that it belongs into, content."""
    text = (settings.BASE_DIR / "CONTRIBUTING.md").read_text(encoding="utf-8")
    return BLOCK.findall(text.split("## Add a process")[1])


@pytest.fixture
def copy() -> Iterator[Path]:
    """A copy of the project as it is committed, with the files that the tools read."""
    with tempfile.TemporaryDirectory() as name:
        # pytest's folders are closed to the user that root's database server runs as.
        Path(name).chmod(0o755)
        root = Path(name) / "sarap"
        shutil.copytree(settings.BASE_DIR, root, ignore=LEFT_BEHIND)
        yield root


def test_recipe_adds_a_process_without_touching_the_engine(copy: Path) -> None:
    before = contents(copy)
    environment = {
        "PATH": os.environ["PATH"],
        "SARAP_ENV": "test",
        "SARAP_VAR": str(copy.parent / "var"),
        "PYTHONWARNINGS": "error",
    }
    start = [sys.executable, "-c", START, str(copy.parent / "var")]
    cluster = subprocess.Popen(
        start, cwd=copy, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert cluster.stdout is not None
        assert cluster.stdout.readline() == "ready\n"
        followed = [follow(copy, environment, *block) for block in blocks()]
    finally:
        cluster.communicate("stop\n", timeout=60)
    assert followed == ["python", "po", "po", "sh", "sh", "sh", "python", "sh"]
    after = contents(copy)
    changed = {name for name in after if after[name] != before.get(name)}
    assert {re.sub(r"/\d{4}_", "/NNNN_", name) for name in changed} == {
        "docs/processes/sg.md",
        "locale/kk/LC_MESSAGES/django.po",
        "locale/ru/LC_MESSAGES/django.po",
        "tests/workflows/processes/test_suggestion.py",
        "workflows/migrations/NNNN_suggestion.py",
        "workflows/processes/suggestion.py",
    }
    assert before.keys() <= after.keys()


# The embedded server, for as long as the recipe is followed.
START = """
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from config import embedded
with embedded.running(Path(sys.argv[1])):
    print("ready", flush=True)
    sys.stdin.readline()
"""


def follow(root: Path, environment: dict[str, str], language: str, file: str, text: str) -> str:
    """Do what one block says: run its commands, or put it into its file."""
    match language:
        case "sh":
            for line in text.splitlines():
                run(root, environment, shlex.split(line))
        case "python":
            assert not (root / file).exists()
            (root / file).write_text(text, encoding="utf-8")
            run(root, environment, ["python", "-m", "ruff", "check", file])
            run(root, environment, ["python", "-m", "ruff", "format", "--check", file])
        case "po":
            with (root / file).open("a", encoding="utf-8") as catalogue:
                catalogue.write(f"\n{text}")
        case _:
            raise AssertionError(f"The recipe has a block of {language}.")
    return language


def run(root: Path, environment: dict[str, str], command: list[str]) -> None:
    assert command[0] == "python"
    done = subprocess.run(
        [sys.executable, *command[1:]],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, f"{shlex.join(command)}\n{done.stdout}\n{done.stderr}"


def contents(root: Path) -> dict[str, bytes]:
    """Read every file of a tree that would be committed."""
    found = {}
    for path in root.rglob("*"):
        name = path.relative_to(root)
        hidden = any(part.startswith(".") or part == "__pycache__" for part in name.parts)
        if path.is_file() and not hidden and path.suffix != ".mo":
            found[name.as_posix()] = path.read_bytes()
    return found
