"""Kazakh and Russian alphabetical order, which the database does not know without ICU."""

ALPHABET = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
PLACES = {letter: chr(0xE000 + place) for place, letter in enumerate(ALPHABET)}


def sort_key(text: str) -> str:
    """Give the key by which ``text`` sorts among Kazakh, Russian and Latin names.

    The Kazakh alphabet contains the Russian one in its own order, so one key serves both.
    """
    return "".join(PLACES.get(letter, letter) for letter in text.casefold())
