"""The words of Django that the catalogues say anew are still Django's."""

from pathlib import Path

import django
import pytest
from babel.messages.pofile import read_po

from config import words

PLACES = ("conf", "contrib/admin", "contrib/auth")


@pytest.fixture(scope="module")
def of_django() -> set[str]:
    """Read every text that Django translates on our pages; its Russian is complete."""
    found = set()
    for place in PLACES:
        path = Path(django.__file__).parent / place / "locale/ru/LC_MESSAGES/django.po"
        with path.open("rb") as file:
            found |= {m.id if isinstance(m.id, str) else m.id[0] for m in read_po(file)}
    return found


@pytest.mark.parametrize("group", ["FORMS", "ADMIN", "PEOPLE"])
def test_words_are_still_said_by_django(group: str, of_django: set[str]) -> None:
    assert set(getattr(words, group)) - of_django == set()
