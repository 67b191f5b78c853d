"""Word lists as owners write them: an entry a line, whole words, ``*`` for any part of a word.

Case and accents do not matter. An entry may hold several words, which must follow each other. The
work grows with the length of the text, whatever stands in the list or in the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from moderation.screening.folding import folded, placed_tokens, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

KEPT_LISTS: Final = 64
ENTRY_TOKEN: Final = re.compile(r"(?:[^\W_]|\*)+|[^\s\w]|_")
# No token holds it: what precedes and what follows are not neighbours.
BOUNDARY: Final = "\n"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list.

    Attributes:
        written: The line as the owner wrote it.
        words: Its folded words, in order, each split at its wildcards.
    """

    written: str
    words: tuple[tuple[str, ...], ...]

    @property
    def plain(self) -> str | None:
        """Its words joined by spaces; None when one holds a wildcard."""
        if any(len(parts) > 1 for parts in self.words):
            return None
        return " ".join(parts[0] for parts in self.words)


def find(word_list: str, texts: Iterable[str]) -> list[str]:
    """The entries of a list that occur in one of the texts, as the owner wrote them, in order."""
    entries = _entries(word_list)
    if not entries:
        return []
    words: list[str] = []
    for text in texts:
        words += [*tokens(text), BOUNDARY]
    joined = f" {' '.join(words)} "
    return [entry.written for entry in entries if _occurs(entry, words, joined)]


def places(word_list: str, text: str) -> list[tuple[int, int]]:
    """Where the entries of a list occur in a text: beginnings and ends, in order and apart."""
    found = placed_tokens(text)
    words = [word for word, _start, _end in found]
    spans = sorted(
        (found[at][1], found[at + len(entry.words) - 1][2])
        for entry in _entries(word_list)
        for at in range(len(words) - len(entry.words) + 1)
        if all(map(_fits, words[at : at + len(entry.words)], entry.words))
    )
    apart: list[tuple[int, int]] = []
    for start, end in spans:
        if apart and start <= apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return apart


@lru_cache(maxsize=KEPT_LISTS)
def _entries(word_list: str) -> tuple[Entry, ...]:
    lines = dict.fromkeys(line.strip() for line in word_list.splitlines())
    entries = (Entry(line, _words(line)) for line in lines)
    return tuple(entry for entry in entries if entry.words)


def _words(line: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(word.split("*")) for word in ENTRY_TOKEN.findall(folded(line)))


def _occurs(entry: Entry, words: Sequence[str], joined: str) -> bool:
    if (plain := entry.plain) is not None:
        return f" {plain} " in joined
    if len(entry.words) == 1:
        return any(_fits(word, entry.words[0]) for word in set(words))
    length = len(entry.words)
    return any(
        all(map(_fits, words[start : start + length], entry.words))
        for start in range(len(words) - length + 1)
    )


def _fits(word: str, parts: Sequence[str]) -> bool:
    """Whether a word is made of these parts with anything between them; never looks back."""
    first, last = parts[0], parts[-1]
    if len(parts) == 1 or word == BOUNDARY:
        return word == first
    if len(word) < len(first) + len(last) or not (word.startswith(first) and word.endswith(last)):
        return False
    position, end = len(first), len(word) - len(last)
    for part in parts[1:-1]:
        position = word.find(part, position, end)
        if position < 0:
            return False
        position += len(part)
    return True
