"""Texts as a reader takes them in: without case, accents or anything that cannot be seen."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

INVISIBLE_CATEGORIES: Final = frozenset({"Mn", "Me", "Cf"})
# What NFKD leaves whole although people write it either way (cœur, coeur).
LIGATURES: Final = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d"})
# Cyrillic and Greek letters that look like Latin ones, after case folding.
LOOKALIKES: Final = str.maketrans("аеорсухіјѕԁһӏԛԝαοιυνκτ", "aeopcyxijsdhlqwaoiuvkt")
TOKEN: Final = re.compile(r"[^\W_]+|[^\s\w]|_")


def folded(text: str) -> str:
    """The text without letter case, accents, compatibility forms and invisible characters."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    kept = (c for c in decomposed if unicodedata.category(c) not in INVISIBLE_CATEGORIES)
    return "".join(kept).casefold().translate(LIGATURES)


def tokens(text: str) -> list[str]:
    """The folded words of a text, and each of its signs on its own."""
    return TOKEN.findall(folded(text))


def placed_tokens(text: str) -> list[tuple[str, int, int]]:
    """The same words, each with where it begins and ends in the text as it was written."""
    letters = list(map(_folded_letter, text))
    places = [place for place, letter in enumerate(letters) for _ in letter]
    return [
        (match.group(), places[match.start()], places[match.end() - 1] + 1)
        for match in TOKEN.finditer("".join(letters))
    ]


def lookalike(name: str) -> str:
    """What two names share when one can be taken for the other: their letters and figures.

    Spaces and signs of every kind are left out, and letters of other scripts that look Latin count
    as Latin. Empty for a name without letters or figures.
    """
    return "".join(filter(str.isalnum, folded(name))).translate(LOOKALIKES)


_folded_letter: Final = lru_cache(maxsize=4_096)(folded)
