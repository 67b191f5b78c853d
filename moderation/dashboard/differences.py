"""What became of a text, word by word."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from flask_babel import gettext as _
from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Sequence

WORD: Final = re.compile(r"\S+\s*|\s+")


def differences(before: str, after: str) -> Markup:
    """The later text with what was added to it and what was taken out, both said in words too."""
    old, new = WORD.findall(before), WORD.findall(after)
    # Words that come again and again do not lead the search: its time grows with the texts alone.
    steps = SequenceMatcher(None, old, new, autojunk=True).get_opcodes()
    parts = [
        escape("".join(new[to:end]))
        if kind == "equal"
        else _taken(old[start:stop]) + _added(new[to:end])
        for kind, start, stop, to, end in steps
    ]
    return Markup().join(parts)


def _taken(words: Sequence[str]) -> Markup:
    return _piece(Markup("<del>{}{}</del>"), _("deleted:"), words)


def _added(words: Sequence[str]) -> Markup:
    return _piece(Markup("<ins>{}{}</ins>"), _("added:"), words)


def _piece(form: Markup, said: str, words: Sequence[str]) -> Markup:
    if not words:
        return Markup()
    hidden = Markup('<span class="visually-hidden">{} </span>').format(said)
    return form.format(hidden, "".join(words))
