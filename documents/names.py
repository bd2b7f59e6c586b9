"""Names of files that are safe to show and to save, in any script."""

import re
import unicodedata

from documents.filetypes import TYPES, FileType

LONGEST = 150
# Controls, invisible and direction-changing characters, unpaired surrogates, private and
# unassigned code points.
HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn"}
SPACES = {"Zs", "Zl", "Zp"}
UNSAFE = re.compile(r'[<>:"|?*]')
NAMELESS = "document"
KNOWN = frozenset(one for found in TYPES.values() for one in found.extensions)


def clean(raw: str, found: FileType) -> str:
    """Make a safe name out of ``raw``, with an extension that agrees with the type.

    The answer has no directories, no hidden characters, 1 to 150 characters in the NFC
    form, and is its own clean name.
    """
    visible = "".join(_shown(char) for char in raw)
    name = unicodedata.normalize("NFC", visible).replace("\\", "/").rpartition("/")[2]
    stem, extension = _split(" ".join(UNSAFE.sub("_", name).split()), found)
    stem = stem[: LONGEST - len(extension) - 1].strip(" .") or NAMELESS
    return f"{stem}.{extension}"


def _shown(char: str) -> str:
    category = unicodedata.category(char)
    if category in SPACES or char in "\t\r\n":
        return " "
    return "" if category in HIDDEN else char


def _split(name: str, found: FileType) -> tuple[str, str]:
    stem, dot, extension = name.rstrip(" .").rpartition(".")
    extension = extension.lower()
    if not dot or extension not in KNOWN:
        return name.strip(" ."), found.extension
    return stem.strip(" ."), extension if extension in found.extensions else found.extension
