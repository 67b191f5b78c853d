"""What a request for a public answer asks, read from its query string.

The view and the known answers read it here alone: were there two readers, one spelling of an
address could be answered with what was kept for another. Keys that are none of ours change
nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import parse_qsl

from flask_babel import lazy_gettext as _

from moderation.comments.cursors import Cursor, CursorRefused
from moderation.web.problems import Problem

ORDERS: Final = ("oldest", "newest")
MAX_COUNTED: Final = 100
LIST_KEYS: Final = frozenset({"article", "order", "cursor", "parent", "around", "since"})
# As our own answers write an instant: one spelling is one answer to keep.
INSTANT: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")


@dataclass(frozen=True, slots=True)
class ListAsked:
    """A page of an article's comments.

    Attributes:
        article: An address, a path or a key, as the page wrote it.
        order: ``oldest`` or ``newest``; None means the site's own order.
        cursor: Where the page begins, in the words of an earlier answer.
        parent: Public id of the comment whose thread is read on, or None.
        around: Public id or imported number of the comment to be on the page, or None.
        since: Only what was published at this instant or after it, or None.
    """

    article: str
    order: str | None = None
    cursor: str | None = None
    parent: str | None = None
    around: str | None = None
    since: str | None = None

    @property
    def after(self) -> Cursor | None:
        """The place that ``cursor`` means."""
        return Cursor.parse(self.cursor) if self.cursor is not None else None

    @property
    def since_instant(self) -> datetime | None:
        """The instant that ``since`` means."""
        if self.since is None:
            return None
        if not INSTANT.fullmatch(self.since):
            raise ValueError(self.since)
        return datetime.fromisoformat(self.since)


@dataclass(frozen=True, slots=True)
class CountsAsked:
    """The counts of many articles: each one once, in a fixed order."""

    articles: tuple[str, ...]


def read_list(query: str) -> ListAsked:
    """Understand the query string of a list.

    Raises:
        Problem: 400; no article, a key twice, or a value that cannot be read.
    """
    values: dict[str, str] = {}
    for name, value in _pairs(query):
        if name not in LIST_KEYS:
            continue
        if name in values:
            raise Problem(400, "malformed", _("“%(name)s” may be given only once.", name=name))
        values[name] = value
    if not values.get("article"):
        raise _no_article()
    asked = ListAsked(**values)
    _check(asked)
    return asked


def read_counts(query: str) -> CountsAsked:
    """Understand the query string of the counts.

    Raises:
        Problem: 400; no article, or more than ``MAX_COUNTED``.
    """
    articles = {value for name, value in _pairs(query) if name == "article"}
    if not articles or "" in articles:
        raise _no_article()
    if len(articles) > MAX_COUNTED:
        raise Problem(
            400, "malformed", _("At most %(most)s articles can be counted.", most=MAX_COUNTED)
        )
    return CountsAsked(tuple(sorted(articles)))


def _pairs(query: str) -> list[tuple[str, str]]:
    """Name and value of each pair; WSGI gives bytes as Latin-1 (PEP 3333)."""
    if not query.isascii():
        query = query.encode("latin-1").decode("utf-8", "replace")
    return parse_qsl(query, keep_blank_values=True)


def _check(asked: ListAsked) -> None:
    if asked.order is not None and asked.order not in ORDERS:
        raise Problem(400, "malformed", _("“order” is either “oldest” or “newest”."))
    if asked.around is not None and (asked.cursor is not None or asked.parent is not None):
        raise Problem(400, "malformed", _("“around” excludes “cursor” and “parent”."))
    _check_since(asked)
    try:
        asked.after  # noqa: B018 - parsed to be refused
    except CursorRefused as error:
        raise Problem(400, "malformed", _("“cursor” is not one of ours.")) from error


def _check_since(asked: ListAsked) -> None:
    others = (asked.parent, asked.around, asked.order)
    if asked.since is not None and any(other is not None for other in others):
        raise Problem(
            400,
            "malformed",
            _("“since” excludes “parent”, “around” and “order”."),
        )
    try:
        asked.since_instant  # noqa: B018 - parsed to be refused
    except ValueError as error:
        words = _("“since” is an instant, as “latest_at” of an earlier answer.")
        raise Problem(400, "malformed", words) from error


def _no_article() -> Problem:
    return Problem(400, "malformed", _("Say which article: “?article=” and its address."))
