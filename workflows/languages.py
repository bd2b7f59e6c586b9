"""Kazakh and Russian told apart by words, so that an answer is not sent in the wrong one."""

from __future__ import annotations

import re

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

KAZAKH_LETTER = re.compile("[әғқңөұүһі]")
CYRILLIC = re.compile("[а-яёәғқңөұүһі]")
WORD = re.compile(r"[^\W\d_]+")
# Words that join Russian sentences, and are no Kazakh words.
JOINING = frozenset(
    ("и", "в", "на", "с", "по", "для", "от", "к", "о", "не", "что", "как", "из", "за", "при", "или")
)
# A shorter text may be a name or a number and says nothing about its language.
LEAST_LETTERS = 24
# A Russian text may name Kazakh people and places as often as this for each joining word.
NAMES = 3


class Written(TextChoices):
    """The languages in which organisations write, and are answered."""

    KK = "kk", _("Kazakh")
    RU = "ru", _("Russian")


def reads_as(text: str, language: str) -> bool:
    """Tell whether a text can be in a language; one that is not clear can be in either."""
    words = WORD.findall(text.casefold())
    letters = "".join(words)
    if len(letters) < LEAST_LETTERS:
        return True
    if 2 * len(CYRILLIC.findall(letters)) < len(letters):
        return False
    kazakh = sum(bool(KAZAKH_LETTER.search(word)) for word in words)
    joining = sum(word in JOINING for word in words)
    return kazakh > joining if language == Written.KK else kazakh <= NAMES * joining
