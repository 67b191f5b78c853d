"""A stranger's text as moderators see it: nothing in it can be opened by accident."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Final

import nh3
from markupsafe import Markup

from moderation.comments.rendering import clean, host_of, links_in

if TYPE_CHECKING:
    from moderation.comments.models import Comment

# What folds a text: more than twelve lines of the queue, counted or written.
LONG_TEXT: Final = 900
MANY_LINES: Final = 12
LINE_ENDS: Final = re.compile(r"<br>|</p>|</li>|</pre>|</blockquote>")
OPENING_LINK: Final = re.compile(r'<a(?: [a-z]+="[^"]*")*>')


@dataclass(frozen=True, slots=True)
class Link:
    """A link out of a comment.

    Attributes:
        host: Where it really leads, in the ASCII form that browsers ask for.
        url: All of it.
    """

    host: str
    url: str


def inert(html: str) -> Markup:
    """A comment's HTML, cleaned once more, with its links turned into plain marked text."""
    cleaned = OPENING_LINK.sub('<span class="address">', clean(html)).replace("</a>", "</span>")
    return Markup(cleaned)  # noqa: S704 - the allow-list has just been applied


def plain(html: str) -> str:
    """The words of a comment in one line."""
    spaced = LINE_ENDS.sub(lambda end: f"{end.group()} ", html)
    return " ".join(unescape(nh3.clean(spaced, tags=set())).split())


def excerpt(text: str, length: int) -> str:
    """The beginning of a text, cut between two words."""
    if len(text) <= length:
        return text
    head = text[:length]
    return f"{head.rpartition(' ')[0] or head}…"


def is_long(html: str, words: str) -> bool:
    """Whether a text takes more room than a row has."""
    return len(words) > LONG_TEXT or len(LINE_ENDS.findall(html)) > MANY_LINES


def links_of(comment: Comment) -> list[Link]:
    """Where a comment leads: its author's website first, then each address in its text, once."""
    urls = [comment.author_website] if comment.author_website else []
    return [Link(host_of(url), url) for url in dict.fromkeys([*urls, *links_in(comment.html)])]
