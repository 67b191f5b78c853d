"""The words that a rule watches, marked where they stand in a comment."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Final

from flask_babel import gettext as _
from markupsafe import Markup, escape

from moderation.screening.words import places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moderation.comments.models import Comment

TAG: Final = re.compile(r"(<[^>]*>)")
WATCHING: Final = frozenset({"word", "banned", "refused"})


def watched_words(comment: Comment) -> str:
    """The entries of word lists that were found in a comment, one a line."""
    found = [row.parameters.get("word") for row in comment.findings if row.code in WATCHING]
    return "\n".join(str(word) for word in found if word)


def marked(html: Markup, words: str) -> Markup:
    """Clean HTML with these words marked, also for those who do not see it."""
    if not words:
        return html
    pieces = TAG.split(html)
    return Markup().join(
        Markup(piece)  # noqa: S704 - a tag of what was clean
        if at % 2
        else _marked_text(unescape(piece), words)
        for at, piece in enumerate(pieces)
    )


def _marked_text(text: str, words: str) -> Markup:
    return Markup().join(_parts(text, words))


def _parts(text: str, words: str) -> Iterator[Markup]:
    done = 0
    hidden = Markup('<span class="visually-hidden"> {}</span>').format(_("(watched word)"))
    for start, end in places(words, text):
        yield escape(text[done:start])
        yield Markup("<mark>{}{}</mark>").format(text[start:end], hidden)
        done = end
    yield escape(text[done:])
