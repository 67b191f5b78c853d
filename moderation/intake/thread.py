"""What the page shows of a thread: the lines of the public list, in the shape of the page."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from moderation.comments.cursors import Cursor, CursorRefused
from moderation.comments.presenters import public
from moderation.comments.public import (
    approved_for,
    count_for,
    page_start,
    replies_of,
    shown_comment,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy.orm import Session

    from moderation.comments.models import Comment
    from moderation.comments.public import Page, Thread
    from moderation.sites.models import Article

PUBLIC_ID: Final = re.compile(r"[0-9a-z]{1,32}")


@dataclass(frozen=True, slots=True)
class Line:
    """A comment of the public list.

    Attributes:
        public: Its public shape.
        created_at: When it was written.
        replies: The first ones of its thread.
        answers: The public shape of the reply that this one replies to, when it is on the page.
    """

    public: dict[str, Any]
    created_at: datetime
    replies: list[Line] = field(default_factory=list)
    answers: dict[str, Any] | None = None

    @property
    def hidden(self) -> int:
        """How many replies of the thread are on a page of their own."""
        replies = self.public["replies"]
        return replies["count"] - len(self.replies) if replies else 0


@dataclass(frozen=True, slots=True)
class View:
    """A page of a thread.

    Attributes:
        count: How many comments the article has.
        lines: Those of this page.
        next: Where the next page begins, or None.
        root: The comment whose replies are read, or None.
    """

    count: int = 0
    lines: tuple[Line, ...] = ()
    next: str | None = None
    root: Comment | None = None

    @property
    def shown(self) -> Iterator[Line]:
        """Every comment on the page."""
        for line in self.lines:
            yield line
            yield from line.replies

    def holds(self, reference: str) -> bool:
        """Whether the comment of that public id, or that imported number, can be read here."""
        return any(
            reference in {line.public["id"], str(line.public["legacy_id"])}
            for line in self.shown
            if line.public["removed"] is None
        )


def view_of(
    session: Session,
    article: Article | None,
    *,
    newest_first: bool,
    after: str | None,
    around: str | None = None,
    root: str | None = None,
) -> View:
    """A page of an article's comments, or of the replies below one of them.

    Args:
        session: Only read.
        article: None while nobody has written anything about it.
        newest_first: The order of the roots.
        after: A cursor, as an earlier page gave it; nonsense means the beginning.
        around: Public id of a comment that the page must hold; nonsense means nothing.
        root: Public id of the comment whose replies are read; nonsense means all comments.
    """
    if article is None:
        return View()
    count = count_for(session, [article.id]).get(article.id, 0)
    place = _cursor(after)
    above = listed(session, article, root)
    if above is not None and above.root_id is None:
        page = replies_of(session, above.id, after=place)
        return View(count, _lines(page), _word(page.next), above)
    including = listed(session, article, around)
    if including is not None:
        place = page_start(session, _root_of(session, including), newest_first=newest_first)
    page = approved_for(
        session, article.id, newest_first=newest_first, after=place, including=including
    )
    return View(count, _lines(page), _word(page.next))


def listed(session: Session, article: Article | None, public_id: str | None) -> Comment | None:
    """The comment of the public list that a page's address names; None for anything else."""
    if article is None or not public_id or not PUBLIC_ID.fullmatch(public_id):
        return None
    return shown_comment(session, article.id, public_id)


def _root_of(session: Session, comment: Comment) -> Comment:
    return session.get_one(type(comment), comment.root_id) if comment.root_id else comment


def _cursor(word: str | None) -> Cursor | None:
    try:
        return Cursor.parse(word) if word else None
    except CursorRefused:
        return None


def _word(cursor: Cursor | None) -> str | None:
    return str(cursor) if cursor else None


def _lines(page: Page) -> tuple[Line, ...]:
    """Replies go into the root they follow; a page of replies has no roots."""
    lines: list[Line] = []
    by_id: dict[str, Line] = {}
    for thread in page.threads:
        line = _line(thread, by_id)
        by_id[line.public["id"]] = line
        below_root = thread.replies is None and lines and lines[-1].public["replies"] is not None
        (lines[-1].replies if below_root else lines).append(line)
    return tuple(lines)


def _line(thread: Thread, by_id: dict[str, Line]) -> Line:
    shape = public(thread)
    parent = by_id.get(shape["parent"] or "")
    is_reply = parent is not None and parent.public["replies"] is None
    answers = parent.public if parent and is_reply and parent.public["author"] else None
    return Line(shape, thread.row.created_at, answers=answers)
