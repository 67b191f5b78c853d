"""What was published lately, by the instant at which readers first could see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, select, tuple_

from moderation.comments.cursors import Cursor
from moderation.comments.models import Comment, Status
from moderation.comments.public import Page, Thread
from moderation.comments.shown import listed

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

AT_ONCE: Final = 50

# A comment that nobody decided about was published as it came.
_published_at: Final = func.coalesce(Comment.decided_at, Comment.created_at)
_is_public: Final = Comment.status == Status.APPROVED


@dataclass(frozen=True, slots=True)
class Tally:
    """How many comments of an article are public, and when the newest of them became so."""

    count: int
    latest_at: datetime | None


def tally(session: Session, article_id: int) -> Tally:
    """The tally of one article."""
    query = select(func.count(), func.max(_published_at)).where(
        Comment.article_id == article_id, _is_public
    )
    count, latest_at = session.execute(query).one()
    return Tally(count, latest_at)


def published_since(
    session: Session, article_id: int, since: datetime, *, after: Cursor | None = None
) -> Page:
    """The comments that were published at an instant or after it, in that order, without replies.

    Args:
        session: Only read.
        article_id: Which article.
        since: The instant.
        after: Where an earlier answer ended; None for the first one.
    """
    query = (
        listed()
        .add_columns(_published_at.label("published_at"))
        .where(Comment.article_id == article_id, _is_public, _published_at >= since)
        .order_by(_published_at, Comment.id)
        .limit(AT_ONCE + 1)
    )
    if after is not None:
        query = query.where(tuple_(_published_at, Comment.id) > (after.created_at, after.id))
    rows = session.execute(query).all()
    shown, last = rows[:AT_ONCE], rows[AT_ONCE - 1 : AT_ONCE]
    return Page(
        [Thread(row, replies=0 if row.root_id is None else None) for row in shown],
        Cursor(last[0].published_at, last[0].id) if len(rows) > AT_ONCE else None,
    )
